/** Brokers that close instead of rejecting, like RabbitMQ for a filter and NATS for QoS 2. */
import { expect, test } from 'vitest';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { PeerConnection } from '../peer.testkit.ts';
import { connected, reconnected, type Scene, scene } from '../scene.testkit.ts';

const filter = (name: string): SubscriptionSetting => ({
  filter: name,
  qos: 0,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
});

const FRESH = { sessionPresent: false, reasonCode: 0 } as const;

/** Answers each SUBSCRIBE, and closes as soon as one contains the filter it does not accept. */
async function serve(far: PeerConnection, count: number, bad: string): Promise<readonly string[]> {
  const seen: string[] = [];
  while (seen.length < count) {
    const { packetId, subscriptions } = await far.next('subscribe');
    const filters = subscriptions.map((one) => one.filter);
    seen.push(...filters);
    if (filters.includes(bad)) {
      far.close();
      return seen;
    }
    const reasonCodes = filters.map(() => 0);
    far.send({ type: 'suback', packetId, properties: [], reasonCodes });
  }
  return seen;
}

function stateOf({ client }: Scene, name: string): string | undefined {
  const { statuses } = client.dispatch.live.subscriptions;
  return statuses.find(({ subscription }) => subscription.filter === name)?.state.kind;
}

test.each([4, 5] as const)(
  'version %i: a filter that makes a broker close is found among others, named, and not sent again',
  async (version) => {
    const stage = await scene(version);
    const { client } = stage;
    const subscriptions = ['a', 'forbidden/#', 'b'].map(filter);
    await serve(await connected(stage, version, { settings: { subscriptions } }), 3, 'forbidden/#');
    const second = await reconnected(stage, FRESH);
    expect(await serve(second, 3, 'forbidden/#')).toEqual(['a', 'forbidden/#']);
    const { failure } = await client.state('waiting', client.events.length);
    expect(failure).toMatchObject({
      offendingRequest: { kind: 'subscribe', filter: 'forbidden/#' },
    });
    const third = await reconnected(stage, FRESH);
    expect(await serve(third, 2, 'forbidden/#')).toEqual(['a', 'b']);
    expect(stateOf(stage, 'forbidden/#')).toBe('held');
    client.send({ kind: 'subscribe', subscription: filter('forbidden/#') });
    expect(await serve(third, 1, '')).toEqual(['forbidden/#']);
    await client.until((event) =>
      event.kind === 'subscriptions' && stateOf(stage, 'forbidden/#') === 'granted'
        ? true
        : undefined,
    );
  },
);

test('withholds a filter that DISCONNECT names as invalid', async () => {
  const stage = await scene(5);
  const far = await connected(stage, 5, { settings: { subscriptions: [filter('a/+')] } });
  await far.next('subscribe');
  far.send({ type: 'disconnect', reasonCode: 0xa2, properties: [] });
  const { failure } = await stage.client.state('waiting');
  expect(failure).toMatchObject({ kind: 'disconnected', offendingRequest: { filter: 'a/+' } });
  expect(stateOf(stage, 'a/+')).toBe('held');
});

const KEPT = { cleanStart: false, sessionExpiry: 3600 } as const;
const RESUMED = { sessionPresent: true, reasonCode: 0 } as const;

test.each(['send', 'send-qos-1', 'discard'] as const)(
  'holds a QoS 2 message that makes a broker close, sends others, and the user decides: %s',
  async (how) => {
    const stage = await scene(4);
    const { client } = stage;
    let far = await connected(stage, 4, { settings: KEPT });
    client.publish(1, { qos: 2, topic: 'twice' });
    client.publish(2, { qos: 1, topic: 'other' });
    for (let round = 0; round < 2; round += 1) {
      expect(await far.next('publish')).toMatchObject({ topic: 'twice' });
      const from = client.events.length;
      far.close();
      const { failure } = await client.state('waiting', from);
      expect('offendingRequest' in failure).toBe(round === 1);
      far = await reconnected(stage, RESUMED);
    }
    const other = await far.next('publish');
    expect(other).toMatchObject({ topic: 'other' });
    expect(client.outcomes(1).at(-1)).toBe('held');
    far.send({ type: 'puback', packetId: other.packetId ?? 0 });
    await client.outcome(2, 'acknowledged');
    client.send({ kind: 'held-message', id: 1, how });
    const next = how === 'discard' ? undefined : await far.next('publish');
    const again = { send: [2, true], 'send-qos-1': [1, false], discard: [undefined, undefined] };
    expect([next?.qos, next?.dup]).toEqual(again[how]);
    expect(client.outcomes(1).at(-1)).toBe(how === 'discard' ? 'discarded' : 'in-flight');
  },
);

