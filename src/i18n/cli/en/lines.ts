/**
 * Output of the commands about captures and sign-ins for people. Output for programs is the same in every
 * language.
 */

import { isAlinkCode } from '../../../alibaba/alink/codes.ts';
import type { BrokenRule } from '../../../alibaba/logs/brokenRules.ts';
import type { LogReading } from '../../../alibaba/logs/readLog.ts';
import type { RefusedFor, SignatureVerdict } from '../../../alibaba/logs/verdict.ts';
import { type FoundMistake, factOf } from '../../../alibaba/mistakes.ts';
import type { OtherReason } from '../../../alibaba/otherReasons.ts';
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';
import type { Suspicion } from '../../../alibaba/suspicions.ts';
import { say } from '../../../base/message.ts';
import { printable } from '../../../base/printable.ts';
import type { CannotHold } from '../../../engine/files/captureExport.ts';
import type { LeftOutBytes } from '../../../engine/files/report/leftOut.ts';
import { ofBytes } from '../../../engine/findings/findings.ts';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import { UNJUDGED, type Unjudged } from '../../../engine/problems/unjudged.ts';
import type { Summary } from '../../../mqtt/dissect/describe.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import type { SnRuleKey } from '../../../mqttsn/reading/snRules.ts';
import { CODES } from '../../en/alibaba/alinkTables.ts';
import { type SnFact, sn } from '../../en/captures/sn.ts';
import { otherReasons } from '../../en/codes/otherReasons.ts';
import { logReading } from '../../en/facts/logReading.ts';
import { mistakes } from '../../en/facts/mistakes.ts';
import { summaryParts } from '../../en/facts/summary.ts';
import { suspicions } from '../../en/facts/suspicions.ts';
import { explain } from '../../en/packets/explain.ts';
import { typed } from '../../en/publish/typed.ts';
import { RULE_IDS } from '../../en/rules/all.ts';
import type { RuleWords } from '../../ruleWords.ts';
import { type Answer, fourAnswers, signatureText } from '../../signIn/signInLines.ts';
import { summaryText } from '../../summaryText.ts';
import { counted } from './counted.ts';

/** Output of `dissect`. */
const packets = {
  summary: (summary: Summary): string => summaryText(summary, summaryParts),
  bytes: (count: number): string => `${count} bytes`,
  bytesOfIt: (count: number): string => `${count} bytes of it`,
  masked: '(masked)',
  fault: (faults: string): string => `| fault: ${faults}`,
  wrong: (severity: string, statement: string, breach: Breach): string =>
    `| ${severity} ${statement}: ${explain.foundWrong({ finding: ofBytes(breach) })}`,
};

/** Numbers of packets, by the reason why they were not judged. */
export type Counts = ReadonlyMap<Unjudged, number>;

const NOT_JUDGED: Readonly<Record<Unjudged, string>> = {
  boundary: 'where it is unknown whether a packet begins',
  masked:
    'overwritten, because secrets in it cannot be located (a capture with --with-secrets keeps them)',
  gap: 'with a part missing from the capture',
  'capture-end': 'cut off by the end of the capture',
  'other-protocol': 'of another protocol, not MQTT',
};

/** Output of `problems`. */
const problems = {
  text: (problem: FoundProblem): string => explain.foundWrong(problem),
  found: (problem: FoundProblem): string =>
    `${problem.severity} ${problem.rule} ${problem.statement}: ${explain.foundWrong(problem)}`,
  /** In the order of the list. */
  ruleIds: (): readonly string[] => RULE_IDS,
  rule: (id: string): RuleWords => explain.rule(id) ?? { title: id, remedy: '' },
  statement: explain.statement,
  remedy: (text: string): string => `What to do: ${text}`,
  none: (packets: number): string => `No problems in ${counted(packets, 'packet')}.`,
  all: (packets: number, errors: number, warnings: number, notes: number): string => {
    const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')];
    const all = counted(errors + warnings + notes, 'problem');
    return `${all} in ${counted(packets, 'packet')}: ${counts.join(', ')}.`;
  },
  nothingJudged: 'Nothing was checked.',
  /** @param counts by reason, without zeros */
  notJudged: (packets: number, counts: Counts): string => {
    const reasons = UNJUDGED.flatMap((why) => {
      const count = counts.get(why);
      return count === undefined ? [] : [`${count} ${NOT_JUDGED[why]}`];
    });
    return `${[...counts.values()].reduce((sum, one) => sum + one, 0)} of ${counted(packets, 'packet')} not judged: ${reasons.join('; ')}.`;
  },
  /** @param isAlone there is no other capture that may decide the exit code */
  cutOff: (isAlone: boolean): string =>
    `The file is truncated. Only its packets before the cut were checked, so the check has not passed${isAlone ? ' (exit code 1)' : ''}. Use a complete capture.`,
  noPass: (isEncrypted: boolean, counts: Counts, isAlone: boolean): string => {
    const advice = [
      isEncrypted ? 'Give the TLS keys with --key-log, or capture unencrypted MQTT.' : '',
      counts.has('boundary') || counts.has('gap')
        ? 'Start the capture before the clients connect.'
        : '',
      counts.has('capture-end') ? 'Stop the capture later.' : '',
      'If a capture without MQTT is expected, use --allow-empty.',
    ];
    return `No packet could be checked, so the check has not passed${isAlone ? ' (exit code 4)' : ''}. ${advice.filter((one) => one !== '').join(' ')}`;
  },
};

