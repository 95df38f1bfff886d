/** Columns of a terminal: Chinese characters and their punctuation take two. */

/** What a terminal shows in two cells; what is ambiguous takes one. */
const WIDE =
  /[\p{Script=Han}\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{33FF}\u{AC00}-\u{D7A3}\u{FE30}-\u{FE4F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}]/u;
/** What takes none. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

const cellsOfOne = (character: string): number =>
  NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

export function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) cells += cellsOfOne(character);
  return cells;
}

/** As `padEnd`, in cells. */
export function padded(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** What no line begins with, and what none ends with. */
const CLOSING = '，。；：？！、）》」”…';
const OPENING = '（《「“';

/** Pieces that stay together: words as they are, Chinese by the character, with the punctuation beside it. */
const PIECES = new RegExp(
  `\\s*[${OPENING}]*(?:\\p{Script=Han}|[^\\s\\p{Script=Han}${OPENING}${CLOSING}]+|(?=[${CLOSING}]))[${CLOSING}]*`,
  'gu',
);

/** Lines of at most so many cells, where a word is not longer by itself; line breaks stay. */
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
