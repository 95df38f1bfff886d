/** Helpers for the readers of text formats. */
import { exactNumber } from '../../base/decimal.ts';
import type { Leaf } from './builtTree.ts';
import type { Decoded, LaidOut } from './format.ts';
import { LARGEST_READ } from './largest.ts';
import { textOf } from './textual.ts';

/** JSON's notation of numbers: `007` and `1e` are texts. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Limit of digits for a number; longer ones are texts. */
const LONGEST_NUMBER = 400;

/** A text in the notation of a number becomes that number, with every digit. */
export function scalar(text: string): Leaf {
  if (text.length > LONGEST_NUMBER || !NUMBER.test(text)) return { value: text };
  return { value: exactNumber(text), text };
}

/** Byte offsets of characters in a text, asked in ascending order only. */
export class BytePlaces {
  readonly #text: string;
  #at = 0;
  #bytes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param at offset in UTF-16 units; not smaller than the previous one */
  of(at: number): number {
    for (; this.#at < at && this.#at < this.#text.length; this.#at += 1) {
      const unit = this.#text.charCodeAt(this.#at);
      // Each half of a surrogate pair counts two of the four bytes.
      const isHalf = unit >= 0xd800 && unit <= 0xdfff;
      this.#bytes += unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3;
    }
    return this.#bytes;
  }
}

/** The lines of a text, unchanged. */
export function linesOf(text: string): LaidOut {
  const places = new BytePlaces(text);
  const lineOffsets = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lineOffsets.push(places.of(at + 1));
  }
  return { text, lineOffsets };
}

/** Decodes text. A payload of invalid UTF-8 or above the size limit has no values. */
export function decodeText(
  payload: Uint8Array,
  read: (text: string, length: number) => Decoded,
): Decoded {
  const text = textOf(payload);
  if (text !== undefined) return read(text, payload.length);
  const key = payload.length > LARGEST_READ ? 'many' : 'utf8';
  return { tree: undefined, error: { key, offset: 0 } };
}
