/** Compares how long the last connections of a client lasted that the server's side ended. */
import type { StreamMemory } from './streamMemory.ts';

/** Ends in a row after the same duration. Times in µs. */
export interface EqualDurations {
  readonly times: number;
  readonly shortest: number;
  readonly longest: number;
  readonly endedAt: number;
  /** Silences before the ends, and the longest one that ended no connection. */
  readonly leastSilence: number;
  readonly mostSilence: number;
  readonly tolerated: number;
}

const SECOND = 1_000_000;
/** A shorter connection has other causes. */
const LEAST = 60 * SECOND;
/** Durations may differ by this part, or by a second. */
const PART = 0.01;
const TOLERANCE = SECOND;

/** @returns undefined if the connection ended otherwise */
export function equalDurations(
  before: EqualDurations | undefined,
  { facts, hasGap, causeOfEnd, longestSilence, lastTime }: StreamMemory,
  endedAt: number,
): EqualDurations | undefined {
  const begunAt = facts.connect?.time;
  if (begunAt === undefined || facts.disconnect !== undefined || hasGap) return undefined;
  const lasted = endedAt - begunAt;
  if (lasted < LEAST) return undefined;
  const cause = causeOfEnd?.();
  // A takeover and the end of a keep alive are causes of their own.
  const isUnexplained = cause?.key === 'closed' || cause?.key === 'reset';
  if (!isUnexplained || cause.args.by !== 'server') return undefined;
  const silence = endedAt - lastTime;
  const one = {
    times: 1,
    shortest: lasted,
    longest: lasted,
    endedAt,
    leastSilence: silence,
    mostSilence: silence,
    tolerated: longestSilence,
  };
  if (before === undefined || begunAt < before.endedAt) return one;
  const shortest = Math.min(before.shortest, lasted);
  const longest = Math.max(before.longest, lasted);
  if (longest - shortest > Math.max(TOLERANCE, longest * PART)) return one;
  return {
    times: before.times + 1,
    shortest,
    longest,
    endedAt,
    leastSilence: Math.min(before.leastSilence, silence),
    mostSilence: Math.max(before.mostSilence, silence),
    tolerated: Math.max(before.tolerated, longestSilence),
  };
}

/** True if the silences before the ends do not explain them: they differ, or a longer one was tolerated. */
export const isSilenceNoReason = ({
  leastSilence,
  mostSilence,
  tolerated,
}: EqualDurations): boolean =>
  mostSilence - leastSilence > TOLERANCE || tolerated > leastSilence + TOLERANCE;
