/** Sending half of a session: queued messages, messages in flight, and retransmission (4.4). */

import type { Delivery } from '../contract/message.ts';
import type { QueueMemory, Share } from '../contract/queueMemory.ts';
import type { SessionRecord } from '../contract/sessionRecord.ts';
import type { Limits } from '../memory/limits.ts';

/** Packet to send, returned by `next`. */
export type Dispatch =
  | {
      readonly kind: 'publish';
      readonly packetId: number;
      readonly dup: boolean;
      readonly delivery: Delivery;
    }
  | { readonly kind: 'pubrel'; readonly packetId: number };

/** Messages of a restored session, in order. */
export interface RestoredMessages {
  /** By packet identifier. */
  readonly sent: ReadonlyMap<number, Delivery>;
  readonly released: ReadonlySet<number>;
  readonly queued: readonly Delivery[];
}

/** The queue's array is trimmed above this many removed entries. */
const CUT = 1024;

export class Outbound {
  readonly #limits: Limits;
  readonly #queueMemory: Share;
  #queue: Delivery[] = [];
  /** Entries of `#queue` that are already removed. */
  #taken = 0;
  #queuedBytes = 0;
  /** PUBLISH sent, PUBACK or PUBREC awaited, in the order of sending. */
  readonly #published = new Map<number, Delivery>();
  /** Those not sent over the current connection. */
  readonly #unsent = new Set<number>();
  /**
   * PUBREC received, PUBCOMP awaited, in the order of the PUBRECs [MQTT-4.6.0-4]. True: its PUBLISH was sent
   * over the current connection, so it uses quota.
   */
  readonly #released = new Map<number, boolean>();
  /** Packet identifiers of an earlier connection, still to be sent again on this one. */
  #again: number[] = [];
  #lastId = 0;
  /** PUBLISH packets of this connection that await PUBACK, PUBREC or PUBCOMP (4.9). */
  #quotaUsed = 0;
  /** Records changes that outlast the process. */
  record: SessionRecord | undefined;

  constructor(limits: Limits, queueMemory: QueueMemory) {
    this.#limits = limits;
    this.#queueMemory = queueMemory.share();
  }

  get queued(): number {
    return this.#queue.length - this.#taken;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  get inFlight(): number {
    return this.#published.size + this.#released.size;
  }

  /** The oldest queued messages. */
  waiting(count: number): readonly Delivery[] {
    return this.#queue.slice(this.#taken, this.#taken + count);
  }

