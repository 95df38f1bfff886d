/** Bytes as hexadecimal text and back. */
import { hex } from '@scure/base';

export interface BytesFault {
  readonly ok: false;
  /** From 1. */
  readonly line: number;
  /** Characters from 1. */
  readonly column: number;
  readonly key:
    | 'not-a-digit'
    | 'half-a-byte'
    | 'not-base64'
    | 'padding'
    | 'length'
    | 'leftover-bits';
  /** The character at fault, made visible; empty at the end of the text. */
  readonly found: string;
}

export type BytesResult = { readonly ok: true; readonly bytes: Uint8Array } | BytesFault;

/** What is wrong, in English; `{found}` is the character at fault. */
export const BYTES_FAULTS: Readonly<Record<BytesFault['key'], string>> = {
  'not-a-digit': '{found} is not a hexadecimal digit (0-9, a-f)',
  'half-a-byte': 'two hexadecimal digits make a byte; here the second is missing',
  'not-base64': '{found} is not a Base64 character',
  padding: 'Base64 ends with at most two =, and nothing follows them',
  length: 'a Base64 character is missing: four make three bytes',
  'leftover-bits': '{found} holds bits that belong to no byte; this Base64 is damaged',
};

/** Line and column of a place in a text, both from 1. */
export function faultAt(text: string, place: number, key: BytesFault['key']): BytesFault {
  const before = text.slice(0, place);
  const lineStart = before.lastIndexOf('\n') + 1;
  const code = text.codePointAt(place);
  return {
    ok: false,
    key,
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
    found: code === undefined ? '' : String.fromCodePoint(code),
  };
}

/**
 * Reads hexadecimal digits in either case, two a byte; blanks, line ends, `:`, `,`, `-` and a `0x`
 * may stand between bytes.
 */
export function parseHex(text: string): BytesResult {
  const token = /0x(?=[0-9a-f])|[\s:,-]+|[0-9a-f]{2}|/giy;
  const pairs: string[] = [];
  while (token.lastIndex < text.length) {
    const place = token.lastIndex;
    const found = token.exec(text)?.[0] ?? '';
    if (found === '') {
      const isHalf = /[0-9a-f]/i.test(text.charAt(place));
      return faultAt(text, place, isHalf ? 'half-a-byte' : 'not-a-digit');
    }
    if (/^[0-9a-f]{2}$/i.test(found)) pairs.push(found);
  }
  return { ok: true, bytes: hex.decode(pairs.join('').toLowerCase()) };
}

/** Lower-case digits, bytes apart by a blank, `perLine` bytes a line. */
export function formatHex(bytes: Uint8Array, perLine = 16): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    lines.push(bytesText(bytes.subarray(at, at + perLine)).join(' '));
  }
  return lines.join('\n');
}

function bytesText(bytes: Uint8Array): string[] {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
}

export interface HexLine {
  /** Of the line's first byte. */
  readonly offset: number;
  /** Two lower-case digits each. */
  readonly digits: readonly string[];
  /** One character a byte; `.` for what is not printable ASCII. */
  readonly ascii: string;
}

/** Lines `first` up to `first + count` of a hex dump; the caller asks for what is on screen. */
export function hexLines(
  bytes: Uint8Array,
  first: number,
  count: number,
  perLine = 16,
): readonly HexLine[] {
  const lines: HexLine[] = [];
  const end = Math.min(bytes.length, (first + count) * perLine);
  for (let offset = first * perLine; offset < end; offset += perLine) {
    const row = bytes.subarray(offset, offset + perLine);
    const ascii = Array.from(row, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    );
    lines.push({ offset, digits: bytesText(row), ascii: ascii.join('') });
  }
  return lines;
}
