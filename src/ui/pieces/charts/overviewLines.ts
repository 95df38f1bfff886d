/** Content of the overview below a plot: the same lines over the whole time. */
import type { PointArrays, Span } from '../../../engine/series/chartedValue.ts';
import { isDrawn, isOfStates, type ShownLine } from './shownLine.ts';

/** Units of the drawing, which is stretched to its container. */
export const OVERVIEW_SIZE = { width: 1000, height: 40 } as const;
/** Height of the states below numbers. */
const STATES_HEIGHT = 12;
const MARGIN = 3;

export interface OverviewLine {
  readonly id: string;
  readonly colour: number;
  /** Data of an SVG path. */
  readonly path: string;
  /** Points by themselves, and no line. */
  readonly isDotted: boolean;
}

interface Scale {
  readonly least: number;
  readonly greatest: number;
  /** Vertical position of both. */
  readonly bottom: number;
  readonly top: number;
}

/** Span of all values and the visible part. A plot may continue to now, after the last value. */
export function extentOf(whole: Span, span: Span): Span {
  return { from: Math.min(whole.from, span.from), to: Math.max(whole.to, span.to) };
}

/** Lines of an axis share its scale. States are steps, each line above the previous one. */
export function overviewLines(all: readonly ShownLine[], extent: Span): readonly OverviewLine[] {
  const shown = all.filter(isDrawn);
  const numbers = shown.filter((one) => !isOfStates(one));
  const states = shown.filter(isOfStates);
  const { height } = OVERVIEW_SIZE;
  const below = states.length === 0 ? 0 : numbers.length === 0 ? height : STATES_HEIGHT;
  return [
    ...AXES_OF_NUMBERS.flatMap((axis) => {
      const lines = numbers.filter((one) => one.axis === axis);
      const scale = scaleOf(lines, { bottom: height - below - MARGIN, top: MARGIN });
      return lines.map((one) => lineOf(one, extent, scale, one.set.drawn === 'steps'));
    }),
    ...statesLines(states, extent, below),
  ];
}

const AXES_OF_NUMBERS = ['left', 'right'] as const;

function scaleOf(lines: readonly ShownLine[], place: Pick<Scale, 'bottom' | 'top'>): Scale {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { line } of lines) {
    for (const value of line?.overview?.values ?? []) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  return { least, greatest, ...place };
}

function statesLines(
  states: readonly ShownLine[],
  extent: Span,
  height: number,
): readonly OverviewLine[] {
  const { height: bottom } = OVERVIEW_SIZE;
  const rows = states.reduce((sum, { line }) => sum + (line?.names.length ?? 0), 0);
  const scale = {
    least: 0,
    greatest: rows - 1,
    bottom: bottom - MARGIN,
    top: bottom - height + MARGIN,
  };
  let raised = 0;
  return states.map((one) => {
    const lifted = { ...scale, least: scale.least - raised, greatest: scale.greatest - raised };
    raised += one.line?.names.length ?? 0;
    return lineOf(one, extent, lifted, true);
  });
}

function lineOf(
  { id, set, line }: ShownLine,
  extent: Span,
  scale: Scale,
  isStepped: boolean,
): OverviewLine {
  const isDotted = set.drawn === 'points' && !isStepped;
  const points = line?.overview;
  const path =
    points === undefined
      ? ''
      : pathOf(points, line?.allGaps ?? [], extent, scale, { isStepped, isDotted });
  return { id, colour: set.colour, path, isDotted };
}

/** Shortens a path. */
const tenths = (px: number): number => Math.round(px * 10) / 10;

function pathOf(
  { times, values }: PointArrays,
  gaps: readonly Span[],
  { from, to }: Span,
  { least, greatest, bottom, top }: Scale,
  { isStepped, isDotted }: { readonly isStepped: boolean; readonly isDotted: boolean },
): string {
  const range = greatest - least;
  const isAfterGap = (at: number): boolean =>
    gaps.some((gap) => gap.from >= (times[at - 1] ?? 0) && gap.to <= (times[at] ?? 0));
  let path = '';
  for (let at = 0; at < times.length; at += 1) {
    const x = tenths((((times[at] ?? 0) - from) / (to - from)) * OVERVIEW_SIZE.width);
    const high = range > 0 ? ((values[at] ?? 0) - least) / range : 0.5;
    const y = tenths(bottom - high * (bottom - top));
    if (isDotted) path += `M${x} ${y}h0`;
    else if (path === '' || isAfterGap(at)) path += `M${x} ${y}`;
    else path += isStepped ? `H${x}V${y}` : `L${x} ${y}`;
  }
  return path;
}
