import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { administrationOf } from '../core/administration.ts';
import {
  brief,
  connectPacket,
  LOCAL_PEER,
  publishPacket,
  subscription,
} from '../core/broker.testkit.ts';
import { Message } from '../core/contract/message.ts';
import type { Admitted } from '../core/contract/parties.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import { readFile } from './frames.ts';
import { scene } from './kept.testkit.ts';

const expiry = (value: number): Property => ({ name: 'sessionExpiryInterval', value });
const delay = (value: number): Property => ({ name: 'willDelayInterval', value });
const LONG = { cleanStart: false, properties: [expiry(1000)] } as const;
const will = (seconds: number) => ({
  topic: 'will',
  payload: encodeUtf8('gone'),
  qos: 1 as const,
  retain: false,
  properties: [delay(seconds)],
});

const subscribePacket = (filter: string): Packet => ({
  type: 'subscribe',
  packetId: 1,
  properties: [],
  subscriptions: [subscription(filter)],
});

describe('after the end of the process there are', () => {
  it('sessions with their subscriptions, without removed ones', () => {
    const before = scene();
    const client = before.connect('c', LONG);
    client.subscribe('a/#', { filter: 'b', qos: 1, noLocal: true });
    client.send({ type: 'unsubscribe', packetId: 3, properties: [], filters: ['b'] });
    const after = before.reborn();
    const again = after.connect('c', LONG);
    expect(again.connack?.sessionPresent).toBe(true);
    after.connect('other').publish('a/1', 'x').publish('b', 'y');
    expect(again.takeMessages().map(brief)).toEqual(['a/1 x']);
    expect(after.broker.statistics.subscriptions).toBe(1);
  });

  it('queued and in-flight messages, with their packet identifiers and DUP [MQTT-4.4.0-1]', () => {
    const before = scene();
    const properties = [expiry(1000), { name: 'receiveMaximum', value: 2 } as const];
    const client = before.connect('c', { ...LONG, properties });
    client.subscribe('#');
    const publisher = before.connect('p', LONG);
    publisher.publish('t', '1', { qos: 2, packetId: 1 });
    publisher.publish('t', '2', { qos: 2, packetId: 2 });
    publisher.publish('t', '3', { qos: 1, packetId: 3 });
    client.send({ type: 'pubrec', packetId: 1, reasonCode: 0, properties: [] });
    const after = before.reborn();
    const again = after.connect('c', { ...LONG, properties });
    const came = again.take();
    expect(came[0]).toMatchObject({ type: 'pubrel', packetId: 1 });
    expect(came[1]).toMatchObject({ type: 'publish', packetId: 2, dup: true });
    expect(came[2]).toMatchObject({ type: 'publish', packetId: 3, dup: false, qos: 1 });
    again.send({ type: 'pubcomp', packetId: 1, reasonCode: 0, properties: [] });
    // The publisher did not get PUBREC and sends again; no subscriber gets it twice [MQTT-4.3.3-10].
    const repeated = after.connect('p', LONG);
    repeated.publish('t', '2', { qos: 2, packetId: 2, dup: true });
    expect(repeated.take()).toMatchObject([{ type: 'pubrec', packetId: 2 }]);
    expect(again.take()).toEqual([]);
  });

  it('retained messages, without cleared and expired ones', () => {
    const before = scene();
    const client = before.connect('p');
    const soon: Property = { name: 'messageExpiryInterval', value: 10 };
    client.publish('kept', 'x', { retain: true, qos: 1 });
    client.publish('cleared', 'x', { retain: true }).publish('cleared', '', { retain: true });
    client.publish('soon', 'x', { retain: true, properties: [soon] });
    const after = before.reborn(4000);
    const reader = after.connect('r');
    reader.subscribe('#');
    const [kept, expires] = reader.takeMessages();
    expect([kept, expires].map((each) => each && brief(each))).toEqual(['kept x', 'soon x']);
    expect(expires?.properties).toEqual([{ name: 'messageExpiryInterval', value: 6 }]);
    expect(after.reborn(11_000).broker.statistics.retained).toBe(1);
  });

  it('wills: of connected clients at once, delayed ones on time, never twice', () => {
    const before = scene();
    before.connect('watcher', LONG).subscribe('will');
    before.connect('away', { ...LONG, will: will(60) }).cut();
    before.connect('there', { will: will(0) });
    before.connect('left', { will: will(0) }).send({ type: 'disconnect' });
    const after = before.reborn(20_000);
    const watcher = after.connect('watcher', LONG);
    expect(watcher.takeMessages()).toHaveLength(1);
    after.pass(39_000);
    expect(watcher.takeMessages()).toHaveLength(0);
    after.pass(1100);
    expect(watcher.takeMessages()).toHaveLength(1);
    expect(after.reborn().connect('watcher', LONG).takeMessages()).toHaveLength(2);
  });

  it('no sessions that have ended or expired meanwhile', () => {
    const before = scene();
    before.connect('short', { ...LONG, properties: [expiry(30)] }).cut();
    before.connect('long', LONG).cut();
    before.connect('given up', LONG).send({
      type: 'disconnect',
      reasonCode: 0,
      properties: [expiry(0)],
    });
    const after = before.reborn(29_000);
    expect(after.broker.statistics.sessions).toBe(2);
    after.pass(1001);
    expect(after.broker.statistics.sessions).toBe(1);
    expect(before.reborn(1_001_000).broker.statistics.sessions).toBe(0);
  });

  it('no messages that reached a session after its end', () => {
    const before = scene();
    const client = before.connect('c', LONG);
    const session = before.broker.contents.sessions.get('c');
    client.send({ type: 'disconnect', reasonCode: 0, properties: [expiry(0)] });
    const source = { topic: 't', payload: encodeUtf8('x'), qos: 1, retain: false } as const;
    const message = new Message({ ...source, properties: [] }, undefined, before.now);
    expect(session?.deliver(message.plainDelivery(1, false), before.now)).toBe('yes');
    expect(before.reborn().broker.statistics.sessions).toBe(0);
  });

  it('nothing of a broker restarted without its sessions', () => {
    const before = scene();
    before.connect('c', LONG).publish('t', 'x', { retain: true });
    administrationOf(before.broker).crash(before.now, true);
    expect(before.reborn().broker.statistics).toMatchObject({ sessions: 0, retained: 0 });
  });

  it('clients on their own terms, with the current terms or not at all', () => {
    const admitted: Admitted = {
      sessionName: 'device',
      ignoresWill: true,
      deliversUpTo: 1,
      maximumQoS: 1,
      retainAvailable: false,
      keepsSubscriptions: true,
      authorisePublish: () => 'ok',
      authoriseSubscribe: () => 'ok',
      authoriseRead: () => true,
      published: () => undefined,
    };
    const before = scene();
    const device = before.broker.openTrusted(LOCAL_PEER, before.now, admitted);
    for (const packet of [connectPacket('x'), subscribePacket('t')]) {
      before.broker.receive(device, encode(packet, 5), before.now);
    }
    before.broker.takeOutput();
    const known = before.reborn(0, { hooks: { readmit: () => admitted } });
    expect(known.broker.contents.sessions.get('device')?.client.admitted).toBe(admitted);
    expect(known.broker.statistics.subscriptions).toBe(1);
    expect(known.reborn(0, {}).broker.statistics).toMatchObject({ sessions: 0, memoryBytes: 0 });
  });

  it('no passwords, and nothing of clients without a session or a will', () => {
    const before = scene();
    const password = encodeUtf8('geheim');
    before.connect('c', { ...LONG, userName: 'u', password });
    before.connect('clean', { userName: 'u', password });
    const text = Buffer.from(before.written()).toString('latin1');
    expect(text).toContain('u');
    expect(text).not.toContain('geheim');
    expect(text).not.toContain('clean');
  });
});

