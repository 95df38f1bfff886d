/** Turns a finding of a convention's rule into a problem of the message. */
import type { FoundProblem } from '../findings/problem.ts';
import type { ConventionProblem, MessageArrival } from './convention.ts';

export function foundIn(
  { number, stream, time }: Pick<MessageArrival, 'number' | 'stream' | 'time'>,
  { rule, severity, statement, finding, other }: ConventionProblem,
): FoundProblem {
  const found = { key: 'of-convention', args: { found: finding } } as const;
  return { rule, severity, statement, finding: found, packet: number, other, stream, time };
}
