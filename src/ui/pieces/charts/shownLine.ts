/** A charted value as shown: the user's settings and the worker's data. */
import type { SeriesLine, SeriesReply } from '../../../engine/series/chartedValue.ts';
import { innerPath, pathText } from '../../../payload/tree/valueTree.ts';
import type { Axis } from '../../../profiles/settings/chartLimits.ts';
import type { ChartedLine } from '../../../profiles/settings/chartSettings.ts';
import { isSameValue } from '../../session/charts/charting.ts';
import type { AxisById, Ranged } from './axes.ts';
import { exactText } from './plot/axisText.ts';

export interface ShownLine {
  readonly id: string;
  readonly set: ChartedLine;
  /** undefined: it was not answered yet. */
  readonly line: SeriesLine | undefined;
  /** Of a number: chosen by the user, or by the values. */
  readonly axis: Axis;
  /** Short and unique: the path, or the topic's last level. */
  readonly name: string;
}

export function shownLines(
  lines: readonly ChartedLine[],
  reply: SeriesReply | undefined,
  axes: AxisById,
): readonly ShownLine[] {
  return lines.map((set) => {
    const id = idOf(set);
    const line = reply?.series.find((one) => isSameValue(one, set));
    return { id, set, line, axis: axes.get(id) ?? 'left', name: nameOf(set) };
  });
}

const idOf = ({ topic, path }: ChartedLine): string => `${topic} ${pathText(path)}`;

/** The numbers that are drawn, with their range. */
export function rangesOf(
  lines: readonly ChartedLine[],
  reply: SeriesReply | undefined,
): readonly Ranged[] {
  return lines.flatMap((set) => {
    const { min, max } = reply?.series.find((one) => isSameValue(one, set))?.statistics ?? {};
    if (set.hidden === true || min === undefined || max === undefined) return [];
    return [{ id: idOf(set), choice: set.axis, min, max }];
  });
}

/** `press-07 temperature` of `sensors/press-07` and `payload.temperature`. */
function nameOf({ topic, path }: ChartedLine): string {
  const level = topic.slice(topic.lastIndexOf('/') + 1) || topic;
  const within = innerPath(path);
  return within === '' ? level : `${level} ${within}`;
}

export const isOfStates = ({ line }: ShownLine): boolean => line?.kind === 'states';

/** True unless the user hides it. */
export const isDrawn = ({ set, line }: ShownLine): boolean =>
  set.hidden !== true && line !== undefined;

export function valueText({ kind, names }: SeriesLine, value: number): string {
  return kind === 'states' ? (names[value] ?? '') : exactText(value);
}
