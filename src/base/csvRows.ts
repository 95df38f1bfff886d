/** Splits CSV tables (RFC 4180) and their variants with other dividers into cells. */

export type Divider = ',' | ';' | '\t';

export interface CsvCell {
  /** UTF-16 offset in the text, before any opening quotation mark. */
  readonly start: number;
  readonly end: number;
  /** Without quotation marks. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** The closing quotation mark is missing. */
  readonly isOpen?: true;
}

const CELL_ENDS: Readonly<Record<Divider, RegExp>> = {
  ',': /[,\n]/g,
  ';': /[;\n]/g,
  '\t': /[\t\n]/g,
};

/**
 * Yields rows. A quotation mark without its counterpart extends to the end.
 * @param most cells of a row; further cells begin another row
 */
export function* csvCells(
  text: string,
  most = Number.POSITIVE_INFINITY,
  divider: Divider = ',',
): Generator<readonly CsvCell[], void, undefined> {
  let row: CsvCell[] = [];
  for (let at = 0; at < text.length; ) {
    if (row.length >= most) {
      yield row;
      row = [];
    }
    const cell = text[at] === '"' ? quoted(text, at, divider) : plain(text, at, divider);
    row.push(cell);
    if (text[cell.end] === divider) {
      at = cell.end + 1;
      // A divider at the very end is followed by an empty cell.
      if (at < text.length) continue;
      row.push({ start: at, end: at, text: '', isQuoted: false });
    } else at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1);
    yield row;
    row = [];
  }
}

function plain(text: string, start: number, divider: Divider): CsvCell {
  const cellEnd = CELL_ENDS[divider];
  cellEnd.lastIndex = start;
  const stop = cellEnd.test(text) ? cellEnd.lastIndex - 1 : text.length;
  const end = text[stop] === '\n' && text[stop - 1] === '\r' && stop > start ? stop - 1 : stop;
  return { start, end, text: text.slice(start, end), isQuoted: false };
}

function quoted(text: string, start: number, divider: Divider): CsvCell {
  const parts: string[] = [];
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end === -1) {
      const held = parts.join('') + text.slice(at);
      return { start, end: text.length, text: held, isQuoted: true, isOpen: true };
    }
    parts.push(text.slice(at, end));
    if (text[end + 1] !== '"') {
      const rest = plain(text, end + 1, divider);
      return { start, end: rest.end, text: parts.join('') + rest.text, isQuoted: true };
    }
    parts.push('"');
    at = end + 2;
  }
}
