/** Names what happened between the last packet that is right and the next one. */
import { httpBeginning, isTlsRecord } from '../../mqtt/framing/otherProtocol.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { insertionIn } from './insertedPackets.ts';
import { contentOf, isText, type LegalChain, STRONG, type StreamBytes } from './legalChain.ts';
import { isBeginning, repeats } from './packetBeginning.ts';
import type { StepFault } from './stepFaults.ts';

export interface Found {
  readonly fault: StepFault;
  /** Position of the packet with the fault, or of the packet before it. */
  readonly packet: number;
  readonly type: PacketType | undefined;
  /** First byte that is out of step. */
  readonly at: number;
  /** Bytes that are missing, or too many. */
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
/** Sizes of acknowledgements and pings. */
const SMALL = 6;

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
  const [from, last] = [framed[wrong], framed[wrong - 1]];
  if (holder < wrong || from === undefined || last === undefined) return undefined;
  const certain = certainly(stream, framed, wrong, resumes);
  if (certain !== undefined) return certain === 'several' ? undefined : certain;
  const stray = stream.bytes.subarray(from.start, resumes);
  // A packet with a fault within is not a stray one.
  if (peekPublish(stray) !== undefined) return undefined;
  const isPlain = isText(stray);
  // A packet that short may be the beginning of the bytes that follow it.
  if (!isPlain && last.end - last.start <= SMALL) return undefined;
  if (!isPlain && !isCertain(stream, last.start, resumes, chain)) return undefined;
  return { ...surplus(stream, last, from.start, resumes), fault: 'extra' };
}

/** Names what the bytes before `resumes` prove by themselves; undefined if that is nothing, or several faults. */
export function proven(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  resumes: number,
): Found | undefined {
  const found = certainly(stream, framed, wrong, resumes);
  return found === 'several' ? undefined : found;
}

function certainly(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  resumes: number,
): Found | 'several' | undefined {
  const { bytes } = stream;
  const from = framed[wrong]?.start ?? 0;
  const last = framed[wrong - 1];
  const stray = bytes.subarray(from, resumes);
  const found = last && surplus(stream, last, from, resumes);
  const filler = fillerIn(stray);
  for (const one of framed.slice(Math.max(0, wrong - INSERTED), wrong + 1).toReversed()) {
    const place = insertionIn(stream, one, resumes - one.end);
    if (place === 'several') return place;
    if (place === undefined) continue;
    const rest = surplus(stream, one, one.end, resumes);
    return { ...rest, fault: 'inserted', at: place };
  }
  if (found === undefined) return undefined;
  if (filler) return { ...found, fault: filler };
  const isOther = isTlsRecord(stray) || httpBeginning(stray) !== undefined;
  return isOther ? { ...found, fault: 'other-protocol' } : undefined;
}

function fillerIn(stray: Uint8Array): StepFault | undefined {
  const isLine = stray.every(
    (byte, at) => byte === 0x0a || (byte === 0x0d && stray[at + 1] === 0x0a),
  );
  if (isLine) return 'line-end';
  return stray.every((byte) => byte === 0) ? 'zero' : undefined;
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
  const fault = repeats(bytes, start, resumes) ? 'again' : BUFFERS.has(sent) ? 'buffer' : 'short';
  const type = packetTypeOf(bytes[start] ?? 0);
  const count = announced - sent;
  return { fault, packet: start, type, at: resumes, count, announced, sent };
}

function surplus(
  { bytes }: StreamBytes,
  { start, end }: Framed,
  from: number,
  resumes: number,
): Omit<Found, 'fault'> {
  const type = packetTypeOf(bytes[start] ?? 0);
  const [announced, sent] = [end - start, resumes - start];
  const count = resumes - from;
  return { packet: start, type, at: from, count, announced, sent };
}
