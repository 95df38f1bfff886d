/**
 * Reads the spill file of a packet log that is gone (`../../log/spill/spillFormat.ts`): the head, then the
 * pages of packets in the order of their numbers.
 */
import { CONNECT } from '../../../mqtt/tables/typeNumbers.ts';
import { LOST, MASKED, UNFRAMED, versionOf, WITHHELD } from '../../log/columns/packetColumns.ts';
import { readRows, type SpilledRow, type StreamNote } from '../../log/spill/spilledRows.ts';
import {
  checksum,
  HEAD_SIZE,
  PAGE_HEAD,
  type PageHead,
  type ReadHead,
  readHead,
  readPageHead,
} from '../../log/spill/spillFormat.ts';
import { ByteQueue } from '../bytes/byteQueue.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type OpenedStream,
  type ReadPacket,
  UnreadableFile,
} from '../events/captureEvents.ts';
import { isRecord, parseOpened } from '../events/eventJson.ts';

/** A page with rows that were not emitted yet. */
interface PendingPage {
  readonly rows: readonly SpilledRow[];
  next: number;
  readonly bytes: Uint8Array;
  readonly streams: readonly StreamNote[];
}

const NO_PAGE: PendingPage = { rows: [], next: 0, bytes: new Uint8Array(0), streams: [] };

const numberOf = ({ rows, next }: PendingPage): number => rows[next]?.number ?? Infinity;

