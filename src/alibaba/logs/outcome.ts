/** Reads from a log how far the last connection came, and which software reports it. */

import { quotable } from '../secretsInText.ts';
import { STAGES } from '../stages.ts';
import { EMBEDDED_STATEMENTS } from './embeddedStatements.ts';
import { libraryIn } from './libraryNames.ts';
import { LIBRARY_STATEMENTS } from './libraryStatements.ts';
import type { Detail, LogStatement, Meaning, StatementForm } from './logStatement.ts';
import { MODULE_STATEMENTS } from './moduleStatements.ts';
import { NETWORK_STATEMENTS } from './networkStatements.ts';
import { NUMBER_STATEMENTS } from './numberStatements.ts';
import { VENDOR_STATEMENTS } from './vendorStatements.ts';

const FORMS: readonly StatementForm[] = [
  ...MODULE_STATEMENTS,
  ...VENDOR_STATEMENTS,
  ...LIBRARY_STATEMENTS,
  ...EMBEDDED_STATEMENTS,
  ...NUMBER_STATEMENTS,
  ...NETWORK_STATEMENTS,
];

/** CONNACK codes for a wrong password or a missing permission, in MQTT 3 and 5. */
const ABOUT_CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

/** Whether a CONNACK with this code refuses the credentials. */
export function refusesCredentials(code: number): boolean {
  return ABOUT_CREDENTIALS.has(code);
}

