/** Test kit: a broker and its clients without I/O. Tests write packets and read the answers. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type {
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  SubscriptionRequest,
} from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { BrokerInterface } from '../faults/transit.ts';
import { Broker } from './broker.ts';
import type { Output } from './contract/output.ts';
import type { Peer } from './contract/parties.ts';
import type { BrokerOptions } from './state/options.ts';
import type { NewSession } from './state/sessions.ts';

export const LOCAL_PEER: Peer = {
  transport: 'tcp',
  address: '127.0.0.1:50000',
  loopback: true,
  secure: false,
};

type ConnectOptions = Partial<Omit<ConnectPacket, 'type'>> & { readonly version?: ProtocolVersion };
type PublishOptions = Partial<Omit<PublishPacket, 'type' | 'payload' | 'topic'>>;

function must(condition: boolean, complaint: string): void {
  if (!condition) throw new Error(complaint);
}

export class BaseScene<F extends BrokerInterface> {
  readonly broker: F;
  /** Milliseconds. */
  now = 1000;
  /** Sees each output first; returns true for output that is not for one of the wires. */
  takesElsewhere: (output: Output) => boolean = () => false;
  readonly #wires = new Map<number, Wire>();

  constructor(broker: F) {
    this.broker = broker;
  }

  /** Opens a transport connection without sending a packet. */
  open(version: ProtocolVersion = 5, peer: Peer = LOCAL_PEER): Wire {
    const wire = new Wire(this, this.broker.open(peer, this.now), version);
    this.#wires.set(wire.id, wire);
    return wire;
  }

  /** Connects a client that is accepted; its CONNACK is in `wire.connack`. */
  connect(clientId: string, options: ConnectOptions = {}): Wire {
    const wire = this.open(options.version);
    wire.send(connectPacket(clientId, options));
    const [connack, ...rest] = wire.take();
    if (connack?.type !== 'connack') throw new Error(`No CONNACK for ${clientId}.`);
    must(connack.reasonCode === 0, `${clientId} was refused: ${connack.reasonCode}.`);
    wire.connack = connack;
    wire.putBack(rest);
    return wire;
  }

  /** Advances time step by step like a host. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = this.broker.wakeAt;
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      this.broker.elapse(this.now);
      this.collect();
    }
    this.now = end;
    this.broker.elapse(end);
    this.collect();
  }

  collect(): void {
    for (;;) {
      for (const output of this.broker.takeOutput()) {
        if (this.takesElsewhere(output)) continue;
        const wire = this.#wires.get(output.connection);
        if (output.kind === 'end') wire?.ended();
        else wire?.arrive(output.bytes);
      }
      const due = this.broker.wakeAt;
      if (due === undefined || due > this.now) return;
      this.broker.elapse(this.now);
    }
  }
}

export class Scene extends BaseScene<Broker> {
  constructor(options: Partial<BrokerOptions> = {}, newSession?: NewSession) {
    super(new Broker(complete(options), newSession));
  }
}

/** Adds a seed and a hook that makes every exception visible. */
export function complete<O extends Partial<BrokerOptions>>(options: O): O & { seed: number } {
  const failed = (where: string, error: unknown): never => {
    throw new Error(`The broker failed in ${where}.`, { cause: error });
  };
  return { seed: 1, ...options, hooks: { failed, ...options.hooks } };
}

export class Wire {
  readonly id: number;
  readonly version: ProtocolVersion;
  connack: Extract<Packet, { type: 'connack' }> | undefined;
  isEnded = false;
  readonly #scene: BaseScene<BrokerInterface>;
  readonly #framer = new Framer();
  #packets: Packet[] = [];

  constructor(scene: BaseScene<BrokerInterface>, id: number, version: ProtocolVersion) {
    this.#scene = scene;
    this.id = id;
    this.version = version;
  }

  send(...packets: readonly Packet[]): this {
    for (const packet of packets) this.sendBytes(encode(packet, this.version));
    return this;
  }

