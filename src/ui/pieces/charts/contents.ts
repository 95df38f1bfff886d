/** Content of the plots for the visible lines: numbers in one plot, states below it. */

import { visibleText } from '../../../base/visibleText.ts';
import type { SeriesReply, Span } from '../../../engine/series/chartedValue.ts';
import type { ChartSettings } from '../../../profiles/settings/chartSettings.ts';
import { isSameValue } from '../../session/charts/charting.ts';
import { aligned } from './plot/aligned.ts';
import { exactText } from './plot/axisText.ts';
import type { PlotContent, PlotSetup } from './plot/plotSetup.ts';
import { isDrawn, isOfStates, type ShownLine } from './shownLine.ts';

export interface PlotParts {
  readonly lines: readonly ShownLine[];
  readonly setup: PlotSetup;
  readonly content: PlotContent;
}

/** ms since 1970. */
export const placeOf = (origin: number, time: number): number => origin + time / 1000;

interface Drawn {
  readonly all: readonly ShownLine[];
  readonly settings: ChartSettings;
  readonly span: Span;
  /** ms since 1970. */
  readonly origin: number;
  readonly together: string;
  /** Names the limit of an alert. */
  readonly alertLine: Readonly<Record<'above' | 'below', (value: string) => string>>;
  /** Names a text where others are numbers. */
  readonly textMark: (text: string) => string;
  /** Times of the messages A and B, µs. */
  readonly sides: readonly number[];
  /** Names a time without a connection, in seconds. */
  readonly gap: (seconds: number) => string;
}

/** Undefined if there are only states, or nothing. */
export function numbersOf(drawn: Drawn): PlotParts | undefined {
  const lines = drawn.all.filter((one) => isDrawn(one) && !isOfStates(one));
  const hasStates = drawn.all.some((one) => isDrawn(one) && isOfStates(one));
  if (lines.length === 0 && hasStates) return undefined;
  return {
    lines,
    setup: {
      lines: lines.map(({ axis, set: { drawn: how, colour } }) => ({ axis, drawn: how, colour })),
      names: undefined,
      hasRightAxis: hasRightAxis(drawn.all),
      hasTimes: !hasStates,
      together: drawn.together,
    },
    content: {
      ...placed(drawn),
      ...gapsOf(lines, drawn),
      rows: aligned(pointsOf(lines), (time) => placeOf(drawn.origin, time)),
      thresholds: [
        ...drawn.settings.thresholds.map(({ axis, value }) => ({
          axis,
          value,
          text: exactText(value),
        })),
        ...alertLines(lines, drawn),
      ],
      marks: lines.flatMap(({ line }) =>
        (line?.marks ?? []).map(({ time, text }) => ({
          at: placeOf(drawn.origin, time),
          text: drawn.textMark(visibleText(text)),
        })),
      ),
    },
  };
}

/** Limits of the alerts on the drawn values. */
function alertLines(lines: readonly ShownLine[], { settings, alertLine }: Drawn) {
  return (settings.alerts ?? []).flatMap((alert) => {
    const { condition } = alert;
    const line = lines.find(({ set }) => isSameValue(set, alert));
    if (line === undefined || (condition.kind !== 'above' && condition.kind !== 'below')) return [];
    const { kind, value } = condition;
    return [{ axis: line.axis, value, text: alertLine[kind](exactText(value)) }];
  });
}

/** Each line has a row per state, with the lines above one another. Undefined if there are no states. */
export function statesOf(drawn: Drawn): PlotParts | undefined {
  const lines = drawn.all.filter((one) => isDrawn(one) && isOfStates(one));
  if (lines.length === 0) return undefined;
  const names: string[] = [];
  const raised = lines.map(({ line }) => {
    const at = names.length;
    names.push(...(line?.names ?? []));
    return at;
  });
  return {
    lines,
    setup: {
      lines: lines.map(({ set: { colour } }) => ({ axis: 'left', drawn: 'steps', colour })),
      names,
      hasRightAxis: hasRightAxis(drawn.all),
      hasTimes: true,
      together: drawn.together,
    },
    content: {
      ...placed(drawn),
      ...gapsOf(lines, drawn),
      rows: aligned(pointsOf(lines), (time) => placeOf(drawn.origin, time), raised),
      thresholds: [],
      marks: [],
    },
  };
}

/** Lines end at their own gaps. Only times in which no line had a connection are named. */
function gapsOf(
  lines: readonly ShownLine[],
  { origin, gap }: Drawn,
): Pick<PlotContent, 'gaps' | 'sharedGaps'> {
  const [first = [], ...others] = lines.map(({ line }) => line?.away ?? []);
  const shared = others.reduce((all, away) => all.flatMap((one) => overlaps(one, away)), first);
  const placed = ({ from, to }: Span) => ({
    from: placeOf(origin, from),
    to: placeOf(origin, to),
  });
  return {
    gaps: lines.map(({ line }) => (line?.gaps ?? []).map(placed)),
    sharedGaps: shared.map((away) => ({ ...placed(away), text: gap((away.to - away.from) / 1e6) })),
  };
}

function overlaps(one: Span, others: readonly Span[]): readonly Span[] {
  return others.flatMap((other) => {
    const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
    return from < to ? [{ from, to }] : [];
  });
}

export const hasRightAxis = (all: readonly ShownLine[]): boolean =>
  all.some((one) => isDrawn(one) && !isOfStates(one) && one.axis === 'right');

const SIDES = ['A', 'B'] as const;

const placed = ({ origin, span: { from, to }, sides }: Drawn) => ({
  from: placeOf(origin, from),
  to: placeOf(origin, to),
  sides: SIDES.flatMap((name, at) => {
    const time = sides[at];
    return time === undefined ? [] : [{ at: placeOf(origin, time), name }];
  }),
});

const pointsOf = (lines: readonly ShownLine[]) =>
  lines.flatMap(({ line }) => (line === undefined ? [] : [line.points]));

/** Height of a row of states, px. */
const STATE_HEIGHT = 18;
const MOST_STATES_HEIGHT = 180;

export function statesHeight(names: number): number {
  return Math.min(MOST_STATES_HEIGHT, Math.max(2, names) * STATE_HEIGHT + 36);
}

/** The reply if it covers the wanted span. Otherwise the plot would jump. */
export function isOf(reply: SeriesReply | undefined, held: Span | undefined): boolean {
  return held === undefined || (reply?.span.from === held.from && reply.span.to === held.to);
}
