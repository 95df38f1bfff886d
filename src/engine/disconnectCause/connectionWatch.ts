/** Observes one connection to explain its end. Its memory is bounded. */

import { decode } from '../../mqtt/codec/decode.ts';
import { PacketHeads } from '../../mqtt/framing/packetHeads.ts';
import { connectVersion, peekPacketId } from '../../mqtt/framing/peek.ts';
import {
  otherSide,
  type PacketType,
  type ProtocolVersion,
  type Sender,
} from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { serverLimits, sideLimits } from '../../mqtt/tables/sideLimits.ts';
import { Receiver, type SentPacket } from './receiver.ts';

/** A request of the device that waits for an answer. */
export interface Awaited {
  readonly type: 'publish' | 'pubrel' | 'subscribe' | 'unsubscribe';
  readonly packetId: number;
  readonly time: number;
}

/** An answer of the broker that rejects a message or a subscription. */
export interface Denial {
  readonly answer: 'suback' | 'puback' | 'pubrec';
  readonly code: number;
  readonly time: number;
}

export interface Disconnect {
  readonly sender: Sender;
  readonly code: number;
  readonly reason: string;
}

/** Bytes kept of a packet. A CONNECT with long names fits. */
const MOST_OF_PACKET = 4096;
/** Limits per side: packets, and their bytes. */
const MOST_KEPT = 16;
const MOST_BYTES = 4096;
/** Bytes of a side from which its protocol is recognised. The first line of HTTP fits. */
const FIRST = 64;
/** Maximum number of remembered requests. More of them do not help to explain an end. */
const MOST_AWAITED = 64;
/** Position in packets with a length below 128. */
const CONNACK_CODE = 3;
const DISCONNECT_CODE = 2;
/** Length of an acknowledgement with only a packet identifier. */
const PLAIN_ACK = 4;

const ANSWERS: Readonly<Partial<Record<PacketType, Awaited['type']>>> = {
  puback: 'publish',
  pubrec: 'publish',
  pubcomp: 'pubrel',
  suback: 'subscribe',
  unsuback: 'unsubscribe',
};

export class ConnectionWatch {
  /** ms. */
  readonly opened: number;
  readonly heads: Readonly<Record<Sender, PacketHeads>> = {
    client: new PacketHeads(MOST_OF_PACKET),
    server: new PacketHeads(MOST_OF_PACKET),
  };
  /** The first bytes of each side, from which its protocol is recognised. */
  readonly first: Record<Sender, Uint8Array> = {
    client: new Uint8Array(0),
    server: new Uint8Array(0),
  };
  /** Times of the last bytes, ms. */
  readonly heard: Record<Sender, number | undefined> = { client: undefined, server: undefined };
  readonly last: Record<Sender, SentPacket | undefined> = { client: undefined, server: undefined };
  /** ms of silence of both sides before the last bytes. */
  silence = 0;
  /** Bytes of the largest PUBLISH of the broker before its last packet; 0: none. */
  largestMessage = 0;
  /**
   * The last packets. A receiver that rejects a packet has often received more before it closes the
   * connection.
   */
  readonly lately: Readonly<Record<Sender, SentPacket[]>> = { client: [], server: [] };
  readonly receivers: Readonly<Record<Sender, Receiver>> = {
    client: new Receiver(),
    server: new Receiver(),
  };
  /** Bytes of `lately`. */
  readonly #kept: Record<Sender, number> = { client: 0, server: 0 };
  version: ProtocolVersion | undefined;
  clientId: string | undefined;
  /** Seconds; 0: none. */
  keepAlive = 0;
  /** Delay of its will, in seconds. Undefined if it has none, or its CONNECT was not seen completely. */
  #willDelay: number | undefined;
  /** Session expiry interval, s. */
  #sessionExpiry = 0;
  connected: number | undefined;
  /** ms after the end at which a CONNACK came that accepts the client. */
  connackLate: number | undefined;
  connects = 0;
  connack: { readonly code: number; readonly reason: string } | undefined;
  disconnect: Disconnect | undefined;
  /** The last rejection. */
  denial: Denial | undefined;
  /** Time of the oldest PINGREQ without an answer, ms. */
  pinged: number | undefined;
  readonly awaited = new Map<number, Awaited>();

  constructor(opened: number) {
    this.opened = opened;
  }

  /**
   * Seconds from an abnormal end to the client's will: its delay, or less if the session ends earlier
   * [MQTT-3.1.2-8]. Undefined if none is known.
   */
  get willAfter(): number | undefined {
    return this.#willDelay && Math.min(this.#willDelay, this.#sessionExpiry);
  }

