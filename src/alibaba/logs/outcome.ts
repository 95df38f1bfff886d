/** Reads from a log how far the last connection came, and which software reports it. */
import { quotable } from '../../base/secretsInText.ts';
import { STAGES } from '../stages.ts';
import { causesIn, TOGETHER } from './causesIn.ts';
import type { CountedCause } from './logCauses.ts';
import type { Detail, LogStatement, Meaning, Speaker } from './logStatement.ts';
import { isBrokerLine, LOG_TABLE, type LogRow, libraryIn, MOSQUITTO } from './logTable.ts';

/** CONNACK codes for a wrong password or a missing permission, in MQTT 3 and 5. */
const ABOUT_CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

/** Whether a CONNACK refuses the credentials. */
export function refusesCredentials(
  statement: Pick<LogStatement, 'stage' | 'code'> | undefined,
): boolean {
  return statement?.stage === 'connack' && ABOUT_CREDENTIALS.has(statement.code ?? 0);
}

/** Whether a CONNACK, or the platform's HTTPS service, refused the sign-in. */
export function isRefusal(statement: Pick<LogStatement, 'stage' | 'code'> | undefined): boolean {
  if (statement?.stage === 'connack') return statement.code !== 0;
  return statement?.stage === 'http' && statement.code !== 200;
}

/**
 * The deciding statement: the last CONNACK and the end of its connection, else the failure of the latest
 * step, else the last successful step. undefined if the text has none.
 * @param from position after the sign-in; earlier statements are about another sign-in
 * @param otherwise position from which statements count if none follows the sign-in
 */
export function outcomeIn(
  text: string,
  from = 0,
  otherwise = from,
): { readonly outcome: LogStatement | undefined; readonly causes: readonly CountedCause[] } {
  const statements = statementsIn(text);
  for (const start of [from, otherwise]) {
    const counted = statements.filter(({ at }) => at >= start);
    const decided = decidingIn(counted);
    if (decided === undefined) continue;
    const outcome = withReason(decided, counted);
    const wasAccepted = counted.some(isAccepted);
    const causes = causesIn(wasAccepted ? counted : counted.map(withoutAnswer), outcome, text);
    return { outcome: { ...outcome, quote: quotable(outcome.quote) }, causes };
  }
  return { outcome: undefined, causes: [] };
}

const isAccepted = ({ stage, code, wasAccepted }: LogStatement): boolean =>
  wasAccepted === true || (stage === 'connack' && code === 0);

/** An end without a reason has that of a statement beside it. */
function withReason(end: LogStatement, found: readonly LogStatement[]): LogStatement {
  if (end.detail !== 'unspecific') return end;
  const beside = found.find(
    ({ line, detail }) =>
      Math.abs(line - end.line) <= TOGETHER && detail !== undefined && !REASONLESS.has(detail),
  );
  return beside?.detail === undefined ? end : { ...end, detail: beside.detail };
}

const REASONLESS: ReadonlySet<Detail> = new Set(['unspecific', 'opened']);

/** All statements of a text in their order. */
function statementsIn(text: string): readonly LogStatement[] {
  const library = libraryIn(text);
  // The last statement counts, so a named program comes last at its place.
  const isNamed = ({ by }: Pick<LogStatement, 'by'>) => Number(by.name !== undefined);
  const found = LOG_TABLE.flatMap((row) => statementsOf(row, text, library)).toSorted(
    (a, b) => a.at - b.at || isNamed(a) - isNamed(b),
  );
  let [line, at] = [0, 0];
  return found.map((one) => {
    for (; at < one.at; at += 1) if (text.codePointAt(at) === LINE_FEED) line += 1;
    return { ...one, line };
  });
}

const LINE_FEED = 10;

