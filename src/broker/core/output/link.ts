/**
 * Outgoing half of a transport connection: encodes and counts packets, and holds messages back from a slow
 * reader.
 */

import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';
import type { Keeper } from '../contract/durability.ts';
import type { Alias, Delivery } from '../contract/message.ts';
import type { Output } from '../contract/output.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Account } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import { aliasSize } from '../memory/sizes.ts';
import { WriteBuffer } from './writeBuffer.ts';

/** Output shared by all links, and their common counters. */
export interface Outlet {
  readonly limits: Limits;
  readonly counters: Counters;
  /** Charged with unwritten bytes over all links, both given to and reported by the transports. */
  readonly outgoing: Account;
  /** Charged with the topics of aliases. */
  readonly connections: Account;
  /** Number of open links. */
  links: number;
  /** Links with actions for the host, in order of occurrence. */
  readonly pending: Set<Link>;
  /** Output about facts waits until they are durable; undefined: no fact is stored. */
  readonly keeper: Keeper | undefined;
  /** Links whose output waits for that. */
  readonly withheld: Set<Link>;
}

/** Output to send once the keeper has reached a position. */
interface Withheld {
  readonly after: number;
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
}

export interface Counters {
  messagesReceived: number;
  messagesSent: number;
  droppedSlow: number;
  droppedQueue: number;
  droppedSize: number;
  bytesReceived: number;
  bytesSent: number;
  packetsReceived: number;
  packetsSent: number;
  payloadBytesReceived: number;
  payloadBytesSent: number;
  socketsOpened: number;
  connectionsRefused: number;
  connectTimeouts: number;
  connectionsAccepted: number;
  sessionsExpired: number;
}

export const noCounts = (): Counters => ({
  messagesReceived: 0,
  messagesSent: 0,
  droppedSlow: 0,
  droppedQueue: 0,
  droppedSize: 0,
  bytesReceived: 0,
  bytesSent: 0,
  packetsReceived: 0,
  packetsSent: 0,
  payloadBytesReceived: 0,
  payloadBytesSent: 0,
  socketsOpened: 0,
  connectionsAccepted: 0,
  sessionsExpired: 0,
  connectionsRefused: 0,
  connectTimeouts: 0,
});

/** Counters of a connection; messages are PUBLISH packets. */
export interface Traffic {
  packetsIn: number;
  packetsOut: number;
  messagesIn: number;
  messagesOut: number;
  bytesIn: number;
  bytesOut: number;
}

/** First bytes of the acknowledgements. */
const ACKS = { puback: 0x40, pubrec: 0x50, pubrel: 0x62, pubcomp: 0x70 } as const;
const ACK_BYTES = 4;

/** Share of the unwritten bytes reserved for answers: messages wait or are dropped before. */
const FOR_ANSWERS = 0.25;
/** Unwritten bytes of answers that each client may always have. */
const LEAST_ANSWERS = 64 * 1024;

/** True if the client may rely on a state change: a refusal changes nothing. */
function changesState(packet: Packet): boolean {
  // Before MQTT 5 it has its own codes.
  if (packet.type === 'connack') return packet.reasonCode === 0;
  if ('reasonCodes' in packet && packet.reasonCodes.length > 0) {
    return packet.reasonCodes.some((code) => !isFailure(code));
  }
  const isRefusal = 'reasonCode' in packet && isFailure(packet.reasonCode);
  return !isRefusal && !STATELESS.has(packet.type);
}

const STATELESS: ReadonlySet<Packet['type']> = new Set(['pingresp', 'auth', 'disconnect']);

const isReasonString = ({ name }: Property): boolean => name === 'reasonString';

