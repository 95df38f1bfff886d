/** Reads our own capture file, in this and all earlier versions. */

import { firstFrom } from '../../../base/sorted.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { faultsOf } from '../../faults/faultsText.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import { isMoment } from '../../log/columns/momentRange.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { ByteQueue } from '../bytes/byteQueue.ts';
import { LONGEST_VARINT, type LongVarint, readLongVarint, signedOf } from '../bytes/longVarint.ts';
import {
  type CaptureEvent,
  type CaptureReader,
  type CaptureSink,
  type PacketMark,
  type StreamGap,
  UnreadableFile,
} from '../events/captureEvents.ts';
import {
  isRecord,
  parseBase,
  parseDatagram,
  parseGaps,
  parseMark,
  parseOpened,
  parseOrigin,
  parseProblem,
  parseWithheld,
} from '../events/eventJson.ts';
import { parseNote } from '../events/noteJson.ts';
import { FLAG, MAGIC, type RawRecord, RECORD, readEnd, VERSION } from './ownFormat.ts';

/** A packet has at most 256 MiB; its other data is small. */
const LONGEST_RECORD = 300 * 1024 * 1024;
const LONGEST_HEADER = 1 + LONGEST_VARINT;

export function isOwnFile(start: Uint8Array): boolean {
  return MAGIC.every((byte, at) => start[at] === byte);
}

class BadRecord extends Error {
  readonly why: NoteFact;

  constructor(why: NoteFact) {
    super(why.key);
    this.why = why;
  }
}

