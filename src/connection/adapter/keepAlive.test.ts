/** Keep alive and disconnecting, where mqtt.js violates the standard or hangs and our code does not. */
import { describe, expect, test } from 'vitest';
import { connected, scene, slowed } from '../scene.testkit.ts';

describe('keep alive', () => {
  test('incoming acknowledgements do not postpone the ping [MQTT-3.1.2-20]', async () => {
    const stage = await scene(5);
    const { client, clock } = stage;
    const far = await connected(stage, 5, { settings: { keepAlive: 2 } });
    client.publish(1, { qos: 1 });
    const { packetId = 0 } = await far.next('publish');
    clock.advance(1500);
    far.send({ type: 'puback', packetId });
    await client.outcome(1, 'acknowledged');
    clock.advance(500);
    expect(await far.next('pingreq')).toEqual({ type: 'pingreq' });
  });

  test('sends each ping within the keep alive after the previous one, and reports its round trip', async () => {
    const stage = await scene(4);
    const { client, clock } = stage;
    const far = await connected(stage, 4, { settings: { keepAlive: 10 } });
    for (let round = 0; round < 3; round++) {
      clock.advance(8000);
      expect(far.waiting).toBe(0);
      clock.advance(1000);
      await far.next('pingreq');
      const from = client.events.length;
      clock.advance(200);
      far.send({ type: 'pingresp' });
      expect((await client.event('ping', from)).ms).toBe(200);
      // mqtt.js receives the answer slightly after the recorder.
      await new Promise(setImmediate);
    }
  });

  test('closes the connection without PINGRESP, and states that reason', async () => {
    const stage = await scene(5);
    const { client, clock } = stage;
    const far = await connected(stage, 5, { settings: { keepAlive: 10 } });
    clock.advance(9500);
    await far.next('pingreq');
    clock.advance(5000);
    expect((await client.state('waiting')).failure).toEqual({ kind: 'keep-alive' });
    await far.closed();
  });

  test('explains a connection that is lost after a sleep by the sleep', async () => {
    const stage = await scene(5);
    const { client, clock } = stage;
    const far = await connected(stage, 5);
    const before = clock.environment.wallClock.bind(clock.environment);
    Object.assign(clock.environment, { wallClock: () => before() + 110_000 });
    far.cut();
    expect((await client.state('waiting')).failure).toMatchObject({
      kind: 'lost',
      cause: { key: 'asleep', args: { seconds: 110 } },
    });
  });

  test('waits for a ping and its answer while the network still accepts data, but not if it accepts none', async () => {
    const stage = await scene(5);
    const network = slowed(stage);
    const { client, clock } = stage;
    const far = await connected(stage, 5, { settings: { keepAlive: 10 } });
    client.publish(1, { qos: 0 });
    await far.next('publish');
    const upload = () => {
      network.holds = 10;
      clock.advance(9000);
      expect(client.current?.kind).toBe('connected');
    };
    upload();
    for (network.holds = 8; network.holds > 0; network.holds -= 4) clock.advance(4500);
    clock.advance(4500);
    expect(client.current?.kind).toBe('connected');
    far.send({ type: 'pingresp' });
    await client.event('ping');
    await new Promise(setImmediate);
    upload();
    clock.advance(4500);
    expect((await client.state('waiting')).failure).toEqual({ kind: 'keep-alive' });
  });

  test.each([600, 0])(
    'MQTT-3.2.2-21: the Server Keep Alive replaces ours (%i)',
    async (keepAlive) => {
      const stage = await scene(5);
      const { client, clock } = stage;
      const far = await connected(stage, 5, {
        settings: { keepAlive },
        connack: { properties: [{ name: 'serverKeepAlive', value: 3 }] },
      });
      expect(await client.state('connected')).toMatchObject({ keepAlive: 3 });
      clock.advance(3000);
      await far.next('pingreq');
    },
  );

  test('a keep alive of 1 s allows the answer more than half a second', async () => {
    const stage = await scene(4);
    const { client, clock } = stage;
    const far = await connected(stage, 4, { settings: { keepAlive: 1 } });
    clock.advance(900);
    await far.next('pingreq');
    for (let round = 0; round < 6; round++) {
      clock.advance(500);
      expect(await far.next('pingreq')).toEqual({ type: 'pingreq' });
    }
    far.send({ type: 'pingresp' });
    expect((await client.event('ping')).ms).toBe(3000);
    expect(client.current?.kind).toBe('connected');
  });

  test('0 turns it off', async () => {
    const stage = await scene(4);
    const { client, clock } = stage;
    const far = await connected(stage, 4, { settings: { keepAlive: 0 } });
    clock.advance(3_600_000);
    client.publish(1, { qos: 0 });
    expect((await far.next('publish')).type).toBe('publish');
  });
});

describe.each([3, 4, 5] as const)('version %i: the end', (version) => {
  test('sends DISCONNECT at once although an acknowledgement is missing', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const far = await connected(stage, version);
    client.publish(1, { qos: 1 });
    await far.next('publish');
    client.send({ kind: 'disconnect' });
    await far.next('disconnect');
    await far.closed();
    expect(client.current).toEqual({ kind: 'closed', failure: undefined });
    expect(stage.clock.timers).toBe(0);
  });

  test('sends messages published just before DISCONNECT in the same frame, before it', async () => {
    const stage = await scene(version);
    const { client } = stage;
    const far = await connected(stage, version);
    const frames = far.frames.length;
    client.publish(1, { qos: 0 });
    client.publish(2, { qos: 1 });
    client.send({ kind: 'disconnect' });
    await far.next('publish');
    await far.next('publish');
    await far.next('disconnect');
    expect(far.frames.length - frames).toBe(1);
  });
});