describe('a fact that is not on the disk', () => {
  it('is not acknowledged: CONNACK, SUBACK, PUBACK, PUBREC, PUBCOMP wait in their order', () => {
    const kept = scene();
    const client = kept.connect('c', LONG);
    kept.keeper.isInstant = false;
    kept.keeper.log.kept(kept.keeper.position);
    const subscribe = { filter: 't', qos: 1, noLocal: false, retainAsPublished: false } as const;
    client.send({
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [{ ...subscribe, retainHandling: 0 }],
    });
    client.send({ type: 'pingreq' });
    expect(client.take()).toEqual([]);
    const { position } = kept.keeper;
    client.publish('t', 'x', { qos: 1, packetId: 2 });
    kept.keeper.log.kept(position);
    kept.broker.kept(kept.now);
    kept.collect();
    expect(client.take().map(({ type }) => type)).toEqual(['suback', 'pingresp']);
    kept.keeper.log.kept(kept.keeper.position);
    kept.broker.kept(kept.now);
    kept.collect();
    expect(client.take().map(({ type }) => type)).toEqual(['puback', 'publish']);
  });

  it('does not delay QoS 0 to other clients', () => {
    const kept = scene();
    const reader = kept.connect('r');
    reader.subscribe({ filter: 't', qos: 0 });
    const publisher = kept.connect('p', LONG);
    kept.keeper.isInstant = false;
    kept.keeper.log.kept(kept.keeper.position);
    publisher.publish('t', 'y', { qos: 1, retain: true });
    publisher.publish('t', 'x');
    expect(reader.takeMessages().map(brief)).toEqual(['t y', 't x']);
    expect(publisher.take()).toEqual([]);
  });

  it('is rejected while the disk is full, and before MQTT 5 the connection ends [MQTT-3.3.5-2]', () => {
    const kept = scene();
    const client = kept.connect('c', LONG);
    const old = kept.connect('old', { version: 4 });
    // Earlier output waits for the disk.
    const held = kept.connect('held', { ...LONG, version: 4 });
    kept.keeper.log.kept(kept.keeper.position);
    kept.keeper.isInstant = false;
    held.publish('t', 'x', { qos: 1, retain: true });
    kept.keeper.refusal = refuse(REASON.quotaExceeded);
    client.publish('t', 'x', { qos: 1, packetId: 1 }).publish('t', 'x', { qos: 2, packetId: 2 });
    expect(client.take()).toMatchObject([
      { type: 'puback', reasonCode: 0x97 },
      { type: 'pubrec', reasonCode: 0x97 },
    ]);
    expect(client.subscribeWith([], 'a')).toEqual([0x97]);
    client.publish('t', 'x', { retain: true }).publish('t', 'x').send({ type: 'pingreq' });
    expect(client.take()).toMatchObject([{ type: 'pingresp' }]);
    expect(kept.broker.statistics.retained).toBe(1);
    old.publish('t', 'x', { qos: 1 });
    expect(old.isEnded).toBe(true);
    expect(held.take()).toEqual([]);
    held.publish('t', 'x', { qos: 1, packetId: 2 });
    expect(held.isEnded).toBe(true);
    expect(held.take()).toEqual([]);
    const late = kept.open().send(connectPacket('late'));
    expect(late.take()).toMatchObject([{ type: 'connack', reasonCode: 0x97 }]);
    kept.keeper.refusal = undefined;
    kept.keeper.isInstant = true;
    client.publish('t', 'x', { qos: 1, packetId: 1 });
    expect(client.take()).toMatchObject([{ type: 'puback', reasonCode: 0x10 }]);
  });
});

