/**
 * Both sides of a gateway: which control packet of MQTT a message of MQTT-SN became, or came from. A
 * gateway has a connection of its own to the broker for each client, under the client's identifier, and
 * uses the same numbers on both sides.
 */
import { decode } from '../../mqtt/decode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/packet.ts';
import type { SnMessage } from '../snMessage.ts';
import type { SnRead } from './snConversation.ts';

/** On the broker's side. */
export interface OtherSide {
  /** Of the packet, in its capture; 0 where it is in none. */
  readonly packet: number;
  /** `PUBLISH`. */
  readonly name: string;
  readonly packetId: number | undefined;
  readonly bytes: Uint8Array;
}

type Direction = 'in' | 'out';

interface Waiting<T> {
  readonly key: string;
  readonly value: T;
}

interface Client {
  readonly messages: Waiting<number>[];
  readonly packets: Waiting<OtherSide>[];
}

/** That wait for their other side, of one client. */
const MOST_WAITING = 64;
/** Messages whose other side is remembered. */
const MOST_OTHERS = 50_000;

export class SnSides {
  readonly #clients = new Map<string, Client>();
  /** Connections of MQTT that belong to one of these. */
  readonly #streams = new Map<
    number,
    { readonly client: Client; readonly version: ProtocolVersion }
  >();
  readonly #others = new Map<number, OtherSide>();

  /** Of a message by its number; undefined: none is known, or it stays between client and gateway. */
  otherOf(no: number): OtherSide | undefined {
    return this.#others.get(no);
  }

  message({ no, clientId, message, direction, topic }: SnRead): void {
    const key = message && keyOfMessage(message, direction, topic);
    if (clientId === undefined || key === undefined) return;
    const client = this.#clients.get(clientId) ?? { messages: [], packets: [] };
    this.#clients.set(clientId, client);
    const other = take(client.packets, key);
    if (other === undefined) put(client.messages, { key, value: no });
    else this.#found(no, other);
  }

  /** A packet of MQTT, whosever it is. @param packet its number */
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
    const no = take(known.client.messages, key);
    if (no === undefined) put(known.client.packets, { key, value: other });
    else this.#found(no, other);
  }

  #found(no: number, other: OtherSide): void {
    this.#others.set(no, other);
    const [oldest] = this.#others.keys();
    if (this.#others.size > MOST_OTHERS && oldest !== undefined) this.#others.delete(oldest);
  }

  #connected(stream: number, bytes: Uint8Array) {
    const decoded = decode(bytes, undefined, 'client');
    if (!decoded.ok || decoded.packet.type !== 'connect') return undefined;
    const { clientId, protocolLevel } = decoded.packet;
    const client = this.#clients.get(clientId);
    if (client === undefined) return undefined;
    // What waited for an earlier connection waits in vain.
    client.packets.length = 0;
    const version = protocolLevel === 5 ? 5 : protocolLevel === 3 ? 3 : 4;
    const known = { client, version } as const;
    this.#streams.set(stream, known);
    return known;
  }
}

const CONNECT = 1;

/** The newest of that key; older ones were copies that nothing came of. */
function take<T>(waiting: Waiting<T>[], key: string): T | undefined {
  const found = waiting.findLast((one) => one.key === key);
  if (found === undefined) return undefined;
  const left = waiting.filter((one) => one.key !== key);
  waiting.splice(0, waiting.length, ...left);
  return found.value;
}

function put<T>(waiting: Waiting<T>[], one: Waiting<T>): void {
  waiting.push(one);
  if (waiting.length > MOST_WAITING) waiting.shift();
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

/** Without a number, what it says tells which it is. */
function plainKey(direction: Direction, topic: string | undefined, data: Uint8Array): string {
  return `${direction} publish 0 ${topic ?? ''} ${data.join(' ')}`;
}
