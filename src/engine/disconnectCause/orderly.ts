import type { EndCause } from './endCauses.ts';

/** Causes that are an orderly end, and nothing to look into. */
export function isOrderly(cause: EndCause | undefined): boolean {
  if (cause === undefined || cause.key === 'tap-stopped') return true;
  return cause.key === 'client-disconnect' && cause.args.code === 0;
}
