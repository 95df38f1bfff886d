/** Reads files with one packet per line of text: common parts of NDJSON and CSV. */

import { hex } from '@scure/base';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { isMoment } from '../../log/columns/momentRange.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { ByteQueue } from '../bytes/byteQueue.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type OpenedStream,
  type ReadPacket,
  type StreamGap,
  UnreadableFile,
  type WithheldPacket,
} from '../events/captureEvents.ts';
import type { NamedEnds } from '../events/namedEnds.ts';
import { textNote } from '../events/textNote.ts';
import type { StreamEvent, ToldLine } from './streamLine.ts';

export interface PacketLine {
  readonly packet: ReadPacket | WithheldPacket;
  readonly version: ProtocolVersion | undefined;
  readonly versionInferred?: boolean;
  readonly ends: NamedEnds;
  /** µs since 1970; undefined: the line has no time. */
  readonly clock?: number | undefined;
}

export interface LineFormat {
  /** Expected kind of the first line. */
  readonly expected: 'csv' | 'json';
  /** Returns the index of the line end; -1: not received yet. The line starts at the first byte. */
  readonly endOf: (bytes: Uint8Array, searched: number) => number;
  /** undefined: invalid line. `head`: a line about other lines. */
  readonly parse: (line: string) => PacketLine | ToldLine | 'head' | undefined;
}

const LINE_END = 0x0a;
/** Twice a packet of 256 MiB in hexadecimal; real lines are shorter. */
const LONGEST_LINE = 1024 * 1024 * 1024;

