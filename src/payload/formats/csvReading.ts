/** Reads tables with commas, semicolons or tabs: what `csv.ts` loads when it is first needed. */
import { utf8Length } from '../../mqtt/utf8.ts';
import { type CsvCell, csvCells, type Divider } from '../csvRows.ts';
import { BuiltTree, type Key, MOST_VALUES } from './builtTree.ts';
import type { Decoded, FormatFault, FormatReading } from './format.ts';
import { textOf } from './textual.ts';
import { BytePlaces, decodeText, linesOf, scalar } from './textValues.ts';

function nextOf(rows: ReturnType<typeof csvCells>): readonly CsvCell[] | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

/** What the columns are called, if the first row says it: names that differ, and no numbers. */
function namesIn(first: readonly CsvCell[] | undefined, hasMore: boolean): readonly string[] {
  const names = first?.map(({ text }) => text.trim()) ?? [];
  const areNames = names.every(
    (name) => name !== '' && typeof scalar(name).value === 'string' && !DECIMAL_COMMA.test(name),
  );
  return hasMore && areNames && new Set(names).size === names.length ? names : [];
}

/** Numbers where the comma is the decimal point. */
const DECIMAL_COMMA = /^\s*-?\d+,\d+\s*$/;

/** What divides it where nobody said so: a comma, unless the first row has none, or all commas are decimal points. */
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

function read(text: string, length: number, divider = dividerOf(text)): Decoded {
  // Of more than are read nobody asks whose row they are.
  const rows = csvCells(text, MOST_VALUES, divider);
  const [first, second] = [nextOf(rows), nextOf(rows)];
  const names = namesIn(first, second !== undefined);
  const tree = new BuiltTree();
  const places = new BytePlaces(text);
  let fault: FormatFault | undefined;
  const add = (row: readonly CsvCell[]): void => {
    addRow(tree, row, names, places);
    const open = row.find(({ isOpen }) => isOpen);
    if (open !== undefined) fault = { key: 'ends', offset: utf8Length(text.slice(0, open.start)) };
  };
  tree.open('array', 0);
  if (names.length === 0 && first !== undefined) add(first);
  if (second !== undefined) add(second);
  for (const row of rows) {
    if (tree.isFull) {
      const offset = places.of(row[0]?.start ?? 0);
      return { tree: tree.end(offset), fault: { key: 'many', offset } };
    }
    add(row);
  }
  return { tree: tree.end(length), fault };
}

function addRow(
  tree: BuiltTree,
  row: readonly CsvCell[],
  names: readonly string[],
  places: BytePlaces,
): void {
  tree.open(names.length === 0 ? 'array' : 'object', places.of(row[0]?.start ?? 0));
  for (const [index, { start, end, text, isQuoted }] of row.entries()) {
    const name = names[index] ?? index;
    const key: Key | undefined = names.length === 0 ? undefined : { name };
    const from = places.of(start);
    tree.add(isQuoted ? { value: text } : scalar(text), from, places.of(end), key);
  }
  tree.close(places.of(row.at(-1)?.end ?? 0));
}

/** @param divider undefined: whatever it looks like */
export function csvReadingBy(divider?: Divider): FormatReading {
  const decode = (payload: Uint8Array): Decoded =>
    decodeText(payload, (text, length) => read(text, length, divider));
  return {
    decode,
    layOut(payload) {
      const text = textOf(payload);
      return text === undefined ? undefined : { ...linesOf(text), fault: decode(payload).fault };
    },
  };
}

export const csvReading = csvReadingBy();
