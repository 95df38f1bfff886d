import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { administrationOf } from './administration.ts';
import { brief, connectPacket, LOCAL_PEER, publishPacket, Scene } from './broker.testkit.ts';
import { Broker } from './broker.ts';

const KIBIBYTE = 1024;
const payload = new Uint8Array(KIBIBYTE);
const message = (qos: 0 | 1) => ({ topic: 'a', payload, qos, retain: false, properties: [] });

describe('a client that does not read', () => {
  it('gets no more QoS 0 messages than its backlog may hold; the rest are counted', () => {
    const scene = new Scene({ limits: { backlogDrop: 10 * KIBIBYTE } });
    const wire = scene.connect('c');
    wire.subscribe('a');
    const { broker } = scene;
    broker.backlog(wire.id, 8 * KIBIBYTE, scene.now);
    for (let n = 0; n < 100; n += 1) broker.publish(message(0), scene.now);
    scene.collect();
    expect(wire.takeMessages()).toHaveLength(2);
    expect(broker.statistics.droppedSlow).toBe(98);
    broker.backlog(wire.id, 0, scene.now);
    broker.publish(message(0), scene.now);
    scene.collect();
    expect(wire.takeMessages()).toHaveLength(1);
  });

  it('gets QoS 1 messages later, in order, none lost', () => {
    const scene = new Scene({ limits: { backlogPause: 10 * KIBIBYTE } });
    const wire = scene.connect('c');
    wire.subscribe('a');
    scene.broker.backlog(wire.id, 20 * KIBIBYTE, scene.now);
    const publisher = scene.connect('p');
    for (let n = 1; n <= 50; n += 1) publisher.publish('a', `${n}`, { qos: 1, packetId: n });
    expect(wire.take()).toEqual([]);
    scene.broker.backlog(wire.id, 0, scene.now);
    scene.collect();
    const expected = Array.from({ length: 50 }, (_, at) => `a ${at + 1}`);
    expect(wire.takeMessages().map(brief)).toEqual(expected);
  });

  it('is resumed when the host takes much output at once', () => {
    const scene = new Scene({ limits: { backlogPause: 10 * KIBIBYTE } });
    const wire = scene.connect('c');
    wire.subscribe('a');
    for (let n = 0; n < 100; n += 1) scene.broker.publish(message(1), scene.now);
    for (const output of scene.broker.takeOutput()) {
      if (output.kind === 'send') wire.arrive(output.bytes);
    }
    expect(wire.takeMessages()).toHaveLength(10);
    expect(scene.broker.wakeAt).toBe(scene.now);
    scene.broker.elapse(scene.now);
    scene.collect();
    expect(wire.takeMessages()).toHaveLength(90);
    expect(scene.broker.wakeAt).toBeUndefined();
  });

  it('has a limited queue; dropped messages are counted', () => {
    const scene = new Scene({ limits: { queuedMessages: 10, inFlight: 5 } });
    const wire = scene.connect('c');
    wire.subscribe('a');
    for (let n = 0; n < 100; n += 1) scene.broker.publish(message(1), scene.now);
    scene.collect();
    expect(wire.takeMessages()).toHaveLength(5);
    expect(scene.broker.statistics.droppedQueue).toBe(85);
    const bytes = new Scene({ limits: { queuedBytes: 10 * KIBIBYTE, inFlight: 5 } });
    bytes.connect('c').subscribe('a');
    for (let n = 0; n < 100; n += 1) bytes.broker.publish(message(1), bytes.now);
    expect(bytes.broker.statistics.droppedQueue).toBeGreaterThan(80);
  });

  it('may use less when many clients have stopped reading', () => {
    const limits = { backlogTotal: 100 * KIBIBYTE, backlogPause: KIBIBYTE };
    const scene = new Scene({ limits });
    const stopped = scene.connect('stopped');
    const reading = scene.connect('reading');
    for (const wire of [stopped, reading]) wire.subscribe('a');
    scene.broker.backlog(stopped.id, 200 * KIBIBYTE, scene.now);
    scene.broker.publish(message(0), scene.now);
    scene.collect();
    expect([stopped.take().length, reading.take().length]).toEqual([0, 1]);
    // Bytes of a closed connection do not count any more.
    stopped.cut();
    const again = scene.connect('stopped');
    again.subscribe('a');
    scene.broker.backlog(again.id, 50 * KIBIBYTE, scene.now);
    scene.broker.publish(message(0), scene.now);
    scene.collect();
    expect(again.takeMessages()).toHaveLength(1);
  });
});

