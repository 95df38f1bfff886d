/** Processor time of a process, and its time of waiting for a processor. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** ms since the process began, of its main thread; 0 except on Linux. */
export const waitedForCpu = (pid: number | undefined): number => times(pid).waited;

/**
 * Starts measuring a process.
 * @returns longest delay since then in ms, of the main thread or of a thread that it waits for during garbage
 * collection
 */
export function heldUpSince(pid: number): () => number {
  const before = waitsOf(pid);
  return () => {
    let [main, helper] = [0, 0];
    for (const [thread, waited] of waitsOf(pid)) {
      const since = waited - (before.get(thread) ?? 0);
      if (thread === pid) main = since;
      else helper = Math.max(helper, since);
    }
    return main + helper;
  };
}

/** Waits by thread. */
function waitsOf(pid: number): ReadonlyMap<number, number> {
  const folder = `/proc/${pid}/task`;
  const threads = existsSync(folder) ? readdirSync(folder).map(Number) : [];
  return new Map(threads.map((thread) => [thread, times(thread).waited]));
}

/** ms that its main thread ran. */
export const ranOnCpu = (pid: number | undefined): number => times(pid).ran;

/** ms that it ran or waited. The process is idle while this does not grow. */
export function busyTime(pid: number | undefined): number {
  const { ran, waited } = times(pid);
  return ran + waited;
}

function times(pid: number | undefined): { readonly ran: number; readonly waited: number } {
  const file = `/proc/${pid}/schedstat`;
  if (pid === undefined || !existsSync(file)) return { ran: 0, waited: 0 };
  const [ran, waited] = readFileSync(file, 'utf8').split(' ');
  return { ran: Number(ran) / 1e6, waited: Number(waited) / 1e6 };
}
