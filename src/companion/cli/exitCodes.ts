/** Exit codes, with one meaning in all commands. 141 is in closedPipe.ts. */
export const EXIT = {
  done: 0,
  /** No connection, a file that cannot be read or is truncated … */
  failed: 1,
  wrongArguments: 2,
  /** Judged and not good, or not seen in time. */
  notGood: 3,
  /** No packet could be judged, so that an empty capture does not pass. */
  nothingJudged: 4,
} as const;
