/** Rules on packet identifiers, acknowledgements and redelivery (2.2.1, 3.3.1, 4.3, 4.4, 4.6). */
import type { RuleEntry } from './entry.ts';

export const ACKNOWLEDGING = {
  'unexpected-ack': {
    severity: 'error',
    v4: '2.3.1-6',
    v5: '2.2.1-5',
  },
  'puback-for-qos2': {
    severity: 'error',
    v4: '4.3.3-2',
    v5: '4.3.3-8',
  },
  'pubrec-for-qos1': {
    severity: 'error',
    v4: '4.3.2-2',
    v5: '4.3.2-4',
  },
  'publish-unanswered': {
    severity: 'warn',
    v4: '4.3.2-2',
    v5: '4.3.2-4',
  },
  'pubrel-without-pubrec': {
    severity: 'error',
    v4: '4.3.3-1',
    v5: '4.3.3-4',
  },
  'pubcomp-without-pubrel': {
    severity: 'error',
    v4: '4.3.3-2',
    v5: '4.3.3-11',
  },
  'answered-twice': {
    severity: 'error',
    v4: '2.3.1-6',
    v5: '2.2.1-5',
  },
  'identifier-in-use': {
    severity: 'error',
    v4: '2.3.1-2',
    v5: '2.2.1-3',
  },
  'redelivery-differs': {
    severity: 'error',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
  },
  'redelivery-without-dup': {
    severity: 'error',
    v4: '3.3.1-1',
    v5: '3.3.1-1',
  },
  'not-sent-again': {
    severity: 'error',
    v4: '4.4.0-1',
    v5: '4.4.0-1',
  },
  'redelivery-in-connection': {
    severity: 'error',
    v5: '4.4.0-1',
  },
  'resend-in-connection': {
    severity: 'note',
    v4: '4.4.0-1',
  },
  'dup-on-first': {
    severity: 'error',
    v4: '3.3.1-3',
    v5: '3.3.1-3',
  },
  'publish-after-pubrec': {
    severity: 'error',
    v4: '4.3.3-1',
    v5: '4.3.3-6',
  },
  'ack-order': {
    severity: 'error',
    v4: '4.6.0-2',
    v5: '4.6.0-2',
  },
  'server-ack-order': {
    severity: 'note',
    v4: '4.6',
    v5: '4.6',
  },
  'identifier-not-found': {
    severity: 'warn',
    v5: '3.7.2.1',
  },
  'receive-maximum-exceeded': {
    severity: 'error',
    v5: '3.3.4-7',
  },
  'publish-refused': {
    severity: 'warn',
    v5: '4.4.0-2',
  },
  'no-matching-subscribers': {
    severity: 'note',
    v5: '3.4.2.1',
  },
} as const satisfies Record<string, RuleEntry>;
