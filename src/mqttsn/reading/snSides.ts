/**
 * Pairs both sides of a gateway: an MQTT-SN message and the MQTT control packet that is its source or its
 * translation. A gateway has a broker connection for each client, with the client's identifier, and uses the
 * same message ids on both sides.
 */

import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { digestOf } from '../digest.ts';
import type { SnMessage } from '../snMessage.ts';
import { CountedMap } from './countedMap.ts';
import type { SnRead } from './snConversation.ts';

/** The packet on the broker's side. */
export interface OtherSide {
  /** Number of the packet in its capture; 0 if not recorded. */
  readonly packet: number;
  /** `PUBLISH`. */
  readonly name: string;
  readonly packetId: number | undefined;
  readonly bytes: Uint8Array;
}

type Direction = 'in' | 'out';

interface Client {
  readonly id: string;
  /** Messages that wait for their other side; of copies, the newest. */
  readonly messages: CountedMap<string, number>;
  readonly packets: CountedMap<string, OtherSide>;
  /** MQTT connections of the client. */
  readonly streams: Set<number>;
}

/** Maximum number of waiting messages and packets per client. */
const MOST_WAITING = 64;
/** Estimated memory of an idle client, of a connection, and of a waiting item without its bytes. */
const CLIENT_BYTES = 800;
const STREAM_BYTES = 200;
const KEY_BYTES = 100;
const PACKET_BYTES = 400;

export class SnSides {
  readonly #budget: number;
  readonly #found: (no: number, other: OtherSide) => void;
  /** By client identifier, in the order of the last message. */
  readonly #clients = new Map<string, Client>();
  /** MQTT connections of these clients. */
  readonly #streams = new Map<
    number,
    { readonly client: Client; readonly version: ProtocolVersion }
  >();
  #bytes = 0;
  #forgotten = 0;

  /**
   * @param budget bytes of memory
   * @param found called with the number and the other side of a message
   */
  constructor(budget: number, found: (no: number, other: OtherSide) => void) {
    this.#budget = budget;
    this.#found = found;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number of clients discarded to save memory. */
  get forgotten(): number {
    return this.#forgotten;
  }

  message({ no, clientId, message, direction, topic }: SnRead): void {
    const key = message && keyOfMessage(message, direction, topic);
    if (clientId === undefined || key === undefined) return;
    this.#change(this.#clients.get(clientId) ?? newClient(clientId), ({ messages, packets }) => {
      const other = take(packets, key);
      if (other === undefined) put(messages, key, no);
      else this.#found(no, other);
    });
  }

  /** Handles an MQTT packet of any connection. @param packet its number */
  packet(stream: number, direction: Direction, bytes: Uint8Array, packet: number): void {
    if (this.#clients.size === 0) return;
    const isConnect = (bytes[0] ?? 0) >> 4 === CONNECT && direction === 'out';
    const known = isConnect ? this.#connected(stream, bytes) : this.#streams.get(stream);
    if (known === undefined) return;
    const sender = direction === 'out' ? 'client' : 'server';
    const decoded = decode(bytes, known.version, sender);
    const key = decoded.ok ? keyOfPacket(decoded.packet, direction) : undefined;
    if (!decoded.ok || key === undefined) return;
    const { type } = decoded.packet;
    const packetId = 'packetId' in decoded.packet ? decoded.packet.packetId : undefined;
    const other = { packet, name: type.toUpperCase(), packetId, bytes: bytes.slice() };
    this.#change(known.client, ({ messages, packets }) => {
      const no = take(messages, key);
      if (no === undefined) put(packets, key, other);
      else this.#found(no, other);
    });
  }

  /** An MQTT connection has ended. */
  ended(stream: number): void {
    const client = this.#streams.get(stream)?.client;
    if (client === undefined) return;
    this.#streams.delete(stream);
    if (client.streams.delete(stream)) this.#bytes -= STREAM_BYTES;
    // A waiting item may be the final answer, or the CONNECT of the next connection.
    if (isIdle(client)) this.#forget(client);
  }

  /** A client has disconnected, and nothing more of it follows. */
  left(clientId: string): void {
    const client = this.#clients.get(clientId);
    if (client?.streams.size === 0) this.#forget(client);
  }

  #connected(stream: number, bytes: Uint8Array) {
    const decoded = decode(bytes, undefined, 'client');
    if (!decoded.ok || decoded.packet.type !== 'connect') return undefined;
    const { clientId, protocolLevel } = decoded.packet;
    const client = this.#clients.get(clientId);
    if (client === undefined) return undefined;
    this.ended(stream);
    const version = protocolLevel === 5 ? 5 : protocolLevel === 3 ? 3 : 4;
    const known = { client, version } as const;
    this.#change(client, ({ packets, streams }) => {
      // Packets of an earlier connection cannot be paired any more.
      packets.clear();
      streams.add(stream);
    });
    this.#streams.set(stream, known);
    return known;
  }

  /** Changes a client and updates its memory and order. */
  #change(client: Client, act: (client: Client) => void): void {
    if (this.#clients.delete(client.id)) this.#bytes -= costOf(client);
    act(client);
    this.#clients.set(client.id, client);
    this.#bytes += costOf(client);
    this.#trim(client);
  }

  /** Discards the clients that were silent for longest, and of the last one the oldest packets. */
  #trim(last: Client): void {
    for (const client of this.#clients.values()) {
      if (this.#bytes <= this.#budget) return;
      if (client === last) continue;
      this.#forget(client);
      this.#forgotten += 1;
    }
    const { packets } = last;
    while (this.#bytes > this.#budget && packets.oldest !== undefined) {
      const before = packets.bytes;
      packets.delete(packets.oldest);
      this.#bytes -= before - packets.bytes;
    }
    if (this.#bytes <= this.#budget) return;
    this.#forget(last);
    this.#forgotten += 1;
  }

  #forget(client: Client): void {
    this.#clients.delete(client.id);
    this.#bytes -= costOf(client);
    for (const stream of client.streams) this.#streams.delete(stream);
  }
}

