/** Line differences of two texts as numbers, which can be transferred. */
import { diffLines } from '../../../payload/tree/diff/linesDiff.ts';
import { lineText, type TextLines, textLines } from './lines.ts';

export interface LineDifferences {
  readonly previous: TextLines;
  readonly current: TextLines;
  /** For each line that is shown, its number in each of the two texts, from 0; -1: it is not in it. */
  readonly inPrevious: Int32Array;
  readonly inCurrent: Int32Array;
}

/** Differences between two text payloads. */
export function lineDifferences(old: Uint8Array, now: Uint8Array): LineDifferences {
  const [previous, current] = [textLines(old), textLines(now)];
  const lines = diffLines(allLines(previous), allLines(current));
  return {
    previous,
    current,
    inPrevious: Int32Array.from(lines, (line) => line.previous ?? -1),
    inCurrent: Int32Array.from(lines, (line) => line.current ?? -1),
  };
}

/** Empty list for an empty payload. */
function allLines(lines: TextLines): readonly string[] {
  if (lines.text.length === 0) return [];
  return Array.from(lines.starts, (_, line) => lineText(lines, line));
}

export interface DifferingLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly previous: number | undefined;
  readonly current: number | undefined;
}

export function differingLine(of: LineDifferences, at: number): DifferingLine {
  const [old = -1, now = -1] = [of.inPrevious[at], of.inCurrent[at]];
  const text = now < 0 ? lineText(of.previous, old) : lineText(of.current, now);
  const kind = now < 0 ? 'removed' : old < 0 ? 'added' : 'same';
  return {
    kind,
    text,
    previous: old < 0 ? undefined : old,
    current: now < 0 ? undefined : now,
  };
}
