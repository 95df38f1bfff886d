/**
 * Time and event loop turns for sliced work. Each call of the clock takes 1 ms. Turns run when the test runs
 * them.
 */
import { ManualClock } from './clock.testkit.ts';

export function countedSlices() {
  let time = 0;
  let sinceTurn = 0;
  let longest = 0;
  const turns: (() => void)[] = [];
  return {
    environment: {
      ...new ManualClock().environment,
      now: () => {
        time += 1_000;
        sinceTurn += 1_000;
        longest = Math.max(longest, sinceTurn);
        return time;
      },
      nextTurn: (run: () => void) => turns.push(run),
    },
    /** @returns the number of callbacks waiting for the next turn */
    turn: () => {
      sinceTurn = 0;
      for (const run of turns.splice(0)) run();
      return turns.length;
    },
    /** Longest time without a turn, µs. */
    longest: () => longest,
  };
}
