/** Lines of text as bytes and numbers, which can be transferred. Each is decoded when drawn. */
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { LaidOut } from '../../../payload/tree/format.ts';

const LINE_FEED = 0x0a;

export interface TextLines {
  /** UTF-8. */
  readonly text: Uint8Array;
  /** For each line, the byte of the text with which it begins. */
  readonly starts: Uint32Array;
}

export interface LaidOutLines extends TextLines {
  /** For each line, the byte of the payload with which it begins. */
  readonly offsets: Uint32Array;
}

/** @param text UTF-8 */
export function textLines(text: Uint8Array): TextLines {
  // Counted first: there may be as many as bytes.
  let count = 1;
  for (let at = 0; at < text.length; at += 1) if (text[at] === LINE_FEED) count += 1;
  const starts = new Uint32Array(count);
  let line = 0;
  for (let at = 0; at < text.length; at += 1) if (text[at] === LINE_FEED) starts[++line] = at + 1;
  return { text, starts };
}

export const laidOutLines = ({ text, lineOffsets }: LaidOut): LaidOutLines => ({
  ...textLines(encodeUtf8(text)),
  offsets: Uint32Array.from(lineOffsets),
});

/** Without its line end. */
export function lineText({ text, starts }: TextLines, line: number): string {
  const isLast = line + 1 >= starts.length;
  const end = isLast ? text.length : (starts[line + 1] ?? 0) - 1;
  return decodeUtf8(text.subarray(starts[line], end)) ?? '';
}