/** Publishes a message of QoS 2 that makes the broker close, and waits for the next connection. */
async function closedFor(stage: Scene, far: PeerConnection, id: number, present: boolean) {
  const { client } = stage;
  client.publish(id, { qos: 2, topic: `twice/${id}` });
  expect(await far.next('publish')).toMatchObject({ topic: `twice/${id}`, dup: false });
  const from = client.events.length;
  far.close();
  const { failure } = await client.state('waiting', from);
  const next = await reconnected(stage, present ? RESUMED : FRESH);
  return { failure, next };
}

test.each(['send', 'send-qos-1', 'discard'] as const)(
  'in clean sessions, names and holds the second message of a QoS that makes a broker close, and others: %s',
  async (how) => {
    const stage = await scene(4);
    const { client } = stage;
    const first = await closedFor(stage, await connected(stage, 4), 1, false);
    expect(first.failure).not.toHaveProperty('offendingRequest');
    const second = await closedFor(stage, first.next, 2, false);
    expect(second.failure).toMatchObject({
      offendingRequest: { kind: 'publish', topic: 'twice/2', qos: 2, again: true },
    });
    const { next: far, failure } = await closedFor(stage, second.next, 3, false);
    expect(failure).toMatchObject({ offendingRequest: { topic: 'twice/3' } });
    expect([1, 2, 3].map((id) => client.outcomes(id).at(-1))).toEqual(['unknown', 'held', 'held']);
    client.send({ kind: 'held-message', id: 3, how });
    const next = how === 'discard' ? undefined : await far.next('publish');
    const again = { send: [2, false], 'send-qos-1': [1, false], discard: [undefined, undefined] };
    expect([next?.qos, next?.dup]).toEqual(again[how]);
    expect(client.outcomes(3).at(-1)).toBe(how === 'discard' ? 'discarded' : 'in-flight');
  },
);

test('does not suspect a QoS that the server has since accepted', async () => {
  const stage = await scene(4);
  const { client } = stage;
  const { next: far } = await closedFor(stage, await connected(stage, 4), 1, false);
  client.publish(2, { qos: 2 });
  const { packetId = 0 } = await far.next('publish');
  far.send({ type: 'pubrec', packetId });
  await far.next('pubrel');
  far.send({ type: 'pubcomp', packetId });
  await client.outcome(2, 'acknowledged');
  const { failure } = await closedFor(stage, far, 3, false);
  expect(failure).not.toHaveProperty('offendingRequest');
});

test('names the DISCONNECT code for a withheld request', async () => {
  const stage = await scene(5);
  let far = await connected(stage, 5, { settings: { subscriptions: [filter('forb/#')] } });
  for (let round = 0; round < 2; round += 1) {
    await far.next('subscribe');
    const from = stage.client.events.length;
    far.send({ type: 'disconnect', reasonCode: 0x87, properties: [] });
    await stage.client.state('waiting', from);
    far = await reconnected(stage, FRESH);
  }
  const { statuses } = stage.client.dispatch.live.subscriptions;
  expect(statuses[0]?.state).toEqual({ kind: 'held', code: 0x87 });
});

test.each(['send-qos-1', 'discard'] as const)(
  'a held message that is cancelled is no longer in flight: %s',
  async (how) => {
    const stage = await scene(4);
    const { client } = stage;
    const { next } = await closedFor(stage, await connected(stage, 4, { settings: KEPT }), 1, true);
    await next.next('publish');
    const from = client.events.length;
    next.close();
    await client.state('waiting', from);
    const far = await reconnected(stage, RESUMED);
    const { capture } = client.dispatch;
    expect(capture.counters(0).inFlightOut).toBe(1);
    client.send({ kind: 'held-message', id: 1, how });
    if (how === 'send-qos-1') {
      far.send({ type: 'puback', packetId: (await far.next('publish')).packetId ?? 0 });
      await client.outcome(1, 'acknowledged');
    }
    expect(capture.counters(0).inFlightOut).toBe(0);
  },
);

test('withholds no message after a network failure', async () => {
  const stage = await scene(4);
  const { client } = stage;
  let far = await connected(stage, 4, { settings: KEPT });
  client.publish(1, { qos: 2 });
  for (let round = 0; round < 4; round += 1) {
    await far.next('publish');
    const from = client.events.length;
    far.cut();
    await client.state('waiting', from);
    far = await reconnected(stage, RESUMED);
  }
  await far.next('publish');
  expect(client.outcomes(1)).not.toContain('held');
});
