/** Reads one direction of a WebSocket (RFC 6455): the content of its data frames. */
import { u16, u32 } from '../bytes/bytes.ts';
import { Inflation } from '../bytes/inflation.ts';
import type { Inflater } from '../tls/decoders.ts';

export interface WebSocketSink {
  /**
   * The next bytes of content; a view.
   * @param isText the frame is a text frame
   */
  data(bytes: Uint8Array, time: number, isText: boolean): void;
  /** Reports missing content; 0: the size is unknown. */
  gap(length: number, time: number): void;
  /** Reports a whole control frame. @param content of a Close frame: its code, then its reason */
  control(kind: ControlFrame, time: number, content: Uint8Array): void;
  /** Reports unreadable content. */
  unreadable(why: Unreadable): void;
}

export type ControlFrame = 'close' | 'ping' | 'pong';

/**
 * `dropped`: compressed with references to data that was dropped, because too many connections are open.
 * `before`: compressed with references to data outside the capture. `damaged`: not valid DEFLATE. `bomb`: the
 * decompressed size is absurd. `no frame`: not a WebSocket frame.
 */
type Unreadable = 'before' | 'dropped' | 'damaged' | 'bomb' | 'no frame';

/** `deflate`: compressed. `lost`: the start of the message is missing or damaged. */
type Packing = 'none' | 'deflate' | 'lost';

interface OpenFrame {
  readonly isData: boolean;
  /** Undefined for a data frame. */
  readonly control: ControlFrame | undefined;
  readonly isLast: boolean;
  readonly packing: Packing;
  readonly isText: boolean;
  readonly mask: Uint8Array | undefined;
  /** Remaining bytes of content. */
  left: number;
  /** Processed bytes of content, for the mask. */
  done: number;
  /** Content of a Close frame. */
  readonly content: Uint8Array;
}

const LONGEST_HEADER = 14;
const CONTINUATION = 0;
const TEXT = 1;
const LAST_DATA_OPCODE = 2;
const CONTROLS: ReadonlyMap<number, ControlFrame> = new Map([
  [8, 'close'],
  [9, 'ping'],
  [10, 'pong'],
]);
/** Content of a control frame, bytes (RFC 6455, 5.5). */
const LONGEST_CONTROL = 125;
/** Longer frames are invalid: no server accepts them. */
const LONGEST_FRAME = 2 ** 40;
/** Bytes that senders omit at the end of a message (RFC 7692, 7.2.2). */
const DEFLATE_TAIL = Uint8Array.of(0, 0, 0xff, 0xff);

export class WebSocketFrames {
  readonly #sink: WebSocketSink;
  /** Start of an incomplete header. */
  #header = new Uint8Array(0);
  #frame: OpenFrame | undefined;
  /** Packing of the message that frames continue. */
  #packing: Packing = 'none';
  #isMessageText = false;
  #isLost = false;
  readonly #inflater: Inflater | undefined;
  /** All compressed data so far was captured and read. */
  #isWhole: boolean;
  #isDropped = false;
  readonly #inflation: Inflation;

  /**
   * @param fromStart the first frame is the first of the connection
   * @param inflation limit for the whole capture
   */
  constructor(
    sink: WebSocketSink,
    inflater: Inflater | undefined,
    fromStart: boolean,
    inflation = new Inflation(),
  ) {
    this.#sink = sink;
    this.#inflation = inflation;
    this.#inflater = inflater;
    this.#isWhole = fromStart;
  }

  data(bytes: Uint8Array, time: number): void {
    // After a gap, a frame can only be found if the sender started one with a segment.
    if (this.#isLost && looksLikeFrame(bytes)) this.#isLost = false;
    if (this.#isLost) return;
    let rest = bytes;
    while (rest.length > 0 && !this.#isLost) {
      rest = this.#frame ? this.#content(this.#frame, rest, time) : this.#head(rest, time);
    }
  }

  gap(length: number, time: number): void {
    if (this.#isLost) return;
    const frame = this.#frame;
    if (frame && length > 0 && length <= frame.left) {
      frame.left -= length;
      frame.done += length;
      const { isData, packing } = frame;
      if (isData && packing === 'deflate') this.#forget();
      if (frame.left === 0) this.#endFrame(frame, time);
      if (isData) this.#sink.gap(packing === 'none' ? length : 0, time);
      return;
    }
    this.#isLost = true;
    this.#frame = undefined;
    this.#header = new Uint8Array(0);
    this.#forget();
    this.#packing = 'none';
    this.#isMessageText = false;
    this.#sink.gap(0, time);
  }

  /** Reads a header and returns the bytes after it. */
  #head(bytes: Uint8Array, time: number): Uint8Array {
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
    this.#open(joined.subarray(0, size), time);
    return bytes.subarray(size - held);
  }

  #open(header: Uint8Array, time: number): void {
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
      this.#packing = (first & 0x40) === 0 ? 'none' : 'deflate';
      this.#isMessageText = opcode === TEXT;
    }
    const isMasked = ((header[1] ?? 0) & 0x80) !== 0;
    const mask = isMasked ? header.slice(-4) : undefined;
    const isLast = first > 0x7f;
    const packing = this.#packing;
    const control = CONTROLS.get(opcode);
    const isText = this.#isMessageText;
    const content = new Uint8Array(control === 'close' ? Math.min(left, LONGEST_CONTROL) : 0);
    const frame = { isData, control, isLast, packing, isText, mask, content, left, done: 0 };
    if (left === 0) this.#endFrame(frame, time);
    else this.#frame = frame;
  }

