/** Rules on subscriptions, and on what is delivered for them (3.8 to 3.11, 3.3.4, 4.7). */
import type { RuleEntry } from './entry.ts';

export const SUBSCRIBING = {
  'code-count': {
    severity: 'error',
    v4: '3.8.4-5',
    v5: '3.8.4-6',
  },
  'granted-above-requested': {
    severity: 'error',
    v4: '3.8.4-6',
    v5: '3.8.4-7',
  },
  'subscription-refused': {
    severity: 'warn',
    v4: '3.8.4-5',
    v5: '3.8.4-7',
  },
  'qos-downgraded': {
    severity: 'warn',
    v4: '3.8.4-6',
    v5: '3.8.4-7',
  },
  'subscribe-unanswered': {
    severity: 'warn',
    v4: '3.8.4-1',
    v5: '3.8.4-1',
  },
  'wildcard-not-available': {
    severity: 'error',
    v5: '3.2.2.3.11',
  },
  'shared-not-available': {
    severity: 'error',
    v5: '3.2.2.3.13',
  },
  'identifier-not-available': {
    severity: 'error',
    v5: '3.2.2.3.12',
  },
  'overlapping-subscriptions': {
    severity: 'note',
    v4: '3.3.5-1',
    v5: '3.3.4-2',
  },
  'unsubscribe-refused': {
    severity: 'warn',
    v5: '3.11.3-2',
  },
  'no-subscription-existed': {
    severity: 'note',
    v4: '3.10.4-1',
    v5: '3.10.4-1',
  },
  'nobody-subscribed': {
    severity: 'error',
    v4: '3.3.2-3',
    v5: '3.3.2-3',
  },
  'delivered-above-granted': {
    severity: 'error',
    v4: '3.8.4-6',
    v5: '3.8.4-8',
  },
  'delivered-above-published': {
    severity: 'warn',
    v4: '3.8.4-6',
    v5: '3.8.4-8',
  },
  'retained-not-wanted': {
    severity: 'error',
    v5: '3.3.1-11',
  },
  'retained-sent-again': {
    severity: 'error',
    v5: '3.3.1-10',
  },
  'unknown-subscription-identifier': {
    severity: 'error',
    v5: '3.3.4-3',
  },
} as const satisfies Record<string, RuleEntry>;
