/** Last answer of a line. */
import { type RefusalFact, saidOf } from '../core/commands/refusals.ts';
import type { ControlAnswer } from './control.ts';

export type Goodbye = Extract<ControlAnswer, { readonly kind: 'goodbye' }>;

export function goodbye(why: Goodbye['why'], fact: RefusalFact): Goodbye {
  const { reason } = saidOf(fact);
  return { kind: 'goodbye', why, message: reason, fact };
}
