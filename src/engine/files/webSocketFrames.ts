/** One direction of a WebSocket (RFC 6455): the content of its data frames. */
import { u16, u32 } from './bytes.ts';

export interface WebSocketSink {
  /**
   * The next bytes of content; a view.
   * @param isText of a text frame
   */
  data(bytes: Uint8Array, time: number, isText: boolean): void;
  /** Content that is missing; 0: nobody knows how much. */
  gap(length: number, time: number): void;
  /** Content that cannot be read: compressed, or no frame at all. */
  unreadable(why: 'compressed' | 'no frame'): void;
}

interface OpenFrame {
  readonly isData: boolean;
  readonly isReadable: boolean;
  readonly isText: boolean;
  readonly mask: Uint8Array | undefined;
  /** Bytes of content still to come. */
  left: number;
  /** Bytes of content gone by, for the mask. */
  done: number;
}

const LONGEST_HEADER = 14;
const CONTINUATION = 0;
const TEXT = 1;
const LAST_DATA_OPCODE = 2;
/** A frame that cannot be: no server takes one as long. */
const LONGEST_FRAME = 2 ** 40;

export class WebSocketFrames {
  readonly #sink: WebSocketSink;
  /** The beginning of a frame's header. */
  #header = new Uint8Array(0);
  #frame: OpenFrame | undefined;
  /** The message that frames continue is one that can be read. */
  #isMessageReadable = true;
  #isMessageText = false;
  #isLost = false;

  constructor(sink: WebSocketSink) {
    this.#sink = sink;
  }

  data(bytes: Uint8Array, time: number): void {
    // After a gap a frame can only be found where the sender began one with a segment.
    if (this.#isLost && looksLikeFrame(bytes)) this.#isLost = false;
    if (this.#isLost) return;
    let rest = bytes;
    while (rest.length > 0 && !this.#isLost) {
      rest = this.#frame ? this.#content(this.#frame, rest, time) : this.#head(rest);
    }
  }

  gap(length: number, time: number): void {
    if (this.#isLost) return;
    const frame = this.#frame;
    if (frame && length <= frame.left) {
      frame.left -= length;
      frame.done += length;
      if (frame.left === 0) this.#frame = undefined;
      if (frame.isData) this.#sink.gap(length, time);
      return;
    }
    this.#isLost = true;
    this.#frame = undefined;
    this.#header = new Uint8Array(0);
    this.#isMessageReadable = true;
    this.#isMessageText = false;
    this.#sink.gap(0, time);
  }

  /** Reads a header; gives what is behind it. */
  #head(bytes: Uint8Array): Uint8Array {
    const held = this.#header.length;
    const joined = new Uint8Array(Math.min(LONGEST_HEADER, held + bytes.length));
    joined.set(this.#header);
    joined.set(bytes.subarray(0, joined.length - held), held);
    const size = headerSize(joined);
    if (size === undefined || size > joined.length) {
      this.#header = joined;
      return new Uint8Array(0);
    }
    this.#header = new Uint8Array(0);
    this.#open(joined.subarray(0, size));
    return bytes.subarray(size - held);
  }

  #open(header: Uint8Array): void {
    const first = header[0] ?? 0;
    const opcode = first & 0x0f;
    const isData = opcode <= LAST_DATA_OPCODE;
    const left = contentLength(header);
    if (
      (first & 0x30) !== 0 ||
      left > LONGEST_FRAME ||
      (opcode > LAST_DATA_OPCODE && opcode < 8) ||
      opcode > 10
    ) {
      this.#isLost = true;
      this.#sink.unreadable('no frame');
      return;
    }
    if (isData && opcode !== CONTINUATION) {
      const isCompressed = (first & 0x40) !== 0;
      this.#isMessageReadable = !isCompressed;
      this.#isMessageText = opcode === TEXT;
      if (isCompressed) this.#sink.unreadable('compressed');
    }
    const isMasked = ((header[1] ?? 0) & 0x80) !== 0;
    const mask = isMasked ? header.slice(-4) : undefined;
    if (left === 0) return;
    const isReadable = this.#isMessageReadable;
    this.#frame = { isData, isReadable, isText: this.#isMessageText, mask, left, done: 0 };
  }

  /** Takes content; gives what is behind it. */
  #content(frame: OpenFrame, bytes: Uint8Array, time: number): Uint8Array {
    const count = Math.min(frame.left, bytes.length);
    if (frame.isData && frame.isReadable) {
      this.#sink.data(unmask(bytes.subarray(0, count), frame), time, frame.isText);
    } else if (frame.isData) {
      this.#sink.gap(0, time);
    }
    frame.left -= count;
    frame.done += count;
    if (frame.left === 0) this.#frame = undefined;
    return bytes.subarray(count);
  }
}

function unmask(bytes: Uint8Array, { mask, done }: OpenFrame): Uint8Array {
  if (!mask) return bytes;
  return bytes.map((byte, at) => byte ^ (mask[(done + at) % 4] ?? 0));
}

/** undefined while nothing tells. */
function headerSize(bytes: Uint8Array): number | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const longer = short === 127 ? 8 : short === 126 ? 2 : 0;
  return 2 + longer + (second > 0x7f ? 4 : 0);
}

function contentLength(header: Uint8Array): number {
  const short = (header[1] ?? 0) & 0x7f;
  if (short === 126) return u16(header, 2);
  return short === 127 ? u32(header, 2) * 2 ** 32 + u32(header, 6) : short;
}

/** Whether bytes begin with the header of a binary frame that brings all of a message. */
export function looksLikeFrame(bytes: Uint8Array): boolean {
  const size = headerSize(bytes);
  if (bytes[0] !== 0x82 || size === undefined || size > bytes.length) return false;
  return contentLength(bytes.subarray(0, size)) < 2 ** 28;
}

/** The content of a first frame, as far as it is there. */
export function firstContent(bytes: Uint8Array): Uint8Array {
  let content = new Uint8Array(0);
  const frames = new WebSocketFrames({
    data: (piece) => {
      if (content.length === 0) content = piece.slice();
    },
    gap: () => undefined,
    unreadable: () => undefined,
  });
  frames.data(bytes, 0);
  return content;
}