/** Several files. */
const series = {
  /** Name of a capture by its files. */
  capture: (names: readonly string[]): string => {
    const [first = '', second = ''] = names;
    if (names.length < 3) return names.length === 2 ? `${first}, ${second}` : first;
    return `${first} to ${names.at(-1) ?? ''} (${counted(names.length, 'file')})`;
  },
  /** @param verdict sentence on all packets */
  total: (captures: number, unreadable: number, verdict: string): string =>
    `${counted(captures, 'capture')}${unreadable > 0 ? `, ${unreadable} of them unreadable` : ''}: ${verdict}`,
  order: (names: readonly string[]): string =>
    `The files are read in the order of their first packets: ${printable(names.join(', '))}.`,
  missing: (from: number, to: number, before: string, after: string): string =>
    `${from === to ? `File ${from} is` : `Files ${from} to ${to} are`} missing between ${printable(before)} and ${printable(after)}: nothing is judged across the gap.`,
  cut: (before: string, after: string): string =>
    `${printable(before)} is truncated, so packets are missing between it and ${printable(after)}: nothing is judged across the gap.`,
  unread: (before: string, after: string): string =>
    `A file that cannot be read may belong between ${printable(before)} and ${printable(after)}: nothing is judged across the gap.`,
  /** @param ends of one of the connections */
  shared: (names: readonly string[], ends: string): string =>
    `${printable(names.join(', '))} have an open connection in common (${printable(ends)}), but were judged separately. If they are files of one capture, use --series.`,
};

/** Notes about a file. */
const files = {
  note: (fact: NoteFact): string => explain.note(fact),
  noPacket: 'This file has no MQTT control packets.',
  filterGivenUp: (count: number): string =>
    `${counted(count, 'packet')} not printed because --filter would take too long. Use fewer comparisons, or a simpler regular expression.`,
  missingPath: (path: string, suggestions: readonly string[]): string =>
    `None of the first 1,000 payloads has ${printable(path)}.${suggestions.length === 0 ? '' : ` Did you mean ${printable(suggestions.join(' or '))}?`}`,
  noWholePacket: 'This file has no complete MQTT control packets.',
  leftOut: ({ bytes, places }: LeftOutBytes): string =>
    `${counted(bytes, 'byte')} left out, because they belong to no packet and may hold a secret. --with-secrets keeps them. ${places.map((place) => explain.note(place)).join(' ')}`,
  cannotHold: (format: string, { marks, notes, withheld }: CannotHold): string =>
    `Left out, because ${format} cannot hold them: ${[
      ...(marks > 0 ? [counted(marks, 'mark')] : []),
      ...(notes > 0 ? [counted(notes, 'note')] : []),
      ...(withheld > 0 ? [`${counted(withheld, 'packet')} that fault rules withheld`] : []),
    ].join(', ')}. mqttscope files keep them.`,
  written: (packets: number, name: string): string =>
    `${counted(packets, 'packet')} written to ${name}.`,
  standardOutput: 'standard output',
};

function codeMeaning(code: number): string | undefined {
  if (code >= 100_000 && code <= 110_000) return DEVICE_CODE;
  if (!isAlinkCode(code)) return undefined;
  const { meaning, remedy } = CODES[code];
  return remedy === '' ? meaning : `${meaning}. ${remedy}`;
}

const DEVICE_CODE = 'defined by the device itself (100000 to 110000)';

const answerTexts = { logReading, mistakes, codeMeaning };

