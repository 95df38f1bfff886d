/** Reads tables with commas, semicolons or tabs. `csv.ts` loads it on first use. */

import { type CsvCell, csvCells, type Divider } from '../../../base/csvRows.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { BuiltTree, type Key, MOST_VALUES } from '../../tree/builtTree.ts';
import type { Decoded, FormatError, FormatReading, LaidOut } from '../../tree/format.ts';
import { bytesNotation } from '../../tree/itemTree.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import { textOf } from '../../tree/textual.ts';
import { BytePlaces, linesOf, scalar } from '../../tree/textValues.ts';

/** A payload in the form that cells are cut from. */
interface Written {
  readonly text: string;
  readonly places: () => Places;
  /** A part of the text, or its bytes if they are invalid UTF-8. */
  readonly said: (part: string) => string | Uint8Array;
  readonly lines: (divider?: Divider) => LaidOut;
}

/** Byte places of characters, asked in ascending order only. */
type Places = Pick<BytePlaces, 'of'>;

/** undefined if the payload is too long. */
function writtenIn(payload: Uint8Array): Written | undefined {
  if (payload.length > LARGEST_READ) return undefined;
  const text = textOf(payload);
  if (text === undefined) return inBytes(payload);
  return {
    text,
    places: () => new BytePlaces(text),
    said: (part) => part,
    lines: () => linesOf(text),
  };
}

/**
 * For payloads with cells of invalid UTF-8: each byte is a character, and each cell is decoded separately.
 */
function inBytes(payload: Uint8Array): Written {
  const text = oneByOne(payload);
  const said = (part: string): string | Uint8Array => {
    const bytes = Uint8Array.from(part, (character) => character.charCodeAt(0));
    return decodeUtf8(bytes) ?? bytes;
  };
  return {
    text,
    places: () => ({ of: (at) => at }),
    said,
    lines: (divider) => linesInBytes(text, said, divider),
  };
}

/** The text unchanged, except that cells of invalid UTF-8 are written as bytes. */
function linesInBytes(text: string, said: Written['said'], divider = dividerOf(text)): LaidOut {
  const lineOffsets = [0];
  const pieces: string[] = [];
  let at = 0;
  const addUpTo = (end: number): void => {
    const piece = text.slice(at, end);
    for (let lf = piece.indexOf('\n'); lf !== -1; lf = piece.indexOf('\n', lf + 1)) {
      lineOffsets.push(at + lf + 1);
    }
    pieces.push(String(said(piece)));
    at = end;
  };
  for (const row of csvCells(text, MOST_VALUES, divider)) {
    for (const { start, end, text: inner } of row) {
      const bytes = said(text.slice(start, end));
      if (typeof bytes === 'string') continue;
      addUpTo(start);
      const value = said(inner);
      pieces.push(bytesNotation(typeof value === 'string' ? bytes : value, bytes.length));
      at = end;
    }
  }
  addUpTo(text.length);
  return { text: pieces.join(''), lineOffsets };
}

/** Number of characters per step. */
const AT_ONCE = 8192;

function oneByOne(payload: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < payload.length; at += AT_ONCE) {
    parts.push(String.fromCharCode(...payload.subarray(at, at + AT_ONCE)));
  }
  return parts.join('');
}

function nextOf(rows: ReturnType<typeof csvCells>): readonly CsvCell[] | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

/** Column names, if the first row has them: distinct names, and no numbers. */
function namesIn(
  first: readonly CsvCell[] | undefined,
  hasMore: boolean,
  written: Written,
): readonly string[] {
  const names = first?.map((cell) => nameOf(written.said(cell.text))) ?? [];
  const areNames = names.every(
    (name) => name !== '' && typeof scalar(name).value === 'string' && !DECIMAL_COMMA.test(name),
  );
  return hasMore && areNames && new Set(names).size === names.length ? names : [];
}

/** Numbers with a decimal comma. */
const DECIMAL_COMMA = /^\s*-?\d+,\d+\s*$/;

/** The detected divider: a comma, unless the first row has none or all commas are decimal points. */
function dividerOf(text: string): Divider {
  const [ofCommas] = csvCells(text, MOST_VALUES);
  for (const divider of [';', '\t'] as const) {
    const rows = csvCells(text, MOST_VALUES, divider);
    const [first = [], second = []] = [nextOf(rows), nextOf(rows)];
    if (first.length < 2) continue;
    if (ofCommas === undefined || ofCommas.length < 2) return divider;
    const areDecimal = [...first, ...second].every(
      (cell) => cell.isQuoted || !cell.text.includes(',') || DECIMAL_COMMA.test(cell.text),
    );
    if (areDecimal && first.length === second.length) return divider;
  }
  return ',';
}

const nameOf = (said: string | Uint8Array): string =>
  typeof said === 'string' ? said.trim() : bytesNotation(said, said.length);

function read(written: Written, length: number, divider = dividerOf(written.text)): Decoded {
  const { text } = written;
  // Rows beyond the limit have no values, so their number is not needed.
  const rows = csvCells(text, MOST_VALUES, divider);
  const [first, second] = [nextOf(rows), nextOf(rows)];
  const names = namesIn(first, second !== undefined, written);
  const tree = new BuiltTree();
  const places = written.places();
  let error: FormatError | undefined;
  const add = (row: readonly CsvCell[]): void => {
    addRow(tree, row, { names, places, written });
    const open = row.find(({ isOpen }) => isOpen);
    if (open !== undefined) error = { key: 'ends', offset: written.places().of(open.start) };
  };
  tree.open('array', 0);
  if (names.length === 0 && first !== undefined) add(first);
  if (second !== undefined) add(second);
  for (const row of rows) {
    if (tree.isFull) {
      const offset = places.of(row[0]?.start ?? 0);
      return { tree: tree.end(offset), error: { key: 'many', offset } };
    }
    add(row);
  }
  return { tree: tree.end(length), error };
}

interface RowOf {
  readonly names: readonly string[];
  readonly places: Places;
  readonly written: Written;
}

function addRow(tree: BuiltTree, row: readonly CsvCell[], { names, places, written }: RowOf): void {
  tree.open(names.length === 0 ? 'array' : 'object', places.of(row[0]?.start ?? 0));
  for (const [index, { start, end, text, isQuoted }] of row.entries()) {
    const name = names[index] ?? index;
    const key: Key | undefined = names.length === 0 ? undefined : { name };
    const from = places.of(start);
    const said = written.said(text);
    const isText = isQuoted || typeof said !== 'string';
    tree.add(isText ? { value: said } : scalar(said), from, places.of(end), key);
  }
  tree.close(places.of(row.at(-1)?.end ?? 0));
}

/** @param divider undefined to detect it */
export function csvReadingBy(divider?: Divider): FormatReading {
  const decode = (payload: Uint8Array): Decoded => {
    const written = writtenIn(payload);
    return written === undefined
      ? { tree: undefined, error: { key: 'many', offset: 0 } }
      : read(written, payload.length, divider);
  };
  return {
    decode,
    layOut(payload) {
      const written = writtenIn(payload);
      return written && { ...written.lines(divider), error: decode(payload).error };
    },
  };
}

export const csvReading = csvReadingBy();
