/** Validates JSON text (RFC 8259) byte by byte and records the position of each value. */
import { findUtf8Error, markLength } from '../../base/utf8.ts';
import type { JsonError, JsonErrorKey } from './jsonErrors.ts';
import { isBareKey, isNumber, objectTextAt, wordAt, wordError } from './jsonWords.ts';
import { type ValueKind, ValueTape } from './valueTape.ts';

export type JsonScan = { readonly ok: true; readonly tape: ValueTape } | JsonError;

/** Limit of values. Each takes 32 bytes, and text of 64 MiB may hold a value in every second byte or more. */
const MOST_VALUES = 8 << 20;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const SINGLE_QUOTE = 0x27;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Limit of bad lines more than good ones. */
const BAD_LINES = 1000;
const SLASH = 0x2f;
const ASTERISK = 0x2a;
const HASH = 0x23;
const LITERALS = ['true', 'false', 'null'] as const;

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

/** Whether only white space precedes in the line. */
function startsLine(bytes: Uint8Array, start: number): boolean {
  let at = start - 1;
  while (at >= markLength(bytes) && bytes[at] !== LINE_FEED) {
    if (!isBlank(bytes[at] ?? 0)) return false;
    at--;
  }
  return true;
}

/** The end of the line, without its line break. */
function lineEnd(bytes: Uint8Array, start: number): number {
  const found = bytes.indexOf(LINE_FEED, start);
  const end = found < 0 ? bytes.length : found;
  return bytes[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end;
}

interface SequenceCounts {
  readonly texts: number;
  /** Lines that are not JSON. */
  readonly badLines: number;
}

class Scanner {
  /** undefined if no positions are needed. */
  private readonly tape: ValueTape | undefined;
  /** The first error. */
  error: JsonError | undefined;
  /** Reading ended at an error; every method returns false after it. */
  hasFailed = false;
  private readonly isTolerant: boolean;
  private place = 0;
  private values = 0;
  /** Row of the list of texts. */
  private root = -1;
  /** Each text of a sequence is an object or an array. */
  areContainers = true;
  /** Rows and kinds of the open objects and arrays. */
  private readonly rows: number[] = [];
  private readonly areObjects: boolean[] = [];
  private keyStart = -1;
  private keyEnd = -1;
  private bytes: Uint8Array;

  /** @param isTolerant reads on after errors that leave no doubt where the next value begins */
  constructor(bytes: Uint8Array, tape?: ValueTape, isTolerant = false) {
    this.bytes = bytes;
    this.tape = tape;
    this.isTolerant = isTolerant;
    this.place = markLength(bytes);
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

  /**
   * Reads texts with nothing or white space between them. After an error at the beginning of a line, each line is a
   * text: a bad line is one value of kind `other`.
   */
  runSequence(): SequenceCounts {
    const all = this.bytes;
    this.root = this.tape?.add('array', 0, -1, -1, -1) ?? 0;
    const counts = { texts: 0, badLines: 0 };
    let areLines = false;
    for (;;) {
      this.bytes = all;
      this.blanks();
      if (this.peek() < 0) break;
      const start = this.place;
      const row = this.tape?.size ?? 0;
      const { error } = this;
      const end = areLines ? lineEnd(all, start) : all.length;
      this.bytes = all.subarray(0, end);
      while (this.value()) {
        if (!this.afterValue()) break;
      }
      if (!this.hasFailed) {
        counts.texts++;
        this.areContainers &&= all[start] === 0x7b || all[start] === 0x5b;
        continue;
      }
      const isOver = this.error?.key === 'many' || counts.badLines > counts.texts + BAD_LINES;
      if (isOver || !(areLines || startsLine(all, start))) break;
      this.discard(row);
      this.place = start;
      if (areLines) {
        counts.badLines++;
        this.areContainers &&= all[start] === 0x7b || all[start] === 0x5b;
        const bad = this.add('other');
        this.place = end;
        this.close(bad);
      } else {
        areLines = true;
        this.error = error;
      }
    }
    this.tape?.close(this.root, all.length);
    return counts;
  }

  /** Forgets an error and the incomplete value. */
  private discard(row: number): void {
    this.tape?.removeLast(row, this.root);
    this.hasFailed = false;
    this.rows.length = 0;
    this.areObjects.length = 0;
    this.keyStart = -1;
    this.keyEnd = -1;
  }

  private fail(key: JsonErrorKey): false {
    const ended = this.place >= this.bytes.length && key !== 'empty' && key !== 'string-end';
    this.error ??= { ok: false, key: ended ? 'text-end' : key, offset: this.place };
    this.hasFailed = true;
    return false;
  }

  /** @returns whether reading continues after the error */
  private tolerate(key: JsonErrorKey, offset = this.place): boolean {
    this.error ??= { ok: false, key, offset };
    if (!this.isTolerant) this.hasFailed = true;
    return this.isTolerant;
  }

  /** -1 at the end. */
  private peek(): number {
    return this.bytes[this.place] ?? -1;
  }

  private blanks(): void {
    for (;;) {
      const byte = this.peek();
      if (isBlank(byte)) this.place++;
      else if ((byte !== SLASH && byte !== HASH) || !this.comment()) return;
    }
  }

  private comment(): boolean {
    const kind = this.peek() === HASH ? HASH : this.bytes[this.place + 1];
    if (kind !== HASH && kind !== SLASH && kind !== ASTERISK) return false;
    if (!this.tolerate('comment')) return false;
    const { bytes } = this;
    if (kind !== ASTERISK) {
      const end = bytes.indexOf(LINE_FEED, this.place);
      this.place = end < 0 ? bytes.length : end;
      return true;
    }
    let end = bytes.indexOf(ASTERISK, this.place + 2);
    while (end >= 0 && bytes[end + 1] !== SLASH) end = bytes.indexOf(ASTERISK, end + 1);
    this.place = end < 0 ? bytes.length : end + 2;
    return true;
  }

  private add(kind: ValueKind): number {
    const parent = this.rows.at(-1) ?? this.root;
    const row = this.tape?.add(kind, this.place, this.keyStart, this.keyEnd, parent);
    this.keyStart = -1;
    this.keyEnd = -1;
    this.values++;
    return row ?? 0;
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
      const objectText =
        this.isTolerant && byte === 0x5b ? objectTextAt(this.bytes, this.place) : '';
      if (objectText !== '') return this.otherWord(objectText);
      if (byte === 0x7b || byte === 0x5b) {
        const opened = this.open(byte === 0x7b);
        if (opened !== 'first value') return opened === 'closed';
        continue;
      }
      if (byte === QUOTE || (byte === SINGLE_QUOTE && this.tolerate('single-quotes'))) {
        return this.text(byte);
      }
      if (this.hasFailed) return false;
      if (byte === 0x2d || isDigit(byte)) {
        if (this.isTolerant && !isNumber(this.word())) return this.otherWord();
        const row = this.add('number');
        return this.number() && this.close(row);
      }
      return this.literal();
    }
  }

  /** A text that is not UTF-8 is a value of bytes. */
  private text(quote: number): boolean {
    const start = this.place;
    const isUtf8 = this.textEnd(quote);
    if (isUtf8 === undefined) return false;
    const end = this.place;
    this.place = start;
    const row = this.add(isUtf8 ? 'string' : 'bytes');
    this.place = end;
    return this.close(row);
  }

  /** @returns whether the text is UTF-8, which only tolerant reading tests; undefined on an error */
  private textEnd(quote: number): boolean | undefined {
    const start = this.place + 1;
    if (!this.string(quote)) return undefined;
    if (!this.isTolerant) return true;
    const wrong = findUtf8Error(this.bytes.subarray(start, this.place - 1));
    if (wrong === undefined) return true;
    this.tolerate('not-utf8', start + wrong.position);
    return false;
  }

  /** The characters up to the next white space, comma, colon or bracket. */
  private word(): string {
    return wordAt(this.bytes, this.place);
  }

  /** A word that is not a value in JSON. */
  private otherWord(word = this.word()): boolean {
    const key = wordError(word);
    if (key === undefined) return this.fail('value');
    if (!this.tolerate(key)) return false;
    const row = this.add('other');
    this.place += word.length;
    return this.close(row);
  }

  private open(isObject: boolean): 'first value' | 'closed' | 'fault' {
    const row = this.add(isObject ? 'object' : 'array');
    this.place++;
    this.blanks();
    if (this.hasFailed) return 'fault';
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
    const quote = this.peek();
    if (quote === QUOTE || (quote === SINGLE_QUOTE && this.tolerate('single-quotes'))) {
      const start = this.place + 1;
      if (this.textEnd(quote) === undefined) return false;
      this.keyStart = start;
      this.keyEnd = this.place - 1;
    } else if (this.hasFailed || !this.bareKey()) return false;
    this.blanks();
    if (this.peek() !== COLON) return this.fail('colon');
    this.place++;
    return true;
  }

  private bareKey(): boolean {
    const word = this.isTolerant ? this.word() : '';
    if (!isBareKey(word)) return this.fail('key');
    this.tolerate('key');
    this.keyStart = this.place;
    this.place += word.length;
    this.keyEnd = this.place;
    return true;
  }

  private literal(): boolean {
    const word = LITERALS.find((literal) => this.isAt(literal));
    if (word === undefined) return this.otherWord();
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

  private string(quote: number): boolean {
    this.place++;
    for (;;) {
      const byte = this.peek();
      if (byte === quote) {
        this.place++;
        return true;
      }
      if (byte < 0) return this.fail('string-end');
      if (byte < 0x20 && !this.tolerate('control')) return false;
      if (byte === BACKSLASH) {
        if (!this.escape(quote)) return false;
      } else this.place++;
    }
  }

  private escape(quote: number): boolean {
    const byte = this.bytes[this.place + 1] ?? -1;
    // " \ / b f n r t
    if ([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74].includes(byte)) {
      this.place += 2;
      return true;
    }
    if (byte === SINGLE_QUOTE && quote === SINGLE_QUOTE) {
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
      if (this.hasFailed) return false;
      const byte = this.peek();
      const isObject = this.areObjects.at(-1);
      if (isObject === undefined) return this.atEnd(byte);
      const close = isObject ? 0x7d : 0x5d;
      if (byte === COMMA) {
        const comma = this.place++;
        this.blanks();
        if (this.peek() !== close) return !isObject || this.key();
        if (!this.tolerate('trailing-comma', comma)) return false;
      } else if (byte !== close) {
        return this.fail(isObject ? 'comma-or-brace' : 'comma-or-bracket');
      }
      this.place++;
      this.close(this.rows.pop() ?? 0);
      this.areObjects.pop();
    }
  }

  private atEnd(byte: number): false {
    // Another text of the sequence may follow.
    if (byte < 0 || this.root >= 0) return false;
    const isNul = byte === 0 && this.bytes.subarray(this.place).every((one) => one === 0);
    if (isNul) this.tolerate('nul');
    else this.fail('rest');
    return false;
  }
}

/** Expects well-formed UTF-8; ill-formed UTF-8 in strings is not reported. */
export function scanJson(bytes: Uint8Array): JsonScan {
  const tape = new ValueTape();
  const scanner = new Scanner(bytes, tape);
  scanner.run();
  return scanner.error ?? { ok: true, tape };
}

/** Values of a text that is JSON except for one or more errors, with the first error. */
export interface NearlyJson {
  readonly tape: ValueTape;
  readonly error: JsonError;
}

/** undefined if the text is JSON, or too different from it. */
export function scanNearlyJson(bytes: Uint8Array): NearlyJson | undefined {
  const tape = new ValueTape();
  const scanner = new Scanner(bytes, tape, true);
  scanner.run();
  const { error, hasFailed } = scanner;
  return error === undefined || hasFailed ? undefined : { tape, error };
}

/** Whether `scanNearlyJson` would read it. */
export function isNearlyJson(bytes: Uint8Array): boolean {
  const scanner = new Scanner(bytes, undefined, true);
  scanner.run();
  return scanner.error !== undefined && !scanner.hasFailed;
}

export interface JsonSequence {
  /** The root is a list of the texts. */
  readonly tape: ValueTape;
  readonly error: JsonError | undefined;
  /** Texts after the error were not read. */
  readonly hasFailed: boolean;
}

/** Reads a sequence of JSON texts. Lines with an error have no value. */
export function scanJsonSequence(bytes: Uint8Array): JsonSequence {
  const tape = new ValueTape();
  const scanner = new Scanner(bytes, tape, true);
  scanner.runSequence();
  return { tape, error: scanner.error, hasFailed: scanner.hasFailed };
}

/**
 * Whether the bytes are a sequence. Unless it is named, there are two texts or more, no text is a scalar, and
 * no more lines are bad than good.
 */
export function isJsonSequence(bytes: Uint8Array, isNamed: boolean): boolean {
  const scanner = new Scanner(bytes, undefined, true);
  const { texts, badLines } = scanner.runSequence();
  if (scanner.hasFailed || texts === 0) return false;
  return isNamed || (texts + badLines > 1 && badLines <= texts && scanner.areContainers);
}

/** The error that `scanJson` would find. Positions are not recorded, because that takes most of the time. */
export function findJsonError(bytes: Uint8Array): JsonError | undefined {
  const scanner = new Scanner(bytes);
  scanner.run();
  return scanner.error;
}
