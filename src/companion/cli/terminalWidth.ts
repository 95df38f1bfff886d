/** Measures text in terminal columns: Chinese characters and their punctuation take two. */

/** Characters of two columns; ambiguous ones take one. */
const WIDE =
  /[\p{Script=Han}\u{1100}-\u{115F}\u{2E80}-\u{303E}\u{3041}-\u{33FF}\u{AC00}-\u{D7A3}\u{FE30}-\u{FE4F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}]/u;
/** Characters of no column. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

const characterWidth = (character: string): number =>
  NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Like `padEnd`, in terminal columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Characters that must not begin a line. */
const CLOSING = '，。；：？！、）》」”…';
const OPENING = '（《「“';

/** Unbreakable pieces: words, and single Chinese characters with adjacent punctuation. */
const PIECES = new RegExp(
  `\\s*[${OPENING}]*(?:\\p{Script=Han}|[^\\s\\p{Script=Han}${OPENING}${CLOSING}]+|(?=[${CLOSING}]))[${CLOSING}]*`,
  'gu',
);

/** Wraps lines to at most `width` columns, unless a word is longer. Line breaks are kept. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => linesOf(line, width))
    .join('\n');
}

function linesOf(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let now = '';
  for (const [piece] of line.matchAll(PIECES)) {
    if (now === '' || widthOf(now) + widthOf(piece) <= width) now += piece;
    else {
      lines.push(now);
      now = piece.trimStart();
    }
  }
  return [...lines, now];
}

/** Narrower terminals get lines that the terminal breaks. */
const LEAST_COLUMNS = 40;
const USUAL_COLUMNS = 80;
/** Columns beyond which text is hard to read. */
const MOST_COLUMNS = 120;

/** `COLUMNS`, or the width of the terminal at standard output. */
export function terminalColumns(): number {
  const given = Number(process.env['COLUMNS']);
  const columns = given > 0 ? given : (process.stdout.columns ?? USUAL_COLUMNS);
  return Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, Math.floor(columns)));
}

/**
 * Fills paragraphs, and explanations beside a term, to a width. Other indented lines are commands to copy and
 * stay as they are.
 */
export function rewrapped(text: string, width: number): string {
  const joined = text.replace(/(?<=\S)\n(?=[^\s])/g, (_break, at: number) => {
    const before = text.slice(0, at);
    const after = text.slice(at + 1);
    if (/(?:^|\n) [^\n]*$/.test(before)) return '\n';
    return isWideAt(before, -1) && isWideAt(after, 0) ? '' : ' ';
  });
  return withinWidth(joined, width)
    .split('\n')
    .map((line) => (line.startsWith(' ') ? line : wrapped(line, width)))
    .join('\n');
}

const isWideAt = (text: string, at: number): boolean => WIDE.test(text.at(at) ?? '');

/** An indented term, at least two spaces, its explanation, and further lines in the same column. */
const ENTRY = /^( {2}[^ \n]+(?: [^ \n]+)* {2,})(\S.*(?:\n {4,}\S.*)*)$/gm;

/** Fills explanations that are wider than the terminal. */
function withinWidth(text: string, width: number): string {
  return text.replace(ENTRY, (entry: string, term: string, said: string) => {
    if (entry.split('\n').every((line) => widthOf(line) <= width)) return entry;
    const joined = said.replace(/(\S)\n +(\S)/g, (_break, before: string, after: string) =>
      isWideAt(before, 0) && isWideAt(after, 0) ? before + after : `${before} ${after}`,
    );
    const column = widthOf(term);
    return term + wrapped(joined, width - column).replaceAll('\n', `\n${' '.repeat(column)}`);
  });
}