  /** Sends all packets in one write. */
  sendTogether(...packets: readonly Packet[]): this {
    return this.sendBytes(packets.flatMap((packet) => [...encode(packet, this.version)]));
  }

  sendBytes(bytes: Uint8Array | readonly number[]): this {
    this.#scene.broker.receive(this.id, Uint8Array.from(bytes), this.#scene.now);
    this.#scene.collect();
    return this;
  }

  subscribe(...filters: readonly (string | (Partial<SubscriptionRequest> & { filter: string }))[]) {
    return this.subscribeWith([], ...filters);
  }

  /** Sends SUBSCRIBE and returns the reason codes of SUBACK; other packets can still be taken. */
  subscribeWith(
    properties: readonly Property[],
    ...filters: readonly (string | (Partial<SubscriptionRequest> & { filter: string }))[]
  ): readonly number[] {
    const subscriptions = filters.map((filter) => subscription(filter));
    this.send({ type: 'subscribe', packetId: 77, properties, subscriptions });
    const packets = this.take();
    const at = packets.findIndex((packet) => packet.type === 'suback');
    const suback = packets.splice(at, 1)[0];
    if (suback?.type !== 'suback') throw new Error('No SUBACK.');
    must(suback.packetId === 77, 'The SUBACK is for another SUBSCRIBE.');
    this.putBack(packets);
    return suback.reasonCodes;
  }

  publish(topic: string, payload: string | Uint8Array, options: PublishOptions = {}): this {
    return this.send(publishPacket(topic, payload, options));
  }

  /** Breaks the network connection without DISCONNECT. */
  cut(): void {
    this.#scene.broker.close(this.id, this.#scene.now);
    this.#scene.collect();
  }

  /** Returns all packets received since the last call. */
  take(): Packet[] {
    return this.#packets.splice(0);
  }

  /** Takes PUBLISH packets; fails on any other packet. */
  takeMessages(): PublishPacket[] {
    return this.take().map((packet) => {
      if (packet.type !== 'publish') throw new Error(`A ${packet.type} came among the messages.`);
      return packet;
    });
  }

  putBack(packets: readonly Packet[]): void {
    this.#packets.unshift(...packets);
  }

  arrive(bytes: Uint8Array): void {
    must(!this.isEnded, 'The broker sent something after the end.');
    const error = this.#framer.push(bytes, (packet) => {
      const decoded = decode(packet, this.version, 'server');
      if (!decoded.ok)
        throw new Error(`The broker sent a bad packet: ${decoded.problem.breach.key}`);
      this.#packets.push(decoded.packet);
    });
    must(error === undefined, 'The broker sent what cannot be cut into packets.');
  }

  ended(): void {
    must(!this.isEnded, 'The broker ended a connection twice.');
    this.isEnded = true;
  }
}

export function connectPacket(clientId: string, options: ConnectOptions = {}): ConnectPacket {
  const { version = 5, ...rest } = options;
  return {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties: [],
    ...rest,
  };
}

export function publishPacket(
  topic: string,
  payload: string | Uint8Array,
  options: PublishOptions = {},
): PublishPacket {
  const { qos = 0, packetId = qos === 0 ? undefined : 1 } = options;
  return {
    type: 'publish',
    dup: false,
    retain: false,
    properties: [],
    ...options,
    qos,
    topic,
    ...(packetId === undefined ? {} : { packetId }),
    payload: typeof payload === 'string' ? encodeUtf8(payload) : payload,
  };
}

export function subscription(
  filter: string | (Partial<SubscriptionRequest> & { filter: string }),
): SubscriptionRequest {
  const options = typeof filter === 'string' ? { filter } : filter;
  return { qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0, ...options };
}

const text = new TextDecoder();
/** Topic and payload, as text. */
export const brief = ({ topic, payload }: PublishPacket): string =>
  `${topic} ${text.decode(payload)}`;
