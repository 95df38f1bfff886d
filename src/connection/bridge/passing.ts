/** Which failures of a line heal by themselves. */
import type { LineFailure } from './lineFacts.ts';

const PASSING: ReadonlySet<LineFailure['key']> = new Set<LineFailure['key']>([
  'refused',
  'unreachable',
  'timed-out',
  'closed',
  'proxy-refused',
]);

/** Certificates, credentials and addresses stay as they are. */
export const isPassing = (failure: LineFailure): boolean =>
  failure.key === 'dns' ? failure.args.isTemporary : PASSING.has(failure.key);
