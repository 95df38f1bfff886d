/** Reads tables with commas: what `csv.ts` loads when it is first needed. */
import { BuiltTree, type Key } from './builtTree.ts';
import type { FormatReading } from './format.ts';
import { LARGEST_TEXT, textOf } from './textual.ts';
import { BytePlaces, linesOf, scalar } from './textValues.ts';

interface Cell {
  /** Characters, quotation marks included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isQuoted: boolean;
}

const CELL_END = /[,\n]/g;

/** As `csvRows` cuts them. */
function* rowsOf(text: string): Generator<readonly Cell[], void, undefined> {
  let row: Cell[] = [];
  for (let at = 0; at < text.length; ) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    if (text[cell.end] === ',') {
      at = cell.end + 1;
      if (at < text.length) continue;
      row.push({ start: at, end: at, text: '', isQuoted: false });
    } else at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1);
    yield row;
    row = [];
  }
}

function nextOf(rows: ReturnType<typeof rowsOf>): readonly Cell[] | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

function plain(text: string, start: number): Cell {
  CELL_END.lastIndex = start;
  const stop = CELL_END.test(text) ? CELL_END.lastIndex - 1 : text.length;
  const end = text[stop] === '\n' && text[stop - 1] === '\r' && stop > start ? stop - 1 : stop;
  return { start, end, text: text.slice(start, end), isQuoted: false };
}

function quoted(text: string, start: number): Cell {
  const parts: string[] = [];
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end === -1) {
      const held = parts.join('') + text.slice(at);
      return { start, end: text.length, text: held, isQuoted: true };
    }
    parts.push(text.slice(at, end));
    if (text[end + 1] !== '"') {
      const rest = plain(text, end + 1);
      return { start, end: rest.end, text: parts.join('') + rest.text, isQuoted: true };
    }
    parts.push('"');
    at = end + 2;
  }
}

/** What the columns are called, if the first row says it: names that differ, and no numbers. */
function namesIn(first: readonly Cell[] | undefined, hasMore: boolean): readonly string[] {
  const names = first?.map(({ text }) => text.trim()) ?? [];
  const areNames = names.every((name) => name !== '' && typeof scalar(name).value === 'string');
  return hasMore && areNames && new Set(names).size === names.length ? names : [];
}

function decode(payload: Uint8Array) {
  const text = textOf(payload);
  if (text === undefined) {
    const key = payload.length > LARGEST_TEXT ? 'many' : 'utf8';
    return { tree: undefined, fault: { key, offset: 0 } as const };
  }
  const rows = rowsOf(text);
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
      return { tree: tree.end(offset), fault: { key: 'many', offset } as const };
    }
    addRow(tree, row, names, places);
  }
  return { tree: tree.end(payload.length) };
}

function addRow(
  tree: BuiltTree,
  row: readonly Cell[],
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
  decode,
  layOut(payload) {
    const text = textOf(payload);
    return text === undefined ? undefined : linesOf(text);
  },
};
