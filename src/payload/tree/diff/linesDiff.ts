/** Finds the added and removed lines of a text. */

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** From 0, in each of the two texts; undefined if the line is not in it. */
  readonly previous: number | undefined;
  readonly current: number | undefined;
}

/** Limit of compared line pairs. Beyond it, the difference is shown as one removed and one added block. */
const MOST_PAIRS = 4_000_000;

/** The smallest set of removed and added lines; within a block, removed lines are first. */
export function diffLines(
  previous: readonly string[],
  current: readonly string[],
): readonly DiffLine[] {
  const shorter = Math.min(previous.length, current.length);
  let start = 0;
  while (start < shorter && previous[start] === current[start]) start += 1;
  let same = 0;
  while (same < shorter - start && previous.at(-1 - same) === current.at(-1 - same)) same += 1;
  const [oldEnd, newEnd] = [previous.length - same, current.length - same];
  const lines = previous.slice(0, start).map((text, at) => kept(text, at, at));
  // Added singly, because a call cannot take millions of arguments.
  for (const line of between(previous, current, start, oldEnd, newEnd)) lines.push(line);
  for (let at = 0; at < same; at += 1) {
    lines.push(kept(previous[oldEnd + at] ?? '', oldEnd + at, newEnd + at));
  }
  return lines;
}

const kept = (text: string, previous: number, current: number): DiffLine => ({
  kind: 'same',
  text,
  previous,
  current,
});

const gone = (text: string, previous: number): DiffLine => ({
  kind: 'removed',
  text,
  previous,
  current: undefined,
});

const come = (text: string, current: number): DiffLine => ({
  kind: 'added',
  text,
  previous: undefined,
  current,
});

function between(
  previous: readonly string[],
  current: readonly string[],
  start: number,
  oldEnd: number,
  newEnd: number,
): DiffLine[] {
  const [rows, columns] = [oldEnd - start, newEnd - start];
  const lines: DiffLine[] = [];
  const isMuch = rows * columns > MOST_PAIRS;
  const common = isMuch ? undefined : commonLines(previous, current, start, rows, columns);
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const [old = '', now = ''] = [previous[start + row], current[start + column]];
    const isInBoth = row < rows && column < columns;
    if (common !== undefined && isInBoth && old === now) {
      lines.push(kept(old, start + row, start + column));
      row += 1;
      column += 1;
    } else if (row < rows && (!isInBoth || goesFirst(common, columns, row, column))) {
      lines.push(gone(old, start + row));
      row += 1;
    } else {
      lines.push(come(now, start + column));
      column += 1;
    }
  }
  return lines;
}

function goesFirst(
  common: Uint16Array | undefined,
  columns: number,
  row: number,
  column: number,
): boolean {
  if (common === undefined) return true;
  const at = (r: number, c: number) => common[r * (columns + 1) + c] ?? 0;
  return at(row + 1, column) >= at(row, column + 1);
}

/** Number of common lines in the rests of both texts, from each pair of lines. */
function commonLines(
  previous: readonly string[],
  current: readonly string[],
  start: number,
  rows: number,
  columns: number,
): Uint16Array {
  const width = columns + 1;
  const common = new Uint16Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const isSame = previous[start + row] === current[start + column];
      const [below = 0, beside = 0] = [
        common[(row + 1) * width + column],
        common[row * width + column + 1],
      ];
      common[row * width + column] = isSame
        ? (common[(row + 1) * width + column + 1] ?? 0) + 1
        : Math.max(below, beside);
    }
  }
  return common;
}
