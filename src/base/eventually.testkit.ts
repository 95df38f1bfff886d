import { vi } from 'vitest';

/**
 * What `check` gives as soon as it no longer throws. As patient as `expect.poll` is in this project, because a busy
 * machine is slow and not wrong; `vi.waitFor` by itself gives up after a second.
 * @param interval ms between two tries
 */
export function eventually<T>(check: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval });
}
