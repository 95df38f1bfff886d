/** Rules on sessions, and on who else uses the same client identifier (3.1.2, 3.1.4, 3.2.2, 3.14). */
import type { RuleEntry } from './entry.ts';

export const SESSIONS = {
  'session-present-after-clean-start': {
    severity: 'error',
    v4: '3.2.2-1',
    v5: '3.2.2-2',
  },
  'session-lost': {
    severity: 'warn',
    v4: '3.2.2-3',
    v5: '3.2.2-5',
  },
  'taken-over': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
  },
  'client-id-in-two-streams': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
  },
  'client-id-in-two-tabs': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
  },
  'client-id-contested': {
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
  },
  'short-connections': {
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
  },
  'reconnect-storm': {
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
  },
  'session-expiry-raised': {
    severity: 'error',
    v5: '3.14.2.2.2',
  },
  'sends-after-disconnect': {
    severity: 'error',
    v4: '3.14.4-2',
    v5: '3.14.4-1',
  },
  'closed-without-disconnect': {
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
  },
  'will-due': {
    severity: 'warn',
    v4: '3.1.2-8',
    v5: '3.1.2-8',
  },
  'server-disconnected': {
    severity: 'warn',
    v5: '3.14.2.1',
  },
  'client-reported-error': {
    severity: 'warn',
    v5: '3.14.2.1',
  },
  'server-keep-alive-timeout': {
    severity: 'warn',
    v5: '3.1.2-22',
  },
} as const satisfies Record<string, RuleEntry>;

export const KEEP_ALIVE = {
  'keep-alive-near-miss': {
    severity: 'warn',
    v4: '3.1.2-23',
    v5: '3.1.2-20',
  },
  'keep-alive-breach': {
    severity: 'error',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
  },
  'server-keep-alive-ignored': {
    severity: 'error',
    v5: '3.2.2-21',
  },
  'keep-alive-not-enforced': {
    severity: 'warn',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
  },
  'ping-unanswered': {
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
  },
  'unexpected-pingresp': {
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
  },
} as const satisfies Record<string, RuleEntry>;