const CONNECT = 1;

const newClient = (id: string): Client => ({
  id,
  messages: new CountedMap<string, number>(() => KEY_BYTES),
  packets: new CountedMap<string, OtherSide>(({ bytes }) => PACKET_BYTES + bytes.length),
  streams: new Set(),
});

const isIdle = ({ messages, packets, streams }: Client): boolean =>
  messages.size + packets.size + streams.size === 0;

function costOf({ id, messages, packets, streams }: Client): number {
  const own = CLIENT_BYTES + 2 * id.length + streams.size * STREAM_BYTES;
  return own + messages.bytes + packets.bytes;
}

function take<T>(waiting: CountedMap<string, T>, key: string): T | undefined {
  const found = waiting.get(key);
  waiting.delete(key);
  return found;
}

function put<T>(waiting: CountedMap<string, T>, key: string, value: T): void {
  waiting.set(key, value);
  if (waiting.size > MOST_WAITING && waiting.oldest !== undefined) waiting.delete(waiting.oldest);
}

const ACKS = new Set(['puback', 'pubrec', 'pubrel', 'pubcomp', 'suback', 'unsuback']);
const PLAIN = new Set(['connect', 'connack', 'pingreq', 'pingresp']);

function keyOfMessage(
  message: SnMessage,
  direction: Direction,
  topic: string | undefined,
): string | undefined {
  const { type } = message;
  if (PLAIN.has(type)) return `${direction} ${type}`;
  if (type === 'publish') {
    if (message.qos > 0) return `${direction} publish ${message.messageId}`;
    return message.qos === 0 ? plainKey(direction, topic, message.data) : undefined;
  }
  if (type === 'disconnect')
    return message.duration === undefined ? `${direction} ${type}` : undefined;
  const isRequest = type === 'subscribe' || type === 'unsubscribe';
  const isNumbered = 'messageId' in message && (isRequest || ACKS.has(type));
  return isNumbered ? `${direction} ${type} ${message.messageId}` : undefined;
}

function keyOfPacket(packet: Packet, direction: Direction): string | undefined {
  const { type } = packet;
  if (PLAIN.has(type) || type === 'disconnect') return `${direction} ${type}`;
  if (type === 'publish' && packet.qos === 0) {
    return plainKey(direction, packet.topic, packet.payload);
  }
  return 'packetId' in packet ? `${direction} ${type} ${packet.packetId ?? 0}` : undefined;
}

/** Without a message id, the content identifies a message. */
function plainKey(direction: Direction, topic: string | undefined, data: Uint8Array): string {
  return `${direction} publish 0 ${digestOf(encodeUtf8(topic ?? ''))} ${digestOf(data)}`;
}
