/** Measures text in terminal columns: Chinese characters and their punctuation take two. */

/** Characters of two columns; ambiguous ones take one. */
const WIDE =
  /[\p{Script=Han}\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{33FF}\u{AC00}-\u{D7A3}\u{FE30}-\u{FE4F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}]/u;
/** Characters of no column. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

const cellsOfOne = (character: string): number =>
  NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

export function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) cells += cellsOfOne(character);
  return cells;
}

/** Like `padEnd`, in terminal columns. */
export function padded(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** Characters that must not begin a line. */
const CLOSING = '，。；：？！、）》」”…';
const OPENING = '（《「“';

/** Unbreakable pieces: words, and single Chinese characters with adjacent punctuation. */
const PIECES = new RegExp(
  `\\s*[${OPENING}]*(?:\\p{Script=Han}|[^\\s\\p{Script=Han}${OPENING}${CLOSING}]+|(?=[${CLOSING}]))[${CLOSING}]*`,
  'gu',
);

/** Wraps lines to at most so many columns, unless a word is longer. Line breaks stay. */
export function wrapped(text: string, cells: number): string {
  return text
    .split('\n')
    .flatMap((line) => linesOf(line, cells))
    .join('\n');
}

function linesOf(line: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let now = '';
  for (const [piece] of line.matchAll(PIECES)) {
    if (now === '' || cellsOf(now) + cellsOf(piece) <= cells) now += piece;
    else {
      lines.push(now);
      now = piece.trimStart();
    }
  }
  return [...lines, now];
}