describe('a disk that is too slow', () => {
  it('limits the pending bytes', () => {
    const kept = scene();
    const client = kept.connect('c', LONG);
    const payload = new Uint8Array(1024 * 1024);
    for (let count = 0; count < 32; count += 1) {
      expect(kept.keeper.log.refusal).toBeUndefined();
      client.publish('t', payload, { retain: true });
    }
    expect(kept.keeper.log.refusal).toMatchObject({ reasonCode: 0x97 });
    kept.written();
    expect(kept.keeper.log.refusal).toBeUndefined();
  });
});

describe('the file', () => {
  /** An empty file: its header, and the mark that it is complete. */
  const BEGINNING = 26 + 12;
  const written = (): Uint8Array => {
    const kept = scene();
    const pieces: Uint8Array[] = [kept.written()];
    for (const name of ['a', 'b', 'c']) {
      kept.connect(name, LONG).send(publishPacket('t', name, { qos: 1, retain: true }));
      pieces.push(kept.written());
    }
    return pieces.at(-1) ?? new Uint8Array();
  };

  it('may end anywhere: complete frames before the end count', () => {
    const file = written();
    const whole = readFile(file, crc32);
    if (whole.kind !== 'frames') throw new Error(whole.kind);
    const ends = new Set<number>();
    for (let size = BEGINNING; size <= file.length; size += 1) {
      const read = readFile(file.subarray(0, size), crc32);
      if (read.kind !== 'frames') throw new Error(`${size}: ${read.kind}`);
      expect(read.end).toBeLessThanOrEqual(size);
      ends.add(read.end);
    }
    expect(ends.size).toBe(whole.frames.length + 1);
  });

  it('is corrupt if a frame is invalid and others follow; every changed byte is detected', () => {
    const file = written();
    for (let at = BEGINNING; at < file.length; at += 3) {
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const read = readFile(changed, crc32);
      const isSeen = read.kind === 'frames' ? read.end <= at : read.kind === 'corrupt';
      expect(isSeen, `byte ${at}`).toBe(true);
    }
    const early = file.slice();
    early[40] = (early[40] ?? 0) ^ 1;
    expect(readFile(early, crc32)).toMatchObject({ kind: 'corrupt', at: BEGINNING });
  });

  it('is broken if part of its initial content is missing', () => {
    const kept = scene();
    for (const name of ['a', 'b', 'c']) {
      kept.connect(name, LONG).send(publishPacket('t', name, { qos: 1, retain: true }));
    }
    const file = kept.reborn().written();
    expect(readFile(file, crc32)).toMatchObject({ kind: 'frames', end: file.length });
    for (let size = 26; size < file.length; size += 1) {
      expect(readFile(file.subarray(0, size), crc32).kind, `${size} bytes`).toBe('broken');
      const changed = file.slice();
      changed[size] = (changed[size] ?? 0) ^ 0x10;
      expect(readFile(changed, crc32).kind, `byte ${size}`).toBe('broken');
    }
  });

  it('of the version without that mark is still read', () => {
    const kept = scene();
    kept.connect('a', LONG);
    const file = kept.written();
    const before = file.slice();
    before[15] = '1'.charCodeAt(0);
    expect(readFile(before, crc32)).toMatchObject({ kind: 'frames', end: file.length });
    expect(readFile(before.subarray(0, 30), crc32)).toMatchObject({ kind: 'frames', end: 26 });
  });

  it('of another kind or a later version is recognized', () => {
    expect(readFile(encodeUtf8('something else\n'), crc32)).toEqual({ kind: 'foreign' });
    expect(readFile(encodeUtf8('mqttscope data 3 and more\n'), crc32).kind).toBe('foreign');
    expect(readFile(encodeUtf8('mqttscope data 3 1234abcd\n'), crc32)).toEqual({
      kind: 'version',
      version: 3,
    });
  });
});
