/** Sets two readings of the same bytes side by side: by announced lengths, and as the packets were sent. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import type { OutOfStep } from './outOfStep.ts';

/** `cut`: only some of its bytes were sent. `stray`: bytes outside of packets. */
export type ReadState = 'whole' | 'malformed' | 'cut' | 'stray';

export interface PacketReading {
  readonly state: ReadState;
  /** Undefined for a reserved type. */
  readonly type: PacketType | undefined;
  /** Announced size. */
  readonly size: number;
  /** Number of its bytes that were sent. */
  readonly there: number;
  readonly topic: string;
}

/** Packets or bytes that begin at a byte, in each reading. */
export interface ReadingRow {
  /** Position in the packet that went wrong, or after it. */
  readonly byte: number;
  readonly announced: PacketReading | undefined;
  readonly sent: PacketReading | undefined;
}

const MOST_ROWS = 10;

/** The rows end where the readings agree again. */
export function readingRows(found: OutOfStep, bytes: Uint8Array): readonly ReadingRow[] {
  const { packet } = found;
  const sent = sentRows(found, bytes);
  const announced = new Map(
    found.framed.map(({ start, isLegal }) => {
      const read = packetAt(bytes, start, isLegal);
      // Other bytes than the topic of a packet that was sent may be secret.
      return [start, { ...read, topic: sent.get(start)?.topic ?? '' }];
    }),
  );
  const starts = [...new Set([...announced.keys(), ...sent.keys()])].toSorted((a, b) => a - b);
  const agree = starts.findIndex((at) => at >= found.resumes && announced.has(at) && sent.has(at));
  return starts.slice(0, agree < 0 ? MOST_ROWS : Math.min(MOST_ROWS, agree + 1)).map((at) => ({
    byte: at - packet,
    announced: announced.get(at),
    sent: sent.get(at),
  }));
}

function sentRows(found: OutOfStep, bytes: Uint8Array): Map<number, PacketReading> {
  const { fault, packet, at, count, announced, sent, reading } = found;
  const first = packetAt(bytes, packet, true);
  const isShort = sent < announced;
  const rows = new Map([
    [packet, isShort ? { ...first, state: 'cut' as const, size: announced, there: sent } : first],
  ]);
  if (fault === 'inserted') {
    for (let next = at; next < at + count; ) {
      const row = packetAt(bytes, next, true);
      rows.set(next, row);
      next += Math.max(1, row.size);
    }
  } else if (!isShort) rows.set(at, strayOf(count));
  for (const start of reading) rows.set(start, packetAt(bytes, start, true));
  return rows;
}

const strayOf = (count: number): PacketReading => ({
  state: 'stray',
  type: undefined,
  size: count,
  there: count,
  topic: '',
});

function packetAt(bytes: Uint8Array, at: number, isLegal: boolean): PacketReading {
  const size = packetSizeAt(bytes, at, bytes.length);
  const rest = bytes.length - at;
  if (size <= 0) return strayOf(rest);
  return {
    state: size > rest ? 'cut' : isLegal ? 'whole' : 'malformed',
    type: packetTypeOf(bytes[at] ?? 0),
    size,
    there: Math.min(size, rest),
    topic: topicAt(bytes, at),
  };
}

/** Topic of a PUBLISH; empty for other packets. */
export function topicAt(bytes: Uint8Array, at: number): string {
  const packet = bytes.subarray(at);
  const parts = peekPublish(packet);
  if (parts === undefined) return '';
  const { topicOffset, topicLength } = parts;
  return decodeUtf8(packet.subarray(topicOffset, topicOffset + topicLength)) ?? '';
}

/** Packets of the other reading after the faulty packet. */
export function packetsSince(rows: readonly ReadingRow[]): readonly PacketReading[] {
  const later = rows.flatMap(({ byte, sent }) => (byte > 0 && sent !== undefined ? [sent] : []));
  return later.filter(({ state }) => state !== 'stray');
}
