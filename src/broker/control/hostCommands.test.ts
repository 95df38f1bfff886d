import { describe, expect, test } from 'vitest';
import { peekType } from '../../mqtt/framing/peek.ts';
import { brief, publishPacket } from '../core/broker.testkit.ts';
import { ControlledScene } from './control.testkit.ts';
import type { ControlCommand } from './control.ts';

const FOREVER = [{ name: 'sessionExpiryInterval', value: 0xffff_ffff }] as const;
const MINUTE = [{ name: 'sessionExpiryInterval', value: 60 }] as const;
const will = (topic: string) => ({
  topic,
  payload: new Uint8Array([1]),
  qos: 1 as const,
  retain: false,
  properties: [],
});

describe('disconnect-client', () => {
  test.each([
    0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97,
    0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2,
  ])('sends the reason code %i to an MQTT 5 client (3.14.2.1)', (reasonCode) => {
    const scene = new ControlledScene();
    const wire = scene.connect('c');
    expect(scene.ask({ kind: 'disconnect-client', client: 'c', reasonCode })).toEqual({
      kind: 'done',
    });
    expect(wire.take()).toEqual([{ type: 'disconnect', reasonCode, properties: [] }]);
    expect(wire.isEnded).toBe(true);
  });

  test.each([0x00, 0x04, 0x01, 0x84, 0x85, 0x8a, 0x91, 0x92, 0xff])(
    'rejects %i, which a server must not send',
    (reasonCode) => {
      const scene = new ControlledScene();
      const wire = scene.connect('c');
      const reply = scene.asked('refused', { kind: 'disconnect-client', client: 'c', reasonCode });
      expect(reply.reason).toMatch(/3\.14\.2\.1/);
      expect(wire.isEnded).toBe(false);
    },
  );

  test('rejects a server reference with any other reason', () => {
    const scene = new ControlledScene();
    scene.connect('c');
    const command = { kind: 'disconnect-client', client: 'c', serverReference: 'b' } as const;
    expect(scene.asked('refused', { ...command, reasonCode: 0x98 }).reason).toMatch(/0x9C or 0x9D/);
  });

  test('rejects text that is no MQTT string, and sends all other text in full', () => {
    const scene = new ControlledScene();
    const wire = scene.connect('c');
    const ask = (reasonString: string) =>
      scene.ask({ kind: 'disconnect-client', client: 'c', reasonCode: 0x98, reasonString });
    expect(ask('ä'.repeat(32_768))).toMatchObject({ kind: 'refused' });
    expect(ask('a\u0000b')).toMatchObject({ kind: 'refused' });
    expect(wire.isEnded).toBe(false);
    expect(ask('ä'.repeat(32_767))).toEqual({ kind: 'done' });
    expect(wire.take()).toMatchObject([{ properties: [{ value: 'ä'.repeat(32_767) }] }]);
  });

  test('closes the connection of an older client, sends its will and keeps its session', () => {
    const scene = new ControlledScene();
    const watcher = scene.connect('w');
    watcher.subscribe('gone');
    const wire = scene.connect('c', { version: 4, cleanStart: false, will: will('gone') });
    scene.ask({ kind: 'disconnect-client', client: 'c', reasonCode: 0x98 });
    expect(wire.take()).toEqual([]);
    expect(wire.isEnded).toBe(true);
    expect(watcher.takeMessages().map(brief)).toEqual(['gone \u0001']);
    expect(scene.connect('c', { version: 4, cleanStart: false }).connack?.sessionPresent).toBe(
      true,
    );
  });
});

