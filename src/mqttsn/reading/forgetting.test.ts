import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { encapsulated, encodeSn } from '../encodeSn.ts';
import type { SnMessage, SnPublish, SnTopicId } from '../snMessage.ts';
import { SnConversations } from './snConversations.ts';
import { type SnDatagramSeen, SnFlows } from './snFlows.ts';
import { SnRecord } from './snRecord.ts';
import { type OtherSide, SnSides } from './snSides.ts';

const ENDS = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
const SHORT = { kind: 'short', id: 0x6162 } as const;
const TOPIC = { kind: 'normal', id: 1 } as const;
const PLAIN = { type: 'publish', dup: false, qos: 1, retain: false } as const;

/** A message of the client with that stream number. */
const said = (stream: number, message: SnMessage) => ({
  stream,
  direction: 'out' as const,
  time: 0,
  ...ENDS,
  bytes: encodeSn(message),
});
const connect = (clientId: string, cleanSession = true): SnMessage => ({
  type: 'connect',
  will: false,
  cleanSession,
  protocolId: 1,
  keepAlive: 60,
  clientId,
});
const publish = (messageId: number, data: Uint8Array, topic: SnTopicId = SHORT): SnPublish => ({
  ...PLAIN,
  topic,
  messageId,
  data,
});

const mqttConnect = (clientId: string): Uint8Array => {
  const packet: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties: [],
  };
  return encode(packet, 5);
};
const mqttPublish = (packetId: number, payload: Uint8Array): Uint8Array =>
  encode({ ...PLAIN, topic: 'ab', packetId, properties: [], payload }, 5);

describe('stored MQTT-SN messages', () => {
  it('is discarded with its message, also the other side', () => {
    const budget = 100_000;
    const record = new SnRecord(new Map(), budget);
    record.message(said(1, connect('one')));
    record.packet(1, 'out', mqttConnect('one'), 1);
    const data = new Uint8Array(5_000);
    for (let at = 1; at <= 100; at += 1) {
      record.message(said(1, publish(at, data)));
      record.packet(1, 'out', mqttPublish(at, data), at + 1);
      expect(record.bytes).toBeLessThanOrEqual(budget);
    }
    const { total, discarded, rows } = record.rows(0, 1_000);
    expect(total).toBe(101);
    expect(discarded).toBeGreaterThan(80);
    expect(rows.map(({ other }) => other?.packet)).toEqual(rows.map(({ no }) => no));
  });

  it('reports how often clients were forgotten', () => {
    const record = new SnRecord(new Map(), 20_000);
    record.message(said(1, connect('one')));
    expect(record.rows(0, 1).forgotten).toBeUndefined();
    for (let at = 2; at <= 40; at += 1) record.message(said(at, connect(`client ${at}`)));
    expect(record.rows(0, 1).forgotten).toBeGreaterThan(20);
  });

  it('discards the client that was silent for longest to make room for an active one', () => {
    const conversations = new SnConversations(new Map(), 100_000);
    const register = (stream: number) => {
      const topic = 'x'.repeat(1_000);
      conversations.take(said(stream, { type: 'register', topicId: 1, messageId: 1, topic }));
    };
    const topicOf = (stream: number) =>
      conversations.take(said(stream, publish(1, new Uint8Array(0), TOPIC))).topic;
    for (let stream = 1; stream <= 100; stream += 1) register(stream);
    expect(conversations.bytes).toBeLessThanOrEqual(100_000);
    expect(conversations.forgotten).toBeGreaterThan(50);
    expect(topicOf(100)).toHaveLength(1_000);
    expect(topicOf(1)).toBeUndefined();
  });

  it('claims nothing about a resumed session whose beginning was forgotten', () => {
    const conversations = new SnConversations();
    conversations.take(said(1, connect('one', false)));
    conversations.take({
      ...said(1, { type: 'connack', returnCode: 0 }),
      direction: 'in',
    });
    const read = conversations.take(said(1, publish(1, new Uint8Array(0), TOPIC)));
    expect(read.problems).toEqual([]);
  });
});

