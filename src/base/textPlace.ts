/** Converts a byte offset into a line and a column. */
import { decodeUtf8 } from './utf8.ts';

export interface TextPlace {
  /** Counted from 1. */
  readonly line: number;
  /** Characters, counted from 1. */
  readonly column: number;
}

/** The position of a byte of well-formed UTF-8; lines end with LF. */
export function textPlace(bytes: Uint8Array, offset: number): TextPlace {
  const before = bytes.subarray(0, offset);
  let line = 1;
  for (const byte of before) if (byte === 0x0a) line++;
  const lineStart = before.lastIndexOf(0x0a) + 1;
  const text = decodeUtf8(before.subarray(lineStart));
  return { line, column: (text === undefined ? offset - lineStart : Array.from(text).length) + 1 };
}

/** @param at UTF-16 offset in the text */
export function textPlaceAt(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
  };
}
