import { setFlagsFromString } from 'node:v8';
import { createContext, Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { decodeSn } from '../../mqttsn/decodeSn.ts';
import { encapsulated, encodeSn } from '../../mqttsn/encodeSn.ts';
import { Gateway } from '../../mqttsn/gateway/gateway.ts';
import type { SnPlace } from '../../mqttsn/gateway/gatewayOptions.ts';
import type { SnMessage } from '../../mqttsn/snMessage.ts';
import { SnRecording } from './snRecording.ts';

const MEBIBYTE = 1024 * 1024;
/** Bytes for all recorded traffic, and for clients at the gateway. */
const BUDGET = MEBIBYTE / 2;
const MEMORY = 4 * MEBIBYTE;
/** Memory that is not counted: code, young garbage, effects of the measurement. */
const BESIDE = 4 * MEBIBYTE;

setFlagsFromString('--expose-gc');
const COLLECT = new Script('gc()');
const context = createContext();

/** Bytes in use after garbage collection. Buffers are freed a little later than their objects. */
function inUse(): number {
  for (let round = 0; round < 3; round += 1) COLLECT.runInContext(context);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A gateway between clients that send anything and a broker that answers at once. */
class Scene {
  readonly recording = new SnRecording(new Map(), BUDGET);
  readonly #gateway: Gateway;
  readonly #lines = new Set<number>();
  readonly #answerTo: (packet: Packet) => Packet | undefined;
  /** Bytes charged at the gateway. */
  charged = 0;
  refused = 0;

  constructor(answer: number | 'silent' = 0) {
    this.#answerTo = (packet) => (answer === 'silent' ? undefined : answerTo(packet, answer));
    this.#gateway = new Gateway({
      gatewayId: 1,
      ownClientId: 'gateway',
      limits: { clients: 100_000, clientsPerMachine: 100_000 },
      memory: {
        fits: (bytes) => this.charged + bytes <= MEMORY,
        add: (bytes) => {
          this.charged += bytes;
        },
      },
    });
  }

  get held(): number {
    return this.recording.bytes + this.charged;
  }

  say(message: SnMessage, port = 1): void {
    this.bytes(encodeSn(message), port);
  }

  bytes(bytes: Uint8Array, port = 1): void {
    const machine = '192.0.2.1';
    const address = `${machine}:${port}`;
    this.recording.came(address, bytes);
    this.#gateway.datagram({ address, machine }, bytes, 0);
    for (let outputs = this.#gateway.takeOutput(); outputs.length > 0; ) {
      for (const output of outputs) {
        if (output.kind === 'datagram') this.#sent(output.to, output.bytes);
        else if (output.kind === 'open') this.#lines.add(output.line);
        else if (output.kind === 'send') this.#broker(output.line, output.bytes);
        else if (output.kind === 'end') this.recording.ended(output.line);
      }
      outputs = this.#gateway.takeOutput();
    }
  }

  /** Closes all its lines. */
  brokerIsGone(): void {
    for (const line of this.#lines) this.#gateway.closed(line);
  }

  #sent(to: SnPlace, bytes: Uint8Array): void {
    this.recording.sent(to, bytes);
    const message = decodeSn(bytes)?.message;
    if (message?.type === 'connack' && message.returnCode !== 0) this.refused += 1;
  }

  #broker(line: number, bytes: Uint8Array): void {
    this.recording.toBroker(line, bytes);
    const read = decode(bytes, 5, 'client');
    const answer = read.ok ? this.#answerTo(read.packet) : undefined;
    if (answer === undefined) return;
    const answered = encode(answer, 5);
    this.recording.fromBroker(line, answered);
    this.#gateway.received(line, answered, 0);
  }
}

function answerTo(packet: Packet, reasonCode: number): Packet | undefined {
  if (packet.type === 'connect') {
    return { type: 'connack', sessionPresent: false, reasonCode, properties: [] };
  }
  if (packet.type !== 'publish' || packet.packetId === undefined) return undefined;
  return { type: packet.qos === 1 ? 'puback' : 'pubrec', packetId: packet.packetId };
}

const SIZE = 60_000;
const LONG = 'x'.repeat(SIZE);
const TIMES = 200;
const times = Array.from({ length: TIMES }, (_, at) => at + 1);

