import { afterEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf, useSelection } from '../../session/connection/selection.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { TopicFacts } from './TopicFacts.tsx';

let shown: Shown;

/** Set by tests of a history that is newer than the facts. */
let newest: TopicMessage | undefined;

/** Facts about the selected topic. */
function OfSelected({ connectionId }: { connectionId: string }) {
  const { topic } = useSelection(connectionId);
  return topic === undefined ? null : (
    <section>
      <TopicFacts connectionId={connectionId} topic={topic} source={undefined} newest={newest} />
    </section>
  );
}

afterEach(() => {
  newest = undefined;
  return shown.end();
});

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
    capture.packet(stream, 'in', (n + 1) * 1000, encode(message, 5));
  }
}

/** Names and values by group. */
function told(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...shown.box.querySelectorAll('section [role=group]')].map((part) => [
      part.getAttribute('aria-label') ?? '',
      Object.fromEntries(
        [...part.querySelectorAll('dt')].map((name) => [
          name.textContent ?? '',
          name.nextElementSibling?.textContent ?? '',
        ]),
      ),
    ]),
  );
}

test('shows the selected topic’s last message, totals, retained message and shape', async () => {
  shown = await show(OfSelected, fill);
  const { box, id, run, click, until } = shown;
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['Shape'] !== undefined);
  expect(told()['Last message']).toMatchObject({
    Packet: 'No. 3',
    QoS: 'QoS 0',
    Flags: 'RETAIN',
    'Content Type': 'application/json',
    'User Property': 'site = hz-2',
  });
  expect(told()['Topic']).toMatchObject({ Messages: '3 messages' });
  expect(told()['Retained value']).toEqual({ Broker: 'keeps the last value' });
  expect(told()['Shape']).toEqual({ t: 'integer', state: 'run | idle' });
  await click(named(box, 'button', 'No. 3'));
  expect(selectionOf(id).packet).toBe(3);
  expect(viewOf(id).panel).toBe('packets');
});

test('the last message is never older than the value above it', async () => {
  newest = {
    packet: 7,
    time: 7_000_000,
    sent: false,
    qos: 1,
    retain: false,
    dup: true,
    size: 12,
    payload: encodeUtf8('{}'),
    contentType: undefined,
  };
  shown = await show(OfSelected, fill);
  const { id, run, until } = shown;
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['Last message'] !== undefined);
  expect(told()['Last message']).toMatchObject({ Packet: 'No. 7', QoS: 'QoS 1', Flags: 'DUP' });
});

test('requests the packet of the last message once, and again for the next message', async () => {
  shown = await show(OfSelected, fill);
  const { live, id, run, until } = shown;
  const packets = () =>
    live.asked.flatMap((one) => (one.kind === 'window' && one.request.packet) || []);
  const looks = () =>
    live.asked.filter((one) => one.kind === 'window' && one.request.pinned !== undefined).length;
  /** Returning to the page updates it at once. */
  const lookAgain = async (): Promise<void> => {
    const before = looks();
    await run(() => document.dispatchEvent(new Event('visibilitychange')));
    await until(() => looks() > before);
  };
  await run(() => select(id, { topic: 'press/state' }));
  await until(() => told()['Last message'] !== undefined);
  for (let n = 0; n < 3; n += 1) {
    // Sequential.
    await lookAgain();
  }
  expect(told()['Last message']?.['User Property']).toBe('site = hz-2');
  expect(packets()).toEqual([3]);
  await run(() => live.receive(publishBytes('press/state', '{}')));
  await lookAgain();
  await until(() => told()['Last message']?.Packet === 'No. 4');
  expect(told()['Last message']?.['User Property']).toBeUndefined();
  expect(packets()).toEqual([3, 4]);
});

const subscribed = (filter: string): SubscriptionStatus => ({
  subscription: plainSubscription(filter, 1),
  state: { kind: 'granted', qos: 1 },
});