export class Link {
  readonly id: number;
  readonly #outlet: Outlet;
  /** Version for encoding: 3.1 encodes everything except CONNECT like 3.1.1. */
  version: 4 | 5 = 4;
  /** The client's limit for a packet, including the fixed header (3.1.2.11.4). */
  maximumPacketSize = Number.POSITIVE_INFINITY;
  /** Aliases that the client accepts (3.1.2.11.5). */
  topicAliasMaximum = 0;
  readonly #aliases = new Map<string, number>();
  /** QoS 1 and 2 messages that may be in flight to the client. */
  receiveMaximum: number;
  /** Messages stay in the session's queue until this link is ready. */
  isHeldBack = false;
  /** While a PUBLISH of the client is passed on, its own copy waits until the acknowledgement. */
  isPassingOn = false;
  /** Checks messages left by an older connection's session again; undefined: all may be sent. */
  mayRead: ((topic: string) => boolean) | undefined;
  /** False if the client wants no reason strings (3.1.2.11.7). */
  problemInformation = true;
  readonly traffic: Traffic = {
    packetsIn: 0,
    packetsOut: 0,
    messagesIn: 0,
    messagesOut: 0,
    bytesIn: 0,
    bytesOut: 0,
  };
  #isOpen = true;
  readonly #writeBuffer = new WriteBuffer();
  /** Bytes that the host has not taken yet. */
  #pending = 0;
  #mustEnd = false;
  /** Unwritten bytes of the transport, reported by the host. */
  #unwritten = 0;
  /** When the transport last made progress or had nothing to write. */
  #movedAt = 0;
  /** Position that the keeper must reach before the buffered output is sent. */
  #after = 0;
  #withheld: Withheld[] = [];

