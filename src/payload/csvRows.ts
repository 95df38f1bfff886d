/** Tables with commas (RFC 4180), as cells. */

const CELL_END = /[,\n]/g;

/** Row by row. A quotation mark that is not closed reaches to the end. */
export function* csvRows(text: string): Generator<string[]> {
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    if (text[end] === ',') {
      at = end + 1;
      // A comma at the very end has an empty cell behind it.
      if (at < text.length) continue;
      row.push('');
    } else {
      at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    }
    yield row;
    row = [];
  }
}

/** The cell that begins there, and where it ends. */
function plain(text: string, at: number): readonly [string, number] {
  CELL_END.lastIndex = at;
  const end = CELL_END.test(text) ? CELL_END.lastIndex - 1 : text.length;
  const isReturn = text[end] === '\n' && text[end - 1] === '\r' && end > at;
  return [text.slice(at, isReturn ? end - 1 : end), isReturn ? end - 1 : end];
}

function quoted(text: string, start: number): readonly [string, number] {
  const parts: string[] = [];
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end === -1) return [parts.join('') + text.slice(at), text.length];
    parts.push(text.slice(at, end));
    if (text[end + 1] !== '"') {
      const [rest, next] = plain(text, end + 1);
      return [parts.join('') + rest, next];
    }
    parts.push('"');
    at = end + 2;
  }
}