test('shows the age and properties of the last message, and the matching filters', async () => {
  const payload = encodeUtf8('{}');
  const packet = encode(
    {
      type: 'publish',
      dup: true,
      qos: 1,
      packetId: 7,
      retain: false,
      topic: 'press/state',
      properties: [
        { name: 'correlationData', value: Uint8Array.of(1, 2, 3) },
        { name: 'userProperty', value: ['long', 'x'.repeat(500)] },
      ],
      payload,
    },
    5,
  );
  shown = await show(OfSelected, ({ capture }) => {
    capture.packet(capture.openStream(5), 'in', 1000, packet);
  });
  const { live, id, run, until } = shown;
  live.wait(90_001_000);
  await run(() => {
    live.tell({ kind: 'subscriptions', subscriptions: ['press/#', 'other/#'].map(subscribed) });
    select(id, { topic: 'press/state' });
  });
  await until(() => told()['Last message'] !== undefined);
  const last = told()['Last message'] ?? {};
  expect(last).toMatchObject({
    Time: '12:00:00.001, 1 min 30 s ago',
    Flags: 'DUP',
    Size: `${packet.length} B (payload 2 B)`,
    'Correlation Data': '3 bytes',
  });
  expect(last['User Property']).toMatch(/^long = x{200,293}$/);
  expect(told()['Topic']).toMatchObject({
    Size: `${packet.length} B in all`,
  });
  expect(told()['Topic']?.['Messages']).toBe('one message, 1 min 30 s ago');
  expect(told()['Topic']?.['Matches']).toBe('press/# QoS 1');
  expect(told()['Retained value']).toEqual({ Broker: 'is not known to keep one' });

  await run(() => live.receive(publishBytes('press/plain', 'x')));
  await run(() => select(id, { topic: 'press/plain' }));
  await until(() => told()['Last message']?.['Flags'] === 'none set');
  // Until the worker has answered, nothing is shown, above all no facts of another topic.
  Object.assign(live, { ask: () => new Promise(() => undefined) });
  await run(() => select(id, { topic: 'press/state' }));
  expect(shown.box.textContent).toBe('');
});

test('shows a slow topic’s interval, and how long it has been silent while subscribed', async () => {
  shown = await show(OfSelected, (live) => {
    for (let n = 0; n < 11; n += 1) {
      live.receive(publishBytes('beat', 'x'));
      live.wait(5_000_000);
    }
  });
  const { live, id, run, until } = shown;
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    select(id, { topic: 'beat' });
  });
  await until(() => told()['Topic']?.['Interval'] === 'every 5 s');
  expect(told()['Topic']?.['Rate']).toBeUndefined();
  live.wait(300_000_000);
  await run(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(() => told()['Topic']?.['Interval']?.includes('silent for 5 min') === true);
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } }));
  expect(told()['Topic']?.['Interval']).toMatch(/^last message 5 min \d* ?s? ?ago$/);
});

test('holds still in a pause, and requests large messages without their predecessors', async () => {
  shown = await show(OfSelected, (live) => {
    live.receive(publishBytes('small', 'x'));
    live.receive(publishBytes('large', 'x'.repeat(70_000)));
  });
  const { live, id, run, until } = shown;
  const counted = () => told()['Topic']?.['Messages'];
  const windows = () => live.asked.filter(({ kind }) => kind === 'window');
  await run(() => select(id, { topic: 'small' }));
  await until(() => counted()?.startsWith('one message, ') === true);
  await run(() => togglePaused(id));
  await run(() => live.receive(publishBytes('small', 'y')));
  const before = windows().length;
  // A page that is seen again requests only counters.
  await run(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(() => windows().length > before + 1);
  expect(counted()).toMatch(/^one message, /);
  await run(() => togglePaused(id));
  await until(() => counted()?.startsWith('two messages, ') === true);

  const histories = (topic: string) =>
    live.asked.flatMap((one) =>
      one.kind === 'window' && one.request.topic?.name === topic ? [one.request.topic.history] : [],
    );
  await run(() => select(id, { topic: 'large' }));
  await until(
    () => counted()?.startsWith('one message, ') === true && histories('large').length > 0,
  );
  expect(new Set(histories('large').map(({ count }) => count))).toEqual(new Set([0]));
  expect(histories('small').at(-1)?.count).toBeGreaterThan(10);
});
