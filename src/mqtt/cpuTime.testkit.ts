/** A clock for bounds on time: a machine that is busy with something else does not make it run. */

/** Processor time of this process so far, ms. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
