import { useMemo } from 'react';
import { useText } from '#kit';
import { firstFrom } from '../../../base/sorted.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { ChartedValue } from '../../../engine/series/chartedValue.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { innerPath, pathText } from '../../../payload/tree/valueTree.ts';
import { plotsRequest } from '../../pieces/charts/ChartPlots.tsx';
import { TrendLine } from '../../pieces/charts/TrendLine.tsx';
import { isSameValue } from '../../session/charts/charting.ts';
import { useCharts, useWatchedValue } from '../../session/charts/charts.ts';
import { useChartPlace } from '../../session/charts/place.ts';
import { select } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { isNumber } from './fields/changeWords.ts';
import { type FieldRow, itemsOf } from './fields/visible.ts';

/** Unix times are larger, in seconds and in ms. */
const MOST_MEASURED = 1e9;

interface PayloadChartProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  readonly rows: readonly FieldRow[];
  readonly selected: OutlineNode | undefined;
  readonly isChanged: (node: OutlineNode) => boolean;
}

/** The selected number of the message over time, or else the first one that changed. */
export function PayloadChart(props: PayloadChartProps) {
  const { connectionId, detail, rows, selected, isChanged } = props;
  const { detail: t, charts: texts } = useText();
  const { topic, number } = detail.row;
  const node = charted(rows, selected, isChanged);
  const value = useMemo<ChartedValue | undefined>(
    () =>
      node === undefined || topic === undefined
        ? undefined
        : { topic, path: node.member === undefined ? [] : node.member.tree.path(node.member.row) },
    [node, topic],
  );
  useWatchedValue(connectionId, value);
  const { span } = useCharts(connectionId);
  const { held } = useChartPlace(connectionId);
  // The same request as that of other charts, because a connection has one.
  const reply = useWindowPart(connectionId, 'series', value && plotsRequest(span, held));
  const line = value && reply?.series.find((one) => isSameValue(one, value));
  if (value === undefined || line?.kind !== 'numbers' || line.points.times.length < 3) return null;
  const { times, values } = line.points;
  const breaks = line.gaps.map(({ to }) => firstFrom(times, to));
  const name = innerPath(value.path) || value.topic.split('/').at(-1) || '';
  const spans: Readonly<Record<number, string>> = texts.spans;
  const time = held || span === 0 ? undefined : spans[span];
  return (
    <section
      aria-label={t.chart}
      className="flex h-30 shrink-0 flex-col gap-2 border-t border-line px-3 pt-2 pb-3 [@container(max-height:259.98px)]:hidden"
    >
      <p className="flex flex-wrap gap-x-3 text-fg-2">
        <span className="max-w-full grow truncate">
          <bdi>{visibleText(name)}</bdi>
          {time !== undefined && t.chartTime(time)}
        </span>
        <button
          type="button"
          className="min-h-(--h-link) shrink-0 rounded-sm text-action"
          onClick={() => {
            select(connectionId, { packet: number, topic });
            showPanel(connectionId, 'topic');
          }}
        >
          {t.openInWatch}
        </button>
      </p>
      <div className="flex min-h-0 flex-1">
        {/* Values of one message have the same times. */}
        <TrendLine
          key={pathText(value.path)}
          trend={{ times: [...times], values: [...values], breaks }}
          className="h-full w-full text-accent"
        />
      </div>
    </section>
  );
}

/** The number to draw: the selected one, or a measured one, at best one that changed. */
function charted(
  rows: readonly FieldRow[],
  selected: OutlineNode | undefined,
  isChanged: (node: OutlineNode) => boolean,
): OutlineNode | undefined {
  const numbers = itemsOf(rows)
    .map(({ node }) => node)
    .filter((node) => isNumber(node) && !node.secret && node.children.length === 0);
  const measured = numbers.filter(({ value }) => Math.abs(Number(value)) < MOST_MEASURED);
  const changed = measured.filter(isChanged);
  return (
    numbers.find(({ key }) => key === selected?.key) ??
    // A whole number may be a counter.
    changed.find(({ value }) => value.includes('.')) ??
    changed[0] ??
    measured[0]
  );
}
