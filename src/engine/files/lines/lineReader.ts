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
  type ReadPacket,
  UnreadableFile,
  type WithheldPacket,
} from '../events/captureEvents.ts';
import type { NamedEnds } from '../events/namedEnds.ts';
import { textNote } from '../events/textNote.ts';
import type { ClosedLine } from './streamLine.ts';

export interface PacketLine {
  readonly packet: ReadPacket | WithheldPacket;
  readonly version: ProtocolVersion | undefined;
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
  readonly parse: (line: string) => PacketLine | ClosedLine | 'head' | undefined;
}

const LINE_END = 0x0a;
/** Twice a packet of 256 MiB in hexadecimal; real lines are shorter. */
const LONGEST_LINE = 1024 * 1024 * 1024;

export class LineReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  readonly #sink: CaptureSink;
  readonly #format: LineFormat;
  readonly #streams = new Set<number>();
  /** Bytes of the queue already searched for a line end. */
  #searched = 0;
  #isBroken = false;
  /** Lines read so far. */
  #lines = 0;
  /** µs since 1970 at time 0. */
  #origin = 0;
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
    if (this.#streams.size === 0 && !this.#isBroken)
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
    if (this.#streams.size === 0) {
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
    if (!this.#isTimed(line)) {
      const why: NoteFact = { key: 'line-time', args: { line: this.#lines } };
      this.#break(why, this.#queue.offset - bytes.length);
      return;
    }
    if ('closed' in line) {
      this.#closed(line);
      return;
    }
    const { packet, version, ends, clock } = line;
    const { stream, time } = packet;
    if (this.#streams.size === 0) {
      const wallClock = clock === undefined ? 0 : (clock - time) / 1000;
      this.#origin = wallClock * 1000;
      this.#sink({ kind: 'origin', wallClock });
    }
    if (!this.#streams.has(stream)) {
      this.#streams.add(stream);
      const opened = { kind: 'opened', stream, time, carrier: 'other', cut: true } as const;
      if (ends.serverUnknown) this.#unknown += 1;
      this.#sink({ ...opened, ...ends, ...(version && { version }) });
    }
    if (packet.kind === 'packet') {
      for (const sender of packet.textSpeakers ?? []) this.#sink(textNote(stream, sender));
    }
    this.#sink(packet);
  }

  /** True if a capture can hold its time. The first packet's clock is the origin. */
  #isTimed(line: PacketLine | ClosedLine): boolean {
    if ('closed' in line) return isMoment(this.#origin, line.clock - this.#origin);
    const { packet, clock = packet.time } = line;
    const isFirst = this.#streams.size === 0;
    return isMoment(isFirst ? clock - packet.time : this.#origin, packet.time);
  }

  /** A stream without packets is not shown. */
  #closed({ closed: stream, clock, by }: ClosedLine): void {
    if (!this.#streams.has(stream)) return;
    const end = by === undefined ? {} : { end: { by } };
    this.#sink({ kind: 'closed', stream, time: clock - this.#origin, ...end });
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
