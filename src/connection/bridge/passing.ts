/** Which failures of a line heal by themselves. */
import type { LineFailure } from './lineFacts.ts';

const PASSING: ReadonlySet<string> = new Set<LineFailure['key']>([
  'refused',
  'unreachable',
  'timed-out',
  'closed',
  'proxy-refused',
]);

/** Certificates, credentials and addresses stay as they are. */
export function isPassing(failure: LineFailure): boolean {
  if (failure.key === 'dns') return failure.args.isTemporary;
  return PASSING.has(failure.key === 'proxy-unusable' ? failure.args.why : failure.key);
}