  /** Consumes content and returns the bytes after it. */
  #content(frame: OpenFrame, bytes: Uint8Array, time: number): Uint8Array {
    const count = Math.min(frame.left, bytes.length);
    // A decompression error affects the rest of the message.
    const packing = frame.packing === 'deflate' ? this.#packing : frame.packing;
    if (frame.isData && packing !== 'lost') {
      const content = unmask(bytes.subarray(0, count), frame);
      if (packing === 'none') this.#sink.data(content, time, frame.isText);
      else this.#unpack(content, time, frame.isText);
    } else if (frame.done < frame.content.length) {
      const part = bytes.subarray(0, Math.min(count, frame.content.length - frame.done));
      frame.content.set(unmask(part, frame), frame.done);
    }
    frame.left -= count;
    frame.done += count;
    if (frame.left === 0) this.#endFrame(frame, time);
    return bytes.subarray(count);
  }

  #endFrame(frame: OpenFrame, time: number): void {
    const { isData, isLast, isText, control, content } = frame;
    this.#frame = undefined;
    if (control !== undefined) this.#sink.control(control, time, content);
    const isPacked = isData && isLast && this.#packing === 'deflate';
    if (isPacked) this.#unpack(DEFLATE_TAIL, time, isText);
  }

  #unpack(bytes: Uint8Array, time: number, isText: boolean): void {
    const inflater = this.#inflater;
    this.#inflation.packed(bytes);
    this.#inflation.keep(this);
    let isBomb = false;
    const isGood =
      inflater?.push(bytes, (unpacked) => {
        isBomb ||= !this.#inflation.take(unpacked, (content) => {
          this.#sink.data(content, time, isText);
        });
        return !isBomb;
      }) ?? false;
    if (isGood && !isBomb) return;
    const referring = this.#isDropped ? 'dropped' : 'before';
    this.#sink.unreadable(isBomb ? 'bomb' : this.#isWhole ? 'damaged' : referring);
    this.#forget();
    this.#sink.gap(0, time);
  }

  /** Skips the rest of a compressed message. The next one is readable if it refers to nothing before it. */
  #forget(): void {
    if (this.#packing === 'deflate') this.#packing = 'lost';
    this.#isWhole = false;
    this.#inflater?.reset();
    this.#inflation.forget(this);
  }

  /** Drops the data that later messages may refer to. */
  drop(): void {
    this.#isDropped = true;
    this.#forget();
  }
}

function unmask(bytes: Uint8Array, { mask, done }: OpenFrame): Uint8Array {
  if (!mask) return bytes;
  return bytes.map((byte, at) => byte ^ (mask[(done + at) % 4] ?? 0));
}

/** undefined until the header size is known. */
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

/** True if the bytes start with the header of a binary frame with a whole message, possibly compressed. */
export function looksLikeFrame(bytes: Uint8Array): boolean {
  const size = headerSize(bytes);
  if ((bytes[0] !== 0x82 && bytes[0] !== 0xc2) || size === undefined || size > bytes.length)
    return false;
  return contentLength(bytes.subarray(0, size)) < 2 ** 28;
}

/** True if the bytes are compressed frames, up to the last complete one. */
export const areCompressedFrames = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xc2 && areFrames(bytes);

/**
 * True if the bytes are frames with whole binary messages. @param isOpen the last frame may be incomplete, and
 * anything may follow the first
 */
export function areFrames(bytes: Uint8Array, isOpen = false): boolean {
  for (let at = 0; at < bytes.length; ) {
    const rest = bytes.subarray(at, at + LONGEST_HEADER);
    const size = headerSize(rest);
    if (!looksLikeFrame(rest) || size === undefined) return isOpen && at > 0;
    at += size + contentLength(rest);
    if (at > bytes.length) return isOpen;
  }
  return true;
}

/** Decompressed bytes that suffice to recognise the content. */
const MOST_UNPACKED = 4096;

/** Content of each frame, as far as it is there; of compressed ones only the first bytes. */
export function contentsOf(bytes: Uint8Array, inflater: Inflater): readonly Uint8Array[] {
  const contents: Uint8Array[] = [];
  let unpacked = 0;
  const sink = {
    data: (content: Uint8Array) => {
      contents.push(content.slice());
    },
    gap: () => undefined,
    control: () => undefined,
    unreadable: () => undefined,
  };
  // The rest is not decompressed, because little data can become much.
  const limited: Inflater = {
    push: (packed, take) =>
      inflater.push(packed, (content) => {
        unpacked += content.length;
        return take(content) && unpacked < MOST_UNPACKED;
      }),
    reset: () => {
      inflater.reset();
    },
  };
  new WebSocketFrames(sink, limited, false).data(bytes, 0);
  return contents;
}
