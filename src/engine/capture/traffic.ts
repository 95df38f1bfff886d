/** Measures traffic: messages, bytes and gaps by topic, level or client, over the last seconds. */

import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { clientName } from '../streams/streamRows.ts';
import { PACED, type Pace, paceOfIntervals, paceOfRate } from '../topics/tree/pace.ts';
import type { CaptureParts } from './captureParts.ts';

export type TrafficBy = 'topic' | 'level' | 'client';
export type TrafficOrder = 'messages' | 'bytes' | 'gap' | 'name';

export interface TrafficRequest extends RowRange {
  /** Only topics at this level and below it; undefined: all topics. */
  readonly path: string | undefined;
  readonly by: TrafficBy;
  readonly direction: Direction;
  /** Length of the period, s; undefined: everything that is held. */
  readonly seconds: number | undefined;
  readonly order: TrafficOrder;
  readonly isReversed: boolean;
  /** Key whose messages are counted per interval; undefined: all of them. */
  readonly key: string | undefined;
}

export interface TrafficRow {
  /** The topic, the level's path, or the client. */
  readonly key: string;
  /** For a level, includes the topics below it. */
  readonly messages: number;
  /** Bytes of whole packets. */
  readonly bytes: number;
  /** The longest time without a message so far, µs. */
  readonly gap: number;
  readonly pace: Pace;
  /** Time of the last message, µs since the capture's origin. */
  readonly last: number;
}

export interface TrafficReply {
  readonly first: number;
  readonly rows: readonly TrafficRow[];
  readonly total: number;
  /** Sum over everything that is counted. */
  readonly messages: number;
  readonly bytes: number;
  /** Beginning of the period, µs since the capture's origin. */
  readonly from: number;
  readonly to: number;
  /** Messages in each interval, oldest first. */
  readonly intervals: readonly number[];
  /** µs */
  readonly interval: number;
  /** True if there are more keys than can be listed. The sums include the rest. */
  readonly isCut: boolean;
}

/** µs */
const SECOND = 1_000_000;
const INTERVALS = 60;
/** Maximum number of topics, levels or clients that are listed. */
const MOST = 100_000;

class Group {
  messages = 0;
  bytes = 0;
  /** Including the time before the first message. */
  gap = 0;
  last: number;
  #first = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;

  constructor(from: number) {
    this.last = from;
  }

  count({ time, size }: LogRow): void {
    const gap = time - this.last;
    this.gap = Math.max(this.gap, gap);
    if (this.messages === 0) this.#first = time;
    else {
      this.#least = Math.min(this.#least, gap);
      this.#most = Math.max(this.#most, gap);
    }
    this.last = time;
    this.messages += 1;
    this.bytes += size;
  }

  /** @param seconds length of the period */
  pace(seconds: number): Pace {
    const last = { kind: 'last', messages: this.messages } as const;
    if (this.messages < PACED) return last;
    const mean = (this.last - this.#first) / (this.messages - 1);
    const between = paceOfIntervals({ least: this.#least, most: this.#most, mean });
    return (
      paceOfRate(this.messages / seconds) ??
      (between?.kind === 'every' ? between : undefined) ??
      last
    );
  }
}

export class Traffic {
  readonly #parts: CaptureParts;
  readonly #request: TrafficRequest;
  readonly #now: number;
  readonly #groups = new Map<string, Group>();
  /** Key by the number of a topic or stream; undefined: it does not count. */
  readonly #keys = new Map<number, string | undefined>();
  readonly #intervals = Array.from({ length: INTERVALS }, () => 0);
  #from = 0;
  #messages = 0;
  #bytes = 0;
  #isCut = false;

  /** @param now µs since the capture's origin */
  constructor(parts: CaptureParts, request: TrafficRequest, now: number) {
    this.#parts = parts;
    this.#request = request;
    this.#now = now;
  }

  /** @returns a generator that yields after each packet, so that other work can run */
  *count(): Generator<void, void> {
    const { log } = this.#parts;
    const { seconds, direction } = this.#request;
    const oldest = log.row(log.oldestNumber)?.time ?? this.#now;
    const from = seconds === undefined ? oldest : this.#now - seconds * SECOND;
    this.#from = Math.max(from, Math.min(oldest, this.#now));
    // Packets that arrive meanwhile are left for the next count.
    const end = log.nextNumber;
    for (let at = this.#firstSince(this.#from); at < end; at += 1) {
      const row = log.row(at);
      if (row !== undefined && row.direction === direction && isMessage(row)) this.#note(row);
      yield;
    }
  }

  reply(): TrafficReply {
    const { order, isReversed, first, count } = this.#request;
    const seconds = Math.max(1, (this.#now - this.#from) / SECOND);
    const rows = [...this.#groups].map(([key, group]): TrafficRow => {
      const { messages, bytes, last } = group;
      const gap = Math.max(group.gap, this.#now - last);
      return { key, messages, bytes, gap, pace: group.pace(seconds), last };
    });
    rows.sort((a, b) => (order === 'name' ? (a.key < b.key ? -1 : 1) : b[order] - a[order]));
    if (isReversed) rows.reverse();
    return {
      first,
      rows: rows.slice(first, first + count),
      total: rows.length,
      messages: this.#messages,
      bytes: this.#bytes,
      from: this.#from,
      to: this.#now,
      intervals: this.#intervals,
      interval: this.#interval,
      isCut: this.#isCut,
    };
  }

  get #interval(): number {
    return Math.max(1, (this.#now - this.#from) / INTERVALS);
  }

  #note(row: LogRow): void {
    const topic = this.#parts.names.name(row.topic);
    const key = topic === undefined ? undefined : this.#keyOf(row, topic);
    if (key === undefined) return;
    this.#messages += 1;
    this.#bytes += row.size;
    const known = this.#groups.get(key);
    if (known === undefined && this.#groups.size >= MOST) this.#isCut = true;
    else {
      const group = known ?? new Group(this.#from);
      if (known === undefined) this.#groups.set(key, group);
      group.count(row);
    }
    if (this.#request.key === undefined || this.#request.key === key) {
      const at = Math.floor((row.time - this.#from) / this.#interval);
      const place = Math.min(Math.max(at, 0), INTERVALS - 1);
      this.#intervals[place] = (this.#intervals[place] ?? 0) + 1;
    }
  }

  /** Keys by topic number, so that each name is cut once. */
  #keyOf(row: LogRow, topic: string): string | undefined {
    const known = this.#keys.get(row.topic);
    const key = known !== undefined || this.#keys.has(row.topic) ? known : this.#placeOf(topic);
    this.#keys.set(row.topic, key);
    if (this.#request.by !== 'client' || key === undefined) return key;
    const stream = this.#parts.streams.remembered(row.stream);
    return (stream && clientName(stream)) ?? `#${row.stream}`;
  }

  #placeOf(topic: string): string | undefined {
    const { path, by } = this.#request;
    const isBelow = path === undefined || topic.startsWith(`${path}/`);
    if (!isBelow && topic !== path) return undefined;
    if (by !== 'level' || topic === path) return topic;
    const slash = topic.indexOf('/', path === undefined ? 0 : path.length + 1);
    return slash < 0 ? topic : topic.slice(0, slash);
  }

  /** Number of the first packet at this time or later. */
  #firstSince(time: number): number {
    const { log } = this.#parts;
    let low = log.oldestNumber;
    let high = log.nextNumber;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((log.row(middle)?.time ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isMessage = ({ firstByte, unframed, withheld }: LogRow): boolean =>
  firstByte >> 4 === PUBLISH && !unframed && !withheld;