describe('of disconnected clients', () => {
  it('holds nothing of their conversation, unless another client replaced them', () => {
    const conversations = new SnConversations();
    conversations.take(said(1, connect('one')));
    expect(conversations.bytes).toBeGreaterThan(0);
    expect(conversations.left(1, 'other')).toBe(false);
    expect(conversations.bytes).toBeGreaterThan(0);
    expect(conversations.left(1, 'one')).toBe(true);
    expect(conversations.bytes).toBe(0);
  });

  it('nothing waits for its other side, except on open connections', () => {
    const found: (readonly [number, OtherSide])[] = [];
    const sides = new SnSides(100_000, (no, other) => found.push([no, other]));
    const conversations = new SnConversations();
    sides.message(conversations.take(said(1, connect('one'))));
    sides.packet(7, 'out', mqttConnect('one'), 1);
    sides.packet(7, 'out', mqttPublish(1, new Uint8Array(1_000)), 2);
    sides.left('one');
    sides.message(conversations.take(said(1, publish(1, new Uint8Array(1_000)))));
    expect(found.map(([no, { packet }]) => [no, packet])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    sides.packet(7, 'out', mqttPublish(2, new Uint8Array(1_000)), 3);
    sides.ended(7);
    expect(sides.bytes).toBeGreaterThan(1_000);
    sides.left('one');
    expect(sides.bytes).toBe(0);
  });

  it('leaves nothing after the end of the last connection if nothing waits', () => {
    const sides = new SnSides(100_000, () => undefined);
    const conversations = new SnConversations();
    sides.message(conversations.take(said(1, connect('one'))));
    sides.packet(7, 'out', mqttConnect('one'), 1);
    sides.ended(7);
    expect(sides.bytes).toBe(0);
  });

  it('waiting messages stay within their share of the memory, for one client and many', () => {
    const sides = new SnSides(20_000, () => undefined);
    const conversations = new SnConversations();
    for (let client = 1; client <= 40; client += 1) {
      sides.message(conversations.take(said(client, connect(`client ${client}`))));
      sides.packet(client, 'out', mqttConnect(`client ${client}`), 1);
      for (let at = 1; at <= 10; at += 1) {
        sides.packet(client, 'out', mqttPublish(at, new Uint8Array(4_000)), 2);
        expect(sides.bytes).toBeLessThanOrEqual(20_000);
      }
    }
    expect(sides.forgotten).toBeGreaterThan(30);
  });
});

describe('datagrams above the memory limit', () => {
  const most = { flows: 10, bytes: 10_000 };
  const gateway = '10.0.0.1:1884';
  const open = () => {
    const seen: SnDatagramSeen[] = [];
    return { seen, flows: new SnFlows((one) => seen.push(one), most) };
  };

  it('are counted for more clients than are distinguished, and for more nodes behind one', () => {
    const { seen, flows } = open();
    const hello = encodeSn(connect('one'));
    for (let at = 0; at < 15; at += 1) flows.datagram(`10.0.1.${at}:1000`, gateway, hello, at);
    expect(seen).toHaveLength(10);
    expect(flows.leftOut).toBe(5);

    const forwarded = open();
    for (let at = 0; at < 100; at += 1) {
      const bytes = encapsulated(Uint8Array.of(at), hello);
      forwarded.flows.datagram('10.0.1.1:1000', gateway, bytes, at);
    }
    expect(forwarded.seen.length + forwarded.flows.leftOut).toBe(100);
    expect(forwarded.flows.leftOut).toBeGreaterThan(10);
  });

  it('are classified before the end if more wait, so nothing at a usual port is lost', () => {
    const { seen, flows } = open();
    const data = new Uint8Array(3_000);
    for (let at = 0; at < 8; at += 1) {
      const end = at % 2 === 0 ? `10.0.2.${at}:1884` : `10.0.2.${at}:999`;
      flows.datagram(`10.0.1.${at}:1000`, end, encodeSn(publish(1, data)), at);
    }
    expect(seen.map(({ time }) => time)).toEqual([0, 2, 4]);
    flows.end();
    expect(seen.map(({ time }) => time)).toEqual([0, 2, 4, 6]);
    expect(flows.leftOut).toBe(0);
  });

  it('do not include other protocols, whose flows make room', () => {
    const { seen, flows } = open();
    for (let at = 0; at < 30; at += 1) {
      flows.datagram(`10.0.3.${at}:53`, '10.0.3.99:53', Uint8Array.of(9, 9, 9), at);
    }
    flows.datagram('10.0.1.1:1000', gateway, encodeSn(connect('one')), 40);
    expect(seen).toHaveLength(1);
    expect(flows.leftOut).toBe(0);
  });
});
