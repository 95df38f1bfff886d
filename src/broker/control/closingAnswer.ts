/** Last answer of a line. */
import { type RefusalFact, saidOf } from '../core/commands/refusals.ts';
import type { ControlAnswer } from './control.ts';

export type ClosingAnswer = Extract<ControlAnswer, { readonly kind: 'goodbye' }>;

export function closingAnswer(why: ClosingAnswer['why'], fact: RefusalFact): ClosingAnswer {
  const { reason } = saidOf(fact);
  return { kind: 'goodbye', why, message: reason, fact };
}
