/**
 * Clock for time limits in tests, in milliseconds of a calm machine of 2026. Other processes do not advance it, but they
 * can slow this one down several times, because they share caches and cores. So the same work is timed on loading,
 * and a slow machine counts more slowly. A limit is at least ten times the measured value.
 */

function processTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** ms of `referenceWork` on a calm machine. */
const USUAL = 12;

/** Compiled code with allocations, like most tests. */
function referenceWork(): number {
  let sum = 0;
  for (let at = 0; at < 120_000; at += 1) {
    const text = String.fromCharCode(0x61 + (at % 26)).repeat(4) + at;
    sum += text.length + text.indexOf('9');
  }
  return sum;
}

/** How many times slower than usual this process runs; at least 1. */
const SLOWNESS = slowness();

function slowness(): number {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const started = processTime();
    referenceWork();
    times.push((processTime() - started) / USUAL);
  }
  // The first runs also compile.
  return Math.max(1, times.at(-1) ?? 1);
}

/** Processor time of this process so far, ms. */
export const cpuTime = (): number => processTime() / SLOWNESS;

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
