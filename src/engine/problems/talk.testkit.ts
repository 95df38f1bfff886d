/** Builds a conversation packet by packet and collects the problems that a capture finds. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type {
  AckPacket,
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  QoS,
  Sender,
  SubscribePacket,
} from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { Capture } from '../capture/capture.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';

type ConnectOptions = Partial<ConnectPacket>;
type Answer = Partial<Omit<AckPacket, 'type' | 'packetId'>>;

export class Talk {
  readonly version: ProtocolVersion;
  readonly found: FoundProblem[] = [];
  readonly capture: Capture;
  stream: number;
  /** µs. */
  time: number;

  /** @param start time of the beginning, µs: that of restored packets is negative */
  constructor(version: ProtocolVersion, { fromStart = true, start = 0 } = {}) {
    this.version = version;
    this.time = start;
    this.capture = new Capture({
      conventions: CONVENTIONS,
      originWallClock: -start / 1000,
      logBudget: 256 * 1024,
      onProblem: (problem) => this.found.push(problem),
    });
    this.stream = this.capture.openStream({ fromStart, ...(!fromStart && { version }) });
  }

  get rules(): readonly string[] {
    return this.found.map(({ rule }) => rule);
  }

  get errors(): readonly string[] {
    return this.found.flatMap((one) =>
      one.severity === 'error' ? [`${one.rule}: ${foundWrong(one)}`] : [],
    );
  }

  raw(direction: Direction, bytes: Uint8Array): this {
    this.time += 1_000;
    this.capture.packet(this.stream, direction, this.time, bytes);
    return this;
  }

  /** Sends from the client. */
  send(packet: Packet): this {
    return this.raw('out', encode(packet, this.version));
  }

  /** Sends from the server. */
  get(packet: Packet): this {
    return this.raw('in', encode(packet, this.version));
  }

  wait(seconds: number): this {
    this.time += seconds * 1e6;
    return this;
  }

  /** Advances the time in small steps, like an open view. */
  watch(seconds: number): this {
    for (let left = seconds; left > 0; left -= 1) {
      this.wait(Math.min(1, left));
      this.capture.window({}, this.time);
    }
    return this;
  }

  /** @param client its address */
  open(client?: string): this {
    this.stream = this.capture.openStream({ client });
    return this;
  }

  /** Continues on an earlier connection. */
  on(stream: number): this {
    this.stream = stream;
    return this;
  }

  /** @param by side that closed it, if that was seen. @param before it ended that many seconds earlier */
  close(by?: Sender, before = 0): this {
    this.capture.closeStream(this.stream, this.time, by && { by, before: before * 1e6 });
    return this;
  }

  connect(options: ConnectOptions = {}): this {
    return this.send({
      type: 'connect',
      protocolName: this.version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: this.version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
      ...options,
    });
  }

  connack(options: Partial<ConnackPacket> = {}): this {
    const plain = { sessionPresent: false, reasonCode: 0, properties: [] };
    return this.get({ type: 'connack', ...plain, ...options });
  }

  /** CONNECT and CONNACK. */
  begin(connect: ConnectOptions = {}, connack: Partial<ConnackPacket> = {}): this {
    return this.connect(connect).connack(connack);
  }

  /** DISCONNECT, and the end of the transport connection. */
  end(): this {
    return this.send({ type: 'disconnect' }).close();
  }

  /** Opens a new connection after the last one ended. */
  again(connect: ConnectOptions = {}, connack: Partial<ConnackPacket> = {}): this {
    return this.open().begin(connect, connack);
  }

  subscribed(filter: string, qos: QoS = 2, options: SubscribeOptions = {}): this {
    return this.send(subscribe(1, [filter], qos, options)).get(suback(1, [qos]));
  }
}

export function publish(topic: string, change: Partial<PublishPacket> = {}): PublishPacket {
  const plain = { dup: false, qos: 0, retain: false, properties: [] } as const;
  return { type: 'publish', ...plain, topic, payload: encodeUtf8('value'), ...change };
}

export const ack = (type: AckPacket['type'], packetId: number, answer: Answer = {}): Packet => ({
  type,
  packetId,
  ...answer,
});

export interface SubscribeOptions {
  readonly properties?: readonly Property[];
  readonly retainHandling?: 0 | 1 | 2;
  readonly noLocal?: boolean;
  readonly retainAsPublished?: boolean;
}

export function subscribe(
  packetId: number,
  filters: readonly string[],
  qos: QoS = 2,
  {
    properties = [],
    retainHandling = 0,
    noLocal = false,
    retainAsPublished = false,
  }: SubscribeOptions = {},
): SubscribePacket {
  const options = { qos, noLocal, retainAsPublished, retainHandling };
  const subscriptions = filters.map((filter) => ({ filter, ...options }));
  return { type: 'subscribe', packetId, properties, subscriptions };
}

export const suback = (packetId: number, reasonCodes: readonly number[]): Packet => ({
  type: 'suback',
  packetId,
  properties: [],
  reasonCodes,
});

export const unsubscribe = (packetId: number, filters: readonly string[]): Packet => ({
  type: 'unsubscribe',
  packetId,
  properties: [],
  filters,
});

export const unsuback = (packetId: number, reasonCodes: readonly number[]): Packet => ({
  type: 'unsuback',
  packetId,
  properties: [],
  reasonCodes,
});

export const pingreq: Packet = { type: 'pingreq' };
export const pingresp: Packet = { type: 'pingresp' };
export const will = (qos: QoS = 0, retain = false): NonNullable<ConnectPacket['will']> => ({
  topic: 'gone',
  payload: new Uint8Array(1),
  qos,
  retain,
  properties: [],
});