const connect = (clientId: string, will = false): SnMessage => ({
  type: 'connect',
  will,
  cleanSession: true,
  protocolId: 1,
  keepAlive: 60,
  clientId,
});
const publish = (qos: -1 | 1 | 2, messageId: number): SnMessage => ({
  type: 'publish',
  dup: false,
  qos,
  retain: false,
  topic: { kind: 'short', id: 0x6162 },
  messageId,
  data: new Uint8Array(SIZE).fill(messageId),
});
const willTopic = (topic: string): SnMessage => ({
  type: 'willtopic',
  will: { qos: 1, retain: false, topic },
});
const willMessage: SnMessage = { type: 'willmsg', message: new Uint8Array(SIZE) };

const FLOODS: readonly (readonly [name: string, scene: () => Scene, flood: (to: Scene) => void])[] =
  [
    [
      'messages of one client, each acknowledged',
      () => new Scene(),
      (scene) => {
        scene.say(connect('one'));
        for (const at of times) scene.say(publish(1, at));
      },
    ],
    [
      'unreleased QoS 2 messages',
      () => new Scene(),
      (scene) => {
        for (const at of times) {
          const client = at % 8;
          if (at <= 8) scene.say(connect(`client ${client}`), client);
          scene.say(publish(2, at), client);
        }
      },
    ],
    [
      'wills of rejected clients',
      () => new Scene(0x97),
      (scene) => {
        for (const at of times) {
          scene.say(connect(`client ${at}`, true), at);
          scene.say(willTopic('gone'), at);
          scene.say(willMessage, at);
        }
      },
    ],
    [
      'wills of clients that never complete CONNECT',
      () => new Scene(),
      (scene) => {
        for (const at of times) {
          scene.say(connect(`client ${at}`, true), at);
          scene.say(willTopic(`${at}${LONG}`), at);
        }
      },
    ],
    [
      'long identifiers',
      () => new Scene(),
      (scene) => {
        for (const at of times) scene.say(connect(`${at}${LONG}`), at);
      },
    ],
    [
      'names without a subscriber',
      () => new Scene(),
      (scene) => {
        for (const at of times) {
          scene.say({ type: 'register', topicId: at, messageId: at, topic: `${at}${LONG}` });
        }
      },
    ],
    [
      'messages without a session that wait for a broker that answers nothing',
      () => new Scene('silent'),
      (scene) => {
        for (const at of times) scene.say(publish(-1, at), at);
      },
    ],
    [
      'messages of unknown senders, from everywhere',
      () => new Scene(),
      (scene) => {
        for (const at of times) scene.say(publish(1, at), at);
      },
    ],
    [
      'clients behind a forwarder',
      () => new Scene(),
      (scene) => {
        const node = new Uint8Array(250);
        for (let at = 1; at <= 800; at += 1) {
          new DataView(node.buffer).setUint32(0, at);
          const topic = `${at}${LONG.slice(0, 20_000)}`;
          const register: SnMessage = { type: 'register', topicId: at, messageId: at, topic };
          scene.bytes(encapsulated(node, encodeSn(register)));
        }
      },
    ],
  ];

describe('counts all MQTT-SN memory, and stays within its limit', () => {
  it.each(FLOODS)('%s', (_name, open, flood) => {
    const before = inUse();
    const scene = open();
    flood(scene);
    const grown = inUse() - before;
    expect(grown).toBeLessThan(scene.held + BESIDE);
    expect(scene.recording.bytes).toBeLessThanOrEqual(BUDGET);
    expect(scene.charged).toBeLessThanOrEqual(MEMORY);
  });

  it('messages without a session are dropped with the connection that they waited for', () => {
    const scene = new Scene('silent');
    for (const at of times) scene.say(publish(-1, at), at);
    expect(scene.charged).toBeGreaterThan(MEMORY / 2);
    scene.brokerIsGone();
    expect(scene.charged).toBe(0);
  });

  it('reports missing memory for an identifier or a will to the sensor', () => {
    const scene = new Scene();
    for (const at of times) {
      scene.say(connect(`client ${at}`, true), at);
      scene.say(willTopic(`${at}${LONG}`), at);
    }
    expect(scene.refused).toBeGreaterThan(TIMES / 2);
  });
});
