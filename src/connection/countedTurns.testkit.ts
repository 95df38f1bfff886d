/** Time and turns of the event loop for work in slices: each look at the time takes 1 ms, turns come when the test says so. */
import { ManualClock } from './clock.testkit.ts';

export function countedTurns() {
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
    /** @returns how many wait for the next one */
    turn: () => {
      sinceTurn = 0;
      for (const run of turns.splice(0)) run();
      return turns.length;
    },
    /** µs without a turn. */
    longest: () => longest,
  };
}
