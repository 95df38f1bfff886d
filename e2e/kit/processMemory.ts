/** Memory of another process. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Current resident bytes, and their maximum if the system reports it. */
export function residentMemory(pid: number): { readonly now: number; readonly peak: number } {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) {
    const now = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1024;
    return { now, peak: now };
  }
  const status = readFileSync(file, 'utf8');
  const kibibytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return { now: kibibytes('VmRSS') * 1024, peak: kibibytes('VmHWM') * 1024 };
}