describe('end-session', () => {
  test('ends a connected client with 0x98, sends its will once, and forgets its session', () => {
    const scene = new ControlledScene();
    const watcher = scene.connect('w');
    watcher.subscribe('gone');
    const delayed = {
      ...will('gone'),
      properties: [{ name: 'willDelayInterval', value: 30 }] as const,
    };
    const wire = scene.connect('c', { properties: FOREVER, will: delayed });
    wire.subscribe('a');
    wire.take();
    expect(scene.ask({ kind: 'end-session', client: 'c' })).toEqual({ kind: 'done' });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x98 }]);
    expect(wire.isEnded).toBe(true);
    expect(watcher.takeMessages()).toHaveLength(1);
    scene.pass(60_000);
    expect(watcher.take()).toEqual([]);
    const again = scene.connect('c', { cleanStart: false });
    expect(again.connack?.sessionPresent).toBe(false);
    watcher.publish('a', 'x');
    expect(again.take()).toEqual([]);
  });

  test('ends the session of a disconnected client, and rejects an unknown one', () => {
    const scene = new ControlledScene();
    scene.connect('c', { properties: FOREVER }).cut();
    expect(scene.ask({ kind: 'end-session', client: 'c' })).toEqual({ kind: 'done' });
    expect(scene.ask({ kind: 'end-session', client: 'c' })).toMatchObject({ kind: 'refused' });
    expect(scene.ask({ kind: 'end-session', client: '__proto__' }).kind).toBe('refused');
  });
});

describe('clear-retained', () => {
  test('clears a retained message, or reports that there is none', () => {
    const scene = new ControlledScene();
    const wire = scene.connect('c');
    wire.publish('a', 'x', { retain: true });
    expect(scene.ask({ kind: 'clear-retained', topic: 'a' })).toEqual({ kind: 'done' });
    wire.subscribe('#');
    expect(wire.take()).toEqual([]);
    expect(scene.ask({ kind: 'clear-retained', topic: 'a' })).toMatchObject({ kind: 'refused' });
  });

  test('keeps the broker’s own messages', () => {
    const scene = new ControlledScene({ limits: { sysInterval: 10 } });
    scene.connect('c');
    const reply = scene.ask({ kind: 'clear-retained', topic: '$SYS/broker/version' });
    expect(reply).toMatchObject({
      kind: 'refused',
      reason: 'Topics that begin with $SYS are reserved for the broker.',
    });
  });
});

