/** Exchanges in columns, with their steps: found by their number, forgotten from the oldest on. */
import type { Direction } from '../direction.ts';
import type { ExchangeKind } from './exchange.ts';
import { BYTES_PER_EXCHANGE, ExchangeColumns, FIRST_HAS_DUP, POOLED } from './exchangeColumns.ts';
import { type Step, StepPool } from './stepPool.ts';

const ROWS = 1024;
/** Steps of one exchange; of what comes between the first ones and the last only the number is kept. */
const MOST_STEPS = 1_000;
const LONGEST_DELTA = 2 ** 32 - 1;

export interface FirstPacket {
  readonly kind: ExchangeKind;
  readonly qos: number;
  /** 0: none. */
  readonly packetId: number;
  /** Interned; 0: none. The store takes over this use of the name. */
  readonly topic: number;
}

/** The place of an exchange: good until the next one begins or some are forgotten. */
export interface Place {
  readonly columns: ExchangeColumns;
  readonly index: number;
}

/** The packet type that usually comes next; 0: none. */
function usualNext(columns: ExchangeColumns, index: number): number {
  const steps = columns.steps(index);
  switch (columns.kind(index)) {
    case 'publish':
      if (columns.qos(index) === 2) return steps < 4 ? 4 + steps : 0;
      return steps === 1 ? 4 : 0;
    case 'connect':
      return steps === 1 ? 2 : 0;
    case 'subscribe':
      return steps === 1 ? 9 : 0;
    case 'unsubscribe':
      return steps === 1 ? 11 : 0;
    case 'ping':
      return steps === 1 ? 13 : 0;
    case 'auth':
      return 0;
  }
}

const FIRST_TYPES = { connect: 1, publish: 3, subscribe: 8, unsubscribe: 10, ping: 12, auth: 15 };

const otherWay = (direction: Direction): Direction => (direction === 'out' ? 'in' : 'out');

export class ExchangeStore {
  readonly #pool = new StepPool();
  #chunks: ExchangeColumns[] = [];
  /** Which chunk, counted from the first exchange ever, `#chunks[0]` is. */
  #firstChunk = 0;
  #next = 1;
  /** Those that were open or wanted when their chunk was forgotten: where they lie now. */
  readonly #kept = new Map<number, number>();
  #keptChunks: ExchangeColumns[] = [];
  #free: number[] = [];

  get nextNumber(): number {
    return this.#next;
  }

