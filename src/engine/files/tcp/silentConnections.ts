/**
 * TCP connections without data so far: new ones, rejected clients, health checks and port scans. Their first
 * segments are replayed when data arrives. Addresses that open many of them without sending anything are counted.
 */
import { ByEnds } from './byEnds.ts';
import { type EndKey, hostOf } from './endKey.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** Connections kept; above that, the older half is dropped. Their data counts as the middle of a connection. */
const MOST = 1 << 15;
/** Addresses counted; above that, the older half is forgotten. */
const MOST_CLIENTS = 4096;
/** Connections without data from which on an address is reported. */
const MANY = 10;

interface OpeningSegment {
  readonly segment: TcpSegment;
  readonly time: number;
}

interface Silent {
  readonly first: EndKey;
  readonly second: EndKey;
  /** At most one of each kind and side. */
  readonly segments: OpeningSegment[];
  /** It was reset, or both sides have finished. */
  isOver: boolean;
}

export interface SilentClient {
  /** Endpoint of one of its connections. */
  readonly client: EndKey;
  readonly count: number;
  /** Number of other addresses with many such connections. */
  readonly others: number;
}

export class SilentConnections {
  readonly #byEnds = new ByEnds<Silent>();
  /** In order of their start. */
  readonly #all = new Set<Silent>();
  /** By address of the client. */
  readonly #counts = new Map<EndKey, { readonly client: EndKey; count: number }>();

  /** Number of stored connections. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * Records a segment without data.
   * @returns true if it starts a connection
   */
  take(segment: TcpSegment, time: number): boolean {
    const { source, destination, syn, fin, rst } = segment;
    const known = this.#byEnds.get(source, destination);
    if (known === undefined || isAnother(known, segment)) {
      if (known !== undefined) this.#drop(known);
      else if (rst) return false;
      this.#begin(segment, time);
      return true;
    }
    const own = ownOf(known, source);
    const hasOtherEnded = known.segments.some((one) => one.segment.fin && !own.includes(one));
    if (rst || (fin && hasOtherEnded)) known.isOver = true;
    // A later acknowledgement adds nothing to the data that will follow.
    else if (!own.some((one) => one.segment.syn === syn && one.segment.fin === fin)) {
      known.segments.push({ segment, time });
    }
    return false;
  }

  /**
   * Removes the connection, because its first data has arrived.
   * @returns its segments in order; undefined: the connection was over
   */
  release(source: EndKey, destination: EndKey): readonly OpeningSegment[] | undefined {
    const known = this.#byEnds.get(source, destination);
    if (known === undefined) return [];
    if (known.isOver) return undefined;
    this.#drop(known);
    this.#uncount(known);
    return known.segments;
  }

  /** Address that opened the most connections without sending anything; undefined: none opened many. */
  get busiest(): SilentClient | undefined {
    const many = [...this.#counts.values()].filter(({ count }) => count >= MANY);
    const [most] = many.toSorted((one, other) => other.count - one.count);
    return most && { ...most, others: many.length - 1 };
  }

  #begin(segment: TcpSegment, time: number): void {
    const { source, destination, syn, acknowledgement } = segment;
    const isAnswer = syn && acknowledgement !== undefined;
    const [first, second] = isAnswer ? [destination, source] : [source, destination];
    const begun: Silent = { first, second, segments: [{ segment, time }], isOver: false };
    this.#byEnds.set(begun);
    this.#all.add(begun);
    if (this.#all.size > MOST) for (const old of olderHalf(this.#all)) this.#drop(old);
    if (syn) this.#count(first);
  }

  #drop(connection: Silent): void {
    this.#byEnds.delete(connection);
    this.#all.delete(connection);
  }

  #count(client: EndKey): void {
    const host = hostOf(client);
    const known = this.#counts.get(host);
    if (known !== undefined) known.count += 1;
    else {
      this.#counts.set(host, { client, count: 1 });
      if (this.#counts.size <= MOST_CLIENTS) return;
      for (const old of olderHalf(this.#counts)) this.#counts.delete(old[0]);
    }
  }

  #uncount({ first, segments: [begin] }: Silent): void {
    const known = begin?.segment.syn === true ? this.#counts.get(hostOf(first)) : undefined;
    if (known === undefined) return;
    known.count -= 1;
    if (known.count === 0) this.#counts.delete(hostOf(first));
  }
}

/** Many at once, because a search for the first member of a set or map skips removed ones. */
const olderHalf = <Member>(all: Iterable<Member> & { readonly size: number }): readonly Member[] =>
  [...all].slice(0, all.size / 2);

const ownOf = ({ segments }: Silent, source: EndKey): readonly OpeningSegment[] =>
  segments.filter(({ segment }) => segment.source === source);

/** True for a SYN with another sequence number than the side's own, or after other segments of the side. */
function isAnother(known: Silent, { source, syn, acknowledgement, sequence }: TcpSegment): boolean {
  if (!syn || acknowledgement !== undefined) return false;
  const own = ownOf(known, source);
  const begin = own.find(({ segment }) => segment.syn);
  return begin === undefined ? known.isOver || own.length > 0 : begin.segment.sequence !== sequence;
}
