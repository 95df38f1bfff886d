/** UTF-8 text broken into the rows of a pane, whose characters have one or two cells. */
import { characterStart } from '../../../base/text.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';

export interface TextRows {
  readonly text: Uint8Array;
  /** First byte of each row. */
  readonly starts: Uint32Array;
  /** Line of each row, from 0. */
  readonly lines: Uint32Array;
}

const LINE_FEED = 0x0a;
const BLANK = 0x20;
const TAB = 0x09;
/** Cells of a tab as drawn. */
const TAB_CELLS = 4;

/** A text that fits into `columns` cells has a row for each line. Longer lines break after a blank if they have one. */
export function textRows(text: Uint8Array, columns: number): TextRows {
  // Counted first: there may be as many as bytes.
  let count = 0;
  walk(text, columns, () => {
    count += 1;
  });
  const starts = new Uint32Array(count);
  const lines = new Uint32Array(count);
  let row = 0;
  walk(text, columns, (start, line) => {
    starts[row] = start;
    lines[row] = line;
    row += 1;
  });
  return { text, starts, lines };
}

/** First byte of a row, and the byte after its last one, without the line feed. */
export function rowRange({ text, starts, lines }: TextRows, row: number): [number, number] {
  const start = starts[row] ?? 0;
  const next = starts[row + 1];
  if (next === undefined) return [start, text.length];
  return [start, lines[row + 1] === lines[row] ? next : next - 1];
}

/** Whether a row is the first of its line, and the last. */
export const isFirstOfLine = ({ lines }: TextRows, row: number): boolean =>
  row === 0 || lines[row - 1] !== lines[row];
export const isLastOfLine = ({ lines }: TextRows, row: number): boolean =>
  lines[row + 1] !== lines[row];

/** Part of the text. Its ends move outwards to whole characters. */
export function textBetween({ text }: TextRows, from: number, to: number): string {
  return decodeUtf8(text.subarray(characterStart(text, from), characterEnd(text, to))) ?? '';
}

const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0xc0) === 0x80;

/** The offset itself or, inside a character, the offset after it. */
export function characterEnd(text: Uint8Array, at: number): number {
  let end = at;
  while (isContinuation(text[end])) end += 1;
  return end;
}

function walk(text: Uint8Array, columns: number, row: (start: number, line: number) => void): void {
  let [line, start, at, cells, afterBlank] = [0, 0, 0, 0, 0];
  row(start, line);
  while (at < text.length) {
    const byte = text[at] ?? 0;
    if (byte === LINE_FEED) {
      line += 1;
      at += 1;
      start = at;
      cells = 0;
      row(start, line);
      continue;
    }
    const width = cellsAt(text, at);
    // A blank at the end of a row may hang over it.
    if (cells > 0 && cells + width > columns && byte !== BLANK) {
      if (afterBlank > start) at = afterBlank;
      start = at;
      cells = 0;
      row(start, line);
      continue;
    }
    cells += width;
    at = characterEnd(text, at + 1);
    if (byte === BLANK || byte === TAB) afterBlank = at;
  }
}

/** Cells of the character at a byte. */
function cellsAt(text: Uint8Array, at: number): number {
  const byte = text[at] ?? 0;
  if (byte === TAB) return TAB_CELLS;
  if (byte < 0xe0) return 1;
  if (byte >= 0xf0) return 2;
  const code = ((byte & 0x0f) << 12) | (((text[at + 1] ?? 0) & 0x3f) << 6);
  const isHalf = code >= 0xff40 && code < 0xffc0;
  return (code >= 0x1100 && code < 0x1180) || (code >= 0x2e80 && !isHalf) ? 2 : 1;
}
