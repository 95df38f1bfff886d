/** Reassembles IP packets from their fragments (RFC 791, 3.2; RFC 8200, 4.5). */
import { sameBytes } from '../../../base/bytes.ts';

/** A fragment of an IP packet. */
export interface IpFragment {
  /** Addresses, protocol and identification: the same for all fragments of a packet. */
  readonly packet: string;
  /** Header for the whole packet. Its length is 0: the packet ends with its bytes. */
  readonly header: Uint8Array;
  /** Offset of the data in the packet, after the header. */
  readonly at: number;
  /** A view: copy it to keep it. */
  readonly data: Uint8Array;
  readonly isLast: boolean;
  /** The capture has only the beginning of it. */
  readonly isCut: boolean;
  /** Its packet carries TCP, or another IP packet. A UDP datagram may be of any protocol. */
  readonly isOfInterest: boolean;
}

interface Incomplete {
  readonly since: number;
  /** In the order of their offsets. */
  readonly parts: IpFragment[];
  /** Bytes of all parts. */
  bytes: number;
  /** Frames of interest. */
  frames: number;
  /** The same packet was complete just before: its frames may be in the capture twice. */
  readonly isAgain: boolean;
  /** Why it is not reassembled. */
  refused: 'cut' | 'contradictory' | undefined;
}

/** µs. RFC 8200 has 60 s, RFC 791 at least 15 s. */
const LONGEST_WAIT = 60_000_000;
/** µs between two copies of a frame in one capture. */
const LONGEST_TWICE = 1_000_000;
const MOST_WHOLE = 1000;
const MOST_HELD = 16 * 1024 * 1024;
/** Approximate memory in addition to the bytes. */
const PER_PART = 300;
/** No IP packet is longer. */
const LONGEST = 0xffff;

export class IpFragments {
  /** Oldest first. */
  readonly #incomplete = new Map<string, Incomplete>();
  #held = 0;
  /** Times of the newest whole packets, oldest first. */
  readonly #whole = new Map<string, number>();
  /** Frames whose packets are incomplete. */
  leftOut = 0;
  /** Frames of packets whose fragments overlap or contradict each other. */
  contradictory = 0;

  /** @returns the whole packet, with its last fragment */
  take(fragment: IpFragment, time: number): Uint8Array | undefined {
    this.#giveUp(time);
    const known = this.#incomplete.get(fragment.packet) ?? this.#begin(fragment.packet, time);
    if (fragment.isOfInterest) known.frames += 1;
    if (known.refused !== undefined) return undefined;
    const before = heldBy(known);
    known.refused = fragment.isCut ? 'cut' : added(known, fragment);
    if (known.refused !== undefined) {
      known.parts.length = 0;
      known.bytes = 0;
    }
    this.#held += heldBy(known) - before;
    const whole = joinedParts(known);
    if (whole === undefined) return undefined;
    this.#forget(fragment.packet, known);
    this.#remember(fragment.packet, time);
    return whole;
  }

  #begin(packet: string, time: number): Incomplete {
    const isAgain = Math.abs(time - (this.#whole.get(packet) ?? Infinity)) < LONGEST_TWICE;
    const begun = { since: time, parts: [], bytes: 0, frames: 0, isAgain, refused: undefined };
    this.#incomplete.set(packet, begun);
    this.#held += heldBy(begun);
    return begun;
  }

  #remember(packet: string, time: number): void {
    this.#whole.delete(packet);
    this.#whole.set(packet, time);
    if (this.#whole.size <= MOST_WHOLE) return;
    const [oldest = ''] = this.#whole.keys();
    this.#whole.delete(oldest);
  }

  #forget(packet: string, incomplete: Incomplete): void {
    this.#incomplete.delete(packet);
    this.#held -= heldBy(incomplete);
  }

  /** Drops packets that are too old, and the oldest ones while there are too many. */
  #giveUp(time: number): void {
    for (const [packet, incomplete] of this.#incomplete) {
      if (time - incomplete.since <= LONGEST_WAIT && this.#held <= MOST_HELD) return;
      this.#drop(packet, incomplete);
    }
  }

  #drop(packet: string, incomplete: Incomplete): void {
    this.#forget(packet, incomplete);
    if (incomplete.isAgain) return;
    if (incomplete.refused === 'contradictory') this.contradictory += incomplete.frames;
    else this.leftOut += incomplete.frames;
  }

  end(): void {
    for (const [packet, incomplete] of this.#incomplete) this.#drop(packet, incomplete);
  }
}

const heldBy = ({ bytes, parts }: Incomplete): number => bytes + (parts.length + 1) * PER_PART;

const endOf = ({ at, data }: IpFragment): number => at + data.length;

/** Adds a fragment to its packet. The same one again is ignored. */
function added(packet: Incomplete, fragment: IpFragment): 'contradictory' | undefined {
  const { at, data, isLast } = fragment;
  const end = endOf(fragment);
  const isPossible = end <= LONGEST && (isLast || (data.length > 0 && data.length % 8 === 0));
  if (!isPossible) return 'contradictory';
  const { parts } = packet;
  const place = parts.findLastIndex((part) => part.at < at) + 1;
  const [before, after] = [parts[place - 1], parts[place]];
  if (after?.at === at && after.isLast === isLast && sameBytes(after.data, data)) return undefined;
  const isAfter = before === undefined || (!before.isLast && endOf(before) <= at);
  const isBefore = after === undefined || (!isLast && end <= after.at);
  if (!isAfter || !isBefore) return 'contradictory';
  parts.splice(place, 0, { ...fragment, data: data.slice() });
  packet.bytes += data.length;
  return undefined;
}

/** undefined: a part is missing */
function joinedParts({ parts, bytes }: Incomplete): Uint8Array | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first?.at !== 0 || last?.isLast !== true || bytes !== endOf(last)) return undefined;
  const { header } = first;
  const packet = new Uint8Array(header.length + bytes);
  packet.set(header);
  for (const { at, data } of parts) packet.set(data, header.length + at);
  return packet;
}
