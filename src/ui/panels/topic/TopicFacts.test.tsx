import { afterEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select } from '../../session/connection/selection.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { TopicView } from './TopicView.tsx';

let shown: Shown;
afterEach(() => shown.end());

function fill({ capture }: LiveCapture): void {
  const stream = capture.openStream(5);
  const values = ['{"t":1,"state":"run"}', '{"t":2,"state":"idle"}', '{"t":3,"state":"run"}'];
  for (const [n, payload] of values.entries()) {
    const message = {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: n === 2,
      topic: 'press/state',
      properties: [
        { name: 'contentType', value: 'application/json' },
        { name: 'userProperty', value: ['site', 'hz-2'] },
      ],
      payload: encodeUtf8(payload),
    } as const;
    capture.packet(stream, 'in', (n + 1) ** 2 * 1_000_000, encode(message, 5));
  }
}

/** Names and values of the facts. */
const told = (): Record<string, string> =>
  Object.fromEntries(
    [...shown.box.querySelectorAll('[role=group][aria-label=Topic] dt')].map((name) => [
      name.textContent ?? '',
      name.nextElementSibling?.textContent ?? '',
    ]),
  );
const occurrences = (text: string): number => (shown.box.textContent ?? '').split(text).length - 1;

test('shows intervals, sizes and properties, and repeats no fact of title, value or history', async () => {
  shown = await show(TopicView, fill);
  await shown.run(() => select(shown.id, { topic: 'press/state' }));
  await shown.until(() => told()['Interval'] !== undefined);
  expect(told()).toEqual({
    Interval: '3.0 s to 5.0 s',
    'Packet size': '69 B to 70 B',
    'User Property': 'site = hz-2',
  });
  for (const fact of ['QoS 0', 'RETAIN', 'application/json', '3 of 3 kept'])
    expect({ fact, times: occurrences(fact) }).toEqual({ fact, times: 1 });
});

test('requests the packet of the last message once, and again for the next message', async () => {
  shown = await show(TopicView, fill);
  const { live, id, run, until } = shown;
  const packets = () =>
    live.asked.flatMap((one) => (one.kind === 'window' && one.request.packet) || []);
  const looks = () =>
    live.asked.filter((one) => one.kind === 'window' && one.request.topic?.history.count === 20)
      .length;
  /** Returning to the page updates it at once. */
  const lookAgain = async (): Promise<void> => {
    const before = looks();
    await run(() => document.dispatchEvent(new Event('visibilitychange')));
    await until(() => looks() > before);
  };
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['User Property'] !== undefined);
  for (let n = 0; n < 3; n += 1) {
    // Sequential.
    await lookAgain();
  }
  expect(told()['User Property']).toBe('site = hz-2');
  expect(packets()).toEqual([3]);
  await run(() => live.receive(publishBytes('press/state', '{}')));
  await lookAgain();
  await until(() => told()['User Property'] === undefined);
  expect(packets()).toEqual([3, 4]);
});

const subscribed = (filter: string): SubscriptionStatus => ({
  subscription: plainSubscription(filter, 1),
  state: { kind: 'granted', qos: 1 },
});

test('a single value has its QoS, flags and content type here, because its chart has no line for them', async () => {
  const packet = encode(
    {
      type: 'publish',
      dup: true,
      qos: 1,
      packetId: 7,
      retain: false,
      topic: 'press/state',
      properties: [
        { name: 'contentType', value: 'text/plain' },
        { name: 'correlationData', value: Uint8Array.of(1, 2, 3) },
        { name: 'userProperty', value: ['long', 'x'.repeat(500)] },
      ],
      payload: encodeUtf8('run'),
    },
    5,
  );
  shown = await show(TopicView, ({ capture }) => {
    capture.packet(capture.openStream(5), 'in', 1000, packet);
  });
  const { live, id, run, until } = shown;
  await run(() => {
    live.tell({ kind: 'subscriptions', subscriptions: ['press/#', 'other/#'].map(subscribed) });
    select(id, { topic: 'press/state' });
  });
  await until(() => told()['Correlation Data'] !== undefined);
  expect(told()).toMatchObject({
    QoS: 'QoS 1 DUP',
    'Packet size': `${packet.length} B`,
    Matches: 'press/# QoS 1',
    'Content Type': 'text/plain',
    'Correlation Data': '3 bytes',
  });
  expect(told()['User Property']).toMatch(/^long = x{200,293}$/);
  // Until the worker has answered, no facts of another topic are shown.
  await run(() => live.receive(publishBytes('press/plain', 'x')));
  await run(() => select(id, { topic: 'press/plain' }));
  await until(() => told()['QoS'] === 'QoS 0 ');
  expect(told()['Correlation Data']).toBeUndefined();
});

test('the title has a slow topic’s interval, and how long it has been silent while subscribed', async () => {
  shown = await show(TopicView, (live) => {
    for (let n = 0; n < 11; n += 1) {
      live.receive(publishBytes('beat', 'x'));
      live.wait(5_000_000);
    }
  });
  const { live, id, run, until } = shown;
  const says = (text: string) => shown.box.textContent?.includes(text) === true;
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    select(id, { topic: 'beat' });
  });
  await until(() => says('every 5 s'));
  await until(() => told()['Interval'] === '5.0 s');
  live.wait(300_000_000);
  await run(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(() => says('silent for 5 min'));
  expect(told()['Interval']).toBe('5.0 s');
});

test('holds still in a pause, and requests large messages without their predecessors', async () => {
  shown = await show(TopicView, (live) => {
    live.receive(publishBytes('small', 'x'));
    live.receive(publishBytes('large', 'x'.repeat(70_000)));
  });
  const { live, id, run, until } = shown;
  const size = () => told()['Packet size'];
  const windows = () => live.asked.filter(({ kind }) => kind === 'window');
  await run(() => select(id, { topic: 'small' }));
  await until(() => size() === '10 B');
  await run(() => togglePaused(id));
  await run(() => live.receive(publishBytes('small', 'yy')));
  const before = windows().length;
  // A page that is seen again requests only counters.
  await run(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(() => windows().length > before + 1);
  expect(size()).toBe('10 B');
  await run(() => togglePaused(id));
  await until(() => size() === '10 B to 11 B');

  const counts = () =>
    live.asked.flatMap((one) =>
      one.kind === 'window' && one.request.topic?.name === 'large'
        ? [one.request.topic.history.count]
        : [],
    );
  await run(() => select(id, { topic: 'large' }));
  await until(() => counts().includes(0));
  expect(counts()).not.toContain(20);
});
