/** Reads from a log how far the last connection came, and which software reports it. */

import { quotable } from '../secretsInText.ts';
import { STAGES } from '../stages.ts';
import { libraryIn } from './libraryNames.ts';
import { LIBRARY_SAYINGS } from './librarySayings.ts';
import { MODULE_SAYINGS } from './moduleSayings.ts';
import { NETWORK_SAYINGS } from './networkSayings.ts';
import type { Heard, Saying, SayingRule } from './saying.ts';
import { VENDOR_SAYINGS } from './vendorSayings.ts';

const RULES: readonly SayingRule[] = [
  ...MODULE_SAYINGS,
  ...VENDOR_SAYINGS,
  ...LIBRARY_SAYINGS,
  ...NETWORK_SAYINGS,
];

/** CONNACK codes for a wrong password or a missing permission, in MQTT 3 and 5. */
const ABOUT_CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

/** Whether a CONNACK with this code refuses the credentials. */
export function refusesCredentials(code: number): boolean {
  return ABOUT_CREDENTIALS.has(code);
}

/** Whether a CONNACK, or the platform's HTTPS service, refused the sign-in. */
export function isRefusal(saying: Pick<Saying, 'stage' | 'code'> | undefined): boolean {
  if (saying?.stage === 'connack') return saying.code !== 0;
  return saying?.stage === 'http' && saying.code !== 200;
}

/** Reason codes of MQTT 5 for the return codes of MQTT 3.1.1 with the same words. */
const IN_MQTT_5: ReadonlyMap<number, number> = new Map([
  [1, 0x84],
  [2, 0x85],
  [3, 0x88],
  [4, 0x86],
  [5, 0x87],
]);