describe('restart', () => {
  const restart = (withSessions: boolean, downFor = 1000): ControlCommand => ({
    kind: 'restart',
    withSessions,
    downFor,
  });

  test('ends all connections without DISCONNECT and accepts none until it is over', () => {
    const scene = new ControlledScene();
    const wires = [scene.connect('c'), scene.connect('d', { version: 4 }), scene.open()];
    expect(scene.ask(restart(true))).toEqual({ kind: 'done' });
    for (const wire of wires) {
      expect(wire.take()).toEqual([]);
      expect(wire.isEnded).toBe(true);
    }
    scene.pass(999);
    const early = scene.open();
    scene.collect();
    expect(early.isEnded).toBe(true);
    expect(scene.ask({ kind: 'end-session', client: 'c' })).toMatchObject({
      reason: 'The broker is down.',
    });
    scene.pass(1);
    expect(scene.connect('c').connack?.reasonCode).toBe(0);
  });

  test('with sessions keeps subscriptions, queued messages, handshakes and retained messages', () => {
    const scene = new ControlledScene();
    const subscriber = scene.connect('s', { properties: MINUTE });
    subscriber.subscribe('a');
    const publisher = scene.connect('p', { properties: MINUTE });
    publisher.publish('a', '1', { qos: 2, packetId: 7 });
    publisher.publish('r', 'kept', { retain: true });
    expect(subscriber.take()).toMatchObject([{ type: 'publish', packetId: 1, dup: false }]);
    publisher.take();
    scene.ask(restart(true));
    scene.pass(1000);
    const back = scene.connect('s', { cleanStart: false, properties: MINUTE });
    expect(back.connack?.sessionPresent).toBe(true);
    expect(back.take()).toMatchObject([{ type: 'publish', packetId: 1, dup: true, topic: 'a' }]);
    back.subscribe('r');
    expect(back.takeMessages().map(brief)).toEqual(['r kept']);
    // QoS 2 continues where it stopped: the message is known.
    const again = scene.connect('p', { cleanStart: false, properties: MINUTE });
    again.send({ ...publishPacket('a', '1', { qos: 2, packetId: 7 }), dup: true });
    expect(again.take()).toEqual([{ type: 'pubrec', packetId: 7 }]);
    expect(back.take()).toEqual([]);
  });

  test('with sessions sends wills once after the restart, when their delay begins', () => {
    const scene = new ControlledScene();
    scene.connect('w', { properties: MINUTE }).subscribe('gone/+');
    scene.connect('a', { will: will('gone/a') });
    const delayed = (topic: string) => ({
      ...will(topic),
      properties: [{ name: 'willDelayInterval', value: 5 }] as const,
    });
    scene.connect('b', { properties: MINUTE, will: delayed('gone/b') });
    scene.connect('c', { properties: MINUTE, will: delayed('gone/c') });
    scene.ask(restart(true));
    scene.pass(1000);
    const watcher = scene.connect('w', { cleanStart: false });
    expect(watcher.takeMessages().map(({ topic }) => topic)).toEqual(['gone/a']);
    // A client that returns in time cancels the will [MQTT-3.1.3-9].
    scene.connect('b', { cleanStart: false, properties: MINUTE });
    scene.pass(4999);
    expect(watcher.take()).toEqual([]);
    scene.pass(1);
    expect(watcher.takeMessages().map(({ topic }) => topic)).toEqual(['gone/c']);
    scene.pass(120_000);
    expect(watcher.take()).toEqual([]);
  });

  test('without sessions keeps nothing and sends no will', () => {
    const scene = new ControlledScene();
    const subscriber = scene.connect('s', { properties: FOREVER });
    subscriber.subscribe('#');
    scene.connect('p', { will: will('gone') }).publish('r', 'kept', { retain: true });
    scene.connect('away', { properties: FOREVER, will: will('gone') }).cut();
    scene.ask(restart(false));
    expect(scene.asked('clients', { kind: 'clients', first: 0, count: 9 }).total).toBe(0);
    scene.pass(1000);
    const back = scene.connect('s', { cleanStart: false, properties: FOREVER });
    expect(back.connack?.sessionPresent).toBe(false);
    back.subscribe('#');
    expect(back.take()).toEqual([]);
    scene.pass(120_000);
    expect(back.take()).toEqual([]);
  });

  test('continues connection numbers, and ignores earlier connections', () => {
    const scene = new ControlledScene();
    const before = scene.connect('c');
    scene.ask(restart(false, 0));
    const after = scene.connect('c');
    expect(after.id).toBeGreaterThan(before.id);
    before.send({ type: 'pingreq' });
    before.cut();
    expect(after.isEnded).toBe(false);
  });

  test('publishes $SYS again, with an uptime from the restart', () => {
    for (const withSessions of [true, false]) {
      const scene = new ControlledScene({ limits: { sysInterval: 10 } });
      scene.connect('c');
      scene.pass(25_000);
      scene.ask(restart(withSessions, 500));
      scene.pass(12_500);
      const wire = scene.connect('c');
      if (!withSessions) scene.pass(10_000);
      wire.subscribe('$SYS/broker/uptime');
      expect(wire.takeMessages().map(brief)).toEqual(['$SYS/broker/uptime 10 seconds']);
    }
  });

  test('starts the downtime again on a second restart', () => {
    const scene = new ControlledScene();
    scene.connect('c', { properties: FOREVER });
    scene.ask(restart(true));
    scene.pass(900);
    scene.ask(restart(true));
    scene.pass(900);
    const early = scene.open();
    scene.collect();
    expect(early.isEnded).toBe(true);
    scene.pass(100);
    expect(scene.connect('c', { cleanStart: false }).connack?.sessionPresent).toBe(true);
  });

  test('discards packets that wait in the fault layer', () => {
    const scene = new ControlledScene();
    scene.connect('s').subscribe('a');
    const wire = scene.connect('c');
    scene.ask({ kind: 'step', client: 'c', withPings: false });
    wire.publish('a', 'x');
    expect(scene.asked('waiting', { kind: 'list-waiting' }).packets).toHaveLength(1);
    wire.cut();
    scene.ask(restart(true));
    expect(scene.asked('waiting', { kind: 'list-waiting' }).packets).toEqual([]);
  });
});

