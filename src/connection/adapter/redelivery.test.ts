/** Messages that outlive a connection, which mqtt.js handles wrongly and our code does not. */
import { describe, expect, test } from 'vitest';
import { connected, reconnected, scene } from '../scene.testkit.ts';

const KEPT = { cleanStart: false, sessionExpiry: 3600 };

describe.each([3, 4, 5] as const)('version %i: redelivery', (version) => {
  test('resends an interrupted PUBLISH with DUP and the same identifier [MQTT-3.3.1-1] [MQTT-4.4.0-1]', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const first = await connected(stage, version, { settings: KEPT });
    client.publish(1, { qos: 1, topic: 'one' });
    client.publish(2, { qos: 2, topic: 'two' });
    const one = await first.next('publish');
    const two = await first.next('publish');
    expect([one.dup, two.dup]).toEqual([false, false]);
    first.cut();
    const second = await reconnected(stage, { sessionPresent: version !== 3 });
    expect(await second.next('publish')).toEqual({ ...one, dup: true });
    expect(await second.next('publish')).toEqual({ ...two, dup: true });
    second.send({ type: 'puback', packetId: one.packetId ?? 0 });
    await client.outcome(1, 'acknowledged');
    second.send({ type: 'pubrec', packetId: two.packetId ?? 0 });
    expect((await second.next('pubrel')).packetId).toBe(two.packetId);
    second.send({ type: 'pubcomp', packetId: two.packetId ?? 0 });
    await client.outcome(2, 'acknowledged');
    expect(client.outcomes(1)).toEqual(['in-flight', 'acknowledged']);
  });

  test('sends messages published without a connection without DUP', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const first = await connected(stage, version, { settings: KEPT });
    first.cut();
    await client.state('waiting');
    client.publish(1, { qos: 1 });
    client.publish(2, { qos: 0, topic: 'zero' });
    expect(client.outcomes(1)).toEqual(['queued']);
    const second = await reconnected(stage, { sessionPresent: version !== 3 });
    expect(await second.next('publish')).toMatchObject({ qos: 1, dup: false });
    expect(await second.next('publish')).toMatchObject({ qos: 0, dup: false, topic: 'zero' });
    expect(client.outcomes(2)).toEqual(['queued', 'sent']);
  });

  test('after PUBREC, resends PUBREL and never the PUBLISH', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const first = await connected(stage, version, { settings: KEPT });
    client.publish(1, { qos: 2 });
    const { packetId = 0 } = await first.next('publish');
    first.send({ type: 'pubrec', packetId });
    await first.next('pubrel');
    first.cut();
    const second = await reconnected(stage, { sessionPresent: version !== 3 });
    expect((await second.next('pubrel')).packetId).toBe(packetId);
    second.send({ type: 'pubcomp', packetId });
    await client.outcome(1, 'acknowledged');
  });

  test('a missing acknowledgement delays neither others nor new messages', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const first = await connected(stage, version, { settings: KEPT });
    client.publish(1, { qos: 1, topic: 'one' });
    client.publish(2, { qos: 1, topic: 'two' });
    await first.next('publish');
    await first.next('publish');
    first.cut();
    const second = await reconnected(stage, { sessionPresent: version !== 3 });
    expect(await second.next('publish')).toMatchObject({ topic: 'one' });
    expect(await second.next('publish')).toMatchObject({ topic: 'two' });
    client.publish(3, { qos: 1, topic: 'three' });
    expect(await second.next('publish')).toMatchObject({ topic: 'three', dup: false });
  });

  test('recognises a QoS 2 message that was received before the connection was lost', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const first = await connected(stage, version, { settings: KEPT });
    const message = {
      type: 'publish',
      dup: false,
      qos: 2,
      retain: false,
      topic: 't',
      packetId: 9,
      properties: [],
      payload: new Uint8Array(1),
    } as const;
    first.send(message);
    expect((await first.next('pubrec')).packetId).toBe(9);
    first.cut();
    const second = await reconnected(stage, { sessionPresent: version !== 3 });
    second.send({ ...message, dup: true });
    expect((await second.next('pubrec')).packetId).toBe(9);
    second.send({ type: 'pubrel', packetId: 9 });
    expect((await second.next('pubcomp')).packetId).toBe(9);
    const reply = await client.ask({ kind: 'window', request: {} });
    expect(reply.counters.messages).toBe(1);
  });
});

describe('a session lost by the broker', () => {
  test('says so, marks messages in flight as unknown, and renews all subscriptions', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const subscription = {
      filter: 'a/#',
      qos: 1,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const first = await connected(stage, 5, {
      settings: { ...KEPT, subscriptions: [subscription] },
    });
    const { packetId } = await first.next('subscribe');
    first.send({ type: 'suback', packetId, properties: [], reasonCodes: [1] });
    client.publish(1, { qos: 1 });
    await first.next('publish');
    first.cut();
    await client.state('waiting');
    client.publish(2, { qos: 1, topic: 'new' });
    const from = client.events.length;
    const second = await reconnected(stage, { sessionPresent: false });
    expect(await client.state('connected', from)).toMatchObject({
      sessionPresent: false,
      sessionLost: true,
    });
    expect(client.outcomes(1)).toEqual(['in-flight', 'unknown']);
    expect((await second.next('subscribe')).subscriptions).toEqual([subscription]);
    expect(await second.next('publish')).toMatchObject({ topic: 'new', dup: false });
  });

  test('does not repeat subscriptions that the session holds', async () => {
    const stage = await scene(5);
    const { client } = stage;
    const subscription = {
      filter: 'a/#',
      qos: 1,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const first = await connected(stage, 5, {
      settings: { ...KEPT, subscriptions: [subscription] },
    });
    const { packetId } = await first.next('subscribe');
    first.send({ type: 'suback', packetId, properties: [], reasonCodes: [1] });
    await client.until((event) =>
      event.kind === 'subscriptions' && event.subscriptions[0]?.state.kind === 'granted'
        ? true
        : undefined,
    );
    first.cut();
    const from = client.events.length;
    const second = await reconnected(stage, { sessionPresent: true });
    expect(await client.state('connected', from)).toMatchObject({
      sessionPresent: true,
      sessionLost: false,
    });
    client.publish(1, { qos: 0 });
    await second.next('publish');
  });

  test('with Clean Start, the outcome of messages in flight is unknown once the connection is lost', async () => {
    const stage = await scene(4);
    const { client } = stage;
    const first = await connected(stage, 4);
    client.publish(1, { qos: 1 });
    await first.next('publish');
    first.cut();
    await client.state('waiting');
    expect(client.outcomes(1)).toEqual(['in-flight', 'unknown']);
    const second = await reconnected(stage, {});
    client.publish(2, { qos: 1, topic: 'next' });
    expect(await second.next('publish')).toMatchObject({ topic: 'next', dup: false });
  });
});
