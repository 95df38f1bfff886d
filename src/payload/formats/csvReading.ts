/** Reads tables with commas: what `csv.ts` loads when it is first needed. */
import { type CsvCell, csvCells } from '../csvRows.ts';
import { BuiltTree, type Key, MOST_VALUES } from './builtTree.ts';
import type { Decoded, FormatReading } from './format.ts';
import { textOf } from './textual.ts';
import { BytePlaces, decodeText, linesOf, scalar } from './textValues.ts';

function nextOf(rows: ReturnType<typeof csvCells>): readonly CsvCell[] | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

/** What the columns are called, if the first row says it: names that differ, and no numbers. */
function namesIn(first: readonly CsvCell[] | undefined, hasMore: boolean): readonly string[] {
  const names = first?.map(({ text }) => text.trim()) ?? [];
  const areNames = names.every((name) => name !== '' && typeof scalar(name).value === 'string');
  return hasMore && areNames && new Set(names).size === names.length ? names : [];
}

function read(text: string, length: number): Decoded {
  // Of more than are read nobody asks whose row they are.
  const rows = csvCells(text, MOST_VALUES);
  const [first, second] = [nextOf(rows), nextOf(rows)];
  const names = namesIn(first, second !== undefined);
  const tree = new BuiltTree();
  const places = new BytePlaces(text);
  tree.open('array', 0);
  if (names.length === 0 && first !== undefined) addRow(tree, first, names, places);
  if (second !== undefined) addRow(tree, second, names, places);
  for (const row of rows) {
    if (tree.isFull) {
      const offset = places.of(row[0]?.start ?? 0);
      return { tree: tree.end(offset), fault: { key: 'many', offset } };
    }
    addRow(tree, row, names, places);
  }
  return { tree: tree.end(length) };
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

export const csvReading: FormatReading = {
  decode: (payload) => decodeText(payload, read),
  layOut(payload) {
    const text = textOf(payload);
    return text === undefined ? undefined : linesOf(text);
  },
};
