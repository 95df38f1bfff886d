/**
 * Reads WebSocket input (RFC 6455, 5). Bytes of messages are passed on as they arrive, not when a message is
 * complete. Nothing is gathered here, so waiting bytes are counted where packets are.
 */

/** A client's control frame or error. `code` and `reason` are for the close frame. */
export type Sign =
  | { readonly kind: 'ping'; readonly data: Buffer }
  | { readonly kind: 'close'; readonly code?: number; readonly reason?: string };

export interface Arrived {
  /** Bytes of binary messages, in the chunk's own memory if they are most of it. */
  readonly bytes: Uint8Array;
  readonly signs: readonly Sign[];
}

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const PROTOCOL_ERROR = 1002;
const UNSUPPORTED_DATA = 1003;
const TOO_BIG = 1009;
/** Longest control frame. A larger number in the second byte announces an extended length. */
const LONGEST_CONTROL = 125;
const LENGTH_OF_16_BITS = 126;
/** A larger length is not an exact number. */
const MOST_HIGH_BITS = 0x1f_ffff;
const MASK_BYTES = 4;
const LONGEST_HEAD = 14;

export class WebSocketInput {
  readonly #head = Buffer.alloc(LONGEST_HEAD);
  #headLength = 0;
  /** Remaining bytes of the frame's payload; undefined: in the header. */
  #left: number | undefined;
  #opcode: number = OPCODE.binary;
  /** A fragmented message is open. */
  #isFragmented = false;
  readonly #mask = Buffer.alloc(MASK_BYTES);
  /** Position in the mask. */
  #phase = 0;
  readonly #control = Buffer.alloc(LONGEST_CONTROL);
  #controlLength = 0;
  /** Further input is meaningless. */
  #isOver = false;

  /** Modifies the chunk. */
  push(chunk: Uint8Array): Arrived {
    const signs: Sign[] = [];
    let kept = 0;
    for (let at = 0; at < chunk.length && !this.#isOver; ) {
      if (this.#left === undefined) {
        at = this.#readHead(chunk, at, signs);
        continue;
      }
      const end = Math.min(chunk.length, at + this.#left);
      if (this.#isControl) {
        this.#unmask(chunk, at, end, this.#control, this.#controlLength);
        this.#controlLength += end - at;
      } else {
        // Payloads are moved together over the headers between them.
        this.#unmask(chunk, at, end, chunk, kept);
        kept += end - at;
      }
      this.#left -= end - at;
      at = end;
      if (this.#left === 0) this.#endFrame(signs);
    }
    const bytes = chunk.subarray(0, kept);
    // Copies a few bytes, so that they do not keep the whole chunk.
    return { bytes: 2 * kept < chunk.length ? new Uint8Array(bytes) : bytes, signs };
  }

  get #isControl(): boolean {
    return this.#opcode >= OPCODE.close;
  }

  /** Returns its end in the chunk: after the header, or the chunk's end. */
  #readHead(chunk: Uint8Array, from: number, signs: Sign[]): number {
    const head = this.#head;
    for (let at = from; at < chunk.length; at += 1) {
      head[this.#headLength] = chunk[at] ?? 0;
      this.#headLength += 1;
      if (this.#headLength < 2) continue;
      const [first = 0, second = 0] = head;
      if (this.#headLength === 2) {
        const error = this.#errorOf(first, second);
        if (error !== undefined) {
          this.#end(signs, error);
          return chunk.length;
        }
      }
      const size = second & 0x7f;
      const lengthBytes = size <= LONGEST_CONTROL ? 0 : size === LENGTH_OF_16_BITS ? 2 : 8;
      if (this.#headLength < 2 + lengthBytes + MASK_BYTES) continue;
      this.#beginFrame(first, lengthBytes, signs);
      return at + 1;
    }
    return chunk.length;
  }

  #beginFrame(first: number, lengthBytes: number, signs: Sign[]): void {
    const head = this.#head;
    if (lengthBytes === 8 && head.readUInt32BE(2) > MOST_HIGH_BITS) {
      this.#end(signs, { code: TOO_BIG, reason: 'A frame’s length is beyond 53 bits' });
      return;
    }
    if (lengthBytes === 0) this.#left = (head[1] ?? 0) & 0x7f;
    else this.#left = lengthBytes === 2 ? head.readUInt16BE(2) : sizeOf64(head);
    head.copy(this.#mask, 0, 2 + lengthBytes);
    this.#headLength = 0;
    this.#phase = 0;
    this.#opcode = first & 0x0f;
    this.#controlLength = 0;
    if (!this.#isControl) this.#isFragmented = (first & 0x80) === 0;
    if (this.#left === 0) this.#endFrame(signs);
  }

  #errorOf(
    first: number,
    second: number,
  ): Omit<Extract<Sign, { kind: 'close' }>, 'kind'> | undefined {
    const opcode = first & 0x0f;
    const wrong = (reason: string) => ({ code: PROTOCOL_ERROR, reason });
    if ((first & 0x70) !== 0) return wrong('Reserved bits are set');
    if ((second & 0x80) === 0) return wrong('A client’s frames are masked');
    switch (opcode) {
      case OPCODE.text:
        return { code: UNSUPPORTED_DATA, reason: 'MQTT is sent in binary frames' };
      case OPCODE.continuation:
        return this.#isFragmented ? undefined : wrong('No message to continue');
      case OPCODE.binary:
        return this.#isFragmented ? wrong('The previous message has not ended') : undefined;
      case OPCODE.close:
      case OPCODE.ping:
      case OPCODE.pong:
        return (first & 0x80) !== 0 && (second & 0x7f) <= LONGEST_CONTROL
          ? undefined
          : wrong('Control frames must be short and unfragmented');
      default:
        return wrong('A frame’s opcode is reserved');
    }
  }

  #endFrame(signs: Sign[]): void {
    this.#left = undefined;
    if (this.#opcode !== OPCODE.ping && this.#opcode !== OPCODE.close) return;
    const data = Buffer.from(this.#control.subarray(0, this.#controlLength));
    if (this.#opcode === OPCODE.ping) {
      signs.push({ kind: 'ping', data });
      return;
    }
    if (data.length === 0) {
      this.#end(signs, {});
      return;
    }
    const code = data.length < 2 ? 0 : data.readUInt16BE(0);
    this.#end(signs, { code: isClosingCode(code) ? code : PROTOCOL_ERROR });
  }

  #end(signs: Sign[], sign: Omit<Extract<Sign, { kind: 'close' }>, 'kind'>): void {
    this.#isOver = true;
    signs.push({ kind: 'close', ...sign });
  }

  #unmask(from: Uint8Array, start: number, end: number, to: Uint8Array, place: number): void {
    const mask = this.#mask;
    let phase = this.#phase;
    let into = place;
    for (let at = start; at < end; at += 1) {
      to[into] = (from[at] ?? 0) ^ (mask[phase & 3] ?? 0);
      into += 1;
      phase += 1;
    }
    this.#phase = phase & 3;
  }
}

const sizeOf64 = (head: Buffer): number => head.readUInt32BE(2) * 2 ** 32 + head.readUInt32BE(6);

/** Codes that an endpoint may send (7.4). */
function isClosingCode(code: number): boolean {
  const isDefined = code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
  return isDefined || (code >= 3000 && code <= 4999);
}