  /** Oldest first, by packet identifier; undefined: PUBREC arrived, and the message is deleted. */
  *flights(): Generator<readonly [number, Delivery | undefined]> {
    for (const packetId of this.#released.keys()) yield [packetId, undefined];
    yield* this.#published;
  }

  /** Returns false if the queue is full; the message is then dropped. */
  add(delivery: Delivery): boolean {
    const { bytes } = delivery.message;
    if (this.queued >= this.#limits.queuedMessages) return false;
    // An empty queue accepts even a message larger than the whole limit.
    if (this.queued > 0 && this.#queuedBytes + bytes > this.#limits.queuedBytes) return false;
    if (!this.#queueMemory.take(delivery)) return false;
    this.#push(delivery);
    this.record?.queued(delivery);
    return true;
  }

  /** Restores the state left by a previous broker, even beyond the limits. The session is new. */
  restore(kept: RestoredMessages): void {
    for (const packetId of kept.released) this.#released.set(packetId, false);
    for (const [packetId, delivery] of kept.sent) {
      this.#queueMemory.hold(delivery);
      this.#published.set(packetId, delivery);
    }
    this.#queueMemory.countIdentifiers(this.inFlight);
    this.#lastId = Math.max(0, ...this.#published.keys(), ...this.#released.keys());
    for (const delivery of kept.queued) {
      this.#queueMemory.hold(delivery);
      this.#push(delivery);
    }
  }

  #push(delivery: Delivery): void {
    this.#queue.push(delivery);
    this.#queuedBytes += delivery.message.bytes;
  }

  /** New connection: messages in flight must be sent again, in their order [MQTT-4.4.0-1]. */
  resume(): void {
    this.#quotaUsed = 0;
    for (const packetId of this.#published.keys()) this.#unsent.add(packetId);
    // PUBREL first: those handshakes are further along and use no quota.
    this.#again = [...this.#released.keys(), ...this.#published.keys()].reverse();
    for (const packetId of this.#released.keys()) this.#released.set(packetId, false);
  }

  /**
   * Returns the next packet to send; undefined: nothing is queued, or `receiveMaximum` messages are in
   * flight.
   */
  next(receiveMaximum: number, now: number): Dispatch | undefined {
    for (let packetId = this.#again.at(-1); packetId !== undefined; packetId = this.#again.at(-1)) {
      const delivery = this.#published.get(packetId);
      if (delivery !== undefined && this.#quotaUsed >= receiveMaximum) return undefined;
      this.#again.pop();
      if (delivery !== undefined) {
        this.#unsent.delete(packetId);
        this.#quotaUsed += 1;
        return { kind: 'publish', packetId, dup: true, delivery };
      }
      if (this.#released.has(packetId)) return { kind: 'pubrel', packetId };
    }
    if (this.#quotaUsed >= receiveMaximum || this.inFlight >= 0xffff) return undefined;
    const delivery = this.#take(now);
    if (delivery === undefined) return undefined;
    const packetId = this.#freeId();
    this.#published.set(packetId, delivery);
    this.record?.packet('sent', packetId);
    this.#queueMemory.countIdentifiers(1);
    this.#quotaUsed += 1;
    return { kind: 'publish', packetId, dup: false, delivery };
  }

  /** Gives up a message that `next` returned but that is not sent (3.1.2.11.4). */
  abandon(packetId: number): void {
    this.#complete(packetId);
  }

  puback(packetId: number): void {
    if (this.#published.get(packetId)?.qos === 1) this.#complete(packetId);
  }

  /**
   * `refused`: the reason code is 0x80 or above, which ends the exchange [MQTT-4.3.3-4] and frees the
   * identifier. Returns false if the message is not in flight.
   */
  pubrec(packetId: number, refused: boolean): boolean {
    const delivery = this.#published.get(packetId);
    if (delivery === undefined) return this.#released.has(packetId);
    if (delivery.qos !== 2) return false;
    if (refused) {
      this.#complete(packetId);
      return true;
    }
    this.#published.delete(packetId);
    this.#queueMemory.give(delivery);
    this.#released.set(packetId, !this.#unsent.delete(packetId));
    this.record?.packet('released', packetId);
    return true;
  }

  pubcomp(packetId: number): void {
    if (this.#released.get(packetId) === true) this.#quotaUsed -= 1;
    if (!this.#released.delete(packetId)) return;
    this.record?.packet('completed', packetId);
    this.#queueMemory.countIdentifiers(-1);
  }

  /** The other side has lost the session: messages in flight are lost; returns their identifiers. */
  forget(): number[] {
    const lost = [...this.#published.keys(), ...this.#released.keys()];
    for (const delivery of this.#published.values()) this.#queueMemory.give(delivery);
    this.#queueMemory.countIdentifiers(-this.inFlight);
    this.#published.clear();
    this.#unsent.clear();
    this.#released.clear();
    this.#again = [];
    this.#quotaUsed = 0;
    return lost;
  }

  /**
   * Ends the session and deletes everything. Returns messages for another client: not a QoS 2 message that
   * was already sent [MQTT-4.8.2-5].
   */
  clear(now: number): Delivery[] {
    const queued = this.#queue.slice(this.#taken);
    const sent = [...this.#published.values()];
    this.forget();
    for (const delivery of queued) {
      this.#queueMemory.give(delivery);
      delivery.trace?.notGiven('session-ended', now);
    }
    this.#queue = [];
    this.#taken = 0;
    this.#queuedBytes = 0;
    return [...sent.filter(({ qos }) => qos === 1), ...queued];
  }

  #complete(packetId: number): void {
    const delivery = this.#published.get(packetId);
    if (delivery === undefined) return;
    this.#published.delete(packetId);
    this.record?.packet('completed', packetId);
    this.#queueMemory.give(delivery);
    this.#queueMemory.countIdentifiers(-1);
    // Messages acknowledged before retransmission were not counted on this connection.
    if (!this.#unsent.delete(packetId)) this.#quotaUsed -= 1;
  }

  /** The oldest queued message that has not expired [MQTT-3.3.2-5]. */
  #take(now: number): Delivery | undefined {
    for (;;) {
      const delivery = this.#queue[this.#taken];
      if (delivery === undefined) break;
      this.#taken += 1;
      this.#queuedBytes -= delivery.message.bytes;
      if (this.#taken >= CUT && this.#taken * 2 >= this.#queue.length) {
        this.#queue = this.#queue.slice(this.#taken);
        this.#taken = 0;
      }
      if (!delivery.message.isExpired(now)) return delivery;
      delivery.trace?.notGiven('expired', now);
      this.record?.about('unqueued');
      this.#queueMemory.give(delivery);
    }
    if (this.#taken > 0) this.#queue = [];
    this.#taken = 0;
    return undefined;
  }

  /** An unused identifier [MQTT-2.2.1-4]. The caller ensures that there is one. */
  #freeId(): number {
    do {
      this.#lastId = (this.#lastId % 0xffff) + 1;
    } while (this.#published.has(this.#lastId) || this.#released.has(this.#lastId));
    return this.#lastId;
  }
}
