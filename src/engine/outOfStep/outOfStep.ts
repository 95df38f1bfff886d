/** Explains a stream whose announced lengths lead into the middle of packets. */
import { joined } from '../../base/bytes.ts';
import { decode, errorAtStart } from '../../mqtt/codec/decode.ts';
import { httpBeginning, isTlsRecord } from '../../mqtt/framing/otherProtocol.ts';
import { headerLength, payloadOffset, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { isText, LegalChain, STRONG, type StreamBytes } from './legalChain.ts';
import { isBeginning, repeats } from './packetBeginning.ts';
import type { StepFault } from './stepFaults.ts';

export interface OutOfStep {
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
  /** The next packet in the other reading. */
  readonly resumes: number;
  /** Packets by announced lengths, from that packet on. */
  readonly framed: readonly Framed[];
  /** Positions of the packets of the other reading. */
  readonly reading: readonly number[];
  /** Positions where announced lengths begin a packet, and the other reading does not. */
  readonly misread: readonly number[];
}

interface Framed {
  readonly start: number;
  /** Beyond the end of the bytes if it is incomplete. */
  readonly end: number;
  readonly isLegal: boolean;
}

/** Evidence that is needed for a claim, in bits. */
const ENOUGH = 40;
/** The same for packets that begin before the first wrong byte and lead to a packet after it. */
const SPANNING = 16;
/** Number of packets before the first illegal one that are searched for the fault, and their bytes. */
const LOOKBACK = 8;
const MOST_BYTES = 1 << 18;
const BUFFERS: ReadonlySet<number> = new Set([64, 128, 256, 512, 1024, 1460, 2048, 4096]);
/** Packets before the first wrong byte into which others may have been inserted. */
const INSERTED = 3;
const READING_KEPT = 8;
/** A packet of nothing but its header, which arbitrary bytes contain by chance. */
const BARE = 2;

/**
 * Undefined if the announced lengths fit, or if no other reading is certain.
 * @param stream bytes of one side from the beginning of a packet, without gaps
 */
export function findOutOfStep(stream: StreamBytes): OutOfStep | undefined {
  const { bytes } = stream;
  if (bytes.length > MOST_BYTES) return undefined;
  const topics = new Set<string>();
  const framed = framedBy(stream, topics);
  const wrong = framed.findIndex(({ isLegal }) => !isLegal);
  if (wrong < 0) return undefined;
  const first = framed[Math.max(0, wrong - LOOKBACK)]?.start ?? 0;
  const chain = new LegalChain(stream, first, topics);
  // The lengths may lead to legal packets again, for example after one malformed packet.
  const again = framed.findIndex(({ start }, at) => at > wrong && chain.bits(start) > 0);
  const known = again < 0 ? bytes.length : (framed[again]?.start ?? 0);
  const from = framed[wrong]?.start ?? 0;
  const starts = new Set(framed.map(({ start }) => start));
  const heads: number[] = [];
  const followed = new Set<number>();
  for (let at = first + 1; at < bytes.length; at += 1) {
    if (!chain.isLegal(at) || starts.has(at)) continue;
    if (!followed.has(at)) heads.push(at);
    followed.add(chain.next(at));
  }
  const shared = chain.bits(known);
  const own = again === wrong + 1 ? undefined : connectEnd(stream, framed[wrong]);
  const isOwn = own !== undefined && chain.bits(own) - (own === known ? 0 : shared) >= SPANNING;
  const other = heads.find(
    (at) =>
      at < known &&
      chain.ownBits(at) > 0 &&
      (at < from
        ? chain.bits(at) - shared >= SPANNING
        : again !== wrong + 1 && chain.bits(at) - shared >= ENOUGH),
  );
  const resumes = isOwn ? own : other;
  const found =
    resumes === undefined
      ? otherIn(stream, framed, wrong, again < 0 ? undefined : known)
      : isOwn
        ? wrongLength(stream, framed[wrong], resumes)
        : explain(stream, framed, wrong, resumes, chain);
  if (found === undefined) return undefined;
  const reading: number[] = [];
  const start = resumes ?? known;
  for (let at = start; at < bytes.length; at = chain.next(at)) reading.push(at);
  const isRead = new Set(reading);
  const misread = framed.flatMap((one) =>
    one.start > found.packet && one.start >= from && !isRead.has(one.start) ? [one.start] : [],
  );
  const isKept = (one: Framed): boolean => one.start >= found.packet;
  return {
    ...found,
    resumes: start,
    framed: framed.filter(isKept).slice(0, READING_KEPT),
    reading: reading.slice(0, READING_KEPT),
    misread,
  };
}

/** Another protocol whose bytes happen to have lengths that lead to the next packet. */
function otherIn(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  known: number | undefined,
): Found | undefined {
  const [last, first] = [framed[wrong - 1], framed[wrong]];
  if (known === undefined || last === undefined || first === undefined) return undefined;
  const stray = stream.bytes.subarray(first.start, known);
  return isOtherProtocol(stray) ? extra(stream, [last], first.start, known, true) : undefined;
}

const isOtherProtocol = (bytes: Uint8Array): boolean =>
  isTlsRecord(bytes) || httpBeginning(bytes) !== undefined;

function framedBy({ bytes, version, sender }: StreamBytes, topics: Set<string>): Framed[] {
  const framed: Framed[] = [];
  for (let start = 0; start < bytes.length; ) {
    const size = packetSizeAt(bytes, start, bytes.length);
    const isWhole = size > 0 && start + size <= bytes.length;
    const read = isWhole ? decode(bytes.subarray(start, start + size), version, sender) : undefined;
    const end = size > 0 ? start + size : bytes.length + 1;
    framed.push({ start, end, isLegal: read?.ok === true });
    if (read?.ok === true && read.packet.type === 'publish') topics.add(read.packet.topic);
    start = end;
  }
  return framed;
}

/** The longest remaining length. */
const ENDLESS = [0xff, 0xff, 0xff, 0x7f];

/** Finds the end of the fields of a CONNECT, whatever length it announces; undefined for other packets. */
function connectEnd(
  { bytes, version, sender }: StreamBytes,
  packet: Framed | undefined,
): number | undefined {
  if (packet === undefined || peekType(bytes.subarray(packet.start)) !== 'connect')
    return undefined;
  const content = packet.start + headerLength(bytes.subarray(packet.start));
  const head = Uint8Array.of(bytes[packet.start] ?? 0, ...ENDLESS);
  const endless = joined([head, bytes.subarray(content)]);
  const problem = errorAtStart(endless, version, sender)?.problem;
  return problem?.rule === 'trailing' ? content + problem.offset - head.length : undefined;
}

/** The packet is complete, but another length is announced. */
function wrongLength(
  { bytes }: StreamBytes,
  packet: Framed | undefined,
  resumes: number,
): Found | undefined {
  if (packet === undefined) return undefined;
  const { start, end } = packet;
  const type = packetTypeOf(bytes[start] ?? 0);
  const [announced, sent] = [end - start, resumes - start];
  const [at, count] = [Math.min(end, resumes), Math.abs(announced - sent)];
  const fault = sent < announced ? 'short' : 'extra';
  return { fault, packet: start, type, at, count, announced, sent };
}

type Found = Omit<OutOfStep, 'resumes' | 'framed' | 'reading' | 'misread'>;

function explain(
  stream: StreamBytes,
  framed: readonly Framed[],
  wrong: number,
  resumes: number,
  chain: LegalChain,
): Found | undefined {
  const holder = framed.findIndex(({ start, end }) => start < resumes && resumes < end);
  const inside = framed[holder];
  if (inside === undefined) return undefined;
  // A weak packet after arbitrary bytes may be a part of them.
  const isStrong = chain.ownBits(resumes) >= STRONG;
  if (holder <= wrong && isBeginning(stream, inside.start, resumes)) {
    const sent = stream.bytes.subarray(inside.start, resumes);
    if (!isStrong && !isText(contentOf(sent, stream.version))) return undefined;
    return short(stream, inside, resumes);
  }
  const from = framed[wrong];
  if (holder < wrong || from === undefined || wrong === 0) return undefined;
  const before = framed.slice(Math.max(0, wrong - INSERTED), wrong).toReversed();
  return extra(stream, before, from.start, resumes, isStrong);
}

/** The part that may contain headers by chance. */
function contentOf(packet: Uint8Array, version: ProtocolVersion): Uint8Array {
  const parts = peekPublish(packet);
  if (parts === undefined) return packet;
  return packet.subarray(payloadOffset(packet, parts, version) ?? parts.bodyOffset);
}

function short({ bytes }: StreamBytes, { start, end }: Framed, resumes: number): Found {
  const sent = resumes - start;
  const announced = end - start;
  const fault = repeats(bytes, start, resumes) ? 'again' : BUFFERS.has(sent) ? 'buffer' : 'short';
  const type = packetTypeOf(bytes[start] ?? 0);
  return { fault, packet: start, type, at: resumes, count: announced - sent, announced, sent };
}

/** @param before the packets before the first wrong byte, newest first */
function extra(
  stream: StreamBytes,
  before: readonly Framed[],
  from: number,
  resumes: number,
  isStrong: boolean,
): Found | undefined {
  const { bytes } = stream;
  for (const one of before) {
    const { start, end } = one;
    const count = resumes - end;
    const places = insertedAt(stream, one, count);
    if (places.length === 0) continue;
    const [at] = places;
    // If several readings fit, none is claimed.
    if (at === undefined || places.length > 1 || !isCertain(stream, one, at, count))
      return undefined;
    const type = packetTypeOf(bytes[start] ?? 0);
    const [announced, sent] = [end - start, resumes - start];
    return { fault: 'inserted', packet: start, type, at, count, announced, sent };
  }
  const [last] = before;
  if (last === undefined) return undefined;
  const { start, end } = last;
  const stray = bytes.subarray(from, resumes);
  const count = stray.length;
  const type = packetTypeOf(bytes[start] ?? 0);
  const found = { packet: start, type, count, announced: end - start, sent: resumes - start };
  if (stray.every((byte) => byte === 0x0d || byte === 0x0a)) {
    return { ...found, fault: 'line-end', at: from };
  }
  if (stray.every((byte) => byte === 0)) return { ...found, fault: 'zero', at: from };
  if (isOtherProtocol(stray)) return { ...found, fault: 'other-protocol', at: from };
  // A packet with a fault within is not a stray one.
  if (peekPublish(stray) !== undefined || (!isStrong && !isText(stray))) return undefined;
  const doubled = doubledAt(bytes.subarray(start, resumes), count);
  if (doubled !== undefined) return { ...found, fault: 'doubled', at: start + doubled };
  return { ...found, fault: 'extra', at: from };
}

/** True if the first packet at `at` is no part of the payload. */
function isCertain(
  { bytes, version }: StreamBytes,
  { start, end }: Framed,
  at: number,
  count: number,
): boolean {
  if (packetSizeAt(bytes, at, at + count) > BARE) return true;
  const packet = joined([bytes.subarray(start, at), bytes.subarray(at + count, end + count)]);
  return isText(contentOf(packet, version));
}

/** Positions of packets of that length within the payload. */
function insertedAt(stream: StreamBytes, { start, end }: Framed, count: number): number[] {
  const { bytes, version, sender } = stream;
  const parts = peekPublish(bytes.subarray(start, end));
  if (parts === undefined) return [];
  const found: number[] = [];
  for (let at = start + parts.bodyOffset; at + count <= end + count; at += 1) {
    let next = at;
    while (next < at + count) {
      const size = packetSizeAt(bytes, next, at + count);
      if (size <= 0 || next + size > at + count) break;
      if (!decode(bytes.subarray(next, next + size), version, sender).ok) break;
      next += size;
    }
    if (next === at + count) found.push(at);
  }
  return found;
}

/** Position of the second of two equal parts; undefined if there are none. */
function doubledAt(bytes: Uint8Array, count: number): number | undefined {
  if (count < 3) return undefined;
  let equal = 0;
  for (let at = count; at < bytes.length; at += 1) {
    equal = bytes[at] === bytes[at - count] ? equal + 1 : 0;
    if (equal === count) return at - count + 1;
  }
  return undefined;
}