  constructor(id: number, outlet: Outlet) {
    this.id = id;
    this.#outlet = outlet;
    this.receiveMaximum = outlet.limits.inFlight;
    outlet.links += 1;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get unwritten(): number {
    return this.#unwritten;
  }

  get movedAt(): number {
    return this.#movedAt;
  }

  /**
   * Unwritten bytes above which the host should not read from the client, because it does not read its
   * answers.
   */
  get answerRoom(): number {
    return Math.max(LEAST_ANSWERS, this.#room(Number.POSITIVE_INFINITY));
  }

  get backlog(): number {
    return this.#pending + this.#unwritten;
  }

  /** False while QoS 1 and 2 messages should stay in their queue. */
  get isReady(): boolean {
    return this.#isOpen && this.backlog <= this.#room(this.#outlet.limits.backlogPause);
  }

  /** True if the client accepts a packet of that size. */
  fits(packet: Packet): boolean {
    return encode(packet, this.version).length <= this.maximumPacketSize;
  }

  /** Sends any packet except PUBLISH. A packet too large for the client is not sent [MQTT-3.1.2-24]. */
  send(packet: Packet): void {
    const bytes = encode(packet, this.version);
    if (bytes.length <= this.maximumPacketSize) {
      if (!this.#isOpen) return;
      if (changesState(packet)) this.#withhold();
      if (packet.type === 'connack' || packet.type === 'suback') this.#writeBuffer.addAlone(bytes);
      else this.#writeBuffer.add(bytes);
      this.#count(bytes.length);
    } else if ('properties' in packet && packet.properties?.some(isReasonString)) {
      // It may fit without its reason string [MQTT-3.4.2-2].
      const properties = packet.properties.filter((property) => !isReasonString(property));
      this.send({ ...packet, properties });
    }
  }

  /** Sends an acknowledgement without a reason code. */
  acknowledge(type: keyof typeof ACKS, packetId: number): void {
    if (!this.#isOpen || this.maximumPacketSize < ACK_BYTES) return;
    this.#withhold();
    this.#writeBuffer.addAck(ACKS[type], packetId);
    this.#count(ACK_BYTES);
  }

  /** The reason string as properties; empty if the client wants none [MQTT-3.1.2-29]. */
  reason(text: string | undefined): readonly Property[] {
    if (this.version < 5 || text === undefined || !this.problemInformation) return [];
    return [{ name: 'reasonString', value: text }];
  }

  /** Properties of CONNACK and DISCONNECT, which always give the reason. */
  farewell({ reasonString, serverReference }: Refusal): readonly Property[] {
    const properties: Property[] = [];
    if (this.version < 5) return properties;
    if (reasonString !== undefined) properties.push({ name: 'reasonString', value: reasonString });
    if (serverReference !== undefined) {
      properties.push({ name: 'serverReference', value: serverReference });
    }
    return properties;
  }

  /** Sends a PUBLISH at QoS 0; drops and counts it if the reader is too slow. */
  deliver(delivery: Delivery, now: number): void {
    if (!this.#isOpen) {
      delivery.trace?.notGiven('away', now);
      return;
    }
    const { counters } = this.#outlet;
    const { outgoing } = this.#outlet;
    if (this.backlog > this.#room(this.#outlet.limits.backlogDrop) || outgoing.isPressing) {
      counters.droppedSlow += 1;
      delivery.trace?.notGiven('too-slow', now);
      return;
    }
    // If the process ended before its receipt is durable, it would be delivered twice.
    if (delivery.message.qos === 2) this.#withhold();
    this.#publish(delivery, undefined, false, now);
  }

  /**
   * Sends a PUBLISH at QoS 1 or 2. Returns false if it is too large for the client [MQTT-3.1.2-25] or the
   * client may not read it.
   */
  deliverNumbered(delivery: Delivery, packetId: number, dup: boolean, now: number): boolean {
    this.#withhold();
    return this.#publish(delivery, packetId, dup, now);
  }

  #publish(delivery: Delivery, packetId: number | undefined, dup: boolean, now: number): boolean {
    const { version } = this;
    const { message, trace } = delivery;
    if (this.mayRead?.(message.topic) === false) {
      trace?.notGiven('not-authorised', now);
      return false;
    }
    const { counters } = this.#outlet;
    const alias = this.#aliasFor(message.topic);
    const bytes = message.packet(delivery, { version, alias, now });
    if (bytes.length > this.maximumPacketSize) {
      counters.droppedSize += 1;
      trace?.notGiven('too-large', now);
      return false;
    }
    if (alias?.isKnown === false) {
      this.#aliases.set(message.topic, alias.value);
      this.#outlet.connections.add(aliasSize(message.topic));
    }
    counters.messagesSent += 1;
    this.traffic.messagesOut += 1;
    counters.payloadBytesSent += message.payload.length;
    trace?.packet({
      time: now,
      connection: this.id,
      packet: 'publish',
      direction: 'out',
      packetId,
      dup,
      reasonCode: undefined,
    });
    if (packetId === undefined) this.#writeBuffer.add(bytes);
    else this.#writeBuffer.addNumbered(bytes, packetId, dup, message.isSharing);
    this.#count(bytes.length);
    return true;
  }

  /** The topic of one of the broker's aliases. */
  topicBehind(alias: number): string | undefined {
    for (const [topic, value] of this.#aliases) if (value === alias) return topic;
    return undefined;
  }

  /** The first topics get aliases, until the client's limit or the memory is used up. */
  #aliasFor(topic: string): Alias | undefined {
    if (this.topicAliasMaximum === 0) return undefined;
    const known = this.#aliases.get(topic);
    if (known !== undefined) return { value: known, isKnown: true };
    const value = this.#aliases.size + 1;
    const isGiven =
      value <= this.topicAliasMaximum && this.#outlet.connections.fits(aliasSize(topic));
    return isGiven ? { value, isKnown: false } : undefined;
  }

  /** Earlier output is still sent. */
  end(): void {
    if (!this.#isOpen) return;
    this.#mustEnd = true;
    this.#outlet.pending.add(this);
    this.#close();
  }

  /** The transport is closed: nothing more can be sent. */
  lose(): void {
    if (!this.#isOpen) return;
    this.#outlet.pending.delete(this);
    this.#forgetPending();
    this.#close();
  }

  #forgetPending(): void {
    this.#outlet.withheld.delete(this);
    this.#withheld = [];
    this.#outlet.outgoing.add(-this.#pending);
    this.#pending = 0;
  }

  /** Adds the actions for the host. */
  take(output: Output[]): void {
    const { keeper } = this.#outlet;
    // Ends now instead of waiting for the disk: output that depends on it is discarded.
    if (this.#mustEnd && keeper?.refusal !== undefined) this.#forgetUnkept(keeper.durable);
    if (keeper !== undefined && !this.#release(output, keeper.durable)) return;
    this.#outlet.outgoing.add(-this.#pending);
    this.#pending = 0;
    const connection = this.id;
    for (const bytes of this.#writeBuffer.take()) output.push({ kind: 'send', connection, bytes });
    if (this.#mustEnd) output.push({ kind: 'end', connection });
  }

  #forgetUnkept(durable: number): void {
    if (this.#withheld.length === 0 && this.#after <= durable) return;
    this.#writeBuffer.take();
    this.#after = 0;
    this.#forgetPending();
  }

  /** Releases output withheld up to that position; true: no output is withheld any more. */
  #release(output: Output[], durable: number): boolean {
    if (this.#withheld.length === 0 && this.#after <= durable) return true;
    const pieces = this.#writeBuffer.take();
    if (pieces.length > 0) {
      const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
      this.#withheld.push({ after: this.#after, pieces, bytes });
    }
    const connection = this.id;
    const still = this.#withheld.findIndex(({ after }) => after > durable);
    const free = this.#withheld.splice(0, still < 0 ? this.#withheld.length : still);
    for (const { pieces: said, bytes } of free) {
      for (const piece of said) output.push({ kind: 'send', connection, bytes: piece });
      this.#pending -= bytes;
      this.#outlet.outgoing.add(-bytes);
    }
    if (this.#withheld.length === 0) return true;
    this.#outlet.withheld.add(this);
    return false;
  }

  /** Output from here on depends on facts that may not be durable yet. */
  #withhold(): void {
    const { keeper } = this.#outlet;
    if (keeper !== undefined && keeper.position > keeper.durable) this.#after = keeper.position;
  }

  /** The transport's count of unwritten bytes. */
  report(unwritten: number, now: number): void {
    if (!this.#isOpen) return;
    if (this.#unwritten === 0 || unwritten < this.#unwritten) this.#movedAt = now;
    this.#settle(unwritten);
  }

  /** Discards earlier output too. */
  abandon(): void {
    this.#outlet.pending.delete(this);
    this.#forgetPending();
    this.#writeBuffer.take();
  }

  #close(): void {
    this.#isOpen = false;
    this.#outlet.links -= 1;
    for (const topic of this.#aliases.keys()) this.#outlet.connections.add(-aliasSize(topic));
    this.#aliases.clear();
    this.#settle(0);
  }

  /** Returns `limit`, or less if all connections together have many unwritten bytes. */
  #room(limit: number): number {
    const { limits, outgoing, links } = this.#outlet;
    if (outgoing.bytes <= limits.backlogTotal * (1 - FOR_ANSWERS)) return limit;
    return Math.min(limits.backlogPause, limits.backlogTotal / links);
  }

  #settle(unwritten: number): void {
    this.#outlet.outgoing.add(unwritten - this.#unwritten);
    this.#unwritten = unwritten;
  }

  /** Counts newly buffered bytes. */
  #count(bytes: number): void {
    const { counters } = this.#outlet;
    counters.bytesSent += bytes;
    counters.packetsSent += 1;
    this.traffic.bytesOut += bytes;
    this.traffic.packetsOut += 1;
    if (this.#pending === 0 || this.#withheld.length > 0) this.#outlet.pending.add(this);
    this.#pending += bytes;
    this.#outlet.outgoing.add(bytes);
  }
}
