/** Chart actions used by several views: start with a value, change, remove. */
import type { ChartedValue } from '../../../engine/series/chartedValue.ts';
import { pathText, type ValuePath } from '../../../payload/tree/valueTree.ts';
import { MOST_CHARTED } from '../../../profiles/settings/chartLimits.ts';
import type { ChartedLine, ChartSettings } from '../../../profiles/settings/chartSettings.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { chartsOf, setCharts } from './charts.ts';

export const isSameValue = (one: ChartedValue, other: ChartedValue): boolean =>
  one.topic === other.topic && pathText(one.path) === pathText(other.path);

export function isCharted({ lines }: ChartSettings, value: ChartedValue): boolean {
  return lines.some((line) => isSameValue(line, value));
}

/** With the first of the colours that is free. */
function newLine({ lines }: ChartSettings, topic: string, path: ValuePath): ChartedLine {
  const taken = new Set(lines.map(({ colour }) => colour));
  const colours = Array.from({ length: MOST_CHARTED.colours }, (_, colour) => colour);
  const colour = colours.find((one) => !taken.has(one)) ?? lines.length % MOST_CHARTED.colours;
  return { topic, path, axis: 'auto', drawn: 'line', colour };
}

/** Adds a value if there is room. @returns whether it is charted now */
export function addToChart(connectionId: string, topic: string, path: ValuePath): boolean {
  const charts = chartsOf(connectionId);
  if (isCharted(charts, { topic, path })) return true;
  if (charts.lines.length >= MOST_CHARTED.lines) {
    confirm(texts().charts.tooMany(MOST_CHARTED.lines));
    return false;
  }
  const lines = [...charts.lines, newLine(charts, topic, path)];
  void setCharts(connectionId, { ...charts, lines });
  return true;
}

/** Puts a value on the chart board, or takes it off, without leaving the view. */
export function toggleCharted(connectionId: string, topic: string, path: ValuePath): void {
  const value = { topic, path };
  const t = texts().charts;
  if (isCharted(chartsOf(connectionId), value)) {
    removeLine(connectionId, value);
    confirm(t.uncharted);
  } else if (addToChart(connectionId, topic, path)) confirm(t.nowCharted);
}

export function changeLine(
  connectionId: string,
  value: ChartedValue,
  part: Partial<ChartedLine>,
): void {
  const charts = chartsOf(connectionId);
  const lines = charts.lines.map((line) =>
    isSameValue(line, value) ? { ...line, ...part } : line,
  );
  void setCharts(connectionId, { ...charts, lines });
}

export function removeLine(connectionId: string, value: ChartedValue): void {
  const charts = chartsOf(connectionId);
  const lines = charts.lines.filter((line) => !isSameValue(line, value));
  void setCharts(connectionId, { ...charts, lines });
}

export function changeCharts(connectionId: string, part: Partial<ChartSettings>): void {
  void setCharts(connectionId, { ...chartsOf(connectionId), ...part });
}