describe('take-over', () => {
  test('ends a client of MQTT 5 with 0x8E and leaves its session, queue and expiry as they were', () => {
    const authenticate = () => ({ reasonCode: 0x87 });
    let isOpen = true;
    const scene = new ControlledScene({
      hooks: { authenticate: () => (isOpen ? 'ok' : authenticate()) },
    });
    const publisher = scene.connect('p');
    const properties = [...MINUTE, { name: 'receiveMaximum', value: 1 }] as const;
    const wire = scene.connect('c', { properties, userName: 'anna' });
    wire.subscribe('a');
    for (const packetId of [1, 2, 3]) publisher.publish('a', `${packetId}`, { qos: 1, packetId });
    expect(wire.takeMessages().map(brief)).toEqual(['a 1']);
    isOpen = false;
    const row = () => scene.asked('client', { kind: 'client', client: 'c' }).client?.row;
    const before = row();
    expect(scene.ask({ kind: 'take-over', client: 'c' })).toEqual({ kind: 'done' });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x8e }]);
    expect(wire.isEnded).toBe(true);
    const isBack = { reconnects: 1, lastEnd: row()?.lastEnd };
    expect(row()).toEqual({
      ...before,
      ...isBack,
      connection: undefined,
      endsAt: scene.now + 60_000,
    });
    isOpen = true;
    const back = scene.connect('c', { cleanStart: false, properties });
    expect(back.connack?.sessionPresent).toBe(true);
    expect(back.take()).toMatchObject([{ packetId: 1, dup: true, topic: 'a' }]);
  });

  test.each([true, false])(
    'closes an older client’s connection (clean session: %s)',
    (cleanStart) => {
      const scene = new ControlledScene();
      const wire = scene.connect('c', { version: 4, cleanStart });
      scene.ask({ kind: 'take-over', client: 'c' });
      expect(wire.take()).toEqual([]);
      expect(wire.isEnded).toBe(true);
      const { connack } = scene.connect('c', { version: 4, cleanStart: false });
      expect(connack?.sessionPresent).toBe(!cleanStart);
    },
  );

  test('leaves no session if it ends with its connection', () => {
    const scene = new ControlledScene();
    scene.connect('c', { cleanStart: false });
    scene.ask({ kind: 'take-over', client: 'c' });
    expect(scene.asked('clients', { kind: 'clients', first: 0, count: 9 }).total).toBe(0);
  });

  test('shows the taking-over client to observers', () => {
    const scene = new ControlledScene();
    scene.connect('c', { version: 4, cleanStart: false, userName: 'anna' });
    const { line } = scene;
    expect(scene.ask({ kind: 'tap', tap: 1, clients: 'all', kept: false })).toEqual({
      kind: 'done',
    });
    scene.ask({ kind: 'take-over', client: 'c' });
    const opened = line.answers.filter((answer) => answer.kind === 'tap-opened');
    expect(opened).toMatchObject([{ address: 'control interface', transport: 'port' }]);
    const closed = line.answers.filter((answer) => answer.kind === 'tap-closed');
    expect(closed).toHaveLength(2);
    const own = opened[0]?.connection;
    const packets = line.tapped
      .filter(({ connection }) => connection === own)
      .map(({ direction, bytes }) => `${direction} ${peekType(bytes) ?? 'nothing'}`);
    expect(packets).toEqual(['from-client connect', 'to-client connack', 'from-client disconnect']);
  });

  test('is rejected if the client is not connected', () => {
    const scene = new ControlledScene();
    scene.connect('c', { properties: FOREVER }).cut();
    expect(scene.ask({ kind: 'take-over', client: 'c' })).toMatchObject({ kind: 'refused' });
  });
});

test('run-fleet switches the demo devices, if there are any', () => {
  let isRunning = true;
  const fleet = { isRunning: () => isRunning, run: (on: boolean) => (isRunning = on) };
  const scene = new ControlledScene({ fleet });
  expect(scene.asked('facts', { kind: 'facts' }).facts.fleet).toEqual({ isRunning: true });
  const reply = scene.asked('facts', { kind: 'run-fleet', isRunning: false });
  expect(reply.facts.fleet).toEqual({ isRunning: false });
  const without = new ControlledScene();
  expect(without.ask({ kind: 'run-fleet', isRunning: true })).toMatchObject({ kind: 'refused' });
});
