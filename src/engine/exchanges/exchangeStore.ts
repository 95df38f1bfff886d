/**
 * Stores exchanges in columns, with their steps. They are found by number and forgotten from the oldest on.
 */
import type { Direction } from '../log/columns/direction.ts';
import type { ExchangeKind } from './exchange.ts';
import { BYTES_PER_EXCHANGE, ExchangeColumns, FIRST_HAS_DUP } from './exchangeColumns.ts';
import { ExchangeSteps } from './exchangeSteps.ts';
import type { Step } from './stepPool.ts';

const USUAL_ROWS = 1024;

export interface FirstPacket {
  readonly kind: ExchangeKind;
  readonly qos: number;
  /** 0: none. */
  readonly packetId: number;
  /** Interned topic; 0: none. The store owns this use of the name. */
  readonly topic: number;
}

/** Place and time of a packet. */
interface UsualStep {
  readonly stream: { readonly ordinal: number };
  readonly number: number;
  readonly time: number;
}

/** The location of an exchange. It is invalid after the next one begins or any are forgotten. */
export interface Place {
  readonly columns: ExchangeColumns;
  readonly index: number;
}

export class ExchangeStore {
  readonly #rows: number;
  readonly #steps = new ExchangeSteps();
  #chunks: ExchangeColumns[] = [];
  /** Index of `#chunks[0]`, counted from the first exchange ever. */
  #firstChunk = 0;
  #next = 1;
  /** Locations of exchanges that were open or wanted when their chunk was forgotten. */
  readonly #kept = new Map<number, number>();
  #keptChunks: ExchangeColumns[] = [];
  #free: number[] = [];
  /** Older exchanges were cleared and may be restored. Only open ones are still found. */
  #clearedBelow = 0;
  #keptOpen = new Set<number>();

  /** @param rows rows of a chunk */
  constructor(rows = USUAL_ROWS) {
    this.#rows = rows;
  }

  get nextNumber(): number {
    return this.#next;
  }

