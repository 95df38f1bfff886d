/** The packet log: a ring of rows in columns, and their exact bytes, within one memory budget. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { ByteSlabs } from './byteSlabs.ts';
import type { Cleared } from './columns/cleared.ts';
import {
  BYTES_PER_ROW,
  HAS_PROBLEM,
  PacketColumns,
  PROBLEM_NOTED,
  UNFRAMED,
} from './columns/packetColumns.ts';
import { type Arrival, type LogRow, rowIn, writeArrival } from './columns/packetRow.ts';
import { NO_TOPIC, type TopicNames } from './columns/topicNames.ts';

const KIB = 1024;
const DEFAULT_LOG_BUDGET = 256 * KIB * KIB;
/** Rows between two checks of the clock. */
const AT_ONCE = 256;

/** Rows in columns, from `from` up to before `to`. Row `number` is at index `number - origin`. */
export interface RowsInColumns {
  readonly columns: PacketColumns;
  readonly origin: number;
  readonly from: number;
  readonly to: number;
  /** The slabs with their bytes. */
  readonly slabs: ByteSlabs;
}

/** The place of the next rows. */
export interface OpenRows {
  readonly columns: PacketColumns;
  readonly index: number;
  /** Number of rows that fit. */
  readonly room: number;
  /** Slab of the staged bytes. */
  readonly slab: number;
}

/** Takes rows that are wanted after their eviction. They are still found by their numbers. */
export interface EvictionTarget {
  wants(packet: number): boolean;
  /** Takes over the row's use of its topic. */
  keep(row: LogRow, exchange: number, bytes: Uint8Array, unframed: PacketProblem | undefined): void;
  row(packet: number): LogRow | undefined;
  view(packet: number): Uint8Array | undefined;
  notedProblems(packet: number): readonly PacketProblem[];
  columnsOf(packet: number): RowsInColumns | undefined;
}

/**
 * Rows are found by their number, or by their position since Clear (0: the first packet after it, even if it
 * has been discarded). When the budget is exceeded, the oldest rows are discarded. The newest packet is
 * always kept, even if it is larger than the whole budget.
 */
export class PacketLog {
  #budget: number;
  readonly #names: TopicNames;
  readonly #kept: EvictionTarget | undefined;
  readonly #rowsPerChunk: number;
  readonly #slabs: ByteSlabs;
  readonly #problems = new Map<number, readonly PacketProblem[]>();
  #chunks: PacketColumns[] = [];
  /** Index of `#chunks[0]`, counted from the first packet ever. */
  #firstChunk = 0;
  #spareChunk: PacketColumns | undefined;
  #clearedAt = 0;
  /** Rows before `#oldest` were cleared, and can be restored while there is memory for them. */
  #first = 1;
  /** Rows before it were cleared and forgotten. They are not freed yet. */
  #forgotten = 1;
  #oldest = 1;
  #next = 1;
  #packetBytes = 0;
  #firstTime = 0;
  /** Number of withheld packets since Clear. */
  #withheld = 0;
  /** Bytes of cleared rows. */
  #clearedBytes = 0;
  /**
   * Called before a row whose message may wait in the log is discarded. @param size bytes
   */
  onGoing: ((number: number, topic: number, size: number) => void) | undefined;

  /** @param budget bytes of memory for columns and slabs */
  constructor(names: TopicNames, budget: number = DEFAULT_LOG_BUDGET, kept?: EvictionTarget) {
    this.#budget = budget;
    this.#names = names;
    this.#kept = kept;
    // Small budgets (tests, many connections) need small units: about 64 of each.
    this.#rowsPerChunk = powerOfTwo(budget / 64 / BYTES_PER_ROW, 32, 8192);
    this.#slabs = new ByteSlabs(powerOfTwo(budget / 64, 512, KIB * KIB));
  }

  /** Bytes of memory for columns and slabs. */
  get budget(): number {
    return this.#budget;
  }

  /** Raises the budget. Nothing is discarded. */
  enlarge(budget: number): void {
    this.#budget = Math.max(this.#budget, budget);
  }

  /** Packets since Clear, including discarded ones. */
  get total(): number {
    return this.#next - 1 - this.#clearedAt;
  }

