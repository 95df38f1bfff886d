import { expect, test } from 'vitest';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { missesReplies } from './missesReplies.ts';

const status = (filter: string, state: SubscriptionStatus['state']): SubscriptionStatus => ({
  subscription: { filter, qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  state,
});
const GRANTED = { kind: 'granted', qos: 0 } as const;
const REFUSED = { kind: 'refused', code: 128, reasonString: undefined } as const;

test('replies are missed without a granted subscription in a new session', () => {
  const misses = (...filters: SubscriptionStatus[]) =>
    missesReplies(filters, CONNECTED, 'a/post_reply');
  expect(misses()).toBe(true);
  expect(misses(status('b/#', GRANTED), status('a/+', REFUSED))).toBe(true);
  expect(misses(status('a/+', GRANTED))).toBe(false);
  expect(misses(status('$share/g/a/#', GRANTED))).toBe(false);
  const resumed = { ...CONNECTED, sessionPresent: true };
  expect(missesReplies([], resumed, 'a/post_reply')).toBe(false);
  expect(missesReplies([], { kind: 'file' }, 'a/post_reply')).toBe(false);
});
