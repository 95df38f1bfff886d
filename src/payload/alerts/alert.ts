/** Conditions on a value of a topic, and whether they hold. */
import { Decimal } from '../../base/decimal.ts';
import type { PayloadReader } from '../tree/format.ts';
import type { ValuePath } from '../tree/valueTree.ts';

export type Condition =
  | { readonly kind: 'above' | 'below'; readonly value: number }
  /** No message for so long. */
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'contains'; readonly text: string }
  /** Text, or nothing, where a number is expected. */
  | { readonly kind: 'not-number' }
  /** A problem of any topic. */
  | { readonly kind: 'problem'; readonly severity: 'error' | 'any' };

/** Effect when it begins. */
export type AlertAction = 'mark' | 'notification';

export interface Alert {
  /** Empty for a condition that concerns no topic. */
  readonly topic: string;
  readonly path: ValuePath;
  readonly condition: Condition;
  readonly action: AlertAction;
}

export const CONDITIONS = [
  'above',
  'below',
  'silent',
  'contains',
  'not-number',
  'problem',
] as const satisfies readonly Condition['kind'][];
export const ALERT_ACTIONS = ['mark', 'notification'] as const;
export const MOST_ALERTS = 32;
/** Characters that a message is searched for. */
export const LONGEST_ALERT_TEXT = 1000;

export const alertKey = ({ topic, path, condition }: Alert): string =>
  JSON.stringify([topic, path, condition]);

/** Result of `payloadReader`, or the text of a payload without inner values. */
type Found = ReturnType<PayloadReader>;

/**
 * Whether a condition on values holds with this one.
 * @param was whether it held before: a text leaves a limit unchanged
 */
export function holds(condition: Condition, found: Found, was: boolean): boolean {
  switch (condition.kind) {
    case 'above': {
      const value = numberIn(found);
      return value === undefined ? was : value > condition.value;
    }
    case 'below': {
      const value = numberIn(found);
      return value === undefined ? was : value < condition.value;
    }
    case 'contains':
      return textIn(found).includes(condition.text);
    case 'not-number':
      return numberIn(found) === undefined;
    case 'silent':
    case 'problem':
      return false;
  }
}

function numberIn(found: Found): number | undefined {
  if (typeof found === 'number') return Number.isFinite(found) ? found : undefined;
  if (!(found instanceof Decimal)) return undefined;
  const value = Number(found.toString());
  return Number.isFinite(value) ? value : undefined;
}

function textIn(found: Found): string {
  if (typeof found === 'string') return found;
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return found instanceof Decimal ? found.toString() : '';
}
