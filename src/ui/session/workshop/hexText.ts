/** Bytes as typed by the user: hexadecimal digits, with or without blanks, `0x`, commas and line ends. */
import { hex } from '@scure/base';

export type HexText =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly places: readonly number[] }
  /** From this character on. */
  | { readonly ok: false; readonly why: 'not-hex' | 'half-byte'; readonly at: number };

const BETWEEN = /[\s,:;-]/;
const DIGIT = /[0-9a-f]/i;

/** @returns the bytes with the text position of each */
export function readHex(text: string): HexText {
  const bytes: number[] = [];
  const places: number[] = [];
  let half: { readonly digit: string; readonly at: number } | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const isPrefix = character === '0' && /x/i.test(text[at + 1] ?? '') && half === undefined;
    if (isPrefix) {
      at++;
      continue;
    }
    if (BETWEEN.test(character)) {
      if (half !== undefined) return { ok: false, why: 'half-byte', at: half.at };
      continue;
    }
    if (!DIGIT.test(character)) return { ok: false, why: 'not-hex', at };
    if (half === undefined) {
      half = { digit: character, at };
      continue;
    }
    bytes.push(Number.parseInt(half.digit + character, 16));
    places.push(half.at);
    half = undefined;
  }
  if (half !== undefined) return { ok: false, why: 'half-byte', at: half.at };
  return { ok: true, bytes: Uint8Array.from(bytes), places };
}

/** `30 07 00 05`, in lines of sixteen. */
export function hexText(bytes: Uint8Array): string {
  return hex
    .encode(bytes)
    .replace(/../g, '$& ')
    .replace(/(?:.. ){16}/g, (line) => `${line.trimEnd()}\n`)
    .trimEnd();
}