  /** Number of packets since Clear that were never on the wire. */
  get withheld(): number {
    return this.#withheld;
  }

  /** Number of the oldest packets that were discarded since Clear. */
  get discarded(): number {
    return this.#oldest - 1 - this.#clearedAt;
  }

  /** Time of the first packet since Clear, which may have been discarded. µs since the capture's origin. */
  get firstTime(): number {
    return this.#firstTime;
  }

  /** Number of the oldest available packet. There is none if it equals `nextNumber`. */
  get oldestNumber(): number {
    return this.#oldest;
  }

  /** Like `oldestNumber`, including cleared packets that can be restored. */
  get oldestHeld(): number {
    return Math.max(this.#first, this.#forgotten);
  }

  get nextNumber(): number {
    return this.#next;
  }

  /** Bytes of the rows in the log, including their columns. */
  get bytes(): number {
    return this.#packetBytes + (this.#next - this.#oldest) * BYTES_PER_ROW;
  }

  /** Allocated memory of columns and slabs, including unused space, bytes. */
  get allocated(): number {
    const chunks = this.#chunks.length + (this.#spareChunk === undefined ? 0 : 1);
    return chunks * this.#rowsPerChunk * BYTES_PER_ROW + this.#slabs.allocated;
  }

  /**
   * Runs `cut` with bytes that contain packets, at their later place in the log, so that they are copied
   * together and not one by one.
   * @param cut its argument is only valid while it runs
   */
  batch(bytes: Uint8Array, cut: (staged: Uint8Array) => void): void {
    if (this.#slabs.isLarge(bytes.length)) {
      cut(bytes);
      return;
    }
    this.#makeRoom(bytes.length);
    try {
      cut(this.#slabs.stage(bytes));
    } finally {
      this.#slabs.unstage();
    }
  }

  /**
   * The place for packets of the staged bytes, whose columns are written from outside. Undefined if nothing
   * is staged.
   */
  openRows(): OpenRows | undefined {
    const slab = this.#slabs.stagedIn;
    if (slab === undefined) return undefined;
    this.#makeRoom(0);
    const columns = this.#chunkFor(this.#next);
    const index = this.#indexOf(this.#next);
    return { columns, index, room: this.#rowsPerChunk - index, slab };
  }

  /** @param bytes size of all of them @param end end of the last one, from the slab's beginning */
  wrote(rows: number, time: number, bytes: number, end: number): void {
    if (this.total === 0) this.#firstTime = time;
    this.#slabs.cut(rows, end);
    this.#packetBytes += bytes;
    this.#next += rows;
  }

  /** Time of a held row. */
  timeOf(number: number): number {
    return this.#columnsAt(number)?.time[this.#indexOf(number)] ?? 0;
  }

  /** Bytes of a held packet. */
  sizeOf(number: number): number {
    return this.#columnsAt(number)?.size[this.#indexOf(number)] ?? 0;
  }

  /** The previous row on the topic, for a row whose message waits in the log. */
  before(number: number): number {
    return number - (this.#columnsAt(number)?.back[this.#indexOf(number)] ?? 0);
  }

  /** @returns the packet's number */
  append(bytes: Uint8Array, arrival: Arrival): number {
    return this.#append(bytes, arrival, arrival.hasProblem ? HAS_PROBLEM : 0);
  }

  /** Stores bytes from which no packet could be cut, and the reason. */
  appendUnframed(bytes: Uint8Array, arrival: Arrival, problem: PacketProblem): number {
    const number = this.#append(bytes, arrival, HAS_PROBLEM | PROBLEM_NOTED | UNFRAMED);
    this.#problems.set(number, [problem]);
    return number;
  }

  /** Number of the packet at a position since Clear. */
  numberAt(position: number): number {
    return this.#clearedAt + position + 1;
  }

  /** Sets the problem mark after a packet's context has shown or disproved a problem. */
  markProblem(number: number, isWrong: boolean): void {
    const rows = this.columnsOf(number);
    if (rows === undefined) return;
    const { marks } = rows.columns;
    const index = number - rows.origin;
    const others = (marks[index] ?? 0) & ~HAS_PROBLEM;
    marks[index] = isWrong ? others | HAS_PROBLEM : others;
  }

  /** True if its row is available, including packets that are kept after their eviction. */
  holds(number: number): boolean {
    return this.#has(number) || this.#kept?.row(number) !== undefined;
  }

  /** Includes packets that are kept after their eviction, like all other methods that take a number. */
  row(number: number): LogRow | undefined {
    if (!this.#has(number)) return this.#kept?.row(number);
    const chunk = this.#columnsAt(number);
    return chunk && rowIn(chunk, this.#indexOf(number), number);
  }

  /** The columns of a row. Valid until the next `append` or `clear`. */
  columnsOf(number: number): RowsInColumns | undefined {
    if (!this.#has(number)) return this.#kept?.columnsOf(number);
    const columns = this.#columnsAt(number);
    if (columns === undefined) return undefined;
    const from = number - this.#indexOf(number);
    const to = Math.min(from + this.#rowsPerChunk, this.#next);
    return {
      columns,
      origin: from,
      from: Math.max(from, this.#oldest),
      to,
      slabs: this.#slabs,
    };
  }

  /** A view of the packet's exact bytes. Valid until the next `append` or `clear`. */
  view(number: number): Uint8Array | undefined {
    if (!this.#has(number)) return this.#kept?.view(number);
    const chunk = this.#columnsAt(number);
    if (chunk === undefined) return undefined;
    const index = this.#indexOf(number);
    return this.#slabs.view(
      chunk.slab[index] ?? 0,
      chunk.offset[index] ?? 0,
      chunk.size[index] ?? 0,
    );
  }

  /** Sets the exchange of a packet. */
  setExchange(number: number, exchange: number): void {
    const columns = this.#has(number) ? this.#columnsAt(number) : undefined;
    if (columns === undefined) return;
    columns.exchange[this.#indexOf(number)] = exchange;
  }

  /** Problems of a packet that its bytes do not show. */
  notedProblems(number: number): readonly PacketProblem[] {
    return this.#problems.get(number) ?? this.#kept?.notedProblems(number) ?? [];
  }

  /**
   * Empties the log. Numbers continue. The cleared rows stay within the budget until they are forgotten, and
   * are discarded first. Rows that were cleared earlier are forgotten, and `freeForgotten` frees them.
   */
  clear(): Cleared {
    this.#forgotten = this.#oldest;
    const before = {
      clearedAt: this.#clearedAt,
      withheld: this.#withheld,
      firstTime: this.total === 0 ? undefined : this.#firstTime,
    };
    this.#clearedBytes = this.#packetBytes;
    this.#packetBytes = 0;
    this.#oldest = this.#next;
    this.#clearedAt = this.#next - 1;
    this.#withheld = 0;
    return {
      restore: () => {
        this.#oldest = this.oldestHeld;
        this.#packetBytes += this.#clearedBytes;
        this.#clearedBytes = 0;
        this.#clearedAt = before.clearedAt;
        this.#withheld += before.withheld;
        this.#firstTime = before.firstTime ?? this.#firstTime;
      },
      forget: () => {
        this.#forgotten = this.#oldest;
        this.#clearedBytes = 0;
      },
    };
  }

  /**
   * Frees forgotten rows while there is time, because there may be millions.
   * @returns true when all are freed
   */
  freeForgotten(hasTime: () => boolean): boolean {
    while (this.#first < this.#forgotten) {
      this.#discardOldest();
      if (this.#first % AT_ONCE === 0 && !hasTime()) return false;
    }
    if (this.#first === this.#next) this.#empty();
    return true;
  }

  #empty(): void {
    this.#chunks = [];
    this.#spareChunk = undefined;
    this.#slabs.clear();
  }

  #append(bytes: Uint8Array, arrival: Arrival, marks: number): number {
    this.#makeRoom(this.#slabs.isStaged(bytes) ? 0 : bytes.length);
    const number = this.#next;
    if (this.total === 0) this.#firstTime = arrival.time;
    const chunk = this.#chunkFor(number);
    const index = this.#indexOf(number);
    const place = this.#slabs.store(bytes);
    chunk.size[index] = bytes.length;
    chunk.slab[index] = place.slab;
    chunk.offset[index] = place.offset;
    chunk.firstByte[index] = bytes[0] ?? 0;
    writeArrival(chunk, index, arrival, marks);
    if (arrival.withheld) this.#withheld += 1;
    this.#packetBytes += bytes.length;
    this.#next = number + 1;
    return number;
  }

  #has(number: number): boolean {
    return number >= this.#oldest && number < this.#next && Number.isInteger(number);
  }

  #indexOf(number: number): number {
    return (number - 1) % this.#rowsPerChunk;
  }

  /** Columns of an existing row. */
  #columnsAt(number: number): PacketColumns | undefined {
    return this.#chunks[this.#chunkNumberOf(number) - this.#firstChunk];
  }

  #chunkNumberOf(number: number): number {
    return Math.floor((number - 1) / this.#rowsPerChunk);
  }

  /** The chunk of the next row, created if necessary. */
  #chunkFor(number: number): PacketColumns {
    const wanted = this.#chunkNumberOf(number);
    if (this.#chunks.length === 0) this.#firstChunk = wanted;
    if (wanted === this.#firstChunk + this.#chunks.length) {
      this.#chunks.push(this.#spareChunk ?? new PacketColumns(this.#rowsPerChunk));
      this.#spareChunk = undefined;
    }
    const chunk = this.#chunks[wanted - this.#firstChunk];
    if (chunk === undefined) throw new Error(`The packet log has no chunk for row ${number}.`);
    return chunk;
  }

  /** Frees memory for the next packet. */
  #makeRoom(length: number): void {
    while (this.#first < this.#next && this.#allocatedWith(length) > this.budget) {
      this.#discardOldest();
    }
    if (this.#first === this.#next && this.#allocatedWith(length) > this.budget) this.#empty();
  }

  #allocatedWith(length: number): number {
    const needsChunk =
      this.#spareChunk === undefined &&
      this.#chunkNumberOf(this.#next) >= this.#firstChunk + this.#chunks.length;
    const chunk = needsChunk ? this.#rowsPerChunk * BYTES_PER_ROW : 0;
    return this.allocated + chunk + this.#slabs.cost(length);
  }

  #reportGoing(number: number, { back, topic, size }: PacketColumns, index: number): void {
    if ((back[index] ?? 0) === 0) return;
    this.onGoing?.(number, topic[index] ?? NO_TOPIC, size[index] ?? 0);
  }

  #discardOldest(): void {
    const number = this.#first;
    const chunk = this.#columnsAt(number);
    const index = this.#indexOf(number);
    if (chunk === undefined) throw new Error(`The packet log has no chunk for row ${number}.`);
    this.#release(number, chunk, index);
    this.#first = number + 1;
    if (this.#chunkNumberOf(number + 1) !== this.#chunkNumberOf(number)) this.#shiftChunk(chunk);
  }

  #release(number: number, chunk: PacketColumns, index: number): void {
    const size = chunk.size[index] ?? 0;
    this.#reportGoing(number, chunk, index);
    if (!this.#keep(number)) this.#names.release(chunk.topic[index] ?? NO_TOPIC);
    this.#slabs.release(chunk.slab[index] ?? 0);
    if (number < this.#oldest) {
      if (number >= this.#forgotten) this.#clearedBytes -= size;
    } else {
      this.#packetBytes -= size;
      this.#oldest = number + 1;
    }
    if (((chunk.marks[index] ?? 0) & PROBLEM_NOTED) !== 0) this.#problems.delete(number);
  }

  #shiftChunk(chunk: PacketColumns): void {
    this.#chunks.shift();
    this.#firstChunk += 1;
    this.#spareChunk ??= chunk;
  }

  /** Cleared rows are not kept. */
  #keep(number: number): boolean {
    if (number < this.#oldest || this.#kept?.wants(number) !== true) return false;
    const row = this.row(number);
    const bytes = this.view(number);
    if (row === undefined || bytes === undefined) return false;
    this.#kept.keep(
      row,
      row.exchange,
      bytes,
      row.unframed ? this.#problems.get(number)?.[0] : undefined,
    );
    return true;
  }
}

/** The largest power of two up to `value`, within bounds that are powers of two. */
function powerOfTwo(value: number, least: number, most: number): number {
  let power = least;
  while (power < most && power * 2 <= value) power *= 2;
  return power;
}
