/** Errors for files and ports that the program cannot use. `reason` is the end of a sentence. */

import type { TslFault } from '../../../alibaba/alink/tslFaults.ts';
import type { DevicesFileFault } from '../../../alibaba/devicesFileFaults.ts';
import { type Localizable, say } from '../../../base/message.ts';
import type { AclErrors } from '../../../broker/core/acl.ts';
import type { RulesFileError } from '../../../broker/faults/rulesFile.ts';
import type { ConventionError } from '../../../conventions/files/fileErrors.ts';
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import type { PredefinedTopicError } from '../../../mqttsn/predefinedTopics.ts';
import type { ChainError } from '../../../payload/chains/chainSyntax.ts';
import type { ChainRule } from '../../../payload/chains/rules.ts';
import { closed } from '../../closed.ts';
import { devicesFileFault } from '../../en/alibaba/devicesFile.ts';
import { aclErrors } from '../../en/facts/aclErrors.ts';
import { noteFacts } from '../../en/facts/noteFacts.ts';
import { rulesFileError } from '../../en/facts/rulesFile.ts';
import { tslFaults } from '../../en/facts/thingModelErrors.ts';
import { conventionError } from '../../en/topics/conventionErrors.ts';
import { payloadRules } from '../../en/topics/payloadRules.ts';

const SN_TOPIC_FAULTS: Record<PredefinedTopicError, string> = {
  form: 'expected a number and a topic, such as “1 plant/door”',
  number: 'the number is not from 1 to 65534',
  topic: 'the text after the number is not a topic name',
  twice: 'the number already has a topic',
};

const INPUT = 'standard input';
const OUTPUT = 'standard output';

/** The name of a file at the beginning of a sentence: a path keeps its case. */
const atStart = (name: string): string =>
  name === INPUT || name === OUTPUT ? `S${name.slice(1)}` : name;