  /** The oldest number in the chunks that was not cleared. */
  get firstHeld(): number {
    return Math.max(this.#firstInChunks, this.#clearedBelow);
  }

  get #firstInChunks(): number {
    return Math.min(this.#next, this.#firstChunk * this.#rows + 1);
  }

  /** Older exchanges than `firstHeld` that are still available, oldest first. */
  get kept(): readonly number[] {
    const old = new Set([...this.#kept.keys(), ...this.#keptOpen]);
    return [...old].filter((exchange) => this.isKept(exchange)).toSorted((a, b) => a - b);
  }

  /** Cleared exchanges that are kept without their chunk. */
  get clearedKept(): readonly number[] {
    return [...this.#kept.keys()].filter((exchange) => this.#isCleared(exchange));
  }

  /** Bytes. */
  get allocated(): number {
    const chunks = this.#chunks.length + this.#keptChunks.length;
    return chunks * this.#rows * BYTES_PER_EXCHANGE + this.#steps.allocated;
  }

  get pooledSteps(): number {
    return this.#steps.pooled;
  }

  /** Undefined if it is no longer available. */
  place(exchange: number): Place | undefined {
    const columns = this.columns(exchange);
    return columns && { columns, index: this.index(exchange) };
  }

  columns(exchange: number): ExchangeColumns | undefined {
    return this.#isCleared(exchange) ? undefined : this.#columnsOf(exchange);
  }

  #isCleared(exchange: number): boolean {
    return exchange < this.#clearedBelow && !this.#keptOpen.has(exchange);
  }

  #columnsOf(exchange: number): ExchangeColumns | undefined {
    if (exchange >= this.#next || exchange < 1) return undefined;
    const chunk = this.#chunks[Math.floor((exchange - 1) / this.#rows) - this.#firstChunk];
    if (chunk !== undefined) return chunk;
    const slot = this.#kept.get(exchange);
    return slot === undefined ? undefined : this.#keptChunks[Math.floor(slot / this.#rows)];
  }

  /** Index of an exchange with columns. */
  index(exchange: number): number {
    if (exchange > this.#firstChunk * this.#rows) return (exchange - 1) % this.#rows;
    return (this.#kept.get(exchange) ?? 0) % this.#rows;
  }

  /** @returns whether the next exchange starts a chunk */
  get isChunkFull(): boolean {
    return Math.floor((this.#next - 1) / this.#rows) - this.#firstChunk >= this.#chunks.length;
  }

  /** @returns the number of the exchange */
  begin(
    first: FirstPacket,
    direction: Direction,
    packet: number,
    time: number,
    stream: number,
    dup: boolean,
  ): number {
    if (this.isChunkFull) {
      if (this.#chunks.length === 0) this.#firstChunk = Math.floor((this.#next - 1) / this.#rows);
      this.#chunks.push(new ExchangeColumns(this.#rows));
    }
    const exchange = this.#next;
    this.#next = exchange + 1;
    const columns = this.#chunks[this.#chunks.length - 1];
    if (columns === undefined) throw new Error('There is no chunk for a new exchange.');
    const index = (exchange - 1) % this.#rows;
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

  /** Adds a packet. The time of the end does not change after the exchange has ended. */
  add(exchange: number, step: Step): void {
    const columns = this.columns(exchange);
    if (columns !== undefined) this.#steps.add(columns, this.index(exchange), step);
  }

  /** Adds the next packet of a usual course. @returns false if it is another packet, which was not added */
  addUsual(
    columns: ExchangeColumns,
    index: number,
    packetType: number,
    { number, time, stream }: UsualStep,
  ): boolean {
    return this.#steps.addUsual(columns, index, packetType, stream.ordinal, number, time);
  }

  /** Begins an exchange whose first packet is not the usual one. */
  addFirst(exchange: number, step: Step): void {
    const columns = this.columns(exchange);
    if (columns !== undefined) this.#steps.addFirst(columns, this.index(exchange), step);
  }

  /** From first to last; empty if it is no longer available. */
  steps(exchange: number): Step[] {
    const columns = this.columns(exchange);
    return columns === undefined ? [] : this.#steps.list(columns, this.index(exchange));
  }

  /** Visits the numbers of its packets, from first to last. */
  eachPacket(exchange: number, visit: (packet: number) => void): void {
    const columns = this.columns(exchange);
    if (columns !== undefined) this.#steps.eachPacket(columns, this.index(exchange), visit);
  }

  /** The step of a packet, from 1; 0: unknown. */
  stepOf(exchange: number, packet: number): number {
    const columns = this.columns(exchange);
    return columns === undefined ? 0 : this.#steps.stepOf(columns, this.index(exchange), packet);
  }

  /** Its newest packet. */
  lastStep(exchange: number): Step | undefined {
    const columns = this.columns(exchange);
    return columns && this.#steps.last(columns, this.index(exchange));
  }

  /** Stream of its newest packet; 0 if it is no longer available. */
  lastStream(exchange: number): number {
    const columns = this.columns(exchange);
    return columns === undefined ? 0 : this.#steps.lastStream(columns, this.index(exchange));
  }

  /** True if all packets of the oldest chunk are older than this one. */
  oldestChunkIsBefore(packet: number): boolean {
    const [chunk] = this.#chunks;
    if (chunk === undefined || (chunk.packet[this.#rows - 1] ?? 0) >= packet) return false;
    for (let index = 0; index < this.#rows; index += 1) {
      if (this.#steps.lastPacket(chunk, index) >= packet) return false;
    }
    return true;
  }

  /**
   * Forgets the oldest chunk, except open and wanted exchanges.
   * @param forgotten called with each forgotten exchange, before it is removed
   */
  forgetChunk(
    forgotten: (exchange: number, columns: ExchangeColumns, index: number) => void,
    isWanted: (exchange: number) => boolean = () => false,
  ): void {
    const [chunk] = this.#chunks;
    if (chunk === undefined) return;
    const first = this.#firstChunk * this.#rows + 1;
    const staying: number[] = [];
    for (let index = 0; index < this.#rows && first + index < this.#next; index += 1) {
      if (chunk.isOpen(index) || isWanted(first + index) || this.#keptOpen.has(first + index)) {
        staying.push(index);
        continue;
      }
      forgotten(first + index, chunk, index);
      this.#steps.release(chunk, index);
    }
    for (const index of staying) this.#keep(first + index, chunk, index);
    this.#chunks.shift();
    this.#firstChunk += 1;
    // An incomplete chunk leaves a gap in the numbers.
    this.#next = Math.max(this.#next, this.#firstChunk * this.#rows + 1);
  }

  /**
   * Forgets an exchange that was kept without its chunk, or over Clear.
   * @param forgotten called before it is removed
   */
  forgetKept(exchange: number, forgotten: (columns: ExchangeColumns, index: number) => void): void {
    const slot = this.#kept.get(exchange);
    const columns = this.#columnsOf(exchange);
    this.#keptOpen.delete(exchange);
    if (slot === undefined || columns === undefined) return;
    const index = slot % this.#rows;
    forgotten(columns, index);
    this.#steps.release(columns, index);
    this.#kept.delete(exchange);
    this.#free.push(slot);
    if (this.#kept.size > 0) return;
    this.#keptChunks = [];
    this.#free = [];
  }

  /**
   * Hides all exchanges, with exceptions.
   * @returns a function that makes them available again
   */
  clear(staysOpen: ReadonlySet<number>): () => void {
    const before = this.#clearedBelow;
    const keptBefore = this.#keptOpen;
    this.#clearedBelow = this.#next;
    this.#keptOpen = new Set(staysOpen);
    return () => {
      this.#clearedBelow = before;
      this.#keptOpen = keptBefore;
    };
  }

  /** True if the oldest chunk holds only cleared exchanges. */
  get isOldestChunkCleared(): boolean {
    const end = Math.min(this.#next, (this.#firstChunk + 1) * this.#rows + 1);
    return this.#chunks.length > 0 && end <= this.#clearedBelow;
  }

  get heldInChunks(): number {
    return this.#next - this.firstHeld;
  }

  /** Number of exchanges in the chunks, including cleared ones that may be restored. */
  get inChunks(): number {
    return this.#next - this.#firstInChunks;
  }

  isKept(exchange: number): boolean {
    return exchange < this.firstHeld && this.columns(exchange) !== undefined;
  }

  #keep(exchange: number, chunk: ExchangeColumns, index: number): void {
    if (this.#free.length === 0) {
      const from = this.#keptChunks.length * this.#rows;
      this.#keptChunks.push(new ExchangeColumns(this.#rows));
      for (let slot = from + this.#rows - 1; slot >= from; slot -= 1) this.#free.push(slot);
    }
    const slot = this.#free.pop() ?? 0;
    this.#kept.set(exchange, slot);
    this.#keptChunks[Math.floor(slot / this.#rows)]?.copyRow(slot % this.#rows, chunk, index);
  }
}