  /** Takes bytes that were forwarded. */
  passed(sender: Sender, bytes: Uint8Array, time: number): void {
    const { client = this.opened, server = this.opened } = this.heard;
    this.silence = time - Math.max(client, server);
    this.heard[sender] = time;
    const first = this.first[sender];
    if (first.length < FIRST) {
      this.first[sender] = Uint8Array.of(...first, ...bytes.subarray(0, FIRST - first.length));
    }
    this.heads[sender].push(bytes, (head, size) => this.#packet(sender, head, size, time));
  }

  #packet(sender: Sender, head: Uint8Array, size: number, time: number): void {
    const type = packetTypeOf(head[0] ?? 0);
    const packet = { type, head: head.slice(), size, time };
    const { server: before } = this.last;
    if (sender === 'server' && before?.type === 'publish') {
      this.largestMessage = Math.max(this.largestMessage, before.size);
    }
    this.last[sender] = packet;
    this.#keep(sender, packet);
    this.receivers[otherSide(sender)].got(packet);
    this.receivers[sender].said(type, head);
    if (sender === 'client') this.#fromClient(type, head, time);
    else this.#fromServer(type, head, time);
  }

  #keep(sender: Sender, packet: SentPacket): void {
    const lately = this.lately[sender];
    lately.push(packet);
    this.#kept[sender] += packet.head.length;
    while (lately.length > MOST_KEPT || (this.#kept[sender] > MOST_BYTES && lately.length > 1)) {
      this.#kept[sender] -= lately.shift()?.head.length ?? 0;
    }
  }

  #fromClient(type: PacketType | undefined, head: Uint8Array, time: number): void {
    if (type === 'connect') this.#connect(head, time);
    else if (type === 'pingreq') this.pinged ??= time;
    else if (type === 'disconnect') this.#disconnect('client', head);
    else if (
      type === 'publish' ||
      type === 'pubrel' ||
      type === 'subscribe' ||
      type === 'unsubscribe'
    ) {
      const packetId = peekPacketId(head);
      if (packetId === undefined || this.awaited.size >= MOST_AWAITED) return;
      if (!this.awaited.has(packetId)) this.awaited.set(packetId, { type, packetId, time });
    }
  }

  #fromServer(type: PacketType | undefined, head: Uint8Array, time: number): void {
    if (type === 'connack') this.#connack(head);
    else if (type === 'pingresp') this.pinged = undefined;
    else if (type === 'disconnect') this.#disconnect('server', head);
    else {
      const packetId = type && ANSWERS[type] && peekPacketId(head);
      if (packetId !== undefined) this.awaited.delete(packetId);
      if (type === 'suback' || type === 'puback' || type === 'pubrec') {
        const code = head.length > PLAIN_ACK ? this.#refusal(head) : undefined;
        if (code !== undefined) this.denial = { answer: type, code, time };
      }
    }
  }

  #refusal(head: Uint8Array): number | undefined {
    const decoded = decode(head, this.version, 'server');
    if (!decoded.ok) return undefined;
    const { packet } = decoded;
    if (packet.type === 'suback') return packet.reasonCodes.find(isFailure);
    if (packet.type !== 'puback' && packet.type !== 'pubrec') return undefined;
    const { reasonCode } = packet;
    return isFailure(reasonCode) ? reasonCode : undefined;
  }

  #connect(head: Uint8Array, time: number): void {
    this.connects += 1;
    if (this.connects > 1) return;
    this.connected = time;
    this.version = connectVersion(head);
    const decoded = decode(head, undefined, 'client');
    if (!decoded.ok || decoded.packet.type !== 'connect') return;
    const { clientId, keepAlive, properties, will } = decoded.packet;
    this.clientId = clientId;
    this.keepAlive = keepAlive;
    this.#willDelay = will && (propertyValue(will.properties, 'willDelayInterval') ?? 0);
    this.#sessionExpiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
    if (this.version === 5) this.receivers.client.takes(sideLimits(properties));
  }

  #connack(head: Uint8Array): void {
    if (this.connack !== undefined) return;
    const decoded = decode(head, this.version, 'server');
    if (!decoded.ok || decoded.packet.type !== 'connack') {
      // A code that the standard does not define is an error, too.
      const code = head[CONNACK_CODE];
      if (code !== undefined && code !== 0) this.connack = { code, reason: '' };
      return;
    }
    const { reasonCode, properties } = decoded.packet;
    this.connack = { code: reasonCode, reason: propertyValue(properties, 'reasonString') ?? '' };
    this.keepAlive = propertyValue(properties, 'serverKeepAlive') ?? this.keepAlive;
    this.#sessionExpiry = propertyValue(properties, 'sessionExpiryInterval') ?? this.#sessionExpiry;
    this.clientId = propertyValue(properties, 'assignedClientIdentifier') ?? this.clientId;
    if (this.version === 5) this.receivers.server.takes(serverLimits(properties));
  }

  #disconnect(sender: Sender, head: Uint8Array): void {
    const decoded = decode(head, this.version, sender);
    if (!decoded.ok || decoded.packet.type !== 'disconnect') {
      // A DISCONNECT with a code that the standard does not define counts, too.
      this.disconnect ??= { sender, code: head[DISCONNECT_CODE] ?? 0, reason: '' };
      return;
    }
    const { reasonCode = 0, properties = [] } = decoded.packet;
    if (sender === 'client') {
      this.#sessionExpiry =
        propertyValue(properties, 'sessionExpiryInterval') ?? this.#sessionExpiry;
    }
    this.disconnect ??= {
      sender,
      code: reasonCode,
      reason: propertyValue(properties, 'reasonString') ?? '',
    };
  }
}
