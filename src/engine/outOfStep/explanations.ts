/** Names what happened between the last packet that is right and the next one. */
import { joined } from '../../base/bytes.ts';
import { httpBeginning, isTlsRecord } from '../../mqtt/framing/otherProtocol.ts';
import { payloadOffset, peekPacketId, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { PUBREL } from '../../mqtt/tables/typeNumbers.ts';
import { addedBits } from './contentBits.ts';
import { insertionIn } from './insertedPackets.ts';
import { isText, type LegalChain, STRONG, type StreamBytes } from './legalChain.ts';
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
  /** Bytes of the next packet if they may also be the end of the bytes before it, else 0. */
  readonly doubtful: number;
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
/** Bits of a header that do not belong to the payload before it. */
const UNLIKELY = 13;
const HEADER = 2;
/** Sizes of acknowledgements and pings. */
const SMALL = 6;
/** Two bytes are rarely a number as low as identifiers are. */
const LOW_ID = 4096;

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
    const type = peekType(stream.bytes.subarray(inside.start));
    const doubtful = repeats(stream.bytes, inside.start, resumes)
      ? 0
      : doubtfulBytes(stream, inside.start, resumes, chain);
    // Other types are too often in arbitrary bytes.
    if (doubtful === undefined || (doubtful > 0 && type !== 'publish')) return undefined;
    // The last byte of the packet and a zero after it are the same bytes as a ping.
    const after = stream.bytes.subarray(inside.end, resumes + doubtful);
    if (after.length > 0 && fillerIn(after) !== undefined) return undefined;
    return short(stream, inside, resumes, doubtful);
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
  const doubtful = isPlain ? 0 : doubtfulBytes(stream, last.start, resumes, chain);
  if (doubtful === undefined) return undefined;
  return { ...surplus(stream, last, from.start, resumes), fault: 'extra', doubtful };
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
  if (found === undefined || last === undefined) return undefined;
  if (filler) return { ...found, fault: filler };
  if (isTlsRecord(stray) || httpBeginning(stray) !== undefined) {
    return { ...found, fault: 'other-protocol' };
  }
  const doubled = doubledAt(bytes.subarray(last.start, resumes), stray.length);
  return doubled === undefined
    ? undefined
    : { ...found, fault: 'doubled', at: last.start + doubled };
}

function fillerIn(stray: Uint8Array): StepFault | undefined {
  const isLine = stray.every(
    (byte, at) => byte === 0x0a || (byte === 0x0d && stray[at + 1] === 0x0a),
  );
  if (isLine) return 'line-end';
  return stray.every((byte) => byte === 0) ? 'zero' : undefined;
}

/** Position of the second of two equal parts; undefined if there are none, or the bytes repeat themselves anyway. */
function doubledAt(bytes: Uint8Array, count: number): number | undefined {
  if (count < 3) return undefined;
  let equal = 0;
  for (let at = count; at < bytes.length; at += 1) {
    equal = bytes[at] === bytes[at - count] ? equal + 1 : 0;
    if (equal === count) {
      const second = at - count + 1;
      return addedBits(bytes.subarray(0, at + 1), second) < STRONG ? undefined : second;
    }
  }
  return undefined;
}

/**
 * Bytes of the packet at `resumes` that the bytes from `start` may also end with: none if its own evidence is
 * strong, or if text precedes it. Undefined if they are as likely to be a part of those.
 */
function doubtfulBytes(
  { bytes, version }: StreamBytes,
  start: number,
  resumes: number,
  chain: LegalChain,
): number | undefined {
  const before = contentOf(bytes.subarray(start, resumes), version);
  if (chain.ownBits(resumes) >= STRONG || isText(before)) return 0;
  const next = chain.next(resumes);
  if (!isUnlikely(before, bytes.subarray(resumes, next)) || chain.bits(next) < STRONG) return;
  return next - resumes;
}

/** True if other bytes rarely end with that packet by chance. */
function isUnlikely(before: Uint8Array, packet: Uint8Array): boolean {
  const id = peekPacketId(packet) ?? 0;
  if (id >= LOW_ID || (packet[0] ?? 0) >> 4 === PUBREL) return false;
  const header = joined([before, packet.subarray(0, HEADER)]);
  return addedBits(header, before.length) >= UNLIKELY;
}

/** The part that may contain headers by chance. */
function contentOf(packet: Uint8Array, version: ProtocolVersion): Uint8Array {
  const parts = peekPublish(packet);
  if (parts === undefined) return packet;
  return packet.subarray(payloadOffset(packet, parts, version) ?? parts.bodyOffset);
}

function short(
  { bytes }: StreamBytes,
  { start, end }: Framed,
  resumes: number,
  doubtful: number,
): Found {
  const sent = resumes - start;
  const announced = end - start;
  const fault = repeats(bytes, start, resumes) ? 'again' : BUFFERS.has(sent) ? 'buffer' : 'short';
  const type = packetTypeOf(bytes[start] ?? 0);
  const count = announced - sent;
  return { fault, packet: start, type, at: resumes, count, announced, sent, doubtful };
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
  return { packet: start, type, at: from, count, announced, sent, doubtful: 0 };
}
