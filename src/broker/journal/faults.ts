/**
 * What the fault layer did to packets between the broker and a client, beside the steps that the
 * broker knows of: those it sent, those that came to it later, and those that never did.
 */
import type { PacketType } from '../../mqtt/packet.ts';
import { peekPacketId, peekPublish, peekType } from '../../mqtt/peek.ts';
import type { Mark } from '../faults/marks.ts';
import type { TracePacket } from '../observer.ts';
import { Latest } from './latest.ts';
import type { MessageRecord } from './messageRecord.ts';
import type { TracedFault } from './tracedMessage.ts';

/** How far back a mark looks for its packet: ends of messages. */
const ENDS_SEARCHED = 500;
/** Marks whose packet the broker may still see. */
const KNOWN = 200;
/** What keeps a packet from the side that it was for. */
const LOSSES: ReadonlySet<string> = new Set(['drop', 'answer', 'silent', 'overflow']);
/** Marks that tell of a packet once more, or of one that the broker knows nothing of. */
const FURTHER: ReadonlySet<string> = new Set(['release', 'made']);
/** What messages are made of. */
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
}

export class Faults {
  /** Of packets that have not come to the broker yet, by connection, type and packet identifier. */
  readonly #coming = new Latest<TracedFault>(KNOWN);
  /** PUBLISH packets that never came to the broker, by client and packet identifier. */
  readonly #lost = new Latest<TracePacket>(KNOWN);
  readonly #done = new WeakMap<TracePacket, TracedFault>();

  of(packet: TracePacket): TracedFault | undefined {
    return this.#done.get(packet);
  }

  /** A packet comes to the broker. */
  came(came: TracePacket): void {
    if (this.#coming.isEmpty) return;
    const { connection, packet, packetId } = came;
    const fault = this.#coming.take(`${connection} ${packet} ${packetId}`);
    if (fault !== undefined) this.#done.set(came, fault);
  }

  /** The PUBLISH that a client sends again, where that had been lost. */
  lost(client: string | undefined, packetId: number): TracePacket | undefined {
    return this.#lost.take(`${client} ${packetId}`);
  }

  mark(mark: Mark, recent: Iterable<MessageRecord>): void {
    const type = peekType(mark.bytes);
    if (type === undefined || !PACKETS.has(type) || FURTHER.has(mark.action)) return;
    const { rule, action, connection } = mark;
    const fault = { rule, action, isLost: LOSSES.has(action) };
    const marked = { type, packetId: peekPacketId(mark.bytes) };
    if (mark.direction === 'from-client' && !fault.isLost) {
      this.#coming.set(`${connection} ${type} ${marked.packetId}`, fault);
      return;
    }
    const find = mark.direction === 'to-client' ? sent : type === 'publish' ? lostPublish : missed;
    const packet = find(mark, marked, recent);
    if (packet === undefined) return;
    this.#done.set(packet, fault);
    if (find === lostPublish) this.#lost.set(`${mark.client} ${packet.packetId}`, packet);
  }
}

/** The broker sent it. */
function sent(
  { connection }: Mark,
  { type, packetId }: Marked,
  recent: Iterable<MessageRecord>,
): TracePacket | undefined {
  for (const end of ends(recent)) {
    const step = end.steps.findLast(
      (one) =>
        one.direction === 'out' &&
        one.packet === type &&
        one.connection === connection &&
        one.packetId === packetId,
    );
    if (step !== undefined) return step;
  }
  return undefined;
}

/** The broker knows nothing of it; at QoS 1 and 2 the client sends it again. */
function lostPublish(
  { bytes, connection, time }: Mark,
  { type, packetId }: Marked,
): TracePacket | undefined {
  if (packetId === undefined) return undefined;
  const dup = peekPublish(bytes)?.dup === true;
  const seen = { time, connection, packetId, dup, reasonCode: undefined } as const;
  return { ...seen, packet: type, direction: 'in' };
}

/** An acknowledgement never came to the broker. */
function missed(
  { connection, time }: Mark,
  { type, packetId }: Marked,
  recent: Iterable<MessageRecord>,
): TracePacket | undefined {
  // PUBREL is the publisher's, who sent the PUBLISH; the others answer one of the broker's.
  const direction = type === 'pubrel' ? 'in' : 'out';
  for (const end of ends(recent)) {
    const isIts = end.steps.some(
      (step) =>
        step.packet === 'publish' &&
        step.direction === direction &&
        step.connection === connection &&
        step.packetId === packetId,
    );
    if (!isIts) continue;
    const packet: TracePacket = {
      time,
      connection,
      packet: type,
      direction: 'in',
      packetId,
      dup: false,
      reasonCode: 0,
    };
    end.note(packet);
    return packet;
  }
  return undefined;
}

/** Both ends of the last messages, the newest first. */
function* ends(recent: Iterable<MessageRecord>): Generator<End> {
  let left = ENDS_SEARCHED;
  for (const record of recent) {
    for (const end of [record, ...record.copies]) {
      if (left === 0) return;
      left -= 1;
      yield end;
    }
  }
}
