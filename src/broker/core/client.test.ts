import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { publishPacket, subscription } from './broker.testkit.ts';
import { MqttClient } from './client.ts';
import type { ClientEvent, ClientOptions } from './clientTypes.ts';

/** A client whose broker is played by the test. */
class Stage {
  readonly events: ClientEvent[] = [];
  readonly client: MqttClient;
  readonly #version: ProtocolVersion;
  now = 0;

  constructor(options: Partial<ClientOptions> = {}) {
    const { version = 5 } = options;
    this.#version = version;
    this.client = new MqttClient(
      { version, clientId: 'c', cleanStart: true, keepAlive: 10, ...options },
      (event) => this.events.push(event),
    );
  }

  /** Packets sent by the client; `end` if it ends the transport. */
  said(): (Packet | 'end')[] {
    return this.client.takeOutput().map((step) => {
      if (step.kind === 'end') return 'end';
      const decoded = decode(step.bytes, this.#version, 'client');
      if (!decoded.ok) throw new Error(decoded.problem.breach.key);
      return decoded.packet;
    });
  }

  say(...packets: readonly Packet[]): void {
    for (const packet of packets) this.client.receive(encode(packet, this.#version), this.now);
  }

  connect(sessionPresent = false): this {
    this.client.opened(this.now);
    this.said();
    this.say({ type: 'connack', sessionPresent, reasonCode: 0, properties: [] });
    return this;
  }

  publish(qos: 0 | 1 | 2): number {
    const source = { topic: 'a', payload: encodeUtf8('x'), qos, retain: false, properties: [] };
    return this.client.publish(source, this.now);
  }
}

describe('the client', () => {
  it('sends CONNECT with will and credentials, and reports CONNACK', () => {
    const will = { topic: 'w', payload: Uint8Array.of(1), qos: 1, retain: true, properties: [] };
    const credentials = { userName: 'u', password: encodeUtf8('p') };
    const stage = new Stage({ will: { ...will, qos: 1 }, ...credentials });
    stage.client.opened(0);
    expect(stage.said()).toMatchObject([{ type: 'connect', clientId: 'c', will, ...credentials }]);
    stage.say({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
    expect(stage.events).toEqual([{ kind: 'connected', sessionPresent: false }]);
    expect(stage.client.isConnected).toBe(true);
  });

  it('ends when it is rejected', () => {
    const stage = new Stage({ version: 4 });
    stage.client.opened(0);
    stage.said();
    stage.say({ type: 'connack', sessionPresent: false, reasonCode: 5, properties: [] });
    expect(stage.events).toEqual([{ kind: 'refused', reasonCode: 5 }]);
    expect(stage.said()).toEqual(['end']);
  });

  it('ends without a CONNACK', () => {
    const stage = new Stage();
    stage.client.opened(0);
    stage.said();
    const due = stage.client.wakeAt ?? 0;
    stage.client.elapse(due - 1);
    expect(stage.said()).toEqual([]);
    stage.client.elapse(due);
    expect(stage.said()).toEqual(['end']);
    expect(stage.events).toMatchObject([{ kind: 'failed' }]);
  });

  it('sends PINGREQ after its keep alive without packets [MQTT-3.1.2-20]', () => {
    const stage = new Stage().connect();
    stage.now = 9000;
    stage.publish(0);
    stage.said();
    stage.client.elapse(18_999);
    expect(stage.said()).toEqual([]);
    stage.client.elapse(19_000);
    expect(stage.said()).toEqual([{ type: 'pingreq' }]);
    stage.say({ type: 'pingresp' });
    stage.client.elapse(29_000);
    expect(stage.said()).toEqual([{ type: 'pingreq' }]);
    // PINGREQ stays unanswered.
    stage.client.elapse(39_000);
    expect(stage.said()).toEqual(['end']);
  });

  it('respects the keep alive and the receive maximum of the server', () => {
    const stage = new Stage({ keepAlive: 100 });
    stage.client.opened(0);
    stage.said();
    const properties = [
      { name: 'serverKeepAlive', value: 5 },
      { name: 'receiveMaximum', value: 1 },
    ] as const;
    stage.say({ type: 'connack', sessionPresent: false, reasonCode: 0, properties });
    expect(stage.client.wakeAt).toBe(5000);
    stage.publish(1);
    stage.publish(2);
    expect(stage.said()).toMatchObject([{ type: 'publish', qos: 1, packetId: 1 }]);
    stage.say({ type: 'puback', packetId: 1 });
    expect(stage.said()).toMatchObject([{ type: 'publish', qos: 2, packetId: 2 }]);
  });

  it('reports each acknowledgement with the number of its message', () => {
    const stage = new Stage().connect();
    const [first, second, third] = [stage.publish(1), stage.publish(2), stage.publish(2)];
    stage.said();
    stage.say({ type: 'puback', packetId: 1, reasonCode: 0x10 });
    stage.say({ type: 'pubrec', packetId: 2 });
    expect(stage.said()).toEqual([{ type: 'pubrel', packetId: 2 }]);
    stage.say({ type: 'pubcomp', packetId: 2 }, { type: 'pubrec', packetId: 3, reasonCode: 0x87 });
    expect(stage.said()).toEqual([]);
    expect(stage.events.slice(1)).toEqual([
      { kind: 'acknowledged', message: first, reasonCode: 0x10 },
      { kind: 'acknowledged', message: second, reasonCode: 0 },
      { kind: 'acknowledged', message: third, reasonCode: 0x87 },
    ]);
    expect(stage.client.unacknowledged).toBe(0);
  });

  it('resends unacknowledged messages if the session was kept [MQTT-4.4.0-1]', () => {
    const stage = new Stage({ cleanStart: false }).connect();
    for (const qos of [1, 2, 2] as const) stage.publish(qos);
    stage.say({ type: 'pubrec', packetId: 3 });
    stage.client.closed();
    stage.publish(1);
    stage.connect(true);
    expect(stage.said()).toMatchObject([
      { type: 'pubrel', packetId: 3 },
      { type: 'publish', packetId: 1, dup: true },
      { type: 'publish', packetId: 2, dup: true },
      { type: 'publish', packetId: 4, dup: false },
    ]);
  });

  it('reports messages lost with the session, and sends those still queued', () => {
    const stage = new Stage({ cleanStart: false }).connect();
    const lost = stage.publish(1);
    stage.client.closed();
    stage.publish(1);
    expect(stage.publish(0)).toBe(3);
    stage.connect(false);
    expect(stage.events).toContainEqual({ kind: 'lost', message: lost });
    expect(stage.said()).toMatchObject([{ type: 'publish', qos: 1, dup: false }]);
  });

  it('delivers a QoS 2 message once, and answers each time [MQTT-4.3.3-10]', () => {
    const stage = new Stage().connect();
    const packet = publishPacket('a', '1', { qos: 2, packetId: 7 });
    stage.say(packet, { ...packet, dup: true }, { type: 'pubrel', packetId: 7 });
    expect(stage.events.filter(({ kind }) => kind === 'message')).toHaveLength(1);
    expect(stage.said()).toEqual([
      { type: 'pubrec', packetId: 7 },
      { type: 'pubrec', packetId: 7 },
      { type: 'pubcomp', packetId: 7 },
    ]);
  });

  it('resolves topic aliases of this connection only [MQTT-3.3.2-7]', () => {
    const stage = new Stage({ properties: [{ name: 'topicAliasMaximum', value: 5 }] }).connect();
    const properties = [{ name: 'topicAlias', value: 3 }] as const;
    stage.say(publishPacket('a', '1', { properties }), publishPacket('', '2', { properties }));
    expect(stage.events.slice(1)).toMatchObject([
      { kind: 'message', packet: { topic: 'a' } },
      { kind: 'message', packet: { topic: 'a' } },
    ]);
    stage.client.closed();
    stage.connect();
    stage.say(publishPacket('', '3', { properties }));
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed' });
    expect(stage.said()).toEqual(['end']);
  });

  it('reports SUBACK and DISCONNECT, and sends DISCONNECT itself', () => {
    const stage = new Stage().connect();
    stage.client.subscribe([subscription('a')], 0);
    stage.client.unsubscribe(['a'], 0);
    expect(stage.said()).toMatchObject([{ type: 'subscribe' }, { type: 'unsubscribe' }]);
    stage.say({ type: 'suback', packetId: 0xffff, properties: [], reasonCodes: [1] });
    expect(stage.events.at(-1)).toEqual({ kind: 'subscribed', reasonCodes: [1] });
    stage.client.disconnect(0, 4);
    expect(stage.said()).toMatchObject([{ type: 'disconnect', reasonCode: 4 }, 'end']);
    const other = new Stage().connect();
    other.say({ type: 'disconnect', reasonCode: 0x8e });
    expect(other.events.at(-1)).toEqual({ kind: 'disconnected', reasonCode: 0x8e });
    expect(other.said()).toEqual(['end']);
  });

  it.each([
    ['malformed bytes', Uint8Array.of(0x00, 0x00)],
    ['bytes without packet boundaries', Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0x7f)],
    ['a second CONNACK', Uint8Array.of(0x20, 3, 0, 0, 0)],
    ['a PINGREQ', Uint8Array.of(0xc0, 0)],
  ])('ends when the broker sends %s', (_name, bytes) => {
    const stage = new Stage().connect();
    stage.client.receive(bytes, 0);
    expect(stage.said()).toEqual(['end']);
    expect(stage.events.at(-1)).toMatchObject({ kind: 'failed' });
  });
});