describe('a client that sends much at once', () => {
  const pings = (count: number) =>
    Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 ? 0 : 0xc0));

  it('waits for its turn after each slice', () => {
    const scene = new Scene({ limits: { inputSlice: 100 } });
    const wire = scene.connect('c');
    const { broker } = scene;
    broker.receive(wire.id, pings(120), scene.now);
    broker.receive(wire.id, pings(1), scene.now);
    const answered = () =>
      broker
        .takeOutput()
        .reduce((sum, step) => sum + (step.kind === 'send' ? step.bytes.length : 0), 0) / 2;
    expect(answered()).toBe(50);
    for (const expected of [50, 20, 1]) {
      expect(broker.wakeAt).toBe(scene.now);
      broker.elapse(scene.now);
      expect(answered()).toBe(expected);
    }
    expect(broker.wakeAt).toBeUndefined();
  });

  it('is read to the end when it closes', () => {
    const scene = new Scene({ limits: { inputSlice: 10 } });
    const watcher = scene.connect('watcher');
    watcher.subscribe('a');
    const wire = scene.connect('c');
    const packets = Array.from({ length: 10 }, (_, at) => encode(publishPacket('a', `${at}`), 5));
    scene.broker.receive(
      wire.id,
      Uint8Array.from(packets.flatMap((bytes) => [...bytes])),
      scene.now,
    );
    wire.cut();
    expect(watcher.takeMessages()).toHaveLength(10);
    expect(scene.broker.wakeAt).toBeUndefined();
  });

  it('is not read any more after its end', () => {
    const scene = new Scene({ limits: { inputSlice: 4 } });
    const wire = scene.connect('c');
    scene.broker.receive(wire.id, Uint8Array.of(0, 0, 0xc0, 0, 0xc0, 0), scene.now);
    scene.collect();
    expect(wire.isEnded).toBe(true);
    expect(wire.take()).toMatchObject([{ type: 'disconnect' }]);
    expect(scene.broker.wakeAt).toBeUndefined();
  });
});

describe('unexpected calls of the host', () => {
  it('calls for closed connections are ignored', () => {
    const scene = new Scene();
    const wire = scene.connect('c');
    wire.cut();
    scene.broker.receive(wire.id, encodeUtf8('anything'), scene.now);
    scene.broker.backlog(wire.id, 1000, scene.now);
    scene.broker.close(wire.id, scene.now);
    scene.broker.close(12_345, scene.now);
    expect(scene.broker.takeOutput()).toEqual([]);
  });

  it('decreasing times are harmless', () => {
    const broker = new Broker({ seed: 1, limits: { connectTimeout: 100 } });
    broker.open(LOCAL_PEER, 1000);
    broker.elapse(500);
    broker.elapse(1100);
    expect(broker.takeOutput()).toMatchObject([{ kind: 'end' }]);
  });

  it('a shutdown sends 0x8B to MQTT 5 clients and ends all connections', () => {
    const scene = new Scene();
    const wires = [scene.connect('new'), scene.connect('old', { version: 4 }), scene.open()];
    scene.broker.shutDown(scene.now);
    scene.collect();
    expect(wires.map((wire) => wire.isEnded)).toEqual([true, true, true]);
    expect(wires[0]?.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x8b }]);
    expect(scene.broker.statistics.connections).toBe(0);
  });

  it('a client can be ended with a reason', () => {
    const scene = new Scene();
    const wire = scene.connect('c');
    const refusal = { reasonCode: 0x98, reasonString: 'Off with you.' };
    expect(administrationOf(scene.broker).disconnect('nobody', refusal, scene.now)).toBe(false);
    expect(administrationOf(scene.broker).disconnect('c', refusal, scene.now)).toBe(true);
    scene.collect();
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x98 }]);
  });
});

it('half-open connections do not count as clients and have their own limit', () => {
  const scene = new Scene({ limits: { connections: 2 } });
  const wires = Array.from({ length: 1_010 }, () => scene.open());
  scene.collect();
  expect(wires.filter((wire) => wire.isEnded)).toHaveLength(6);
  const answers = wires.slice(0, 3).map((wire, at) => wire.send(connectPacket(`c${at}`)).take());
  expect(answers).toMatchObject([
    [{ type: 'connack', reasonCode: 0 }],
    [{ type: 'connack', reasonCode: 0 }],
    [{ type: 'connack', reasonCode: 0x97 }],
  ]);
});

it('all queued messages share a limit, each counted once', () => {
  const scene = new Scene({ limits: { heldBytes: 100 * KIBIBYTE, inFlight: 1 } });
  const wires = ['c', 'd', 'e'].map((name) => scene.connect(name));
  for (const wire of wires) wire.subscribe('a');
  for (let n = 0; n < 1000; n += 1) scene.broker.publish(message(1), scene.now);
  scene.collect();
  const { heldBytes, droppedQueue } = scene.broker.statistics;
  // A quarter is reserved for sessions that hold less than others.
  expect(heldBytes).toBeGreaterThan(70 * KIBIBYTE);
  expect(heldBytes).toBeLessThanOrEqual(100 * KIBIBYTE);
  // About 50 messages of a kibibyte fit, although three sessions wait for each.
  expect(droppedQueue).toBeLessThan(3 * (1000 - 45));
  // Clients that fill it do not block a client that reads.
  const reader = scene.connect('reader');
  reader.subscribe('b');
  const publisher = scene.connect('p');
  for (const packetId of [1, 2, 3]) publisher.publish('b', 'x', { qos: 1, packetId });
  expect(reader.takeMessages()).toHaveLength(1);
  reader.send({ type: 'puback', packetId: 1 });
  expect(reader.takeMessages()).toHaveLength(1);
  for (const wire of [...wires, reader]) wire.cut();
  expect(scene.broker.statistics.heldBytes).toBe(0);
});
