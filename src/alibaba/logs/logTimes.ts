/** Times in the lines of logs, and ends that always come after the same time. */

/** s; undefined if a line has none. */
function timeIn(line: string): number | undefined {
  const epoch = /^\W{0,3}(\d{9,10})(?:\.\d{1,9})?:/.exec(line);
  if (epoch) return Number(epoch[1]);
  const date = /\b(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3}))?/.exec(line);
  if (date) {
    const [, year, month, day, hour, minute, second, part = '0'] = date;
    const at = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
    return at / 1000 + Number(`0.${part}`);
  }
  const ticks = /^\W{0,8}[EWIDV] \((\d{1,12})\)/.exec(line);
  if (ticks) return Number(ticks[1]) / 1000;
  const clock = /\b(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3}))?\b/.exec(line);
  if (!clock) return undefined;
  const [, hour, minute, second, part = '0'] = clock;
  return Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(`0.${part}`);
}

export interface TimedEnd {
  /** The line of the end. */
  readonly end: string;
  /** That of the accepted connection before it, if there is one. */
  readonly begun: string | undefined;
}

/** Ends that are no coincidence. */
const LEAST = 3;
/** s; a shorter time is that of a retry. */
const SHORTEST = 10;
/** Times may differ by this part, or by a second. */
const PART = 0.01;

/** The equal durations of at least three connections, else the equal times between their ends. */
export function equalTimes(
  ends: readonly TimedEnd[],
): { readonly seconds: number; readonly times: number } | undefined {
  const at = ends.map(({ end }) => timeIn(end));
  const durations = ends.map(({ begun }, index) =>
    begun === undefined ? undefined : difference(timeIn(begun), at[index]),
  );
  const between = at.slice(1).map((time, index) => difference(at[index], time));
  return agreed(durations) ?? agreed(between);
}

const difference = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

function agreed(
  found: readonly (number | undefined)[],
): { readonly seconds: number; readonly times: number } | undefined {
  const all = found.filter((one) => one !== undefined);
  const longest = Math.max(...all);
  const isEqual = longest - Math.min(...all) <= Math.max(1, longest * PART);
  if (all.length < Math.max(LEAST, found.length) || longest < SHORTEST || !isEqual)
    return undefined;
  return { seconds: Math.round(longest), times: all.length };
}
