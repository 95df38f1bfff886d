/**
 * Clock for time limits in tests. Other processes do not advance it, but they can double its readings,
 * because they share caches and cores: a limit is at least ten times the measured value.
 */

/** Processor time of this process so far, ms. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * The shortest of several runs, ms, so that the compiler and the garbage collector count as little as
 * possible.
 * @param enough ms; a run below that needs no repetition
 */
export function leastCpuTime(work: () => unknown, tries = 5, enough = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries && least >= enough; n += 1) {
    const started = cpuTime();
    work();
    least = Math.min(least, cpuTime() - started);
  }
  return least;
}
