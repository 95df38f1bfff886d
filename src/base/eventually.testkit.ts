import { vi } from 'vitest';

/**
 * Resolves with the result of `check` once it no longer throws. Waits as long as the project's `expect.poll`,
 * because a busy machine is slow and not wrong; the default of `vi.waitFor` is a second.
 * @param interval ms between two tries
 */
export function eventually<T>(check: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval });
}

/** The first result of `find` that is neither undefined nor false, likewise. */
export function eventuallyFound<T>(
  find: () => T | undefined | false | Promise<T | undefined | false>,
  interval?: number,
): Promise<T> {
  return eventually(async () => {
    const found = await find();
    if (found === undefined || found === false) throw new Error('Nothing was found');
    return found;
  }, interval);
}
