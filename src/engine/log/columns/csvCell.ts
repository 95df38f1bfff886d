/**
 * Writes texts as CSV cells (RFC 4180) that no spreadsheet evaluates as formulas. The content is untrusted,
 * and spreadsheets also split cells at semicolons, tabs, bars and line ends. So a formula gets an apostrophe
 * wherever a cell could begin.
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

function guarded(text: string): string {
  if (!SUSPICIOUS.test(text)) return LEADING_CONTROL.test(text) ? `'${text}` : text;
  let done = '';
  let from = 0;
  let couldBegin = true;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (couldBegin && FORMULA.has(character)) {
      done += `${text.slice(from, at)}'`;
      from = at;
    }
    couldBegin = DIVIDERS.has(character) || (couldBegin && PASSED_OVER.has(character));
  }
  const whole = done + text.slice(from);
  return LEADING_CONTROL.test(whole) ? `'${whole}` : whole;
}
