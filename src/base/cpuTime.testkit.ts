/** A clock for bounds on time: a machine that is busy with something else does not make it run. */

/** Processor time of this process so far, ms. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The least of a few tries of some work, ms: what the compiler and the collector do beside it counts once. */
export function leastCpuTime(work: () => unknown, tries = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tries; n += 1) {
    const started = cpuTime();
    work();
    least = Math.min(least, cpuTime() - started);
  }
  return least;
}
