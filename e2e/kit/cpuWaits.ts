/** How long a process could have run and had to wait for a processor, because others ran on it. */
import { existsSync, readFileSync } from 'node:fs';

/** ms since the process began, of its main thread; 0 where the system does not tell (it is not Linux). */
export function waitedForCpu(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const file = `/proc/${pid}/schedstat`;
  if (!existsSync(file)) return 0;
  const [, nanoseconds = ''] = readFileSync(file, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}