export class SpillReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #queue = new ByteQueue();
  #file: ReadHead | undefined;
  #page: PageHead | undefined;
  /** Number of the newest packet so far. */
  #last = 0;
  #first = 0;
  #emitted = 0;
  /** Rows in complete pages. */
  #rows = 0;
  #pending: PendingPage[] = [];
  /** By stream. `isAfterGap`: the next packet follows a gap. */
  readonly #open = new Map<number, { isAfterGap: boolean; closed: number }>();
  #nextClosed = Infinity;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    this.#file ??= this.#readHead();
    if (this.#file !== undefined) while (this.#readPage(this.#file));
    this.#queue.keep();
  }

  end(): void {
    const { length, offset } = this.#queue;
    if (this.#file === undefined) {
      throw new UnreadableFile({ key: 'cut-off-early', args: { byte: offset + length } });
    }
    if (length > 0) this.#endCut(this.#file);
    this.#emitBefore(Infinity);
    this.#closeUntil(Infinity);
    const { packets, next } = this.#file.counters;
    const damaged = Math.max(0, packets - this.#rows);
    const missing = this.#first === 0 ? 0 : next - this.#first - this.#emitted;
    if (damaged > 0) this.#note({ key: 'disk-damaged', args: { count: damaged } });
    if (missing > damaged) this.#note({ key: 'disk-memory', args: { count: missing - damaged } });
  }

  #note(fact: { key: 'disk-damaged' | 'disk-memory'; args: { count: number } }): void {
    this.#sink({ kind: 'note', note: 'truncated', fact });
  }

  #readHead(): ReadHead | undefined {
    const bytes = this.#queue.take(HEAD_SIZE);
    if (bytes === undefined) return undefined;
    const read = readHead(bytes);
    if (read === 'newer' || read === undefined) {
      throw new UnreadableFile(
        read === undefined
          ? { key: 'record-damaged', args: {} }
          : { key: 'newer-version', args: { version: 2, newest: 1 } },
      );
    }
    this.#sink({ kind: 'origin', wallClock: read.head.origin });
    return read;
  }

  #readPage(file: ReadHead): boolean {
    if (this.#page === undefined) {
      const bytes = this.#queue.peek(PAGE_HEAD);
      this.#page = bytes && readPageHead(bytes, file.head.id);
      if (bytes !== undefined && this.#page === undefined) this.#queue.skip(this.#queue.length);
    }
    const page = this.#page;
    if (page === undefined) return false;
    const whole = this.#queue.take(PAGE_HEAD + page.index + page.bytes)?.slice();
    if (whole === undefined) return false;
    this.#page = undefined;
    const index = whole.subarray(PAGE_HEAD, PAGE_HEAD + page.index);
    const bytes = whole.subarray(PAGE_HEAD + page.index);
    if (checksum(bytes, checksum(index)) === page.checksum) this.#packets(file, index, bytes);
    return true;
  }

  /** Handles a file that ends within a page: complete packets are used. */
  #endCut(file: ReadHead): void {
    const page = this.#page;
    const rest = this.#queue.take(this.#queue.length)?.slice();
    if (page === undefined || rest === undefined || rest.length < PAGE_HEAD + page.index) return;
    const index = rest.subarray(PAGE_HEAD, PAGE_HEAD + page.index);
    this.#packets(file, index, rest.subarray(PAGE_HEAD + page.index));
  }

  /** Merges overlapping pages by number, because large packets have separate pages. */
  #packets({ counters }: ReadHead, index: Uint8Array, bytes: Uint8Array): void {
    const read = readRows(index);
    if (read === undefined) return;
    const { streams } = read;
    this.#rows += read.rows.filter(({ offset, size }) => offset + size <= bytes.length).length;
    const rows = read.rows.filter(({ number }) => number >= counters.oldest);
    this.#emitBefore(rows[0]?.number ?? 0);
    if (rows.length > 0) this.#pending.push({ rows, next: 0, bytes, streams });
  }

  #emitBefore(end: number): void {
    for (;;) {
      const page = this.#pending.reduce(
        (least, one) => (numberOf(one) < numberOf(least) ? one : least),
        NO_PAGE,
      );
      const row = page.rows[page.next];
      if (row === undefined || row.number >= end) break;
      page.next += 1;
      this.#row(row, page);
    }
    this.#pending = this.#pending.filter(({ rows, next }) => next < rows.length);
  }

  #row(row: SpilledRow, { bytes, streams }: PendingPage): void {
    const { number, offset, size } = row;
    // The rest of a truncated page is missing.
    if (number <= this.#last || offset + size > bytes.length) return;
    this.#jumpTo(number);
    this.#closeUntil(row.time);
    this.#packet(row, bytes.subarray(offset, offset + size), streams);
  }

  #jumpTo(number: number): void {
    const isNext = this.#first === 0 || number === this.#last + 1;
    if (this.#first === 0) this.#first = number;
    this.#last = number;
    this.#emitted += 1;
    if (isNext) return;
    for (const stream of this.#open.values()) stream.isAfterGap = true;
  }

  #packet(row: SpilledRow, bytes: Uint8Array, notes: readonly StreamNote[]): void {
    const { source, time, marks } = row;
    const stream = source >>> 1;
    const direction = (source & 1) === 1 ? 'out' : 'in';
    const isConnect = direction === 'out' && (bytes[0] ?? 0) >> 4 === CONNECT;
    const known = this.#open.get(stream) ?? this.#opened(row, isConnect, notes);
    const masked = (marks & MASKED) !== 0 && { masked: true as const };
    if ((marks & WITHHELD) !== 0) {
      this.#sink({ kind: 'withheld', stream, direction, time, bytes, faults: [], ...masked });
      return;
    }
    const packet: ReadPacket = {
      kind: 'packet',
      stream,
      direction,
      time,
      bytes,
      ...masked,
      ...((marks & LOST) !== 0 && { lost: true as const }),
      ...((marks & UNFRAMED) !== 0 && { partial: true as const }),
      ...(known.isAfterGap && { afterGap: true as const }),
    };
    known.isAfterGap = false;
    this.#sink(packet);
  }

  #opened({ source, time, marks }: SpilledRow, isConnect: boolean, notes: readonly StreamNote[]) {
    const stream = source >>> 1;
    const facts = notes.find(([of]) => of === stream)?.[1];
    const told = isRecord(facts) ? facts : {};
    const plain: OpenedStream = { kind: 'opened', stream, time, carrier: 'other' };
    const {
      fromStart,
      version: _version,
      ...opened
    } = parseOpened({ ...told, stream, time: told['opened'] ?? time }) ?? plain;
    const version = versionOf(marks);
    this.#sink({
      ...opened,
      ...(version !== undefined && { version }),
      ...(fromStart === true && isConnect && { fromStart: true }),
    });
    const { closed } = told;
    const known = { isAfterGap: false, closed: typeof closed === 'number' ? closed : Infinity };
    this.#open.set(stream, known);
    this.#nextClosed = Math.min(this.#nextClosed, known.closed);
    return known;
  }

  /** Closes the streams that ended before this time. */
  #closeUntil(time: number): void {
    if (time <= this.#nextClosed) return;
    this.#nextClosed = Infinity;
    for (const [stream, known] of this.#open) {
      if (known.closed < time) {
        this.#sink({ kind: 'closed', stream, time: known.closed });
        known.closed = Infinity;
      }
      this.#nextClosed = Math.min(this.#nextClosed, known.closed);
    }
  }
}
