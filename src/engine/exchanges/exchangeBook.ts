/** Keeps the record of exchanges: their packets, states, lists and latencies. */
import type { Cleared } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { Stream } from '../streams/stream.ts';
import type { ExchangeRow, ExchangeState } from './exchange.ts';
import { type ExchangeColumns, HAS_PROBLEM } from './exchangeColumns.ts';
import { ExchangeLists } from './exchangeLists.ts';
import { ExchangeStore, type FirstPacket } from './exchangeStore.ts';
import { Latencies, latencyKind } from './latencies.ts';

/** Place, time and number of a packet. */
export interface Seen {
  readonly stream: Stream;
  readonly direction: Direction;
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
}

/** A packet's contribution as a step. */
export interface StepOf {
  readonly packetType: number;
  readonly code?: number;
  readonly dup?: boolean;
}

/** Maximum number of ended exchanges that are remembered without their packets. */
const KEPT_WITHOUT_PACKETS = 16_384;
/** Maximum number of exchanges. The oldest ended ones are forgotten. */
const MOST_KEPT = 1_048_576;
/** Maximum number of steps outside the usual course. */
const MOST_STEPS = 2_097_152;
/** Maximum number of ended exchanges whose chunk has been forgotten. */
const LATE_ENDED_KEPT = 1_024;

export interface BookBounds {
  readonly withoutPackets?: number;
  readonly most?: number;
  /** Maximum number of ended exchanges whose chunk has been forgotten. */
  readonly lateEnded?: number;
  /** Number of exchanges that are forgotten together. */
  readonly rows?: number;
  /** True if it is kept without packets in the log until it is released. */
  readonly isWanted?: (exchange: number) => boolean;
}

export class ExchangeBook {
  readonly store: ExchangeStore;
  readonly lists = new ExchangeLists();
  readonly latencies = new Latencies();
  readonly #log: PacketLog;
  readonly #names: TopicNames;
  readonly #bounds: Required<Omit<BookBounds, 'rows'>>;
  /** Called with each exchange that ends, or that continues after all. */
  readonly #changed: (exchange: number) => void;
  #lateEnded: number[] = [];
  /** A packet that breaks a rule. Its exchange is marked. */
  #offender = 0;

