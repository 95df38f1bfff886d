/** Bytes as a C array. */
import { type Copied, copied } from './copied.ts';
import { tooLargeToCopy } from './tooLarge.ts';

const PER_LINE = 12;
/** Characters: `0x00, `; the last one of a line is a line end. */
const PER_BYTE = 6;
const INDENT = '  ';

/** The array's text without the digits; each line begins with the indent. */
const CODES = Uint8Array.from('0x00, ', (char) => char.charCodeAt(0));
const DIGITS = Uint8Array.from('0123456789abcdef', (char) => char.charCodeAt(0));
const BLANK = 0x20;
const LINE_FEED = 0x0a;

/** @param packet number used in the array's name */
export function cArray(bytes: Uint8Array, packet: number): Copied {
  return tooLargeToCopy('c', bytes.length) ?? copied(() => arrayOf(bytes, packet), []);
}

function arrayOf(bytes: Uint8Array, packet: number): string {
  return `const unsigned char packet_${packet}[${bytes.length}] = {\n${linesOf(bytes)}};\n`;
}

/** Written as bytes, because joining strings takes a hundred times as long. */
function linesOf(bytes: Uint8Array): string {
  const lines = Math.ceil(bytes.length / PER_LINE);
  const text = new Uint8Array(lines * INDENT.length + bytes.length * PER_BYTE);
  let at = 0;
  bytes.forEach((byte, index) => {
    if (index % PER_LINE === 0) {
      text.fill(BLANK, at, at + INDENT.length);
      at += INDENT.length;
    }
    const isLast = (index + 1) % PER_LINE === 0 || index + 1 === bytes.length;
    text.set(CODES, at);
    text[at + 2] = DIGITS[byte >> 4] ?? 0;
    text[at + 3] = DIGITS[byte & 15] ?? 0;
    if (isLast) text[at + PER_BYTE - 1] = LINE_FEED;
    at += PER_BYTE;
  });
  return new TextDecoder().decode(text);
}
