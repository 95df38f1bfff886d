/**
 * Walks through JSON (RFC 8259) to the value at a path in one pass over all bytes, without building values.
 */
import { encodeUtf8 } from '../../base/utf8.ts';

/** Returned instead of an end position for invalid JSON. */
const ERROR = -1;
/** Nesting limit of containers, because each takes a recursive call. */
const DEEPEST = 100;
const BACKSLASH = 0x5c;
export const QUOTE = 0x22;
export const OBJECT = 0x7b;
export const ARRAY = 0x5b;

/** Characters that need no escape in a text. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);
const ESCAPED = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const LITERALS = ['true', 'false', 'null'].map(encodeUtf8);

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
export const isBlank = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export interface JsonStep {
  readonly name: Uint8Array | undefined;
  /** Index of the element; -1 if the step is not an index. */
  readonly index: number;
}

export class JsonWalk {
  /** Whether the path has a value, and its range including quotes. */
  isFound = false;
  start = 0;
  end = 0;
  /** The text contains escapes. */
  hasEscapes = false;
  /** The text is all ASCII. */
  isAscii = true;
  readonly #steps: readonly JsonStep[];
  #bytes: Uint8Array = new Uint8Array();
  #to = 0;
  #depth = 0;
  #escapes = 0;

  constructor(steps: readonly JsonStep[]) {
    this.#steps = steps;
  }

  /**
   * @returns whether this is JSON text with an object or an array, whose names on the path have no escapes
   */
  go(bytes: Uint8Array, from: number, to: number): boolean {
    this.#bytes = bytes;
    this.#to = to;
    this.#depth = 0;
    this.isFound = false;
    this.#escapes = 0;
    this.isAscii = true;
    const end = this.#container(this.#blanks(from), 0);
    return end >= 0 && this.#blanks(end) === to;
  }

  #isAt(wanted: Uint8Array, start: number, end: number): boolean {
    if (end - start !== wanted.length) return false;
    for (let at = 0; at < wanted.length; at += 1) {
      if (this.#bytes[start + at] !== wanted[at]) return false;
    }
    return true;
  }

  #blanks(from: number): number {
    let at = from;
    for (; at < this.#to; at += 1) {
      if (!isBlank(this.#bytes[at])) return at;
    }
    return at;
  }

  /** 0, which never occurs in JSON, at the end. */
  #byte(at: number): number {
    return at < this.#to ? (this.#bytes[at] ?? 0) : 0;
  }

  /**
   * These methods return the end of the value that begins at `from`, or `ERROR`. @param level index of the
   * step inside the value; -1 if the path does not lead there
   */
  #container(from: number, level: number): number {
    const isObject = this.#byte(from) === OBJECT;
    const close = isObject ? 0x7d : 0x5d;
    this.#depth += 1;
    if ((!isObject && this.#byte(from) !== ARRAY) || this.#depth > DEEPEST) return ERROR;
    let at = this.#blanks(from + 1);
    for (let index = 0; index > 0 || this.#byte(at) !== close; index += 1) {
      let isWanted = level >= 0 && this.#steps[level]?.index === index;
      if (isObject) {
        const escapes = this.#escapes;
        const start = at + 1;
        if (this.#byte(at) !== QUOTE) return ERROR;
        at = this.#string(start);
        // The name may be written with escapes.
        if (at < 0 || (level >= 0 && this.#escapes > escapes)) return ERROR;
        isWanted = level >= 0 && this.#isName(level, start, at - 1);
        at = this.#blanks(at);
        if (this.#byte(at) !== 0x3a) return ERROR;
        at = this.#blanks(at + 1);
      }
      at = isWanted ? this.#wanted(at, level + 1) : this.#value(at);
      if (at < 0) return ERROR;
      at = this.#blanks(at);
      const next = this.#byte(at);
      if (next === close) break;
      if (next !== 0x2c) return ERROR;
      at = this.#blanks(at + 1);
    }
    this.#depth -= 1;
    return at + 1;
  }

  #isName(level: number, start: number, end: number): boolean {
    const name = this.#steps[level]?.name;
    return name !== undefined && this.#isAt(name, start, end);
  }

  /** The last of repeated members counts. */
  #wanted(at: number, level: number): number {
    this.isFound = false;
    const first = this.#byte(at);
    if (level < this.#steps.length) {
      return first === OBJECT || first === ARRAY ? this.#container(at, level) : this.#value(at);
    }
    const escapes = this.#escapes;
    const end = this.#value(at);
    this.start = at;
    this.end = end;
    this.isFound = true;
    this.hasEscapes = this.#escapes > escapes;
    return end;
  }

  #value(at: number): number {
    const first = this.#byte(at);
    if (first === QUOTE) return this.#string(at + 1);
    if (first === 0x2d || isDigit(first)) return this.#number(at);
    if (first === OBJECT || first === ARRAY) return this.#container(at, -1);
    for (const word of LITERALS) {
      const end = at + word.length;
      if (word[0] === first && end <= this.#to) return this.#isAt(word, at, end) ? end : ERROR;
    }
    return ERROR;
  }

  /** @param from after the opening quote */
  #string(from: number): number {
    for (let at = from; at < this.#to; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      if (PLAIN[byte] === 1) continue;
      if (byte === QUOTE) return at + 1;
      if (byte >= 0x80) this.isAscii = false;
      else if (byte === BACKSLASH) {
        at = this.#escape(at + 1);
        if (at < 0) return ERROR;
      } else return ERROR;
    }
    return ERROR;
  }

  /** @returns the last byte of the escape */
  #escape(at: number): number {
    this.#escapes += 1;
    const byte = this.#byte(at);
    if (ESCAPED[byte] === 1) return at;
    if (byte !== 0x75) return ERROR;
    for (let digit = at + 1; digit <= at + 4; digit += 1) {
      const hex = this.#byte(digit);
      if (!isDigit(hex) && ((hex | 0x20) < 0x61 || (hex | 0x20) > 0x66)) return ERROR;
    }
    return at + 4;
  }

  #digits(from: number): number {
    let at = from;
    while (isDigit(this.#byte(at))) at += 1;
    return at === from ? ERROR : at;
  }

  #number(from: number): number {
    let at = this.#byte(from) === 0x2d ? from + 1 : from;
    at = this.#byte(at) === 0x30 ? at + 1 : this.#digits(at);
    if (at > 0 && this.#byte(at) === 0x2e) at = this.#digits(at + 1);
    if (at < 0 || (this.#byte(at) | 0x20) !== 0x65) return at;
    const sign = this.#byte(at + 1);
    return this.#digits(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
  }
}
