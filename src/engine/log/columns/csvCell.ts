/**
 * Texts as cells of a table with commas (RFC 4180) that no spreadsheet takes for formulas. Whoever sends a text
 * decides what it says, and spreadsheets also divide cells at semicolons, tabs, bars and line ends: a formula
 * gets an apostrophe wherever a cell could begin. Reading takes that apostrophe away again.
 */

const FORMULA = new Set('=+-@＝＋－＠');
/** A cell could begin behind them. */
const DIVIDERS = new Set(';|\t\r\n');
/** At the beginning of a cell, spreadsheets pass them over. */
const PASSED_OVER = new Set(' "\'\u00a0\ufeff');
/** It begins like a formula, and is none. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Only a text with one of these can have a formula in it. */
const SUSPICIOUS = /[=+\-@＝＋－＠]/;
const LEADING_CONTROL = /^'*[\t\r\n]/;

export function csvCell(text: string): string {
  const plain = NUMBER.test(text) ? text : guarded(text);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The text of a cell that `csvCell` wrote, once its quotes are gone. */
export function textOfCsvCell(cell: string): string {
  const text = LEADING_CONTROL.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell;
  return changedAtFormulas(text, (before) => (before.endsWith("'") ? before.slice(0, -1) : before));
}

function guarded(text: string): string {
  const inner = changedAtFormulas(text, (before) => `${before}'`);
  return LEADING_CONTROL.test(inner) ? `'${inner}` : inner;
}

/** @param change of the text from the formula before it up to one that stands where a cell could begin */
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
