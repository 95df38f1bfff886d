/** The packet log: a ring of rows in columns, and their exact bytes, within one budget of bytes. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
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
import { ByteSlabs } from './spill/byteSlabs.ts';
import type { Spilling, SpillStatus } from './spill/spilling.ts';

const KIB = 1024;
const DEFAULT_LOG_BUDGET = 256 * KIB * KIB;
/** Rows between two looks at the time. */
const AT_ONCE = 256;

/** Rows in their columns, from `from` up to before `to`: row `number` is at `number - origin`. */
export interface RowsInColumns {
  readonly columns: PacketColumns;
  readonly origin: number;
  readonly from: number;
  readonly to: number;
  /** Where their bytes are. */
  readonly slabs: ByteSlabs;
}

/** Where the next rows go. */
export interface OpenRows {
  readonly columns: PacketColumns;
  readonly index: number;
  /** So many fit in here. */
  readonly room: number;
  /** That what is staged lies in. */
  readonly slab: number;
}

/** Where rows go that are wanted beyond their eviction; they are found by their numbers as before. */
export interface KeepingPlace {
  wants(packet: number): boolean;
  /** Takes over the row's use of its topic. */
  keep(row: LogRow, exchange: number, bytes: Uint8Array, unframed: PacketProblem | undefined): void;
  row(packet: number): LogRow | undefined;
  view(packet: number): Uint8Array | undefined;
  notedProblems(packet: number): readonly PacketProblem[];
  columnsOf(packet: number): RowsInColumns | undefined;
}

/**
 * Rows are found by their number, or by their position since Clear (0: the first packet after it,
 * also when it has been discarded). When the budget is spent the oldest rows go; the newest packet
 * is always kept, even one that is larger than the whole budget.
 */
export class PacketLog {
  #budget: number;
  #most = Infinity;
  readonly #names: TopicNames;
  readonly #kept: KeepingPlace | undefined;
  readonly #rowsPerChunk: number;
  readonly #slabs: ByteSlabs;
  readonly #problems = new Map<number, readonly PacketProblem[]>();
  #chunks: PacketColumns[] = [];
  /** Which chunk, counted from the first packet ever, `#chunks[0]` is. */
  #firstChunk = 0;
  #spareChunk: PacketColumns | undefined;
  #clearedAt = 0;
  /** Rows before `#oldest` were cleared, and may come back while there is room for them. */
  #first = 1;
  /** Rows before it were cleared and forgotten: they are still to be let go. */
  #forgotten = 1;
  #oldest = 1;
  #next = 1;
  #packetBytes = 0;
  #firstTime = 0;
  /** Since Clear. */
  #withheld = 0;
  /** Of rows that were cleared. */
  #clearedBytes = 0;
  #spilling: Spilling | undefined;
  /** Of what was spilled before it ended. */
  #spillStatus: SpillStatus | undefined;
  /** Called before a row goes, or leaves memory, whose message may wait in the log. @param size bytes */
  onGoing: ((number: number, topic: number, size: number) => void) | undefined;

  /** @param budget bytes of memory for columns and slabs */
  constructor(names: TopicNames, budget: number = DEFAULT_LOG_BUDGET, kept?: KeepingPlace) {
    this.#budget = budget;
    this.#names = names;
    this.#kept = kept;
    // Small budgets (tests, many connections) want small units: about 64 of each.
    this.#rowsPerChunk = powerOfTwo(budget / 64 / BYTES_PER_ROW, 32, 8192);
    this.#slabs = new ByteSlabs(powerOfTwo(budget / 64, 512, KIB * KIB));
  }

  /** Bytes of memory for columns and slabs. */
  get budget(): number {
    return this.#budget;
  }

  /** More than before: nothing is discarded for it. */
  enlarge(budget: number): void {
    this.#budget = Math.min(this.#most, Math.max(this.#budget, budget));
  }

