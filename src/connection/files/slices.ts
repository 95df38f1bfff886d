/** Long work in slices, so that what comes in meanwhile is not held up. */
import type { Environment } from '../environment/environment.ts';

/** µs. */
const SLICE = 6000;

/** Whether the slice that began then is over. */
export function isSpent(environment: Pick<Environment, 'now'>, begun: number): boolean {
  return environment.now() - begun >= SLICE;
}

export function nextSlice(environment: Pick<Environment, 'nextTurn'>): Promise<void> {
  return new Promise((resolve) => {
    environment.nextTurn(resolve);
  });
}
