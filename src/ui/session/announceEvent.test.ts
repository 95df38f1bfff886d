import { expect, test } from 'vitest';
import type { ConnectionEvent, PublishRequest } from '../../connection/protocol/protocol.ts';
import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import { useAnnouncement } from '../kit/language/announcements.ts';
import { useLanguage } from '../kit/language/language.ts';
import { announceEvent } from './announceEvent.ts';
import { newEntry } from './connection/sent.ts';

const MESSAGE: PublishRequest = {
  id: 7,
  topic: 'a/b',
  payload: new Uint8Array(),
  qos: 1,
  retain: false,
  properties: [],
};

function said(event: ConnectionEvent, repeat?: { times: number; every: number }): string {
  useLanguage.setState({ language: 'en' });
  useAnnouncement.setState({ text: '' });
  const sent = [newEntry(MESSAGE, 0, '', repeat)];
  const state = { kind: 'closed', failure: undefined } as const;
  announceEvent(
    { state, subscriptions: [], sent, armed: undefined, name: '', settings: undefined },
    event,
  );
  return useAnnouncement.getState().text;
}

const why = { key: 'no-retain', args: {} } as const;

test('the outcome of a filter is announced, with the reason if it was not sent', () => {
  const subscription = plainSubscription('a/#', 1);
  const subscribed = (state: { kind: 'granted'; qos: 0 } | { kind: 'not-sent'; why: typeof why }) =>
    said({ kind: 'subscriptions', subscriptions: [{ subscription, state }] });
  expect(subscribed({ kind: 'granted', qos: 0 })).toBe('Subscribed to a/#, QoS 0 granted');
  expect(subscribed({ kind: 'not-sent', why })).toMatch(
    /^Subscription to a\/# not sent: .*does not retain/,
  );
});

test('an unsent message is announced with the reason, an unsent repeat is not', () => {
  const event = { kind: 'published', id: 7, outcome: { kind: 'not-sent', why } } as const;
  expect(said(event)).toMatch(/^Message to a\/b not sent: .*does not retain/);
  expect(said(event, { times: 3, every: 10 })).toBe('');
  expect(said({ kind: 'published', id: 7, outcome: { kind: 'queued' } })).toBe(
    'Message to a/b queued',
  );
});

test('an internal error is announced', () => {
  expect(said({ kind: 'fault', why: { key: 'said', args: { text: 'off' } } })).toBe(
    'Internal error: off',
  );
});
