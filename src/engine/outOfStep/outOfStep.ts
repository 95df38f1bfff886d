/** Explains a stream whose announced lengths lead into the middle of packets. */
import { joined } from '../../base/bytes.ts';
import { decode, errorAtStart } from '../../mqtt/codec/decode.ts';
import { headerLength, peekType } from '../../mqtt/framing/peek.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { explain, type Found, type Framed, inserted } from './explanations.ts';
import { LegalChain, type StreamBytes } from './legalChain.ts';

export interface OutOfStep extends Found {
  /** The next packet in the other reading. */
  readonly resumes: number;
  /** Positions of the next packets of the other reading, up to one where the readings agree. */
  readonly reading: readonly number[];
  /** Positions where announced lengths begin a packet, and the other reading does not. */
  readonly misread: readonly number[];
}

/** Evidence that is needed for a claim, in bits. */
const ENOUGH = 40;
/** The same for packets that begin before the first wrong byte and lead to a packet after it. */
const SPANNING = 16;
/** Number of packets before the first illegal one that are searched for the fault, and their bytes. */
const LOOKBACK = 8;
const MOST_BYTES = 1 << 18;
const READING_KEPT = 8;

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
  // After these, the content of the bytes before must prove what happened.
  const later = heads.filter(
    (at) => at > from && at < known && chain.bits(at) - shared >= SPANNING,
  );
  if (again >= 0) later.push(known);
  const other = heads.find(
    (at) =>
      at < known &&
      chain.ownBits(at) > 0 &&
      (at < from
        ? chain.bits(at) - shared >= SPANNING
        : again !== wrong + 1 && chain.bits(at) - shared >= ENOUGH),
  );
  const claim = (resumes: number, one: Found | undefined) => one && { ...one, resumes };
  const found = isOwn
    ? claim(own, wrongLength(stream, framed[wrong], own))
    : other === undefined
      ? later
          .map((head) => claim(head, inserted(stream, framed, wrong, head)))
          .find((one) => one !== undefined)
      : claim(other, explain(stream, framed, wrong, other, chain));
  if (found === undefined) return undefined;
  const reading: number[] = [];
  for (let next = found.resumes; next < bytes.length; next = chain.next(next)) reading.push(next);
  const isRead = new Set(reading);
  const misread = framed.flatMap((one) =>
    one.start > found.packet && one.start >= from && !isRead.has(one.start) ? [one.start] : [],
  );
  const agree = reading.findIndex((at) => starts.has(at));
  const kept = agree < 0 ? READING_KEPT : Math.min(READING_KEPT, agree + 1);
  return { ...found, reading: reading.slice(0, kept), misread };
}

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

/** The packet is complete, but a larger length is announced. */
function wrongLength(
  { bytes }: StreamBytes,
  packet: Framed | undefined,
  resumes: number,
): Found | undefined {
  if (packet === undefined) return undefined;
  const { start, end } = packet;
  const type = packetTypeOf(bytes[start] ?? 0);
  const [announced, sent] = [end - start, resumes - start];
  if (sent >= announced) return undefined;
  const count = announced - sent;
  return { fault: 'short', packet: start, type, at: resumes, count, announced, sent };
}
