/** Validates JSON text (RFC 8259) byte by byte and records the position of each value. */
import type { NoArgs } from '../../base/message.ts';
import { type ValueKind, ValueTape } from './valueTape.ts';

/** Errors in JSON text. */
export interface JsonErrors {
  readonly empty: NoArgs;
  readonly value: NoArgs;
  readonly key: NoArgs;
  readonly colon: NoArgs;
  readonly 'comma-or-brace': NoArgs;
  readonly 'comma-or-bracket': NoArgs;
  readonly rest: NoArgs;
  readonly 'string-end': NoArgs;
  readonly control: NoArgs;
  readonly escape: NoArgs;
  readonly number: NoArgs;
  readonly 'text-end': NoArgs;
  /** The text has more values than the limit. */
  readonly many: NoArgs;
}

type JsonErrorKey = keyof JsonErrors;

export interface JsonError {
  readonly ok: false;
  readonly key: JsonErrorKey;
  /** Byte offset. */
  readonly offset: number;
}

export type JsonScan = { readonly ok: true; readonly tape: ValueTape } | JsonError;

/** Limit of values. Each takes 32 bytes, and text of 64 MiB may hold a value in every second byte or more. */
const MOST_VALUES = 8 << 20;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LITERALS = ['true', 'false', 'null'] as const;

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

class Scanner {
  /** undefined if no positions are needed. */
  private readonly tape: ValueTape | undefined;
  /** Reading stops at the first error; every method returns false after it. */
  error: JsonError | undefined;
  private place = 0;
  private values = 0;
  /** Rows and kinds of the open objects and arrays. */
  private readonly rows: number[] = [];
  private readonly areObjects: boolean[] = [];
  private keyStart = -1;
  private keyEnd = -1;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, tape?: ValueTape) {
    this.bytes = bytes;
    this.tape = tape;
    // A byte order mark does not belong to the text.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.place = 3;
  }

  run(): void {
    this.blanks();
    if (this.peek() < 0) {
      this.fail('empty');
      return;
    }
    while (this.value()) {
      if (!this.afterValue()) return;
    }
  }

  private fail(key: JsonErrorKey): false {
    const ended = this.place >= this.bytes.length && key !== 'empty' && key !== 'string-end';
    this.error = { ok: false, key: ended ? 'text-end' : key, offset: this.place };
    return false;
  }

  /** -1 at the end. */
  private peek(): number {
    return this.bytes[this.place] ?? -1;
  }

  private blanks(): void {
    for (;;) {
      const byte = this.peek();
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.place++;
    }
  }

  private add(kind: ValueKind): number {
    const parent = this.rows.at(-1) ?? -1;
    this.tape?.add(kind, this.place, this.keyStart, this.keyEnd, parent);
    this.keyStart = -1;
    this.keyEnd = -1;
    return this.values++;
  }

  private close(row: number): true {
    this.tape?.close(row, this.place);
    return true;
  }

  /** Reads one value, or opens a container up to its first value. @returns whether a value is complete */
  private value(): boolean {
    for (;;) {
      this.blanks();
      if (this.values >= MOST_VALUES) return this.fail('many');
      const byte = this.peek();
      if (byte === 0x7b || byte === 0x5b) {
        const opened = this.open(byte === 0x7b);
        if (opened !== 'first value') return opened === 'closed';
        continue;
      }
      if (byte === QUOTE) {
        const row = this.add('string');
        return this.string() && this.close(row);
      }
      if (byte === 0x2d || isDigit(byte)) {
        const row = this.add('number');
        return this.number() && this.close(row);
      }
      return this.literal();
    }
  }

  private open(isObject: boolean): 'first value' | 'closed' | 'fault' {
    const row = this.add(isObject ? 'object' : 'array');
    this.place++;
    this.blanks();
    if (this.peek() === (isObject ? 0x7d : 0x5d)) {
      this.place++;
      this.close(row);
      return 'closed';
    }
    this.rows.push(row);
    this.areObjects.push(isObject);
    return !isObject || this.key() ? 'first value' : 'fault';
  }

  private key(): boolean {
    this.blanks();
    if (this.peek() !== QUOTE) return this.fail('key');
    const start = this.place + 1;
    if (!this.string()) return false;
    this.keyStart = start;
    this.keyEnd = this.place - 1;
    this.blanks();
    if (this.peek() !== COLON) return this.fail('colon');
    this.place++;
    return true;
  }

  private literal(): boolean {
    const word = LITERALS.find((literal) => this.isAt(literal));
    if (word === undefined) return this.fail('value');
    const row = this.add(word);
    this.place += word.length;
    return this.close(row);
  }

  private isAt(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[this.place + i] !== word.charCodeAt(i)) return false;
    }
    return true;
  }

  private string(): boolean {
    this.place++;
    for (;;) {
      const byte = this.peek();
      if (byte === QUOTE) {
        this.place++;
        return true;
      }
      if (byte < 0) return this.fail('string-end');
      if (byte < 0x20) return this.fail('control');
      if (byte === BACKSLASH) {
        if (!this.escape()) return false;
      } else this.place++;
    }
  }

  private escape(): boolean {
    const byte = this.bytes[this.place + 1] ?? -1;
    // " \ / b f n r t
    if ([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74].includes(byte)) {
      this.place += 2;
      return true;
    }
    if (byte !== 0x75) return this.fail('escape');
    for (let i = 2; i < 6; i++) {
      if (!isHexDigit(this.bytes[this.place + i] ?? -1)) return this.fail('escape');
    }
    this.place += 6;
    return true;
  }

  private digits(): boolean {
    if (!isDigit(this.peek())) return this.fail('number');
    while (isDigit(this.peek())) this.place++;
    return true;
  }

  private number(): boolean {
    if (this.peek() === 0x2d) this.place++;
    if (this.peek() === 0x30) {
      this.place++;
      if (isDigit(this.peek())) return this.fail('number');
    } else if (!this.digits()) return false;
    if (this.peek() === 0x2e) {
      this.place++;
      if (!this.digits()) return false;
    }
    if ((this.peek() | 0x20) === 0x65 && this.peek() > 0) {
      this.place++;
      if (this.peek() === 0x2b || this.peek() === 0x2d) this.place++;
      return this.digits();
    }
    return true;
  }

  /** Closes containers that end here. @returns whether another value must follow */
  private afterValue(): boolean {
    for (;;) {
      this.blanks();
      const byte = this.peek();
      const isObject = this.areObjects.at(-1);
      if (isObject === undefined) return byte < 0 ? false : this.fail('rest');
      if (byte === COMMA) {
        this.place++;
        return !isObject || this.key();
      }
      if (byte !== (isObject ? 0x7d : 0x5d)) {
        return this.fail(isObject ? 'comma-or-brace' : 'comma-or-bracket');
      }
      this.place++;
      this.close(this.rows.pop() ?? 0);
      this.areObjects.pop();
    }
  }
}

/** Expects well-formed UTF-8; ill-formed UTF-8 in strings is not reported. */
export function scanJson(bytes: Uint8Array): JsonScan {
  const tape = new ValueTape();
  const scanner = new Scanner(bytes, tape);
  scanner.run();
  return scanner.error ?? { ok: true, tape };
}

/** The error that `scanJson` would find. Positions are not recorded, because that takes most of the time. */
export function findJsonError(bytes: Uint8Array): JsonError | undefined {
  const scanner = new Scanner(bytes);
  scanner.run();
  return scanner.error;
}