export class LineReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  readonly #sink: CaptureSink;
  readonly #format: LineFormat;
  /** Version of each open stream, as far as lines have stated it. */
  readonly #streams = new Map<number, ProtocolVersion | undefined>();
  /** Gaps before the next packet of a stream. */
  readonly #gaps = new Map<number, readonly StreamGap[]>();
  #packets = 0;
  /** Bytes of the queue already searched for a line end. */
  #searched = 0;
  #isBroken = false;
  #hasBegun = false;
  #hasNotes = false;
  /** Lines read so far. */
  #lines = 0;
  /** µs since 1970 at time 0; undefined before the first line with a time. */
  #origin: number | undefined;
  /** µs from time 0 to the time of the first packet, from which packets count. */
  #start = 0;
  #lastTime = 0;
  /** Streams without a server in any line. */
  #unknown = 0;

  constructor(format: LineFormat, sink: CaptureSink) {
    this.#format = format;
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#isBroken) return;
    this.#queue.push(chunk);
    for (let line = this.#nextLine(); line && !this.#isBroken; line = this.#nextLine()) {
      this.#line(line);
    }
    this.#queue.keep();
  }

  end(): void {
    const rest = this.#isBroken ? undefined : this.#queue.take(this.#queue.length);
    if (rest && rest.length > 0) this.#line(rest);
    if (this.#packets === 0 && !this.#isBroken && !this.#hasNotes)
      throw new UnreadableFile({ key: 'no-packet', args: {} });
    // A single such stream cannot be confused with another.
    if (this.#unknown < 2) return;
    const fact: NoteFact = { key: 'servers-unknown', args: { count: this.#unknown } };
    this.#sink({ kind: 'note', note: 'unsupported', fact });
  }

  #nextLine(): Uint8Array | undefined {
    const waiting = this.#queue.peek(this.#queue.length) ?? new Uint8Array(0);
    const at = this.#format.endOf(waiting, this.#searched);
    if (at < 0) {
      this.#searched = waiting.length;
      if (this.#searched > LONGEST_LINE) this.#break({ key: 'line-too-long', args: {} });
      return undefined;
    }
    this.#searched = 0;
    return this.#queue.take(at + 1);
  }

  #break(why: NoteFact, byte = this.#queue.offset): void {
    this.#isBroken = true;
    if (this.#packets === 0) {
      if (why.key === 'line-time')
        throw new UnreadableFile({ key: 'breaks-off', args: { byte, why } });
      throw new UnreadableFile({ key: 'first-line', args: { expected: this.#format.expected } });
    }
    const fact: NoteFact = { key: 'breaks-off', args: { byte, why } };
    this.#sink({ kind: 'note', note: 'truncated', fact, byte });
  }

  #line(bytes: Uint8Array): void {
    this.#lines += 1;
    const text = decodeUtf8(bytes);
    if (text?.trim() === '') return;
    const line = text === undefined ? undefined : this.#format.parse(text);
    if (line === 'head') return;
    if (!line) {
      const isLast = bytes.at(-1) !== LINE_END;
      const byte = this.#queue.offset - (isLast ? 0 : bytes.length);
      const at = { line: this.#lines };
      this.#break(
        isLast ? { key: 'line-not-whole', args: {} } : { key: 'no-packet-line', args: at },
        byte,
      );
      return;
    }
    const time = this.#timeOf(line);
    if (!isMoment(this.#origin ?? 0, time)) {
      const why: NoteFact = { key: 'line-time', args: { line: this.#lines } };
      this.#break(why, this.#queue.offset - bytes.length);
      return;
    }
    this.#lastTime = time;
    if ('event' in line) this.#told(line.event, time);
    else this.#packet(line, time);
  }

  /** µs since time 0, which is the first moment that a line names. */
  #timeOf(line: PacketLine | ToldLine): number {
    if ('event' in line) {
      const { clock, seconds } = line;
      // The clock is in whole µs.
      if (seconds !== undefined && this.#packets > 0) return this.#start + seconds * 1e6;
      return clock === undefined ? this.#lastTime : clock - this.#originAt(clock);
    }
    const { clock, packet } = line;
    if (this.#packets === 0) {
      const first = clock === undefined ? undefined : clock - packet.time;
      this.#start = first === undefined ? this.#lastTime : first - this.#originAt(first);
    }
    return this.#start + packet.time;
  }

  #originAt(clock: number): number {
    this.#origin ??= clock;
    return this.#origin;
  }

  #told(event: StreamEvent, time: number): void {
    if (event.kind === 'gap') {
      const { stream, gap } = event;
      this.#gaps.set(stream, [...(this.#gaps.get(stream) ?? []), ...(gap ? [gap] : [])]);
      return;
    }
    this.#begin();
    if (event.kind === 'note') {
      this.#hasNotes = true;
      this.#sink(event);
      return;
    }
    const { stream } = event;
    if (event.kind === 'judged') this.#sink(event);
    else if (event.kind === 'opened') this.#open({ ...event, time });
    else if (this.#streams.delete(stream)) this.#sink({ ...event, time });
  }

  /** Announces the origin before the first event. */
  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#sink({ kind: 'origin', wallClock: (this.#origin ?? 0) / 1000 });
  }

  #open(opened: OpenedStream): void {
    this.#streams.set(opened.stream, opened.version);
    if (opened.serverUnknown) this.#unknown += 1;
    this.#sink(opened);
  }

  #packet(line: PacketLine, time: number): void {
    const { packet, ends, versionInferred } = line;
    const { stream } = packet;
    // 3.1.1 is also assumed if nothing shows a version.
    const version = versionInferred && line.version === 4 ? undefined : line.version;
    const inferred = versionInferred && { versionInferred: true as const };
    this.#begin();
    this.#packets += 1;
    if (!this.#streams.has(stream)) {
      const opened = { kind: 'opened', stream, time, carrier: 'other', cut: true } as const;
      this.#open({
        ...opened,
        ...ends,
        endUnknown: true,
        ...(version && { version, ...inferred }),
      });
    }
    if (packet.kind === 'withheld') {
      this.#sink({ ...packet, time });
      return;
    }
    for (const sender of packet.textSpeakers ?? []) this.#sink(textNote(stream, sender));
    const gaps = this.#gaps.get(stream);
    this.#gaps.delete(stream);
    const isNews = version !== undefined && version !== this.#streams.get(stream);
    if (isNews) this.#streams.set(stream, version);
    this.#sink({
      ...packet,
      time,
      ...(isNews && { version }),
      ...(gaps && { afterGap: true as const }),
      ...(gaps && gaps.length > 0 && { gaps }),
    });
  }
}

/** undefined unless the text is hexadecimal. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  try {
    return hex.decode(text);
  } catch {
    return undefined;
  }
}
