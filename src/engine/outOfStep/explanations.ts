/** Names what happened between the last packet that is right and the next one. */
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { insertionIn } from './insertedPackets.ts';
import { contentOf, isText, type LegalChain, STRONG, type StreamBytes } from './legalChain.ts';
import { isBeginning, repeats } from './packetBeginning.ts';

/**
 * `short`: fewer bytes than announced. `buffer`: the same, and their number is the size of a buffer. `inserted`:
 * other packets within a packet.
 */
export type StepFault = 'short' | 'buffer' | 'inserted';

export interface Found {
  readonly fault: StepFault;
  /** Position of the packet with the fault, or of the packet before it. */
  readonly packet: number;
  readonly type: PacketType | undefined;
  /** First byte that is out of step. */
  readonly at: number;
  /** Bytes that are missing, or of the inserted packets. */
  readonly count: number;
  /** Announced size of the packet, and its bytes that were sent. */
  readonly announced: number;
  readonly sent: number;
}

/** A packet by announced lengths. */
export interface Framed {
  readonly start: number;
  /** Beyond the end of the bytes if it is incomplete. */
  readonly end: number;
  readonly isLegal: boolean;
}

const BUFFERS: ReadonlySet<number> = new Set([64, 128, 256, 512, 1024, 1460, 2048, 4096]);
/** Packets before the first wrong byte into which others may have been inserted. */
const INSERTED = 3;

export function explain(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  resumes: number,
  chain: LegalChain,
): Found | undefined {
  const holder = framed.findIndex(({ start, end }) => start < resumes && resumes < end);
  const inside = framed[holder];
  if (inside === undefined) return undefined;
  if (holder <= wrong && isBeginning(stream, inside.start, resumes)) {
    const isAgain = repeats(stream.bytes, inside.start, resumes);
    if (!isAgain && !isCertain(stream, inside.start, resumes, chain)) return undefined;
    return short(stream, inside, resumes);
  }
  return holder < wrong || wrong === 0 ? undefined : inserted(stream, framed, wrong, resumes);
}

/** Packets before `resumes` within another one, without which all are legal; undefined unless only they fit. */
export function inserted(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  resumes: number,
): Found | undefined {
  for (const { start, end } of framed
    .slice(Math.max(0, wrong - INSERTED), wrong + 1)
    .toReversed()) {
    const count = resumes - end;
    const place = insertionIn(stream, { start, end }, count);
    if (place === 'several') return undefined;
    if (place === undefined) continue;
    const type = packetTypeOf(stream.bytes[start] ?? 0);
    const [announced, sent] = [end - start, resumes - start];
    return { fault: 'inserted', packet: start, type, at: place, count, announced, sent };
  }
  return undefined;
}

/** False if the bytes from `start` may also end with what looks like a small packet at `resumes`. */
function isCertain(
  { bytes, version }: StreamBytes,
  start: number,
  resumes: number,
  chain: LegalChain,
): boolean {
  const isStrong = chain.ownBits(resumes) >= STRONG;
  return isStrong || isText(contentOf(bytes.subarray(start, resumes), version));
}

function short({ bytes }: StreamBytes, { start, end }: Framed, resumes: number): Found {
  const sent = resumes - start;
  const announced = end - start;
  const isAgain = repeats(bytes, start, resumes);
  const fault = !isAgain && BUFFERS.has(sent) ? 'buffer' : 'short';
  const type = packetTypeOf(bytes[start] ?? 0);
  const count = announced - sent;
  return { fault, packet: start, type, at: resumes, count, announced, sent };
}
