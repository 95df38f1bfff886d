import { expect, test } from 'vitest';
import { delayBefore } from '../environment/backOff.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { Failure } from '../protocol/protocol.ts';
import { healsByItself } from './retrying.ts';

const refused = (code: number): Failure => ({ kind: 'refused', code, reasonString: undefined });
const disconnected = (code: number): Failure => ({
  kind: 'disconnected',
  code,
  reasonString: undefined,
});

test.each([1, 2, 4, 5, 0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c])(
  'a CONNECT rejected with 0x%x is not retried',
  (code) => {
    expect(healsByItself(refused(code))).toBe(false);
  },
);

test.each([3, 0x88, 0x89, 0x97, 0x9f])('a CONNECT rejected with 0x%x is retried', (code) => {
  expect(healsByItself(refused(code))).toBe(true);
});

test('does not retry after a takeover (0x8E), because two clients would displace each other', () => {
  expect(healsByItself(disconnected(0x8e))).toBe(false);
});

test('retries after a server shutdown (0x8B) or keep alive timeout (0x8D)', () => {
  expect(healsByItself(disconnected(0x8b))).toBe(true);
  expect(healsByItself(disconnected(0x8d))).toBe(true);
});

test('network failures are temporary; errors of settings or bytes are not', () => {
  const url = 'ws://h/';
  expect(healsByItself({ kind: 'lost', closeCode: 1006, closeReason: '' })).toBe(true);
  expect(healsByItself({ kind: 'keep-alive' })).toBe(true);
  expect(healsByItself({ kind: 'no-connack', url, timedOut: true })).toBe(true);
  const unreachable = { kind: 'unreachable', url, pageIsSecure: true } as const;
  expect(healsByItself({ ...unreachable, forbidden: false })).toBe(true);
  expect(healsByItself({ ...unreachable, forbidden: true })).toBe(false);
  const why: ConnectionFact = { key: 'text-frame', args: {} };
  expect(healsByItself({ kind: 'invalid', why })).toBe(false);
  expect(healsByItself({ kind: 'broken', statement: '', why, packet: 1 })).toBe(false);
});

test('backs off from 1 s, doubled up to 30 s, minus up to a quarter', () => {
  expect([2, 3, 4, 5, 6, 7, 8, 99].map((attempt) => delayBefore(attempt, 0))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
  expect(delayBefore(2, 0.5)).toBe(875);
  expect(delayBefore(99, 0.999)).toBeGreaterThanOrEqual(22_500);
});