export class OwnReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  readonly #sink: CaptureSink;
  #hasVersion = false;
  /** µs since 1970 at time 0. */
  #origin = 0;
  /** Base of `#lastTime`, µs. */
  #base = 0;
  /** ns. */
  #lastTime = 0;
  #packets = 0;
  /** Positions of skipped packets without bytes, ascending. */
  readonly #empty: number[] = [];
  #isOver = false;
  /** Faults of the next packet. */
  #faults: readonly RowFault[] = [];
  /** Gaps before the next packet. */
  #gaps: readonly StreamGap[] = [];

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#isOver) return;
    this.#queue.push(chunk);
    this.#hasVersion ||= this.#readVersion();
    while (this.#hasVersion && !this.#isOver && this.#readRecord());
    this.#queue.keep();
  }

  end(): void {
    if (this.#isOver) return;
    const byte = this.#queue.offset + this.#queue.length;
    if (!this.#hasVersion) throw new UnreadableFile({ key: 'cut-off-early', args: { byte } });
    const { offset, length } = this.#queue;
    if (length > 0) this.#break(byte, { key: 'record-cut-off', args: { byte: offset } });
    else this.#break(byte, { key: 'no-end', args: {} });
  }

  #noteEmpty(): void {
    const count = this.#empty.length;
    if (count === 0) return;
    const fact: NoteFact = { key: 'empty-packets', args: { count } };
    this.#sink({ kind: 'note', note: 'unsupported', fact });
  }

  #break(byte: number, why: NoteFact): void {
    this.#isOver = true;
    this.#noteEmpty();
    const fact: NoteFact = { key: 'breaks-off', args: { byte, why } };
    this.#sink({ kind: 'note', note: 'truncated', fact, byte });
  }

  #readVersion(): boolean {
    const start = this.#queue.peek(MAGIC.length + 1);
    const version = start?.[MAGIC.length];
    if (version === undefined) return false;
    if (version !== VERSION) {
      throw new UnreadableFile({ key: 'newer-version', args: { version, newest: VERSION } });
    }
    this.#queue.take(MAGIC.length + 1);
    return true;
  }

  #readRecord(): boolean {
    const { offset } = this.#queue;
    const start = this.#queue.peek(Math.min(LONGEST_HEADER, this.#queue.length));
    if (start?.[0] === MAGIC[0]) return this.#beginFile();
    const length = start && start.length > 1 ? readLongVarint(start, 1) : 'incomplete';
    if (length === 'incomplete') return false;
    if (length === 'too long' || length.value > LONGEST_RECORD) {
      this.#break(offset, { key: 'record-too-long', args: {} });
      return false;
    }
    const whole = this.#queue.take(1 + length.length + length.value);
    if (!whole) return false;
    try {
      this.#record({ type: whole[0] ?? 0, body: whole.subarray(1 + length.length) });
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      this.#break(offset, error.why);
    }
    return true;
  }

  /** Continues with another file that follows a file without an end. No record has the type of its first byte. */
  #beginFile(): boolean {
    const start = this.#queue.peek(MAGIC.length + 1);
    if (start === undefined) return false;
    if (!isOwnFile(start)) {
      this.#break(this.#queue.offset, { key: 'record-damaged', args: {} });
      return false;
    }
    [this.#base, this.#lastTime, this.#packets] = [0, 0, 0];
    this.#noteEmpty();
    this.#empty.length = 0;
    return this.#readVersion();
  }

  #record(record: RawRecord): void {
    if (record.type === RECORD.end) {
      this.#isOver = true;
      const { value } = varintAt(record.body, 0);
      this.#noteEmpty();
      if (value !== this.#packets) {
        throw new BadRecord({ key: 'packets-missing', args: { said: value, held: this.#packets } });
      }
      return;
    }
    const event = this.#eventOf(record);
    if (event?.kind === 'origin') this.#origin = event.wallClock * 1000;
    const time = event && 'time' in event ? event.time : 0;
    if (!isMoment(this.#origin, time)) throw new BadRecord({ key: 'record-time', args: {} });
    if (event) this.#sink(event);
  }

  /** undefined: a record type that this version does not know and may ignore. */
  #eventOf({ type, body }: RawRecord): CaptureEvent | undefined {
    switch (type) {
      case RECORD.packet:
        return this.#packet(body);
      case RECORD.faults:
        this.#faults = faultsOf(jsonOf(body)['faults']);
        return undefined;
      case RECORD.gaps:
        this.#gaps = parseGaps(jsonOf(body)['gaps']);
        return undefined;
      case RECORD.base:
        this.#base = good(parseBase(jsonOf(body)));
        this.#lastTime = 0;
        return undefined;
      case RECORD.withheld:
        return besideJson(body, parseWithheld);
      case RECORD.datagram:
        return besideJson(body, parseDatagram);
      case RECORD.closed:
        return this.#closed(body);
      case RECORD.origin:
        return good(parseOrigin(jsonOf(body)));
      case RECORD.opened:
        return good(parseOpened(jsonOf(body)));
      case RECORD.mark:
        return this.#mark(good(parseMark(jsonOf(body))));
      case RECORD.note:
        return good(parseNote(jsonOf(body)));
      default:
        return undefined;
    }
  }

  #closed(body: Uint8Array): CaptureEvent {
    const stream = varintAt(body, 0);
    const delta = deltaAt(body, stream.length);
    const at = stream.length + delta.length;
    const time = this.#time(delta);
    if (at >= body.length) return { kind: 'closed', stream: stream.value, time };
    const written = varintAt(body, at);
    const after = at + written.length;
    const before = after < body.length ? varintAt(body, after).value / 1000 : 0;
    const end = { ...readEnd(written.value), ...(before > 0 && { before }) };
    return { kind: 'closed', stream: stream.value, time, end };
  }

  /** Skipped packets shift the numbers of the packets after them. */
  #mark(mark: PacketMark): PacketMark | undefined {
    const before = firstFrom(this.#empty, mark.packet);
    if (this.#empty[before] === mark.packet) return undefined;
    return { ...mark, packet: mark.packet - before };
  }

  /** undefined: the packet has no bytes. */
  #packet(body: Uint8Array): CaptureEvent | undefined {
    this.#packets += 1;
    const flags = body[0] ?? 0;
    const stream = varintAt(body, 1);
    let at = 1 + stream.length;
    const delta = deltaAt(body, at);
    at += delta.length;
    let problem;
    if ((flags & FLAG.problem) !== 0) {
      const length = varintAt(body, at);
      at += length.length;
      problem = good(parseProblem(jsonOf(body.subarray(at, at + length.value))));
      at += length.value;
    }
    const faults = this.#faults;
    this.#faults = [];
    const gaps = this.#gaps;
    this.#gaps = [];
    const time = this.#time(delta);
    if (at >= body.length) {
      this.#empty.push(this.#packets);
      return undefined;
    }
    return {
      kind: 'packet',
      stream: stream.value,
      direction: (flags & FLAG.out) === 0 ? 'in' : 'out',
      time,
      bytes: body.subarray(at),
      ...((flags & FLAG.partial) !== 0 && { partial: true as const }),
      ...((flags & FLAG.masked) !== 0 && { masked: true as const }),
      ...((flags & FLAG.afterGap) !== 0 && { afterGap: true as const }),
      ...(gaps.length > 0 && { gaps }),
      ...(problem && { problem }),
      ...(faults.length > 0 && { faults }),
    };
  }

  #time(delta: LongVarint): number {
    this.#lastTime += signedOf(delta.value);
    return this.#base + this.#lastTime / 1000;
  }
}

function besideJson(
  body: Uint8Array,
  parse: (json: Record<string, unknown>, bytes: Uint8Array) => CaptureEvent | undefined,
): CaptureEvent {
  const length = varintAt(body, 0);
  const at = length.length + length.value;
  const json = jsonOf(body.subarray(length.length, at));
  return good(parse(json, body.subarray(at)));
}

function varintAt(bytes: Uint8Array, at: number): LongVarint {
  const read = deltaAt(bytes, at);
  if (!Number.isSafeInteger(read.value)) throw new BadRecord({ key: 'number-broken', args: {} });
  return read;
}

/** Earlier versions wrote long jumps with more than 53 bits. */
function deltaAt(bytes: Uint8Array, at: number): LongVarint {
  const read = readLongVarint(bytes, at);
  if (typeof read === 'string') throw new BadRecord({ key: 'number-broken', args: {} });
  return read;
}

function good<T>(value: T | undefined): T {
  if (value === undefined) throw new BadRecord({ key: 'record-incomplete', args: {} });
  return value;
}

function jsonOf(bytes: Uint8Array): Record<string, unknown> {
  const text = decodeUtf8(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (isRecord(value)) return value;
  throw new BadRecord({ key: 'record-damaged', args: {} });
}