function statementsOf(
  { by, pattern, meaning, not, isHex, tag }: LogRow,
  text: string,
  library: string | undefined,
): readonly Omit<LogStatement, 'line'>[] {
  if (tag?.test(text) === false) return [];
  let line: Line | undefined;
  return [...text.matchAll(pattern)].flatMap((match): readonly Omit<LogStatement, 'line'>[] => {
    const [matched, ...groups] = match;
    const digits = groups.findLast((group) => group !== undefined) ?? '';
    const found = isMeaning(meaning) ? meaning : meaning.get(Number((isHex ? '0x' : '') + digits));
    if (found === undefined) return [];
    const end = match.index + matched.trimEnd().length;
    // A text may be a single line with thousands of statements.
    if (line === undefined || end > line.end) line = lineAt(text, end, not);
    if (line.isOther) return [];
    const { name, ...rest } = isFailure(found, line) ? FAILED : found;
    const code = rest.stage === 'http' ? Number(digits) : rest.code;
    const named = name ?? by.name ?? (by.kind === 'library' ? library : undefined);
    // A broker's own line is never a library's.
    const isBroker = by.kind === 'library' && line.isBroker;
    const speaker: Speaker = isBroker ? MOSQUITTO : { ...by, name: named };
    return [
      {
        ...rest,
        ...(code !== undefined && { code }),
        ...(isMeaning(meaning) && { isInWords: true }),
        by: speaker,
        quote: line.quote,
        at: match.index + matched.length,
      },
    ];
  });
}

const FAILED: Meaning = { stage: 'failed', detail: 'unspecific' };

/** A failure with the number 0 is no success. */
const isFailure = ({ code }: Meaning, { quote }: Line): boolean =>
  code === 0 && /fail|失败/i.test(quote);

const isMeaning = (meaning: LogRow['meaning']): meaning is Meaning => 'stage' in meaning;

function decidingIn(found: readonly LogStatement[]): LogStatement | undefined {
  const answered = found.findLastIndex(({ stage }) => stage === 'connack' || stage === 'http');
  const answer = found[answered];
  if (answer !== undefined && isRefusal(answer)) {
    return named(withNumber(answer, found.slice(0, answered)), found);
  }
  if (answer?.stage === 'connack') {
    const ends = found.slice(answered + 1).filter(({ detail }) => detail !== 'opened');
    const closed = ends.filter(({ stage }) => stage === 'closed');
    const end = closed.find(({ by }) => by.name !== undefined) ?? closed[0] ?? ends.find(isEnd);
    return end === undefined ? named(answer, found) : { ...end, stage: 'closed' };
  }
  if (answer !== undefined) return answer;
  const failures = found.filter(({ detail }) => detail !== 'opened').map(withoutAnswer);
  const latest = failures.reduce<LogStatement | undefined>(
    (best, one) => (best === undefined || rank(one) >= rank(best) ? one : best),
    undefined,
  );
  return latest ?? found.at(-1);
}

/** A refusal in words or without a code repeats the number before it; MQTT 5 has other numbers. */
function withNumber(answer: LogStatement, before: readonly LogStatement[]): LogStatement {
  if (answer.code !== undefined && answer.isInWords !== true) return answer;
  const accepted = before.findLastIndex(({ stage, code }) => stage === 'connack' && code === 0);
  const refusals = before.slice(accepted + 1).filter(isRefusal);
  return (
    refusals.findLast(({ stage, isInWords }) => stage === answer.stage && isInWords !== true) ??
    (answer.code === undefined
      ? (refusals.findLast(({ code }) => code !== undefined) ?? answer)
      : answer)
  );
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
  const { detail, wasAccepted } = statement;
  const isLater = wasAccepted || detail === 'taken-over' || detail === 'keep-alive-lost';
  if (statement.stage !== 'closed' || isLater) return statement;
  const isPeer = detail === 'closed-by-server';
  return { ...statement, stage: isPeer ? 'connect' : 'failed' };
}

/** A statement without a cause only repeats an earlier explanation. */
function rank({ stage, detail, wasAccepted }: LogStatement): number {
  const step = STAGES.findIndex((one) => one === stage);
  return detail === 'unspecific' && wasAccepted !== true ? Math.min(step, 0) : step;
}

interface Line {
  /** Position of its line feed, or the end of the text. */
  readonly end: number;
  /** The text without colours and outer blanks. */
  readonly quote: string;
  /** It is about another layer. */
  readonly isOther: boolean;
  readonly isBroker: boolean;
}

/** Terminal colours, also as a terminal program writes the escape character. */
const COLOURS = new RegExp(`(?:${String.fromCharCode(0x1b)}|<0x1b>)\\[[0-9;]*[A-Za-z]`, 'gi');

/** @param index at the end of a statement, which may be that of its line */
function lineAt(text: string, index: number, not?: RegExp): Line {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const found = text.indexOf('\n', index);
  const end = found < 0 ? text.length : found;
  const line = text.slice(start, end);
  const quote = line.replace(COLOURS, '').trim();
  return { end, quote, isOther: not?.test(line) === true, isBroker: isBrokerLine(quote) };
}