  constructor(
    log: PacketLog,
    names: TopicNames,
    changed: (exchange: number) => void,
    bounds: BookBounds = {},
  ) {
    this.#changed = changed;
    this.#log = log;
    this.#names = names;
    this.store = new ExchangeStore(bounds.rows);
    this.#bounds = {
      withoutPackets: bounds.withoutPackets ?? KEPT_WITHOUT_PACKETS,
      most: bounds.most ?? MOST_KEPT,
      lateEnded: bounds.lateEnded ?? LATE_ENDED_KEPT,
      isWanted: bounds.isWanted ?? (() => false),
    };
  }

  /** @returns the number of the exchange */
  begin(first: FirstPacket, seen: Seen, dup = false): number {
    if (this.store.isChunkFull) this.#forgetOld();
    const { direction, number, time, stream } = seen;
    const exchange = this.store.begin(first, direction, number, time, stream.ordinal, dup);
    this.#log.setExchange(number, exchange);
    this.lists.begun(exchange, first.kind);
    if (number === this.#offender) this.#markProblem(exchange);
    return exchange;
  }

  /** Begins an exchange whose first packet was not seen. */
  beginLate(first: FirstPacket, seen: Seen, step: StepOf): number {
    const exchange = this.begin(first, seen);
    this.store.addFirst(exchange, stepAt(seen, step));
    return exchange;
  }

  add(exchange: number, seen: Seen, step: StepOf): void {
    this.store.add(exchange, stepAt(seen, step));
    this.#log.setExchange(seen.number, exchange);
    if (seen.number === this.#offender) this.#markProblem(exchange);
  }

  /** Adds a packet that was sent again. */
  resend(exchange: number, seen: Seen, step: StepOf): void {
    this.add(exchange, seen, step);
    const place = this.store.place(exchange);
    if (place === undefined) return;
    const { columns, index } = place;
    const resends = columns.resends[index] ?? 0;
    if (resends < 65_535) columns.resends[index] = resends + 1;
    if (resends === 0) this.lists.add('retried', exchange);
  }

  /** Ends the exchange with an answer, its last packet. */
  answered(exchange: number, isRefused: boolean): void {
    const columns = this.store.columns(exchange);
    const index = columns === undefined ? 0 : this.store.index(exchange);
    if (columns === undefined || !columns.isOpen(index)) return;
    const isRetried = (columns.resends[index] ?? 0) > 0;
    this.#end(exchange, columns, index, isRefused ? 'refused' : isRetried ? 'retried' : 'complete');
    if (isRefused) this.lists.add('refused', exchange);
    const kind = latencyKind(columns.kind(index), columns.qos(index));
    const direction = columns.direction(index);
    const latency = (columns.last[index] ?? 0) - (columns.start[index] ?? 0);
    this.latencies.add(kind, direction, latency, exchange);
  }

  abandon(exchange: number): void {
    const place = this.store.place(exchange);
    if (place === undefined || !place.columns.isOpen(place.index)) return;
    this.#end(exchange, place.columns, place.index, 'abandoned');
    this.lists.add('abandoned', exchange);
  }

  /** Continues an exchange whose end did not reach the other side. */
  reopen(exchange: number): void {
    const place = this.store.place(exchange);
    if (place === undefined || place.columns.isOpen(place.index)) return;
    const { columns, index } = place;
    const state = columns.state(index);
    if (state === 'refused' || state === 'abandoned') this.lists.remove(state, exchange);
    if (state !== 'abandoned') {
      const kind = latencyKind(columns.kind(index), columns.qos(index));
      const latency = (columns.last[index] ?? 0) - (columns.start[index] ?? 0);
      this.latencies.takeBack(kind, columns.direction(index), latency, exchange);
    }
    columns.setState(index, 'open');
    this.lists.reopened(exchange);
    this.#changed(exchange);
  }

  /** Marks a packet that breaks a rule. It is in the log, or is being processed now. */
  problemOn(packet: number): void {
    // The newest packet, because older ones already have an exchange.
    this.#offender = Math.max(this.#offender, packet);
    const exchange = this.#log.row(packet)?.exchange ?? 0;
    if (exchange !== 0) this.#markProblem(exchange);
  }

  /** Removes the mark of a packet that breaks no rule after all. Its mark in the log must be gone. */
  problemOff(packet: number): void {
    if (this.#offender === packet) this.#offender = 0;
    const exchange = this.#log.row(packet)?.exchange ?? 0;
    const place = this.store.place(exchange);
    if (place === undefined || !place.columns.has(place.index, HAS_PROBLEM)) return;
    let isLeft = false;
    this.store.eachPacket(exchange, (other) => {
      isLeft ||= this.#log.row(other)?.hasProblem === true;
    });
    if (isLeft) return;
    place.columns.unset(place.index, HAS_PROBLEM);
    this.lists.remove('problems', exchange);
  }

  #markProblem(exchange: number): void {
    const place = this.store.place(exchange);
    if (place === undefined || place.columns.has(place.index, HAS_PROBLEM)) return;
    place.columns.set(place.index, HAS_PROBLEM);
    this.lists.add('problems', exchange);
  }

  /** Undefined if it is no longer available. */
  stateOf(exchange: number): ExchangeState | undefined {
    return this.store.columns(exchange)?.state(this.store.index(exchange));
  }

  /** µs; undefined if it has not ended with an answer. */
  latencyOf(exchange: number): number | undefined {
    const columns = this.store.columns(exchange);
    if (columns === undefined) return undefined;
    const index = this.store.index(exchange);
    const state = columns.state(index);
    if (state === 'open' || state === 'abandoned') return undefined;
    return (columns.last[index] ?? 0) - (columns.start[index] ?? 0);
  }

  /** Undefined if it is no longer available. */
  row(exchange: number): ExchangeRow | undefined {
    const place = this.store.place(exchange);
    if (place === undefined) return undefined;
    const { columns, index } = place;
    const kind = columns.kind(index);
    const qos = kind === 'publish' ? (columns.qos(index) === 2 ? 2 : 1) : undefined;
    const packetId = columns.packetId[index] ?? 0;
    return {
      exchange,
      packet: columns.packet[index] ?? 0,
      direction: columns.direction(index),
      kind,
      qos,
      packetId: packetId === 0 ? undefined : packetId,
      state: columns.state(index),
      topic: this.#names.name(columns.topic[index] ?? 0),
      moreFilters: columns.moreFilters[index] ?? 0,
      stream: columns.stream[index] ?? 0,
      start: columns.start[index] ?? 0,
      latency: this.latencyOf(exchange),
      resends: columns.resends[index] ?? 0,
      hasProblem: columns.has(index, HAS_PROBLEM),
    };
  }

  /** Clears the ended exchanges and the counts. Open ones continue. */
  clear(): Cleared {
    this.#forgetCleared();
    const open = new Set(this.lists.open);
    const found = this.store.clear(open);
    const lists = this.lists.clear();
    const latencies = this.latencies.clear();
    return {
      restore: () => {
        found();
        lists.restore();
        latencies.restore();
      },
      forget: () => {
        this.#forgetCleared();
      },
    };
  }

  /** Cleared exchanges in chunks with open ones are forgotten with the chunk. */
  #forgetCleared(): void {
    while (this.store.isOldestChunkCleared) this.#forgetChunk();
    for (const exchange of this.store.clearedKept) this.#forgetKept(exchange);
  }

  #end(exchange: number, columns: ExchangeColumns, index: number, state: ExchangeState): void {
    columns.setState(index, state);
    this.lists.ended(exchange);
    this.#changed(exchange);
    if (exchange >= this.store.firstHeld) return;
    this.#lateEnded.push(exchange);
    while (this.#lateEnded.length > this.#bounds.lateEnded) {
      const oldest = this.#lateEnded.shift() ?? 0;
      this.release(oldest);
    }
  }

  /** Releases an exchange that was kept without its packets. */
  release(exchange: number): void {
    if (!this.store.isKept(exchange) || this.lists.open.has(exchange)) return;
    if (!this.#bounds.isWanted(exchange)) this.#forgetKept(exchange);
  }

  #forgetOld(): void {
    const { store } = this;
    while (
      store.inChunks > this.#bounds.most ||
      (store.inChunks > 0 && store.pooledSteps > MOST_STEPS) ||
      (store.inChunks > this.#bounds.withoutPackets &&
        store.oldestChunkIsBefore(this.#log.oldestHeld))
    ) {
      this.#forgetChunk();
    }
  }

  #forgetChunk(): void {
    const { store, lists } = this;
    store.forgetChunk((_exchange, columns, index) => {
      this.#names.release(columns.topic[index] ?? 0);
    }, this.#bounds.isWanted);
    lists.forget(store.firstHeld, (exchange) => store.isKept(exchange));
  }

  #forgetKept(exchange: number): void {
    this.store.forgetKept(exchange, (columns, index) => {
      this.#names.release(columns.topic[index] ?? 0);
    });
    this.lists.forgetOne(exchange);
  }
}

function stepAt({ number, time, stream, direction }: Seen, step: StepOf) {
  return {
    packet: number,
    time,
    stream: stream.ordinal,
    packetType: step.packetType,
    direction,
    dup: step.dup ?? false,
    code: step.code ?? 0,
  };
}
