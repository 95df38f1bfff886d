import type { EndCause } from '../endCauses/endCauses.ts';

/** Causes that are a normal end and need no attention. */
export function isOrderly(cause: EndCause | undefined): boolean {
  if (cause === undefined || cause.key === 'tap-stopped') return true;
  return cause.key === 'client-disconnect' && cause.args.code === 0;
}