  /** The oldest number that has a place in the chunks. */
  get firstHeld(): number {
    return Math.min(this.#next, this.#firstChunk * ROWS + 1);
  }

  /** Older than `firstHeld`, yet there, oldest first. */
  get kept(): readonly number[] {
    return [...this.#kept.keys()].toSorted((a, b) => a - b);
  }

  /** Bytes. */
  get allocated(): number {
    const chunks = this.#chunks.length + this.#keptChunks.length;
    return chunks * ROWS * BYTES_PER_EXCHANGE + this.#pool.allocated;
  }

  get pooledSteps(): number {
    return this.#pool.count;
  }

  /** Undefined for one that is not there any more. */
  place(exchange: number): Place | undefined {
    const columns = this.columns(exchange);
    return columns && { columns, index: this.index(exchange) };
  }

  columns(exchange: number): ExchangeColumns | undefined {
    if (exchange >= this.#next || exchange < 1) return undefined;
    const chunk = this.#chunks[Math.floor((exchange - 1) / ROWS) - this.#firstChunk];
    if (chunk !== undefined) return chunk;
    const slot = this.#kept.get(exchange);
    return slot === undefined ? undefined : this.#keptChunks[Math.floor(slot / ROWS)];
  }

  /** Of one that has columns. */
  index(exchange: number): number {
    if (exchange > this.#firstChunk * ROWS) return (exchange - 1) % ROWS;
    return (this.#kept.get(exchange) ?? 0) % ROWS;
  }

  /** @returns whether the next one opens a chunk */
  get isChunkFull(): boolean {
    return Math.floor((this.#next - 1) / ROWS) - this.#firstChunk >= this.#chunks.length;
  }

  /** @returns its number */
  begin(
    first: FirstPacket,
    direction: Direction,
    packet: number,
    time: number,
    stream: number,
    dup: boolean,
  ): number {
    if (this.isChunkFull) {
      if (this.#chunks.length === 0) this.#firstChunk = Math.floor((this.#next - 1) / ROWS);
      this.#chunks.push(new ExchangeColumns(ROWS));
    }
    const exchange = this.#next;
    this.#next = exchange + 1;
    const columns = this.#chunks[this.#chunks.length - 1];
    if (columns === undefined) throw new Error('There is no chunk for a new exchange.');
    const index = (exchange - 1) % ROWS;
    columns.packet[index] = packet;
    columns.start[index] = time;
    columns.last[index] = time;
    columns.topic[index] = first.topic;
    columns.stream[index] = stream;
    columns.packetId[index] = first.packetId;
    columns.setInfo(index, first.kind, direction, first.qos);
    columns.setSteps(index, 1);
    if (dup) columns.set(index, FIRST_HAS_DUP);
    return exchange;
  }

  /** Adds a packet. Once the exchange has ended, its end stays where it is. */
  add(exchange: number, step: Step): void {
    const columns = this.columns(exchange);
    if (columns === undefined) return;
    const index = this.index(exchange);
    if (columns.isOpen(index) && this.#addUsual(columns, index, step)) return;
    if (!columns.has(index, POOLED)) this.#pooled(columns, index);
    if (columns.isOpen(index)) columns.last[index] = step.time;
    const count = columns.fourth[index] ?? 0;
    columns.fourth[index] = count + 1;
    if (count >= MOST_STEPS && columns.isOpen(index) && step.dup) return;
    if (count >= MOST_STEPS * 2) return;
    const place = this.#pool.add(step);
    this.#pool.link(columns.third[index] ?? 0, place);
    columns.third[index] = place;
  }

  /** An exchange whose first packet is not the usual one. */
  addFirst(exchange: number, step: Step): void {
    const columns = this.columns(exchange);
    if (columns === undefined) return;
    const index = this.index(exchange);
    const place = this.#pool.add(step);
    columns.set(index, POOLED);
    columns.second[index] = place;
    columns.third[index] = place;
    columns.fourth[index] = 1;
  }

  /** Of one that is there; first to last. */
  steps(exchange: number): Step[] {
    const columns = this.columns(exchange);
    if (columns === undefined) return [];
    const index = this.index(exchange);
    if (!columns.has(index, POOLED)) return this.#usualSteps(columns, index);
    const steps: Step[] = [];
    for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
      steps.push(this.#pool.step(at));
    }
    return steps;
  }

  /** Tells the numbers of its packets; first to last. */
  eachPacket(exchange: number, visit: (packet: number) => void): void {
    const columns = this.columns(exchange);
    if (columns === undefined) return;
    const index = this.index(exchange);
    if (columns.has(index, POOLED)) {
      for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
        visit(this.#pool.packet(at));
      }
      return;
    }
    const first = columns.packet[index] ?? 0;
    const steps = columns.steps(index);
    visit(first);
    if (steps > 1) visit(first + (columns.second[index] ?? 0));
    if (steps > 2) visit(first + (columns.third[index] ?? 0));
    if (steps > 3) visit(first + (columns.fourth[index] ?? 0));
  }

  /** Which of its steps a packet is, from 1; 0: none that is known. */
  stepOf(exchange: number, packet: number): number {
    const columns = this.columns(exchange);
    if (columns === undefined) return 0;
    const index = this.index(exchange);
    if (!columns.has(index, POOLED)) {
      const delta = packet - (columns.packet[index] ?? 0);
      if (delta === 0) return 1;
      if (delta === columns.second[index]) return 2;
      if (delta === columns.third[index]) return 3;
      return delta === columns.fourth[index] ? 4 : 0;
    }
    let step = 1;
    for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
      if (this.#pool.packet(at) === packet) return step;
      step += 1;
    }
    return 0;
  }

  /** The newest packet of it. */
  lastStep(exchange: number): Step | undefined {
    const columns = this.columns(exchange);
    if (columns === undefined) return undefined;
    const index = this.index(exchange);
    if (columns.has(index, POOLED)) return this.#pool.step(columns.third[index] ?? 0);
    return this.#usualSteps(columns, index).at(-1);
  }

  /** The stream of its newest packet; 0 where it is not there any more. */
  lastStream(exchange: number): number {
    const columns = this.columns(exchange);
    if (columns === undefined) return 0;
    const index = this.index(exchange);
    const isPooled = columns.has(index, POOLED);
    return isPooled ? this.#pool.stream(columns.third[index] ?? 0) : (columns.stream[index] ?? 0);
  }

  lastPacket(columns: ExchangeColumns, index: number): number {
    if (columns.has(index, POOLED)) return this.#pool.packet(columns.third[index] ?? 0);
    const steps = columns.steps(index);
    const first = columns.packet[index] ?? 0;
    if (steps === 1) return first;
    const column = steps === 2 ? columns.second : steps === 3 ? columns.third : columns.fourth;
    return first + (column[index] ?? 0);
  }

  /** Whether all packets of the oldest chunk are older than this one. */
  oldestChunkIsBefore(packet: number): boolean {
    const [chunk] = this.#chunks;
    if (chunk === undefined || (chunk.packet[ROWS - 1] ?? 0) >= packet) return false;
    for (let index = 0; index < ROWS; index += 1) {
      if (this.lastPacket(chunk, index) >= packet) return false;
    }
    return true;
  }

  /**
   * Forgets the oldest chunk; the open ones of it stay, and those that are wanted.
   * @param forgotten is told each that goes, while it is still there
   */
  forgetChunk(
    forgotten: (exchange: number, columns: ExchangeColumns, index: number) => void,
    isWanted: (exchange: number) => boolean = () => false,
  ): void {
    const [chunk] = this.#chunks;
    if (chunk === undefined) return;
    const first = this.#firstChunk * ROWS + 1;
    const staying: number[] = [];
    for (let index = 0; index < ROWS && first + index < this.#next; index += 1) {
      if (chunk.isOpen(index) || isWanted(first + index)) {
        staying.push(index);
        continue;
      }
      forgotten(first + index, chunk, index);
      if (chunk.has(index, POOLED)) this.#pool.release(chunk.second[index] ?? 0);
    }
    for (const index of staying) this.#keep(first + index, chunk, index);
    this.#chunks.shift();
    this.#firstChunk += 1;
    // A chunk that was not full leaves a gap in the numbers.
    this.#next = Math.max(this.#next, this.#firstChunk * ROWS + 1);
  }

  /** Forgets one that was kept beyond its chunk. */
  forgetKept(exchange: number): void {
    const slot = this.#kept.get(exchange);
    const columns = this.columns(exchange);
    if (slot === undefined || columns === undefined) return;
    const index = slot % ROWS;
    if (columns.has(index, POOLED)) this.#pool.release(columns.second[index] ?? 0);
    this.#kept.delete(exchange);
    this.#free.push(slot);
    if (this.#kept.size > 0) return;
    this.#keptChunks = [];
    this.#free = [];
  }

  get heldInChunks(): number {
    return this.#next - this.firstHeld;
  }

  isKept(exchange: number): boolean {
    return this.#kept.has(exchange);
  }

  #keep(exchange: number, chunk: ExchangeColumns, index: number): void {
    if (this.#free.length === 0) {
      const from = this.#keptChunks.length * ROWS;
      this.#keptChunks.push(new ExchangeColumns(ROWS));
      for (let slot = from + ROWS - 1; slot >= from; slot -= 1) this.#free.push(slot);
    }
    const slot = this.#free.pop() ?? 0;
    this.#kept.set(exchange, slot);
    this.#keptChunks[Math.floor(slot / ROWS)]?.copyRow(slot % ROWS, chunk, index);
  }

  /** @returns whether it could be kept in the columns */
  #addUsual(columns: ExchangeColumns, index: number, step: Step): boolean {
    if (columns.has(index, POOLED)) return false;
    const delta = step.packet - (columns.packet[index] ?? 0);
    if (
      step.packetType !== usualNext(columns, index) ||
      step.dup ||
      step.stream !== columns.stream[index] ||
      delta > LONGEST_DELTA
    ) {
      return false;
    }
    const steps = columns.steps(index);
    const after = (columns.last[index] ?? 0) - (columns.start[index] ?? 0);
    if (steps === 1) columns.second[index] = delta;
    else if (steps === 2) {
      columns.third[index] = delta;
      columns.secondAfter[index] = after;
    } else {
      columns.fourth[index] = delta;
      columns.thirdAfter[index] = after;
    }
    columns.codes[index * 3 + steps - 1] = step.code;
    columns.last[index] = step.time;
    columns.setSteps(index, steps + 1);
    return true;
  }

  /** Moves its steps to the pool. */
  #pooled(columns: ExchangeColumns, index: number): void {
    const places = this.#usualSteps(columns, index).map((step) => this.#pool.add(step));
    for (const [at, place] of places.entries()) {
      const next = places[at + 1];
      if (next !== undefined) this.#pool.link(place, next);
    }
    columns.second[index] = places[0] ?? 0;
    columns.third[index] = places.at(-1) ?? 0;
    columns.fourth[index] = places.length;
    columns.set(index, POOLED);
  }

  #usualSteps(columns: ExchangeColumns, index: number): Step[] {
    const count = columns.steps(index);
    const first = columns.packet[index] ?? 0;
    const start = columns.start[index] ?? 0;
    const direction = columns.direction(index);
    const kind = columns.kind(index);
    const stream = columns.stream[index] ?? 0;
    const deltas = [0, columns.second[index], columns.third[index], columns.fourth[index]];
    const after = [0, columns.secondAfter[index], columns.thirdAfter[index]];
    return Array.from({ length: count }, (_, at): Step => {
      const isLast = at === count - 1;
      return {
        packet: first + (deltas[at] ?? 0),
        time: isLast ? (columns.last[index] ?? 0) : start + (after[at] ?? 0),
        stream,
        packetType: typeAt(kind, columns.qos(index), at),
        direction: at % 2 === 0 ? direction : otherWay(direction),
        dup: at === 0 && columns.has(index, FIRST_HAS_DUP),
        code: at === 0 ? 0 : (columns.codes[index * 3 + at - 1] ?? 0),
      };
    });
  }
}

function typeAt(kind: ExchangeKind, qos: number, at: number): number {
  const first = FIRST_TYPES[kind];
  return kind === 'publish' && qos === 2 && at > 0 ? 4 + at : first + at;
}