  /** No more from now on than a person wants, where the rest goes to a file. */
  shrink(most: number): void {
    this.#most = most;
    this.#budget = Math.min(this.#budget, most);
  }

  /** Packets since Clear, discarded ones included. */
  get total(): number {
    return this.#next - 1 - this.#clearedAt;
  }

  /** Of these, packets that never were on the wire. */
  get withheld(): number {
    return this.#withheld;
  }

  /** Oldest packets discarded since Clear. */
  get discarded(): number {
    return this.#oldest - 1 - this.#clearedAt;
  }

  /** Time of the first packet since Clear, which may have been discarded; µs since the capture's origin. */
  get firstTime(): number {
    return this.#firstTime;
  }

  /** Number of the oldest packet that is still there; there is none where it equals `nextNumber`. */
  get oldestNumber(): number {
    return this.#oldest;
  }

  /** The same, cleared ones that may come back among them. */
  get oldestHeld(): number {
    return Math.max(this.#first, this.#forgotten);
  }

  get nextNumber(): number {
    return this.#next;
  }

  /** Bytes that the rows in the log take, their columns included. */
  get bytes(): number {
    return this.#packetBytes + (this.#next - this.#oldest) * BYTES_PER_ROW;
  }

  /** Bytes of memory that columns and slabs take, unused ends included. */
  get allocated(): number {
    const chunks = this.#chunks.length + (this.#spareChunk === undefined ? 0 : 1);
    return chunks * this.#rowsPerChunk * BYTES_PER_ROW + this.#slabs.allocated;
  }

  /**
   * The oldest go to a file from now on, instead of being discarded; once at most.
   * @param make is told the oldest row, and how many a chunk has
   */
  spill(make: (slabs: ByteSlabs, first: number, rows: number) => Spilling): void {
    this.#spilling ??= make(this.#slabs, this.#first, this.#rowsPerChunk);
  }

  /** None could be opened, though a person wanted one. */
  hasNoFile(): void {
    this.#spillStatus = { bytes: 0, fault: 'unopened' };
  }

  /** undefined: there is no file. */
  get spilled(): SpillStatus | undefined {
    const spilling = this.#spilling;
    if (spilling === undefined) return this.#spillStatus;
    return { bytes: spilling.bytes, fault: spilling.fault };
  }

  /**
   * Runs `cut` with bytes that packets are to be cut from, in which they lie as they will in the log: so they
   * are copied together, not each by itself.
   * @param cut its argument is only good while it runs
   */
  together(bytes: Uint8Array, cut: (staged: Uint8Array) => void): void {
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

  /** For packets of what is staged, whose columns are written from outside; undefined: nothing is. */
  openRows(): OpenRows | undefined {
    const slab = this.#slabs.stagedIn;
    if (slab === undefined) return undefined;
    this.#makeRoom(0);
    const columns = this.#chunkFor(this.#next);
    const index = this.#indexOf(this.#next);
    return { columns, index, room: this.#rowsPerChunk - index, slab };
  }

  /** @param bytes of all of them @param end of the last one, from the slab's beginning */
  wrote(rows: number, time: number, bytes: number, end: number): void {
    if (this.total === 0) this.#firstTime = time;
    this.#slabs.cut(rows, end);
    this.#packetBytes += bytes;
    this.#next += rows;
  }

  /** Of a row that is there. */
  timeOf(number: number): number {
    return this.#columnsAt(number)?.time[this.#indexOf(number)] ?? 0;
  }

  /** The row before on the same topic, of one whose message waits in the log. */
  before(number: number): number {
    return number - (this.#columnsAt(number)?.back[this.#indexOf(number)] ?? 0);
  }

  /** @returns the packet's number */
  append(bytes: Uint8Array, arrival: Arrival): number {
    return this.#append(bytes, arrival, arrival.hasProblem ? HAS_PROBLEM : 0);
  }

  /** Keeps bytes that no packet could be cut from, and why. */
  appendUnframed(bytes: Uint8Array, arrival: Arrival, problem: PacketProblem): number {
    const number = this.#append(bytes, arrival, HAS_PROBLEM | PROBLEM_NOTED | UNFRAMED);
    this.#problems.set(number, [problem]);
    return number;
  }

  /** Number of the packet at a position since Clear. */
  numberAt(position: number): number {
    return this.#clearedAt + position + 1;
  }

  /** What came around a packet shows that something is wrong with it, or that nothing is. */
  markProblem(number: number, isWrong: boolean): void {
    const rows = this.columnsOf(number);
    if (rows === undefined) return;
    const { marks } = rows.columns;
    const index = number - rows.origin;
    const others = (marks[index] ?? 0) & ~HAS_PROBLEM;
    marks[index] = isWrong ? others | HAS_PROBLEM : others;
    this.#changed(number, rows.columns);
  }

  /** Whether its row can be asked for; also of a packet that is kept beyond its eviction. */
  holds(number: number): boolean {
    return this.#has(number) || this.#kept?.row(number) !== undefined;
  }

  /** Also of a packet that is kept beyond its eviction; so do the others that ask by number. */
  row(number: number): LogRow | undefined {
    if (!this.#has(number)) return this.#kept?.row(number);
    const chunk = this.#columnsAt(number);
    return chunk && rowIn(chunk, this.#indexOf(number), number);
  }

  /** The columns that hold a row: only good until the next `append` or `clear`. */
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

  /** A view of the packet's exact bytes: only good until the next `append` or `clear`. */
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

  /** Says which exchange a packet belongs to. */
  setExchange(number: number, exchange: number): void {
    const columns = this.#has(number) ? this.#columnsAt(number) : undefined;
    if (columns === undefined) return;
    columns.exchange[this.#indexOf(number)] = exchange;
    this.#changed(number, columns);
  }

  /** What is wrong with a packet that cannot be seen from its bytes. */
  notedProblems(number: number): readonly PacketProblem[] {
    return this.#problems.get(number) ?? this.#kept?.notedProblems(number) ?? [];
  }

  /**
   * Empties the log; numbers go on. What it held stays within the budget until it is forgotten, and goes
   * first when room is needed. What was cleared before is forgotten; `letGo` gives back what it takes.
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
      bringBack: () => {
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
   * Gives back what forgotten rows take, as long as there is time: to read those in a file is long work.
   * @returns whether nothing is left of them
   */
  letGo(hasTime: () => boolean): boolean {
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

  /** Of a row that is there; undefined: the file that it lies in cannot be read. */
  #columnsAt(number: number): PacketColumns | undefined {
    const chunk = this.#chunkNumberOf(number);
    return this.#chunks[chunk - this.#firstChunk] ?? this.#spilling?.chunks.columns(chunk);
  }

  #changed(number: number, columns: PacketColumns): void {
    const chunk = this.#chunkNumberOf(number);
    if (chunk >= this.#firstChunk) return;
    this.#spilling?.chunks.changed(chunk, columns, this.#indexOf(number));
  }

  #chunkNumberOf(number: number): number {
    return Math.floor((number - 1) / this.#rowsPerChunk);
  }

  /** The chunk that the next row goes to, opened where needed. */
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

  /** Keeps to the budget before the next packet comes, as long as there is time. @returns whether that is done */
  makeRoom(hasTime: () => boolean): boolean {
    return this.#makeRoom(0, hasTime);
  }

  #makeRoom(length: number, hasTime?: () => boolean): boolean {
    while (this.#first < this.#next && this.#allocatedWith(length) > this.budget) {
      if (this.#spilling === undefined) this.#discardOldest();
      else if (!this.#spillOldest(this.#spilling)) return true;
      if (hasTime?.() === false) return false;
    }
    if (this.#first === this.#next && this.#allocatedWith(length) > this.budget) this.#empty();
    return true;
  }

  #allocatedWith(length: number): number {
    const needsChunk =
      this.#spareChunk === undefined &&
      this.#chunkNumberOf(this.#next) >= this.#firstChunk + this.#chunks.length;
    const chunk = needsChunk ? this.#rowsPerChunk * BYTES_PER_ROW : 0;
    return this.allocated + chunk + this.#slabs.cost(length);
  }

  /** @returns false: all that is in memory is needed there */
  #spillOldest(spilling: Spilling): boolean {
    if (spilling.isBroken) {
      this.#endSpilling(spilling);
      return true;
    }
    spilling.saw(this.#next);
    const slab = this.#slabs.oldestFull;
    const columns = this.#chunks.length > 1 ? this.#chunks[0] : undefined;
    const lastSlab = columns?.slab[this.#rowsPerChunk - 1] ?? 0;
    if (columns !== undefined && (slab === undefined || lastSlab < slab)) {
      const end = (this.#firstChunk + 1) * this.#rowsPerChunk + 1;
      while (spilling.next < end) this.#prepare(spilling);
      if (spilling.chunks.write(this.#firstChunk, columns)) this.#shiftChunk(columns);
      else this.#discardForFile(spilling);
      return true;
    }
    if (slab === undefined) return false;
    while (spilling.next < this.#next && !spilling.isReady(slab)) this.#prepare(spilling);
    if (!spilling.moveOut(slab)) this.#discardForFile(spilling);
    return true;
  }

  /** The next row. */
  #prepare(spilling: Spilling): void {
    const number = spilling.next;
    const columns = this.#chunkFor(number);
    const index = this.#indexOf(number);
    this.#tellGoing(number, columns, index);
    spilling.prepare({ columns, index });
  }

  /** There is no room for more in the file. */
  #discardForFile(spilling: Spilling): void {
    if (!spilling.isBroken) this.#discardOldest();
  }

  /** What lies in the file is lost, and memory is all there is again. */
  #endSpilling(spilling: Spilling): void {
    while (this.#first < spilling.next) this.#discardOldest();
    this.#spillStatus = { bytes: 0, fault: spilling.fault };
    this.#spilling = undefined;
    this.#slabs.spilled = undefined;
  }

  #tellGoing(number: number, { back, topic, size }: PacketColumns, index: number): void {
    if ((back[index] ?? 0) === 0) return;
    this.onGoing?.(number, topic[index] ?? NO_TOPIC, size[index] ?? 0);
  }

  #discardOldest(): void {
    const number = this.#first;
    const chunk = this.#columnsAt(number);
    const index = this.#indexOf(number);
    if (chunk !== undefined) this.#release(number, chunk, index);
    else if (number >= this.#oldest) this.#oldest = number + 1;
    this.#first = number + 1;
    const chunkNumber = this.#chunkNumberOf(number);
    if (this.#chunkNumberOf(number + 1) === chunkNumber) return;
    if (chunkNumber < this.#firstChunk) this.#spilling?.chunks.forget(chunkNumber);
    else if (chunk !== undefined) this.#shiftChunk(chunk);
  }

  #release(number: number, chunk: PacketColumns, index: number): void {
    const size = chunk.size[index] ?? 0;
    if (number >= (this.#spilling?.next ?? 0)) this.#tellGoing(number, chunk, index);
    if (!this.#keep(number)) this.#names.release(chunk.topic[index] ?? NO_TOPIC);
    const slab = chunk.slab[index] ?? 0;
    this.#spilling?.discards(number, slab);
    this.#slabs.release(slab);
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

  /** What was cleared is not kept. */
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

/** The largest power of two that is not above `value`, within bounds that are powers of two. */
function powerOfTwo(value: number, least: number, most: number): number {
  let power = least;
  while (power < most && power * 2 <= value) power *= 2;
  return power;
}
