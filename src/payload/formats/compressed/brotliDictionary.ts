/** The dictionary of Brotli and the transforms of its words (RFC 7932, section 8, appendices A and B). */
import { decodeBase64 } from '../../../base/base64.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { PACKED_WORDS } from './brotliWords.ts';
import type { Unpacked } from './unpacked.ts';
import { unwrapXz } from './unxz.ts';

const SHORTEST = 4;
/** Bits of a word's number, by the length of the word. */
const NUMBER_BITS = [
  0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5,
];
const SIZE = 122_784;

/** Position of the first word of each length. */
const STARTS: readonly number[] = (() => {
  let at = 0;
  return NUMBER_BITS.map((bits, length) => {
    const start = at;
    if (length >= SHORTEST) at += length << bits;
    return start;
  });
})();

/**
 * Prefix, change and suffix of each transform. Changes: `f3` omits the first three bytes, `l3` the last three,
 * `u` changes the first character to upper case, `U` all of them.
 */
const TRANSFORMS = [
  '||',
  '|| ',
  ' || ',
  '|f1|',
  '|u| ',
  '|| the ',
  ' ||',
  's || ',
  '|| of ',
  '|u|',
  '|| and ',
  '|f2|',
  '|l1|',
  ', || ',
  '||, ',
  ' |u| ',
  '|| in ',
  '|| to ',
  'e || ',
  '||"',
  '||.',
  '||">',
  '||\n',
  '|l3|',
  '||]',
  '|| for ',
  '|f3|',
  '|l2|',
  '|| a ',
  '|| that ',
  ' |u|',
  '||. ',
  '.||',
  ' ||, ',
  '|f4|',
  '|| with ',
  "||'",
  '|| from ',
  '|| by ',
  '|f5|',
  '|f6|',
  ' the ||',
  '|l4|',
  '||. The ',
  '|U|',
  '|| on ',
  '|| as ',
  '|| is ',
  '|l7|',
  '|l1|ing ',
  '||\n\t',
  '||:',
  ' ||. ',
  '||ed ',
  '|f9|',
  '|f7|',
  '|l6|',
  '||(',
  '|u|, ',
  '|l8|',
  '|| at ',
  '||ly ',
  ' the || of ',
  '|l5|',
  '|l9|',
  ' |u|, ',
  '|u|"',
  '.||(',
  '|U| ',
  '|u|">',
  '||="',
  ' ||.',
  '.com/||',
  ' the || of the ',
  "|u|'",
  '||. This ',
  '||,',
  '.|| ',
  '|u|(',
  '|u|.',
  '|| not ',
  ' ||="',
  '||er ',
  ' |U| ',
  '||al ',
  ' |U|',
  "||='",
  '|U|"',
  '|u|. ',
  ' ||(',
  '||ful ',
  ' |u|. ',
  '||ive ',
  '||less ',
  "|U|'",
  '||est ',
  ' |u|.',
  '|U|">',
  " ||='",
  '|u|,',
  '||ize ',
  '|U|.',
  '\u00a0||',
  ' ||,',
  '|u|="',
  '|U|="',
  '||ous ',
  '|U|, ',
  "|u|='",
  ' |u|,',
  ' |U|="',
  ' |U|, ',
  '|U|,',
  '|U|(',
  '|U|. ',
  ' |U|.',
  "|U|='",
  ' |U|. ',
  ' |u|="',
  " |U|='",
  " |u|='",
].map((transform) => {
  const [prefix = '', change = '', suffix = ''] = transform.split('|');
  const count = Number(change.slice(1));
  return {
    prefix: encodeUtf8(prefix),
    first: change.startsWith('f') ? count : 0,
    last: change.startsWith('l') ? count : 0,
    upper: change,
    suffix: encodeUtf8(suffix),
  };
});

let words: Uint8Array | undefined;

/**
 * Adds a word of the dictionary.
 * @param number of the word and its transform
 * @returns false if the word does not exist
 */
export function addWord(into: Unpacked, length: number, number: number): boolean {
  const bits = NUMBER_BITS[length] ?? 0;
  const transform = TRANSFORMS[number >> bits];
  if (length < SHORTEST || length >= NUMBER_BITS.length || transform === undefined) return false;
  words ??= unwrapXz(decodeBase64(PACKED_WORDS) ?? new Uint8Array(), SIZE).bytes;
  const { prefix, first, last, upper, suffix } = transform;
  const start = (STARTS[length] ?? 0) + (number & ((1 << bits) - 1)) * length;
  const word = words.slice(start + first, Math.max(start + first, start + length - last));
  if (upper === 'u') toUpperCase(word, 0);
  if (upper === 'U') for (let at = 0; at < word.length; ) at += toUpperCase(word, at);
  for (const part of [prefix, word, suffix]) into.add(part);
  return true;
}

/**
 * Brotli's own upper case, which only approximates the upper case of longer characters. @returns the bytes of
 * the character
 */
function toUpperCase(word: Uint8Array, at: number): number {
  const lead = word[at] ?? 0;
  if (lead < 0xc0) {
    if (lead >= 0x61 && lead <= 0x7a) word[at] = lead ^ 0x20;
    return 1;
  }
  const length = lead < 0xe0 ? 2 : 3;
  const changed = at + length - 1;
  if (changed < word.length) word[changed] = (word[changed] ?? 0) ^ (length === 2 ? 0x20 : 5);
  return length;
}
