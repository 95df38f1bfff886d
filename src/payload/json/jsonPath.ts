/** Finds the value at a path in the bytes of a JSON text, without building the other values. */

import { type ByteFinder, byteFinder, findBytes, placeOfBytes } from '../../base/byteSearch.ts';
import { holdsLongNumber } from '../../base/decimal.ts';
import { decodeUtf8, encodeUtf8, findUtf8Error, hasLoneSurrogate } from '../../base/utf8.ts';
import { longestName, namesBeforeNumbers } from './jsonValue.ts';
import { ARRAY, isBlank, type JsonStep, JsonWalk, OBJECT, QUOTE } from './jsonWalk.ts';

/** `unsure`: the payload is not JSON, or the value needs the full parser. */
export type FoundInJson =
  | 'unsure'
  | 'nothing'
  | 'container'
  | 'null'
  | 'true'
  | 'false'
  | 'number'
  | 'text';

/** Limit of digits for numbers that are read here. */
const FEW_DIGITS = 15;
/** Names of at least this many bytes are searched first, because shorter ones occur nearly everywhere. */
const LONG_NAME = 3;
const WORDS: ReadonlyMap<number, FoundInJson> = new Map([
  [0x74, 'true'],
  [0x66, 'false'],
  [0x6e, 'null'],
  [QUOTE, 'text'],
  [OBJECT, 'container'],
  [ARRAY, 'container'],
]);
const POWERS = Array.from({ length: FEW_DIGITS + 1 }, (_, power) => 10 ** power);

const BACKSLASH = 0x5c;

function holdsByte(bytes: Uint8Array, wanted: number, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] === wanted) return true;
  return false;
}

function stepOf(step: string | number): JsonStep {
  const digits = String(step);
  const index = /^(?:0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : -1;
  return { name: typeof step === 'string' ? encodeUtf8(step) : undefined, index };
}

export class JsonPath {
  /** Range of the last value found; without the quotes of a text. */
  start = 0;
  end = 0;
  readonly #walk: JsonWalk;
  readonly #counted: readonly Uint8Array[];
  readonly #findName: ByteFinder | undefined;
  readonly #isReadable: boolean;
  #bytes: Uint8Array = new Uint8Array();

  /** @param steps at least one: member names and element indexes; a name of digits matches an element, too */
  constructor(steps: readonly (string | number)[]) {
    const names = steps.filter((step) => typeof step === 'string');
    const longest = longestName(steps);
    this.#walk = new JsonWalk(steps.map(stepOf));
    this.#counted = namesBeforeNumbers(steps);
    this.#findName = longest.length >= LONG_NAME ? byteFinder(encodeUtf8(longest)) : undefined;
    this.#isReadable = !names.some(hasLoneSurrogate);
  }

  find(bytes: Uint8Array, from: number, to: number): FoundInJson {
    let at = from;
    while (at < to && isBlank(bytes[at])) at += 1;
    const first = at < to ? bytes[at] : undefined;
    if ((first !== OBJECT && first !== ARRAY) || !this.#isReadable) return 'unsure';
    const walk = this.#walk;
    // Tests first whether the name occurs at all. Skipped if the last message had it, because messages
    // resemble each other. No other format with values begins like this without a zero at the end.
    if (!walk.isFound && bytes[to - 1] !== 0 && this.#findName?.(bytes, at, to) === false) {
      if (!holdsByte(bytes, BACKSLASH, at, to)) return 'nothing';
    }
    if (!walk.go(bytes, at, to)) return 'unsure';
    if (!walk.isAscii && findUtf8Error(bytes.subarray(at, to)) !== undefined) return 'unsure';
    if (this.#counted.some((name) => isTwiceIn(bytes, name, at, to))) return 'unsure';
    return walk.isFound ? this.#found(bytes) : 'nothing';
  }

  #found(bytes: Uint8Array): FoundInJson {
    const { start, end } = this.#walk;
    const found = WORDS.get(bytes[start] ?? 0) ?? 'number';
    const quote = found === 'text' ? 1 : 0;
    this.#bytes = bytes;
    this.start = start + quote;
    this.end = end - quote;
    return found;
  }

  /** The number found; undefined if a double may lose digits of it. */
  number(): number | undefined {
    return this.end - this.start > FEW_DIGITS ? this.#longNumber() : this.#shortNumber();
  }

  /** Whether the bytes of the text found are its characters. */
  isPlain(): boolean {
    if (this.#walk.hasEscapes) return false;
    if (this.#walk.isAscii) return true;
    for (let at = this.start; at < this.end; at += 1) {
      if ((this.#bytes[at] ?? 0) >= 0x80) return false;
    }
    return true;
  }

  /** The text found; undefined if it needs the full parser. */
  text(): string | undefined {
    if (this.#walk.hasEscapes) return undefined;
    return decodeUtf8(this.#bytes.subarray(this.start, this.end));
  }

  #longNumber(): number | undefined {
    const text = decodeUtf8(this.#bytes.subarray(this.start, this.end)) ?? '';
    return holdsLongNumber(text) ? undefined : Number(text);
  }

  /**
   * A whole number that a double holds, divided by a power of ten that a double holds: the quotient is
   * rounded once.
   */
  #shortNumber(): number | undefined {
    let value = 0;
    let point = -1;
    for (let at = this.start; at < this.end; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      if (byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
      else if (byte === 0x2e) point = at;
      else if (byte !== 0x2d) return this.#longNumber();
    }
    if (point >= 0) value /= POWERS[this.end - point - 1] ?? Number.NaN;
    return this.#bytes[this.start] === 0x2d ? -value : value;
  }
}

function isTwiceIn(bytes: Uint8Array, name: Uint8Array, from: number, to: number): boolean {
  const first = placeOfBytes(bytes.subarray(from, to), name);
  return first >= 0 && findBytes(bytes.subarray(from + first + 1, to), name);
}