/** A device's sign-in to Alibaba Cloud IoT. */
const signIns = {
  regionLeftAside: '--region is ignored, because --instance determines the host.',
  /** @param of the name of an option, or the device secret */
  platformNote: (of: string, note: PlatformNote): string => `${of}: ${typed.platformNote(note)}`,
  deviceSecret: 'device secret',
  manySignIns: (count: number): string => `The log has ${count} sign-ins; the last one is checked.`,
  mistake: (found: FoundMistake): string => say(mistakes, factOf(found)),
  /** How far it came, who says so, which rules it breaks, and the signature. */
  fourAnswers: (reading: LogReading, verdict: SignatureVerdict | undefined): readonly Answer[] =>
    fourAnswers(reading, verdict, answerTexts),
  answer: ({ name, text }: Answer): string => logReading.line(name, text),
  brokenRule: (rule: BrokenRule): string => say(logReading.broken, rule),
  verdict: (verdict: SignatureVerdict): string => signatureText(verdict, answerTexts),
  /** Meaning of a code in a reply of the platform, if the text is one. */
  codeMeanings: (text: string): readonly string[] => {
    const meaning = codeMeaning(Number(/^\d{3,6}$/.exec(text)?.[0] ?? Number.NaN));
    return meaning === undefined ? [] : [`${text}: ${meaning}`];
  },
  refused: {
    'broken-rule':
      'The signature is right, but the log shows that the sign-in was refused, and that it breaks a rule of the platform: correct that first.',
    credentials:
      'The password matches this secret, but the log shows that it was refused: the secret entered here may be wrong.',
    other:
      'The signature is right, but the log shows that the sign-in was refused for another reason.',
  } satisfies Readonly<Record<RefusedFor, string>>,
  checkSignature:
    'The password does not match the secret of this device. Check it with mqttscope verify.',
  nextSteps: 'Possible causes, in the order in which to check them:',
  suspicion: (found: Suspicion): string => say(suspicions, found),
  otherReasons: 'Other possible causes of a refusal, in this order:',
  otherReason: (reason: OtherReason): string => say(otherReasons, reason),
  likely: (reason: string): string => `${reason} (likely)`,
};

/** Rules of MQTT-SN. */
const SN_TITLES: Readonly<Record<SnRuleKey, string>> = {
  empty: 'The datagram is empty',
  'wrong-length': 'The length does not match the datagram',
  'unknown-type': 'The message type is reserved',
  'too-short': 'The message ends too early',
  'left-over': 'Bytes follow the message',
  'reserved-flags': 'Flags without a meaning are set',
  'reserved-topic-kind': 'The TopicIdType is reserved',
  'protocol-id': 'The ProtocolId is not 1',
  'client-id-length': 'The client ID is not 1 to 23 characters long',
  'client-id-nul': 'The client ID contains U+0000',
  'return-code': 'The return code is reserved',
  'topic-id': 'The topic id is reserved',
  'message-id': 'The message id is 0 above QoS 0',
  'qos-without-session': 'QoS -1 on a topic that needs a session',
  'not-utf8': 'Text is not UTF-8',
  'topic-name': 'A topic name or filter is malformed',
  'long-form': 'The length has three bytes, although one is enough',
  'unknown-topic-id': 'The topic id is not registered',
  'not-connected': 'The client is not connected',
  'sent-to-sleeper': 'Sent to a sleeping client',
  'sent-asleep': 'Sent by a client that announced its sleep',
  overslept: 'Silent for longer than announced',
  'two-at-once': 'Two messages above QoS 0 are in flight',
  'other-topic-id': 'PUBACK with the topic id of another message',
  'accepted-without-id': 'REGACK that accepts without a topic id',
  'rejected-topic-id': 'PUBLISH with a rejected topic id',
  'answers-nothing': 'An answer without a request',
  'again-without-dup': 'Retransmitted without DUP',
  rejected: 'Rejected by the other side',
};

const sensors = {
  /** Title of the rule in the list of all rules. */
  title: (key: SnRuleKey): string => SN_TITLES[key],
  text: (breach: SnFact): string => sn.fact(breach),
  wrong: (severity: string, section: string, breach: SnFact): string =>
    `| ${severity} ${section}: ${sn.fact(breach)}`,
  leftOut: (count: number): string =>
    `${counted(count, 'MQTT-SN message')} omitted: this format only holds MQTT control packets.`,
  forgotten: (count: number): string =>
    `This file has more sensors than mqttscope can track. The sensors silent for longest were discarded (${count}): their later messages may lack topic names, and are checked without earlier ones.`,
  kept: (count: number): string => `${counted(count, 'MQTT-SN message')} written unchanged.`,
};

export const lines = { packets, problems, series, files, signIns, sensors };

/** The type that other languages must implement. */
export type Lines = typeof lines;
