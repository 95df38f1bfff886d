/** Restores text that a terminal or logger wrapped at a fixed width, or wrote in one line. */

export interface Unwrapped {
  readonly text: string;
  /** The width is a usual one. Unwrapping at other widths counts for less than the original text. */
  readonly isSure: boolean;
}

/** Smallest number of columns that counts as a terminal, and the usual numbers. */
const NARROWEST = 40;
const USUAL: ReadonlySet<number> = new Set([80, 100, 120, 132, 160]);

/** Possible unwrapped forms of the text; none if it is not wrapped. */
export function unwrappings(text: string): readonly Unwrapped[] {
  const lines = text.split(/\r?\n/);
  const width = widest(lines);
  const ways: readonly Unwrapped[] = [
    { text: joined(lines, width), isSure: USUAL.has(width) },
    { text: withWholeSignatures(lines, width).join('\n'), isSure: !isCutAt(lines, width) },
    { text: joined(withoutIndent(lines)), isSure: false },
    { text: joined(withoutPrefix(lines, width)), isSure: false },
    // Escaped line ends, as in a JSON string or in source code.
    { text: text.replace(/(?:\\r)?\\n/g, '\n'), isSure: false },
  ];
  const plain = lines.join('\n');
  return ways
    .toSorted((a, b) => Number(b.isSure) - Number(a.isSure))
    .filter((way) => way.text.replace(/\n$/, '') !== plain.replace(/\n$/, ''));
}

function widest(lines: readonly string[]): number {
  return lines.reduce((most, { length }) => Math.max(most, length), 0);
}

/** Lines of the full width continue in the next one. */
function joined(lines: readonly string[], width: number = widest(lines)): string {
  if (width < NARROWEST) return lines.join('\n');
  return lines.map((line) => (line.length === width ? line : `${line}\n`)).join('');
}

/** Digits of a signature. */
const SIGNATURE: ReadonlySet<number> = new Set([32, 40, 64]);

/** The width is that of several lines, so other fields may be cut, too. */
const isCutAt = (lines: readonly string[], width: number): boolean =>
  lines.filter(({ length }) => length === width).length > 1;

/** A signature alone may continue in the next line: the digits of both are as many as it has. */
function withWholeSignatures(lines: readonly string[], width: number): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1) ?? '';
    const [start = ''] = /(?<![0-9a-z])[0-9a-f]{4,60}$/i.exec(before) ?? [];
    const [rest = ''] = /^[0-9a-f]{4,60}$/i.exec(line.trim()) ?? [];
    const isOne = before.length < width && SIGNATURE.has(start.length + rest.length);
    if (start !== '' && rest !== '' && isOne) whole[whole.length - 1] = before + rest;
    else whole.push(line);
  }
  return whole;
}

/** Continued lines may be indented. */
const withoutIndent = (lines: readonly string[]) => lines.map((line) => line.trim());

/** A logger may begin each piece with the time and its name. */
function withoutPrefix(lines: readonly string[], width: number): readonly string[] {
  const isPiece = (at: number) => lines[at]?.length === width || lines[at - 1]?.length === width;
  const [first, ...others] = lines.filter((_line, at) => isPiece(at)).map(shape);
  if (first === undefined || others.length === 0) return lines;
  const alike = others.reduce((most, other) => Math.min(most, sameUntil(first, other)), width);
  const end = first.slice(0, alike).lastIndexOf(' ') + 1;
  return lines.map((line, at) => (isPiece(at) ? line.slice(end) : line));
}

/** Times and counts differ between lines. */
const shape = (line: string): string => line.replace(/\d/g, '0');

function sameUntil(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
