/** Rules on how a connection begins (3.1, 3.2, 4.11, 4.12). */
import type { RuleEntry } from './entry.ts';

export const CONNECTING = {
  'first-packet-not-connect': {
    severity: 'error',
    v4: '3.1.0-1',
    v5: '3.1.0-1',
  },
  'second-connect': {
    severity: 'error',
    v4: '3.1.0-2',
    v5: '3.1.0-2',
  },
  'client-before-connack': {
    severity: 'note',
    v4: '3.1.4-5',
    v5: '3.1.4-6',
  },
  'server-before-connack': {
    severity: 'error',
    v4: '3.2.0-1',
    v5: '3.2.0-1',
  },
  'packet-during-authentication': {
    severity: 'error',
    v5: '3.1.2-30',
  },
  'unexpected-connack': {
    severity: 'error',
    v4: '3.1.4-4',
    v5: '3.2.0-2',
  },
  'connack-missing': {
    severity: 'warn',
    v4: '3.1.4-1',
    v5: '3.1.4-1',
  },
  'refused-credentials': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.1.4-2',
  },
  'refused-version': {
    severity: 'warn',
    v4: '3.1.2-2',
    v5: '3.1.2-2',
  },
  'refused-client-id': {
    severity: 'warn',
    v4: '3.1.3-9',
    v5: '3.1.3-8',
  },
  'server-unavailable': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
  },
  'connection-refused': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
  },
  'server-moved': {
    severity: 'warn',
    v5: '4.11',
  },
  'sends-after-refusal': {
    severity: 'error',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
  },
  'assigned-client-id-missing': {
    severity: 'error',
    v5: '3.2.2-16',
  },
  'response-information-unasked': {
    severity: 'error',
    v5: '3.1.2-28',
  },
  'problem-information-unasked': {
    severity: 'error',
    v5: '3.1.2-29',
  },
  'unexpected-auth': {
    severity: 'error',
    v5: '4.12.0-6',
  },
  'auth-method-changed': {
    severity: 'error',
    v5: '4.12.0-5',
  },
  'keep-alive-off': {
    severity: 'note',
    v4: '3.1.2.10',
    v5: '3.1.2.10',
  },
} as const satisfies Record<string, RuleEntry>;