/** Whether a CONNACK, or the platform's HTTPS service, refused the sign-in. */
export function isRefusal(statement: Pick<LogStatement, 'stage' | 'code'> | undefined): boolean {
  if (statement?.stage === 'connack') return statement.code !== 0;
  return statement?.stage === 'http' && statement.code !== 200;
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

/** Reason codes of MQTT 5 that only DISCONNECT has. */
const ONLY_OF_DISCONNECT: ReadonlyMap<number, Detail> = new Map([
  [0x8b, 'closed-by-server'],
  [0x8d, 'keep-alive-lost'],
  [0x8e, 'taken-over'],
  [0x93, 'closed-by-server'],
  [0x94, 'closed-by-server'],
  [0x96, 'closed-by-server'],
  [0x98, 'closed-by-server'],
  [0xa0, 'closed-by-server'],
]);

/** Programs print the codes of CONNACK and DISCONNECT in the same words. */
function withReason(meaning: Meaning | undefined): Meaning | undefined {
  if (meaning?.stage !== 'connack' || meaning.code === undefined) return meaning;
  const detail = ONLY_OF_DISCONNECT.get(meaning.code);
  return detail === undefined ? meaning : { stage: 'closed', detail };
}

/** All statements of a text in their order. */
function statementsIn(text: string): readonly LogStatement[] {
  const library = libraryIn(text);
  const statements = FORMS.flatMap((form) => statementsOf(form, text, library));
  const isMqtt5 =
    (MQTT_5.test(text) || statements.some(isMqtt5Refusal)) && !statements.some(isMqtt3Refusal);
  return statements
    .map((statement) => (isMqtt5 && statement.isInWords === true ? asMqtt5(statement) : statement))
    .toSorted((a, b) => a.at - b.at);
}

const isMqtt3Refusal = ({ stage, code = 0, isInWords }: LogStatement): boolean =>
  stage === 'connack' && IN_MQTT_5.has(code) && isInWords !== true;

const isMqtt5Refusal = ({ stage, code = 0 }: LogStatement): boolean =>
  stage === 'connack' && code >= 0x80;

function asMqtt5(statement: LogStatement): LogStatement {
  const code = IN_MQTT_5.get(statement.code ?? 0);
  return code === undefined ? statement : { ...statement, code };
}

/** Reads each line once for all its statements, because a text may be a single line with thousands of them. */
function statementsOf(
  { by, pattern, read }: StatementForm,
  text: string,
  library: string | undefined,
): readonly LogStatement[] {
  let line: Line | undefined;
  const meanings = new Map<string, Meaning | undefined>();
  return [...text.matchAll(pattern)].flatMap((match): readonly LogStatement[] => {
    const [said, ...groups] = match;
    if (line === undefined || match.index > line.end) {
      line = lineAt(text, match.index);
      meanings.clear();
    }
    const key = JSON.stringify(groups);
    if (!meanings.has(key)) meanings.set(key, read(groups, line.text));
    const meaning = withReason(meanings.get(key));
    if (meaning === undefined) return [];
    const name = by.name ?? (by.kind === 'library' ? library : undefined);
    const end = match.index + said.trimEnd().length;
    const { quote } = end > line.end ? lineAt(text, end) : line;
    return [
      {
        ...meaning,
        by: { ...by, name: meaning.name ?? name },
        quote,
        at: match.index + said.length,
      },
    ];
  });
}

/**
 * The deciding statement: the last CONNACK and the end of its connection, else the failure of the latest
 * step, else the last successful step. undefined if the text has none.
 * @param from position after the sign-in; earlier statements are about another sign-in
 * @param otherwise position from which statements count if none follows the sign-in
 */
export function outcomeOf(text: string, from = 0, otherwise = from): LogStatement | undefined {
  const statements = statementsIn(text);
  const known = statements.filter(({ stage }) => stage !== 'unknown');
  const decidingFrom = (start: number) => decidingIn(known.filter(({ at }) => at >= start));
  const outcome =
    decidingFrom(from) ??
    decidingFrom(otherwise) ??
    statements.findLast(({ at }) => at >= otherwise);
  return outcome && { ...outcome, quote: quotable(outcome.quote) };
}

function decidingIn(said: readonly LogStatement[]): LogStatement | undefined {
  // Words of success never outweigh a refusal.
  const isRefused = said.some(isRefusal);
  const found = isRefused
    ? said.filter(({ code, isInWords }) => isInWords !== true || code !== 0)
    : said;
  const answered = found.findLastIndex(({ stage }) => stage === 'connack' || stage === 'http');
  const answer = found[answered];
  const isAccepted = answer?.stage === 'connack' && answer.code === 0;
  if (answer !== undefined && !isAccepted)
    return named(withCode(numberBeside(answer, found), found), found);
  if (answer !== undefined) {
    const ends = found.slice(answered + 1).filter(({ isProgress }) => isProgress !== true);
    const closed = ends.filter(({ stage }) => stage === 'closed');
    const end = closed.find(({ by }) => by.name !== undefined) ?? closed[0] ?? ends.find(isEnd);
    return end === undefined ? answer : { ...end, stage: 'closed' };
  }
  const failures = found.filter(({ isProgress }) => isProgress !== true).map(withoutAnswer);
  const latest = failures.reduce<LogStatement | undefined>(
    (best, one) => (best === undefined || rank(one) >= rank(best) ? one : best),
    undefined,
  );
  return latest ?? found.at(-1);
}

/** Terminal colours, also as a terminal program writes the escape character. */
const COLOURS = new RegExp(`(?:${String.fromCharCode(0x1b)}|<0x1b>)\\[[0-9;]*[A-Za-z]`, 'gi');

/** A number outweighs the words on its line. */
const numberBeside = (answer: LogStatement, found: readonly LogStatement[]): LogStatement =>
  answer.isInWords !== true
    ? answer
    : (found.findLast(
        ({ stage, code, isInWords, quote }) =>
          stage === 'connack' && code !== undefined && isInWords !== true && quote === answer.quote,
      ) ?? answer);

/** A refusal without a code repeats the one before it. */
function withCode(answer: LogStatement, found: readonly LogStatement[]): LogStatement {
  if (answer.code !== undefined) return answer;
  const coded = found.findLast(({ stage, code }) => stage === answer.stage && code !== undefined);
  return coded === undefined || coded.code === 0 ? answer : coded;
}

/** Several statements may report one code; a statement with a named program is preferred. */
function named(answer: LogStatement, found: readonly LogStatement[]): LogStatement {
  if (answer.by.name !== undefined) return answer;
  return (
    found.findLast(
      ({ by, stage, code }) =>
        by.name !== undefined && stage === answer.stage && code === answer.code,
    ) ?? answer
  );
}

const isEnd = ({ stage }: LogStatement): boolean => stage === 'connect' || stage === 'failed';

/** A connection that ended without a known CONNACK: the log does not say at which step. */
function withoutAnswer(statement: LogStatement): LogStatement {
  // These happen only on an accepted connection.
  const isLater = statement.detail === 'taken-over' || statement.detail === 'keep-alive-lost';
  if (statement.stage !== 'closed' || isLater) return statement;
  const isPeer = statement.detail === 'closed-by-server';
  return { ...statement, stage: isPeer ? 'connect' : 'failed' };
}

/** A statement without a cause only repeats an earlier explanation. */
function rank({ stage, detail }: LogStatement): number {
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
