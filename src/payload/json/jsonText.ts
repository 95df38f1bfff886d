/**
 * Reformats JSON token by token. Tokens keep their order and spelling; only the white space between them
 * changes.
 */
import { decodeUtf8, markLength } from '../../base/utf8.ts';
import { jsonTree } from './jsonTree.ts';

/** Spaces per level. */
const INDENT = 2;
/** Deeper levels are not indented further, so that deep nesting is not mostly spaces. */
const DEEPEST_INDENT = 64;
/** Limit of all indentation in bytes: payloads built to nest deeply would otherwise grow a hundredfold. */
const MOST_BLANKS = 64 << 20;

export interface PrettyJson {
  readonly text: string;
  /** For each line, the offset of its first byte in the payload. */
  readonly lineOffsets: readonly number[];
}

/** A growing buffer for the output. */
class Output {
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  copy(source: Uint8Array, start: number, end: number): void {
    this.room(end - start);
    this.bytes.set(source.subarray(start, end), this.length);
    this.length += end - start;
  }

  blanks(count: number): void {
    this.room(count);
    this.bytes.fill(0x20, this.length, this.length + count);
    this.length += count;
  }

  text(): string {
    return decodeUtf8(this.bytes.subarray(0, this.length)) ?? '';
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Position after a string, number or literal that begins at `start` of valid JSON. */
function tokenEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  if (bytes[start] !== 0x22) {
    while (at < bytes.length && !isBlank(bytes[at] ?? 0) && !isStructure(bytes[at] ?? 0)) at++;
    return at;
  }
  while (bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at + 1;
}

/** { } [ ] , : */
function isStructure(byte: number): boolean {
  return byte === 0x7b || byte === 0x7d || byte === 0x5b || byte === 0x5d || isSeparator(byte);
}

function isSeparator(byte: number): boolean {
  return byte === 0x2c || byte === 0x3a;
}

class Layout {
  readonly output: Output;
  readonly lineOffsets: number[] = [];
  private depth = 0;
  private blanksLeft = MOST_BLANKS;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.output = new Output(bytes.length + (bytes.length >> 1) + 16);
  }

  run(start: number): void {
    this.lineOffsets.push(start);
    let at = this.skipBlanks(start);
    this.lineOffsets[0] = at;
    while (at < this.bytes.length) at = this.skipBlanks(this.token(at));
  }

  private skipBlanks(from: number): number {
    let at = from;
    while (at < this.bytes.length && isBlank(this.bytes[at] ?? 0)) at++;
    return at;
  }

  /** Writes one token. @returns the position after it */
  private token(at: number): number {
    const byte = this.bytes[at] ?? 0;
    if (byte === 0x7b || byte === 0x5b) return this.open(at, byte);
    if (byte === 0x7d || byte === 0x5d) {
      this.depth--;
      this.line(at);
      this.output.byte(byte);
      return at + 1;
    }
    if (isSeparator(byte)) return this.separator(at, byte);
    const end = tokenEnd(this.bytes, at);
    this.output.copy(this.bytes, at, end);
    return end;
  }

  /** Empty objects and arrays stay on one line. */
  private open(at: number, byte: number): number {
    this.output.byte(byte);
    const next = this.skipBlanks(at + 1);
    const nextByte = this.bytes[next] ?? 0;
    if (nextByte === byte + 2) {
      this.output.byte(nextByte);
      return next + 1;
    }
    this.depth++;
    this.line(next);
    return at + 1;
  }

  private separator(at: number, byte: number): number {
    this.output.byte(byte);
    if (byte === 0x2c) this.line(this.skipBlanks(at + 1));
    else this.output.byte(0x20);
    return at + 1;
  }

  private line(offset: number): void {
    this.output.byte(0x0a);
    const wanted = Math.min(this.depth, DEEPEST_INDENT) * INDENT;
    const blanks = Math.min(wanted, this.blanksLeft);
    this.blanksLeft -= blanks;
    this.output.blanks(blanks);
    this.lineOffsets.push(offset);
  }
}

/** Puts each value on a line, with two spaces per level; undefined if the payload is not JSON. */
export function prettyJson(bytes: Uint8Array): PrettyJson | undefined {
  if (!jsonTree(bytes).ok) return undefined;
  const layout = new Layout(bytes);
  layout.run(markLength(bytes));
  return { text: layout.output.text(), lineOffsets: layout.lineOffsets };
}
