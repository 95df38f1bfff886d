/**
 * Reads the spill file of a packet log that is gone (`../../log/spill/spillFormat.ts`): the head, then the
 * pages of packets in the order of their numbers.
 */
import { Heap } from '../../../base/heap.ts';
import { CONNECT } from '../../../mqtt/tables/typeNumbers.ts';
import { LOST, MASKED, UNFRAMED, versionOf, WITHHELD } from '../../log/columns/packetColumns.ts';
import { readRows, type SpilledRow } from '../../log/spill/spilledRows.ts';
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
  /** Position in the file. */
  readonly offset: number;
  readonly rows: readonly SpilledRow[];
  next: number;
  readonly bytes: Uint8Array;
  readonly facts: ReadonlyMap<number, unknown>;
}

const numberOf = ({ rows, next }: PendingPage): number => rows[next]?.number ?? Infinity;

const isPageBefore = (one: PendingPage, other: PendingPage): boolean =>
  numberOf(one) < numberOf(other) ||
  (numberOf(one) === numberOf(other) && one.offset < other.offset);

interface Closing {
  readonly stream: number;
  readonly closed: number;
}

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
  readonly #pending = new Heap(isPageBefore);
  /** Gaps between packet numbers so far. */
  #gaps = 0;
  /** By stream: the gaps before its last packet. */
  readonly #open = new Map<number, number>();
  readonly #closing = new Heap<Closing>((one, other) => one.closed < other.closed);

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
    this.#rows += read.rows.filter(({ offset, size }) => offset + size <= bytes.length).length;
    const rows = read.rows.filter(({ number }) => number >= counters.oldest);
    this.#emitBefore(rows[0]?.number ?? 0);
    const { offset } = this.#queue;
    const facts = new Map(read.streams);
    if (rows.length > 0) this.#pending.push({ offset, rows, next: 0, bytes, facts });
  }

  #emitBefore(end: number): void {
    for (let page = this.#pending.first; page; page = this.#pending.first) {
      const row = page.rows[page.next];
      if (row !== undefined && row.number >= end) break;
      this.#pending.pop();
      if (row === undefined) continue;
      page.next += 1;
      this.#pending.push(page);
      this.#row(row, page);
    }
  }

  #row(row: SpilledRow, { bytes, facts }: PendingPage): void {
    const { number, offset, size } = row;
    // The rest of a truncated page is missing.
    if (number <= this.#last || offset + size > bytes.length) return;
    this.#jumpTo(number);
    this.#closeUntil(row.time);
    this.#packet(row, bytes.subarray(offset, offset + size), facts);
  }

  #jumpTo(number: number): void {
    const isNext = this.#first === 0 || number === this.#last + 1;
    if (this.#first === 0) this.#first = number;
    this.#last = number;
    this.#emitted += 1;
    if (!isNext) this.#gaps += 1;
  }

  #packet(row: SpilledRow, bytes: Uint8Array, facts: PendingPage['facts']): void {
    const { source, time, marks } = row;
    const stream = source >>> 1;
    const direction = (source & 1) === 1 ? 'out' : 'in';
    const isConnect = direction === 'out' && (bytes[0] ?? 0) >> 4 === CONNECT;
    if (!this.#open.has(stream)) this.#opened(row, isConnect, facts.get(stream));
    const masked = (marks & MASKED) !== 0 && { masked: true as const };
    if ((marks & WITHHELD) !== 0) {
      this.#sink({ kind: 'withheld', stream, direction, time, bytes, faults: [], ...masked });
      return;
    }
    const isAfterGap = this.#open.get(stream) !== this.#gaps;
    this.#open.set(stream, this.#gaps);
    const packet: ReadPacket = {
      kind: 'packet',
      stream,
      direction,
      time,
      bytes,
      ...masked,
      ...((marks & LOST) !== 0 && { lost: true as const }),
      ...((marks & UNFRAMED) !== 0 && { partial: true as const }),
      ...(isAfterGap && { afterGap: true as const }),
    };
    this.#sink(packet);
  }

  #opened({ source, time, marks }: SpilledRow, isConnect: boolean, facts: unknown): void {
    const stream = source >>> 1;
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
    this.#open.set(stream, this.#gaps);
    const { closed } = told;
    if (typeof closed === 'number') this.#closing.push({ stream, closed });
  }

  /** Closes the streams that ended before this time. */
  #closeUntil(time: number): void {
    for (let next = this.#closing.first; next && next.closed < time; next = this.#closing.first) {
      this.#closing.pop();
      this.#sink({ kind: 'closed', stream: next.stream, time: next.closed });
    }
  }
}
