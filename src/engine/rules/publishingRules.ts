/** Rules on messages against what the two sides announced (3.2.2.3, 3.3.2.3, 4.7). */
import type { RuleEntry } from './entry.ts';

export const PUBLISHING = {
  'retain-not-available': {
    severity: 'error',
    v5: '3.2.2-14',
  },
  'qos-above-maximum': {
    severity: 'error',
    v5: '3.2.2-11',
  },
  'will-qos-above-maximum': {
    severity: 'error',
    v5: '3.2.2-12',
  },
  'will-retain-not-available': {
    severity: 'error',
    v5: '3.2.2-13',
  },
  'alias-above-maximum': {
    severity: 'error',
    v5: '3.3.2-9',
  },
  'packet-too-large': {
    severity: 'error',
    v5: '3.1.2-24',
  },
  'message-expired': {
    severity: 'warn',
    v5: '3.3.2-5',
  },
  'dollar-topic': {
    severity: 'note',
    v4: '4.7.2-1',
    v5: '4.7.2-1',
  },
  'leading-slash': {
    severity: 'note',
    v4: '4.7.1.1',
    v5: '4.7.1.1',
  },
} as const satisfies Record<string, RuleEntry>;
