/**
 * Writes texts as CSV cells (RFC 4180) that no spreadsheet evaluates as formulas. The content is untrusted,
 * and spreadsheets also split cells at semicolons, tabs, bars and line ends. So a formula gets an apostrophe
 * wherever a cell could begin. Reading removes it again.
 */

const FORMULA = new Set('=+-@＝＋－＠');
/** Characters after which a cell could begin. */
const DIVIDERS = new Set(';|\t\r\n');
/** Characters that spreadsheets skip at the beginning of a cell. */
const PASSED_OVER = new Set(' "\'\u00a0\ufeff');
/** Begins like a formula, but is none. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Only a text with one of these can contain a formula. */
const SUSPICIOUS = /[=+\-@＝＋－＠]/;
const LEADING_CONTROL = /^'*[\t\r\n]/;

export function csvCell(text: string): string {
  const plain = NUMBER.test(text) ? text : guarded(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The text of a cell that `csvCell` wrote, without its quotes. */
export function textOfCsvCell(cell: string): string {
  const text = LEADING_CONTROL.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell;
  return changedAtFormulas(text, (before) => (before.endsWith("'") ? before.slice(0, -1) : before));
}

function guarded(text: string): string {
  const inner = changedAtFormulas(text, (before) => `${before}'`);
  return LEADING_CONTROL.test(inner) ? `'${inner}` : inner;
}

/**
 * @param change changes the text between the previous formula and the next one at a possible beginning of a
 *   cell
 */
function changedAtFormulas(text: string, change: (before: string) => string): string {
  if (!SUSPICIOUS.test(text)) return text;
  let done = '';
  let from = 0;
  let couldBegin = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (couldBegin && FORMULA.has(character)) {
      done += change(text.slice(from, at));
      from = at;
    }
    couldBegin = DIVIDERS.has(character) || (couldBegin && PASSED_OVER.has(character));
  }
  return done + text.slice(from);
}