/** Options and names that choose MQTT 5. */
const MQTT_5 =
  /\bmqttv?[ _-]?(?:v|version[ =:]{1,3})?5(?!\d|\.\d\d)|-V (?:mqttv)?5\b|protocol_?version["']?\s?[:=]\s?5\b/i;

/** All statements of a text in their order. */
function sayingsIn(text: string): readonly Saying[] {
  const library = libraryIn(text);
  const sayings = RULES.flatMap((rule) => sayingsOf(rule, text, library));
  const isMqtt5 =
    (MQTT_5.test(text) || sayings.some(isMqtt5Refusal)) && !sayings.some(isMqtt3Refusal);
  return sayings
    .map((saying) => (isMqtt5 && saying.isInWords === true ? asMqtt5(saying) : saying))
    .toSorted((a, b) => a.at - b.at);
}

const isMqtt3Refusal = ({ stage, code = 0, isInWords }: Saying): boolean =>
  stage === 'connack' && IN_MQTT_5.has(code) && isInWords !== true;

const isMqtt5Refusal = ({ stage, code = 0 }: Saying): boolean =>
  stage === 'connack' && code >= 0x80;

function asMqtt5(saying: Saying): Saying {
  const code = IN_MQTT_5.get(saying.code ?? 0);
  return code === undefined ? saying : { ...saying, code };
}

/** Reads each line once for all its statements, because a text may be a single line with thousands of them. */
function sayingsOf(
  { by, pattern, read }: SayingRule,
  text: string,
  library: string | undefined,
): readonly Saying[] {
  let line: Line | undefined;
  const heardAs = new Map<string, Heard | undefined>();
  return [...text.matchAll(pattern)].flatMap((match): readonly Saying[] => {
    const [said, ...groups] = match;
    if (line === undefined || match.index > line.end) {
      line = lineAt(text, match.index);
      heardAs.clear();
    }
    const key = JSON.stringify(groups);
    if (!heardAs.has(key)) heardAs.set(key, read(groups, line.text));
    const heard = heardAs.get(key);
    if (heard === undefined) return [];
    const name = by.name ?? (by.kind === 'library' ? library : undefined);
    const end = match.index + said.trimEnd().length;
    const { quote } = end > line.end ? lineAt(text, end) : line;
    return [
      { ...heard, by: { ...by, name: heard.name ?? name }, quote, at: match.index + said.length },
    ];
  });
}

/**
 * The deciding statement: the last CONNACK and the end of its connection, else the failure of the latest
 * step, else the last successful step. undefined if the text has none.
 * @param from position after the sign-in; earlier statements are about another sign-in
 * @param otherwise position from which statements count if none follows the sign-in
 */
export function outcomeOf(text: string, from = 0, otherwise = from): Saying | undefined {
  const sayings = sayingsIn(text);
  const decidingFrom = (start: number) => decidingIn(sayings.filter(({ at }) => at >= start));
  const outcome = decidingFrom(from) ?? decidingFrom(otherwise);
  return outcome && { ...outcome, quote: quotable(outcome.quote) };
}

function decidingIn(said: readonly Saying[]): Saying | undefined {
  // Words of success never outweigh a refusal.
  const isRefused = said.some(isRefusal);
  const found = isRefused
    ? said.filter(({ code, isInWords }) => isInWords !== true || code !== 0)
    : said;
  const answered = found.findLastIndex(({ stage }) => stage === 'connack' || stage === 'http');
  const answer = found[answered];
  const isAccepted = answer?.stage === 'connack' && answer.code === 0;
  if (answer !== undefined && !isAccepted) return named(answer, found);
  if (answer !== undefined) {
    const ends = found.slice(answered + 1).filter(({ isProgress }) => isProgress !== true);
    const closed = ends.filter(({ stage }) => stage === 'closed');
    const end = closed.find(({ by }) => by.name !== undefined) ?? closed[0] ?? ends.find(isEnd);
    return end === undefined ? answer : { ...end, stage: 'closed' };
  }
  const failures = found.filter(({ isProgress }) => isProgress !== true).map(withoutAnswer);
  const latest = failures.reduce<Saying | undefined>(
    (best, one) => (best === undefined || rank(one) >= rank(best) ? one : best),
    undefined,
  );
  return latest ?? found.at(-1);
}

/** Terminal colours, also as a terminal program writes the escape character. */
const COLOURS = new RegExp(`(?:${String.fromCharCode(0x1b)}|<0x1b>)\\[[0-9;]*[A-Za-z]`, 'gi');

/** Several statements may report one code; a statement with a named program is preferred. */
function named(answer: Saying, found: readonly Saying[]): Saying {
  if (answer.by.name !== undefined) return answer;
  return (
    found.findLast(
      ({ by, stage, code }) =>
        by.name !== undefined && stage === answer.stage && code === answer.code,
    ) ?? answer
  );
}

const isEnd = ({ stage }: Saying): boolean => stage === 'connect' || stage === 'failed';

/** A connection that ended without a known CONNACK: the log does not say at which step. */
function withoutAnswer(saying: Saying): Saying {
  // These happen only on an accepted connection.
  const isLater = saying.detail === 'taken-over' || saying.detail === 'keep-alive-lost';
  if (saying.stage !== 'closed' || isLater) return saying;
  const isPeer = saying.detail === 'closed-by-server';
  return { ...saying, stage: isPeer ? 'connect' : 'failed' };
}

/** A statement without a cause only repeats an earlier explanation. */
function rank({ stage, detail }: Saying): number {
  const step = STAGES.findIndex((one) => one === stage);
  return detail === 'unspecific' ? Math.min(step, 0) : step;
}

interface Line {
  /** Position of its line feed, or the end of the text. */
  readonly end: number;
  readonly text: string;
  /** The text without colours and outer blanks. */
  readonly quote: string;
}

function lineAt(text: string, index: number): Line {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const found = text.indexOf('\n', index);
  const end = found < 0 ? text.length : found;
  const line = text.slice(start, end);
  return { end, text: line, quote: line.replace(COLOURS, '').trim() };
}
