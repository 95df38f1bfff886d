/** Tells which failures of a line are temporary. */
import type { LineFailure } from './lineFacts.ts';

const PASSING: ReadonlySet<string> = new Set<LineFailure['key']>([
  'refused',
  'unreachable',
  'timed-out',
  'closed',
  'proxy-refused',
]);

/** Errors of certificates, credentials and addresses are permanent. */
export function isPassing(failure: LineFailure): boolean {
  if (failure.key === 'dns') return failure.args.isTemporary;
  return PASSING.has(failure.key === 'proxy-unusable' ? failure.args.why : failure.key);
}
