/**
 * Actions of the fault layer on packets between the broker and a client, added to the steps that the broker
 * knows: packets sent, delayed or lost.
 */

import { headerLength, peekPacketId, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import type { PublishArrival, TracePacket } from '../core/contract/trace.ts';
import type { Mark } from '../faults/marks.ts';
import { Latest } from './latest.ts';
import type { MessageRecord } from './messageRecord.ts';
import type { TracedFault } from './tracedMessage.ts';

/** Number of message ends that are searched for a mark's packet. */
const ENDS_SEARCHED = 500;
/** Limit of marks whose packet may still reach the broker. */
const KNOWN = 200;
/** Actions that lose a packet, unless it appears later. */
const LOSSES: ReadonlySet<string> = new Set(['drop', 'answer', 'silent', 'overflow', 'cut']);
/** Actions that delay a packet to a client until its wire position is known. */
const WAITS: ReadonlySet<string> = new Set(['hold', 'delay', 'step']);
/** Limit of packets to clients whose wire position is unknown. */
const UNPLACED = 5000;
/** Marks that repeat a packet, or whose packet is reported once its position is known. */
const FURTHER: ReadonlySet<string> = new Set(['release', 'made']);
/** Packet types of message delivery. */
const PACKETS: ReadonlySet<PacketType> = new Set([
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
]);

interface Marked {
  readonly type: PacketType;
  readonly packetId: number | undefined;
}

interface End {
  readonly steps: readonly TracePacket[];
  note(packet: TracePacket): void;
  withdraw(packet: TracePacket): void;
}

interface Sent {
  readonly end: End;
  readonly step: TracePacket;
}

interface Coming {
  readonly fault: TracedFault;
  /** Removes the note for the case that it never arrives. */
  readonly undo?: () => void;
  /** Record of a PUBLISH, for the case that it never arrives. */
  readonly record?: MessageRecord | undefined;
}

interface Records {
  /** Newest first. */
  recent(): Iterable<MessageRecord>;
  /** Record of a PUBLISH that never reached the broker; undefined: none. */
  missed(mark: Mark): MessageRecord | undefined;
}

export class Faults {
  readonly #records: Records;
  /** Marks of packets that have not reached the broker yet, by connection, type and packet identifier. */
  readonly #coming = new Latest<Coming>(KNOWN);
  /** Messages whose PUBLISH never reached the broker, by client and packet identifier. */
  readonly #lost = new Latest<MessageRecord>(KNOWN);
  /** Packets queued for clients, by the number that their marks share. */
  readonly #placing = new Latest<TracePacket>(UNPLACED);
  readonly #done = new WeakMap<TracePacket, TracedFault>();

  constructor(records: Records) {
    this.#records = records;
  }

  of(packet: TracePacket): TracedFault | undefined {
    return this.#done.get(packet);
  }

  /** A packet reaches the broker. */
  came(came: TracePacket): void {
    if (this.#coming.isEmpty) return;
    const { connection, packet, packetId } = came;
    const coming = this.#coming.take(`${connection} ${packet} ${packetId}`);
    if (coming === undefined) return;
    coming.undo?.();
    this.#done.set(came, coming.fault);
    if (coming.fault.action !== 'duplicate') return;
    // The broker cannot distinguish the copy from the client's own packet.
    const fault = { ...coming.fault, action: 'made' } as const;
    this.#coming.set(`${connection} ${packet} ${packetId}`, { fault });
  }

  /** True if a rule's copy of the client's last PUBLISH with that identifier is next. */
  isCopyComing(connection: number | undefined, packetId: number | undefined): boolean {
    return this.#coming.get(`${connection} publish ${packetId}`)?.fault.action === 'made';
  }

  /** The packet was sent to its client. */
  placed(mark: Mark): void {
    const { action, treated } = mark;
    if (action === 'made') this.#made(mark);
    const packet = this.#placing.take(String(treated));
    const fault = packet && this.#done.get(packet);
    if (packet && fault) this.#done.set(packet, { ...fault, isLost: false, isWaiting: false });
  }

  /** Packets waiting for the client are lost. */
  closed(connection: number): void {
    for (const [treated, packet] of this.#placing) {
      if (packet.connection !== connection) continue;
      this.#placing.take(treated);
      const fault = this.#done.get(packet);
      if (fault) this.#done.set(packet, { ...fault, isLost: true, isWaiting: false });
    }
  }

  /** The record of an arriving PUBLISH that was lost before, or presumed lost. */
  missedBefore({
    publisher,
    connection,
    packetId,
    dup,
  }: PublishArrival): MessageRecord | undefined {
    const record = this.#coming.get(`${connection} publish ${packetId}`)?.record;
    if (record !== undefined) return record;
    return dup === true ? this.#lost.take(`${publisher} ${packetId}`) : undefined;
  }

  mark(mark: Mark): void {
    const type = peekType(mark.bytes);
    if (type === undefined || !PACKETS.has(type) || FURTHER.has(mark.action)) return;
    const { rule, action, treated } = mark;
    const fault = { rule, action, isLost: LOSSES.has(action), isWaiting: false };
    const marked = { type, packetId: peekPacketId(mark.bytes) };
    if (mark.direction === 'from-client') {
      this.#fromClient(mark, marked, fault);
      return;
    }
    const packet = this.#sent(mark, marked)?.step;
    if (packet === undefined) return;
    const isWaiting = WAITS.has(action);
    this.#done.set(packet, { ...fault, isWaiting });
    if (isWaiting || fault.isLost) this.#placing.set(String(treated), packet);
  }

  /** A second copy to the client, or an answer instead of the broker. */
  #made(mark: Mark): void {
    const { time, connection, bytes, rule, action } = mark;
    const type = peekType(bytes);
    if (type === undefined || !PACKETS.has(type)) return;
    const isPublish = type === 'publish';
    const packet: TracePacket = {
      time,
      connection,
      packet: type,
      direction: 'out',
      packetId: peekPacketId(bytes),
      dup: isPublish && peekPublish(bytes)?.dup === true,
      reasonCode: isPublish ? undefined : (bytes[headerLength(bytes) + 2] ?? 0),
    };
    this.#done.set(packet, { rule, action, isLost: false, isWaiting: false });
    const end = isPublish
      ? this.#sent(mark, { type, packetId: packet.packetId }, 'duplicate')?.end
      : endOf(packet, this.#records.recent());
    end?.note(packet);
  }

  /**
   * Fault of a packet sent by the broker. `done`: searches for a packet with that fault that has no copy yet.
   * At QoS 0 several equal packets may be sent together; their marks arrive in the packets' order.
   */
  #sent(
    { connection, bytes }: Mark,
    { type, packetId }: Marked,
    done?: TracedFault['action'],
  ): Sent | undefined {
    const isUnnumbered = packetId === undefined;
    let found: Sent | undefined;
    for (const [end, record] of ends(this.#records.recent())) {
      if (isUnnumbered && !record.isWithin(bytes)) continue;
      const step = end.steps.findLast(
        (one) =>
          one.direction === 'out' &&
          one.packet === type &&
          one.connection === connection &&
          one.packetId === packetId,
      );
      if (step === undefined) continue;
      if (!isUnnumbered) return { end, step };
      if (found !== undefined && found.step.time !== step.time) return found;
      if (this.#done.get(step)?.action === done) found = { end, step };
    }
    return found;
  }

  #fromClient(mark: Mark, marked: Marked, fault: TracedFault): void {
    const { type, packetId } = marked;
    const missed = fault.isLost ? this.#missed(mark, marked, fault) : undefined;
    // A connection may be cut before or after the packet; in the latter case it arrives.
    if (fault.isLost && fault.action !== 'cut') return;
    const coming = { fault: { ...fault, isLost: false }, ...missed };
    this.#coming.set(`${mark.connection} ${type} ${packetId}`, coming);
  }

  /** It never reached the broker, which does not know the PUBLISH then: the client may send it again. */
  #missed(mark: Mark, { type, packetId }: Marked, fault: TracedFault): Omit<Coming, 'fault'> {
    const { connection, time, client, bytes } = mark;
    const isPublish = type === 'publish';
    const packet: TracePacket = {
      time,
      connection,
      packet: type,
      direction: 'in',
      packetId,
      dup: isPublish && peekPublish(bytes)?.dup === true,
      reasonCode: isPublish ? undefined : 0,
    };
    this.#done.set(packet, fault);
    const record = isPublish ? this.#records.missed(mark) : undefined;
    const end = record ?? endOf(packet, this.#records.recent());
    const isNew = record?.steps.length === 0;
    end?.note(packet);
    if (isNew && packetId !== undefined) this.#lost.set(`${client} ${packetId}`, record);
    return { undo: () => end?.withdraw(packet), record: isNew ? record : undefined };
  }
}

/** The end with the PUBLISH that a packet is, answers or releases. */
function endOf(
  { connection, packet, packetId, direction: own }: TracePacket,
  recent: Iterable<MessageRecord>,
): End | undefined {
  // PUBREL has the direction of its PUBLISH, acknowledgements the opposite one.
  const isAlong = packet === 'publish' || packet === 'pubrel';
  const direction = isAlong === (own === 'in') ? 'in' : 'out';
  for (const [end] of ends(recent)) {
    const isIts = end.steps.some(
      (step) =>
        step.packet === 'publish' &&
        step.direction === direction &&
        step.connection === connection &&
        step.packetId === packetId,
    );
    if (isIts) return end;
  }
  return undefined;
}

/** Both ends of the last messages, newest first. */
function* ends(recent: Iterable<MessageRecord>): Generator<readonly [End, MessageRecord]> {
  let left = ENDS_SEARCHED;
  for (const record of recent) {
    for (const end of [record, ...record.copies]) {
      if (left === 0) return;
      left -= 1;
      yield [end, record];
    }
  }
}