export const files = {
  standardInput: INPUT,
  inputTwice: 'Standard input can be read only once: give the other input as a file.',
  /** @param input path or standard input */
  pipeInSeries: (input: string): string =>
    `${atStart(input === '-' ? INPUT : input)} cannot be part of a series, whose files are read twice. Store it as a file.`,
  seriesOverlaps: (path: string, next: string, seconds: number): string =>
    `${path} goes on for ${seconds.toFixed(1)} s after ${next} begins: they are two captures, not files of one series. Join them with mergecap, or judge each by itself: mqttscope problems without --series.`,
  severalFiles: (command: string): string =>
    `${command} reads one capture. If the files are those of one series: mqttscope ${command} --series.`,
  standardOutput: OUTPUT,
  outputIsInput: (output: string, input: string): string =>
    output === input
      ? `${atStart(output)} would be read and written at the same time. Choose another file for the output.`
      : `${atStart(output)} is the same file as ${input}, which is read. Choose another file for the output.`,
  outputsAreOne: (output: string, other: string): string =>
    `${atStart(output)} and ${other} are the same file, and both would be written. Choose another file for one of them.`,
  /** @param reason undefined: there is no such program */
  cannotRun: (program: string, reason: string | undefined): string =>
    `${program} cannot be started: ${reason ?? 'there is no such program'}.`,
  cannotRead: (path: string, reason: string): string => `Cannot read ${path}: ${reason}.`,
  /** A file named by an option. */
  cannotReadOf: (path: string, option: string, reason: string): string =>
    `Cannot read ${path} (${option}): ${reason}.`,
  /** A reason. */
  moreThanMebibytes: (mebibytes: number): string => `it has more than ${mebibytes} MiB`,
  cannotWrite: (path: string, reason: string): string => `Cannot write ${path}: ${reason}.`,
  cannotWriteOf: (path: string, option: string, reason: string): string =>
    `Cannot write ${path} (${option}): ${reason}.`,
  noFormats: (name: string): string =>
    `${name} is not a file for --formats: it must be a JSON object of topic filters and their steps.`,
  wrongRule: (name: string, filter: string): string =>
    `${name}: “${filter}” is not a topic filter, or its steps are not text.`,
  wrongChain: (name: string, { filter, chain }: ChainRule, { start, why }: ChainError): string =>
    `${name}, “${filter}”, character ${start + 1} of “${chain}”: ${say(payloadRules.errors, why)}.`,
  wrongConvention: (name: string, fault: ConventionError): string =>
    `${name}: ${conventionError(fault)}`,
  cannotBeRead: (name: string, reason: string): string =>
    `${atStart(name)} cannot be read: ${reason}.`,
  cannotSpool: (folder: string, reason: string): string =>
    `Standard input must be stored in a temporary file, but ${folder} cannot be written: ${reason}. Set TMPDIR to another folder, or name a file instead of -.`,
  cannotBeWritten: (name: string, reason: string): string =>
    `${atStart(name)} cannot be written: ${reason}.`,
  cannotBeRemoved: (name: string, reason: string): string =>
    `${name} cannot be removed: ${reason}.`,
  writtenUntilThen: (said: string, path: string): string =>
    `${said} The data written so far is in ${path}.`,
  notACapture: (name: string, why: NoteFact): string =>
    `${atStart(name)} cannot be read as a capture. ${say(noteFacts, why)}`,
  printedBytes: (name: string): string =>
    `${atStart(name)} cannot be read as a capture: it has bytes as text. To read them: mqttscope dissect --hex FILE, or - for standard input.`,
  noKeys: (path: string): string =>
    `${atStart(path)} has no TLS keys: its lines must look like "CLIENT_RANDOM <64 hex digits> <secret in hex>". Let the client write it with SSLKEYLOGFILE=FILE.`,
  noUsers: (path: string, option: string): string => `${path} (${option}) has no users.`,
  wrongLine: (path: string, option: string, line: number, why: string): string =>
    `${path} (${option}), line ${line}: ${why}.`,
  wrongAcl: (path: string, option: string, line: number, fault: Localizable<AclErrors>): string =>
    `${path} (${option}), line ${line}: ${say(aclErrors, fault)}.`,
  wrongSnTopics: (path: string, option: string, line: number, why: PredefinedTopicError): string =>
    `${path} (${option}), line ${line}: ${SN_TOPIC_FAULTS[why]}.`,
  wrongDevices: (path: string, option: string, fault: DevicesFileFault): string =>
    `${path} (${option}), ${devicesFileFault(fault)}.`,
  wrongModel: (path: string, option: string, { line, column, why }: TslFault): string =>
    `${path} (modelFile of ${option}), line ${line}, column ${column}: ${say(tslFaults, why)}.`,
  /** @param why with its position */
  wrongFaultRules: (path: string, option: string, fault: RulesFileError): string =>
    closed(`${path} (${option}), ${rulesFileError(fault)}`, '.'),

  dataTaken: (path: string): string =>
    `The folder ${path} (--data) is in use by another companion.`,
  dataForeign: (path: string): string =>
    `${path} is not a file of --data. Choose another folder, or move the file away.`,
  dataVersion: (path: string, version: number): string =>
    `${path} has version ${version}, written by a newer mqttscope. Use that version, or another folder.`,
  dataCorrupt: (path: string, at: number, behind: number): string =>
    `${path} is corrupt at byte ${at}, and ${behind} bytes after that are intact: it was changed, or the disk is faulty. Restore it from a copy; or move the folder away, which loses everything; or, on a copy, cut it there (truncate -s ${at} ${path}), which loses everything after that byte.`,
  dataBroken: (path: string, at: number): string =>
    `${path} is complete only up to byte ${at}, but was longer before: it was truncated or changed, or the disk is faulty. Restore it from a copy, or move the folder away, which loses everything.`,
  dataUnreadable: (path: string, why: string): string =>
    `${path} cannot be understood (${why}): mqttscope has a bug, or the file was changed. Restore it from a copy, or move the folder away, which loses everything.`,

  appNotBuilt: (folder: string): string =>
    `The app is not built (no ${folder}). Build it with: npm run build`,
  cannotListen: (address: string, reason: string, option: string | undefined): string =>
    `Cannot listen on ${address}: ${reason}.${option === undefined ? '' : ` Choose another port with ${option}; 0 takes a free one.`}`,
  noPortFree: (host: string): string => `Cannot listen on ${host}: no port is free.`,

  noHome: (): string =>
    'There is no folder for data: the user of this process has no home folder (HOME, XDG_DATA_HOME).',
  /** @param said the reason why the authority of a tap cannot be stored */
  authorityElsewhere: (said: string): string =>
    `${said} Name another folder for the authority with --authority-dir, or give your own certificate with --tls-cert and --tls-key.`,
  noAuthority: (certPath: string, keyPath: string): string =>
    `${certPath} and ${keyPath} (--authority-dir) are not a certificate and its RSA key in PEM form. Restore both files, or delete both to make a new authority.`,
  noCertificate: (path: string, option: string): string =>
    `${path} (${option}) has no certificate in PEM form.`,
  otherKey: (keyPath: string, certPath: string): string =>
    `The key in ${keyPath} does not belong to the certificate in ${certPath}.`,
  weakCertificate: (path: string, why: string): string =>
    `The certificate in ${path} (--tls-cert) is refused: ${why}.`,
  unusablePair: (certPath: string, keyPath: string, reason: string): string =>
    `${certPath} and ${keyPath} cannot be used: ${reason}.`,
  encryptedKey: (path: string): string =>
    `The key in ${path} (--tls-key) is encrypted; use a key without a passphrase.`,
  noKey: (path: string): string => `${path} (--tls-key) has no private key in PEM form.`,

  noSubscription: (): string => 'No subscription was granted, so there is nothing to record.',

  /** For the file of --users. */
  userWithoutColon: 'there is no colon between a name and its hash',
  userWithoutName: 'the name is empty',
  userNotHashed: (path: string): string =>
    `the password is not hashed; write the line with: mqttscope passwd ${path} NAME`,
  userHashWrong: (why: string, path: string): string =>
    `${why}; write the line with: mqttscope passwd ${path} NAME`,
  hashForm: 'the text after the name is not $scrypt$ln=…,r=…,p=…$SALT$HASH',
  hashNumbers: 'ln and r must be 1 or more, and p from 1 to 64',
  hashMemory: (mebibytes: number): string => `ln and r require more than ${mebibytes} MiB`,
  hashLength: 'the salt or the hash is too short or too long',
  userTwice: 'the user already has a line',
  strangeLine: (path: string, line: number): string =>
    `${path}, line ${line}: there is no colon between a name and its hash. Nothing was changed.`,
  noSuchUser: (path: string, name: string): string =>
    `${path} has no user ${JSON.stringify(name)}.`,
};
