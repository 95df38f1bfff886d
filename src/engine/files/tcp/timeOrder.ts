/**
 * Merges both sides of a connection in the order of their times. Bytes of one side are kept while earlier
 * bytes of the other side wait for a segment. If it never arrives, they are emitted with the time of their
 * own frames.
 */

import { otherSide, type Side } from '../events/side.ts';
import type { ConnectionSink } from './connectionSink.ts';
import type { RecentBytes } from './recentBytes.ts';
import { type FlowSink, TcpFlow } from './tcpFlow.ts';

/** Maximum bytes kept; then the missing segment is considered lost. */
const KEPT_BYTES = 8 * 1024 * 1024;
/** Minimum number of emitted events to drop at once. */
const SLACK = 64;
/** Approximate memory of an event in addition to its bytes. */
const EVENT_BYTES = 128;

interface TimedEvent {
  readonly time: number;
  /** Events of equal time keep their order of arrival. */
  readonly turn: number;
  readonly what: Uint8Array | { readonly lost: number } | 'end';
}

/** Events of one side; times never decrease. */
interface Queue {
  events: TimedEvent[];
  /** Events at the start that were emitted. */
  told: number;
  /** Events at the start that were emitted, or whose bytes are not a view of a frame. */
  owned: number;
}

export class TimeOrder implements FlowSink {
  readonly flows: Readonly<Record<Side, TcpFlow>>;
  readonly #sink: ConnectionSink;
  /** undefined while nothing waits. */
  #queues: Record<Side, Queue | undefined> | undefined;
  #turn = 0;
  #keptBytes = 0;
  #latest = Number.NEGATIVE_INFINITY;

  /** @param recent shared by the whole capture */
  constructor(sink: ConnectionSink, recent: RecentBytes) {
    this.#sink = sink;
    this.flows = {
      first: new TcpFlow('first', this, recent),
      second: new TcpFlow('second', this, recent),
    };
  }

  /** Emits events that need not wait. Call before the bytes of a frame become invalid. */
  release(): void {
    this.#emitAll();
    if (this.#queues === undefined) return;
    this.#own(this.#queues.first);
    this.#own(this.#queues.second);
    if (this.#keptBytes <= KEPT_BYTES) return;
    this.flows.first.flush();
    this.flows.second.flush();
    this.#emitAll();
  }

  /** Memory of the waiting events, approximately. */
  get heldBytes(): number {
    return this.#keptBytes;
  }

  /** True if nothing waits. */
  get isEmpty(): boolean {
    return this.#queues === undefined;
  }

  /** Emits bytes while nothing waits. */
  emitNow(side: Side, bytes: Uint8Array, time: number): void {
    this.#latest = Math.max(this.#latest, time);
    this.#sink.data(side, bytes, this.#latest);
  }

  /** Only for the flows, like the following methods. */
  data(side: Side, bytes: Uint8Array, time: number): void {
    this.#add(side, bytes, time);
  }

  gap(side: Side, lost: number, time: number): void {
    this.#add(side, { lost }, time);
  }

  end(side: Side, time: number): void {
    this.#add(side, 'end', time);
  }

  #add(side: Side, what: TimedEvent['what'], time: number): void {
    this.#turn += 1;
    this.#queues ??= { first: undefined, second: undefined };
    const queue = (this.#queues[side] ??= { events: [], told: 0, owned: 0 });
    queue.events.push({ time, turn: this.#turn, what });
  }

  late(side: Side, length: number): void {
    this.#sink.late(side, length);
  }

  differs(side: Side, count: number): void {
    this.#sink.differs(side, count);
  }

  #emitAll(): void {
    for (let side = this.#nextSide(); side !== undefined; side = this.#nextSide()) {
      const queue = this.#queues?.[side];
      const next = queue?.events[queue.told];
      if (queue === undefined || next === undefined) return;
      if (queue.told < queue.owned) this.#keptBytes -= sizeOf(next);
      queue.told += 1;
      this.#emit(side, next);
      if (queue.told === queue.events.length) this.#drop(side);
      else if (queue.told >= SLACK && queue.told * 2 > queue.events.length) forgetTold(queue);
    }
  }

  #drop(side: Side): void {
    if (this.#queues?.[otherSide(side)] === undefined) this.#queues = undefined;
    else this.#queues[side] = undefined;
  }

  /** Side of the next event, if it can be emitted. */
  #nextSide(): Side | undefined {
    const first = nextOf(this.#queues?.first);
    const second = nextOf(this.#queues?.second);
    const side = first && (second === undefined || isBefore(first, second)) ? 'first' : 'second';
    const next = side === 'first' ? first : second;
    if (next === undefined) return undefined;
    const isOtherKnown = first !== undefined && second !== undefined;
    const since = isOtherKnown ? undefined : this.flows[otherSide(side)].heldSince;
    return since !== undefined && since < next.time ? undefined : side;
  }

  #emit(side: Side, { time, what }: TimedEvent): void {
    this.#latest = Math.max(this.#latest, time);
    if (what === 'end') this.#sink.end(side, this.#latest);
    else if ('lost' in what) this.#sink.gap(side, what.lost, this.#latest);
    else this.#sink.data(side, what, this.#latest);
  }

  #own(queue: Queue | undefined): void {
    if (queue === undefined) return;
    for (; queue.owned < queue.events.length; queue.owned += 1) {
      const event = queue.events[queue.owned];
      if (event === undefined || queue.owned < queue.told) continue;
      const what = event.what instanceof Uint8Array ? event.what.slice() : event.what;
      queue.events[queue.owned] = { ...event, what };
      this.#keptBytes += sizeOf(event);
    }
  }
}

/** Drops emitted events: a queue may never become empty. */
function forgetTold(queue: Queue): void {
  queue.events.splice(0, queue.told);
  queue.owned = Math.max(0, queue.owned - queue.told);
  queue.told = 0;
}

const nextOf = (queue: Queue | undefined) => queue?.events[queue.told];

const isBefore = (one: TimedEvent, other: TimedEvent) =>
  one.time < other.time || (one.time === other.time && one.turn < other.turn);

const sizeOf = ({ what }: TimedEvent) =>
  EVENT_BYTES + (what instanceof Uint8Array ? what.length : 0);
