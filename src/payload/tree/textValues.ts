/** What the readers of formats that are text have in common. */
import { exactNumber } from '../../base/decimal.ts';
import type { Leaf } from './builtTree.ts';
import type { Decoded, LaidOut } from './format.ts';
import { LARGEST_READ } from './largest.ts';
import { textOf } from './textual.ts';

/** As JSON writes numbers: `007` and `1e` are texts. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Digits of a number; longer ones are texts. */
const LONGEST_NUMBER = 400;

/** A text that reads as a number is one, with every digit. */
export function scalar(text: string): Leaf {
  if (text.length > LONGEST_NUMBER || !NUMBER.test(text)) return { value: text };
  return { value: exactNumber(text), text };
}

/** The bytes of places in a text that never go back. */
export class BytePlaces {
  readonly #text: string;
  #at = 0;
  #bytes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @param at UTF-16 units from the text's first; not below the one before */
  of(at: number): number {
    for (; this.#at < at && this.#at < this.#text.length; this.#at += 1) {
      const unit = this.#text.charCodeAt(this.#at);
      // Each half of a pair counts two of its four bytes.
      const isHalf = unit >= 0xd800 && unit <= 0xdfff;
      this.#bytes += unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3;
    }
    return this.#bytes;
  }
}

/** A text as it is, line by line. */
export function linesOf(text: string): LaidOut {
  const places = new BytePlaces(text);
  const lineOffsets = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lineOffsets.push(places.of(at + 1));
  }
  return { text, lineOffsets };
}

/** What is no UTF-8, or too long to be read, has no values. */
export function decodeText(
  payload: Uint8Array,
  read: (text: string, length: number) => Decoded,
): Decoded {
  const text = textOf(payload);
  if (text !== undefined) return read(text, payload.length);
  const key = payload.length > LARGEST_READ ? 'many' : 'utf8';
  return { tree: undefined, fault: { key, offset: 0 } };
}
