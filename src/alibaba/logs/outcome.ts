/** Reads from a log how far the last connection came, and who says so. */

import { STAGES } from '../stages.ts';
import { LIBRARY_SAYINGS, libraryIn } from './librarySayings.ts';
import { MODULE_SAYINGS } from './moduleSayings.ts';
import { NETWORK_SAYINGS } from './networkSayings.ts';
import type { Saying, SayingRule } from './saying.ts';

const RULES: readonly SayingRule[] = [...MODULE_SAYINGS, ...LIBRARY_SAYINGS, ...NETWORK_SAYINGS];

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

/** All statements of a text in their order. */
function sayingsIn(text: string): readonly Saying[] {
  const library = libraryIn(text);
  return RULES.flatMap(({ by, pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match): readonly Saying[] => {
      const quote = lineAt(text, match.index + match[0].trimEnd().length).replace(COLOURS, '');
      const heard = read(match.slice(1), lineAt(text, match.index));
      if (heard === undefined) return [];
      const name = by.name ?? (by.kind === 'library' ? library : undefined);
      const at = match.index + match[0].length;
      return [{ ...heard, by: { ...by, name: heard.name ?? name }, quote: quote.trim(), at }];
    }),
  ).toSorted((a, b) => a.at - b.at);
}

/**
 * The statement that decides: the last CONNACK and what ended its connection, else the failure of the latest
 * step, else the last step that succeeded. undefined if the text has none.
 * @param from position after the sign-in; statements before it are about another one
 */
export function outcomeOf(text: string, from = 0): Saying | undefined {
  const found = sayingsIn(text).filter(({ at }) => at >= from);
  const answered = found.findLastIndex(({ stage }) => stage === 'connack' || stage === 'http');
  const answer = found[answered];
  const isAccepted = answer?.stage === 'connack' && answer.code === 0;
  if (answer !== undefined && !isAccepted) return named(answer, found);
  if (answer !== undefined) {
    const ends = found.slice(answered + 1).filter(({ isProgress }) => isProgress !== true);
    const end = ends.find(({ stage }) => stage === 'closed') ?? ends.find(isEnd);
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

/** Several statements may report one code; one with a named program says more. */
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
  if (saying.stage !== 'closed') return saying;
  const isPeer = saying.detail === 'closed-by-server';
  return { ...saying, stage: isPeer ? 'connect' : 'failed' };
}

/** A statement without a cause only repeats what an earlier one explained. */
function rank({ stage, detail }: Saying): number {
  const step = STAGES.findIndex((one) => one === stage);
  return detail === 'unspecific' ? Math.min(step, 0) : step;
}

function lineAt(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? undefined : end);
}
