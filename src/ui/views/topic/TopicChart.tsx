import { SquareArrowOutUpRight, X } from 'lucide-react';
import { useMemo } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import { pathText } from '../../../payload/tree/valueTree.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { SelectField } from '../../kit/SelectField.tsx';
import { ChartPlots, plotsRequest } from '../../pieces/charts/ChartPlots.tsx';
import { aboutText } from '../../pieces/charts/plot/axisText.ts';
import { lineColour } from '../../pieces/charts/plot/looks.ts';
import { isOfStates, type ShownLine } from '../../pieces/charts/shownLine.ts';
import {
  addToChart,
  changeCharts,
  isSameValue,
  removeLine,
} from '../../session/charts/charting.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { changeChartPlace, useChartPlace } from '../../session/charts/place.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { showPanel } from '../../session/tabView.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';

/** Seconds; 0: all. */
const SPANS = ['60', '900', '3600', '0'] as const;
/** Values that are offered. */
const MOST = 200;

interface TopicChartProps {
  readonly connectionId: string;
  readonly topic: string;
  /** Values that can be charted. */
  readonly plottable: readonly PlottablePath[];
}

/** The values of a topic over time, next to its value: the lines that the Charts view has for it. */
export function TopicChart({ connectionId, topic, plottable }: TopicChartProps) {
  const charts = useCharts(connectionId);
  const { held } = useChartPlace(connectionId);
  const settings = useMemo(
    () => ({ ...charts, lines: charts.lines.filter((line) => line.topic === topic) }),
    [charts, topic],
  );
  const hasLines = settings.lines.length > 0;
  const wanted = hasLines ? plotsRequest(charts.span, held) : undefined;
  const reply = useWindowPart(connectionId, 'series', wanted);
  const t = useText().topic.chart;
  const offered = plottable.slice(0, MOST);
  if (!hasLines && offered.length === 0) return null;
  const bar = (all: readonly ShownLine[]) => (
    <Bar {...{ connectionId, topic, offered, all }} span={held ? '' : String(charts.span)} />
  );
  return (
    <section
      aria-label={t.title}
      className={
        hasLines
          ? 'flex h-2/5 min-h-60 shrink-0 flex-col border-t border-line'
          : 'shrink-0 border-t border-line'
      }
    >
      {hasLines ? <ChartPlots {...{ connectionId, settings, reply, held }} head={bar} /> : bar([])}
    </section>
  );
}

interface BarProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly offered: readonly PlottablePath[];
  readonly all: readonly ShownLine[];
  /** Seconds; empty: none of those that are offered. */
  readonly span: string;
}

function Bar({ connectionId, topic, offered, all, span }: BarProps) {
  const { charts, topic: texts } = useText();
  const t = texts.chart;
  const more = offered.filter(
    ({ path }) => !all.some(({ set }) => isSameValue(set, { topic, path })),
  );
  return (
    <div className="flex min-h-(--h-tabs) shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bar px-3 py-1 [--h-ctl:24px] max-md:[--h-ctl:42px]">
      <h3 className="text-base font-semibold">{t.heading}</h3>
      {all.map((one) => (
        <span key={one.id} className="flex min-w-0 items-center gap-1 font-mono text-sm">
          <span
            aria-hidden
            className="size-2 shrink-0 rounded-full"
            style={{ background: lineColour(one.set.colour) }}
          />
          <bdi className="truncate">{visibleText(pathText(one.set.path))}</bdi>
          <IconButton
            small
            label={charts.remove(visibleText(pathText(one.set.path)))}
            onClick={() => removeLine(connectionId, one.set)}
          >
            <X size={12} aria-hidden />
          </IconButton>
        </span>
      ))}
      {more.length > 0 && (
        <SelectField
          label={t.add}
          labelHidden
          className="w-32"
          value=""
          options={[
            { value: '', label: t.add },
            ...more.map(({ path, source }) => ({
              value: pathText(path),
              label: visibleText(`${pathText(path)}  ${source}`),
            })),
          ]}
          onChange={(chosen) => {
            const one = more.find(({ path }) => pathText(path) === chosen);
            if (one !== undefined) addToChart(connectionId, topic, one.path);
          }}
        />
      )}
      <span className="flex-1" />
      {all.length > 0 && (
        <>
          <Statistics all={all} />
          <Segments<string>
            label={charts.span}
            value={span}
            options={SPANS.map((each) => ({ value: each, label: charts.spans[each] }))}
            onChange={(seconds) => {
              changeChartPlace(connectionId, { held: undefined });
              changeCharts(connectionId, { span: Number(seconds) });
            }}
          />
          <IconButton small label={t.open} onClick={() => showPanel(connectionId, 'charts')}>
            <SquareArrowOutUpRight size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  );
}

const SHOWN = ['min', 'mean', 'max'] as const;

/** Statistics of the first line of numbers in the visible time. */
function Statistics({ all }: { all: readonly ShownLine[] }) {
  const t = useText().charts.head;
  const statistics = all.find((one) => one.line !== undefined && !isOfStates(one))?.line
    ?.statistics;
  if (statistics?.min === undefined || statistics.max === undefined) return null;
  const spread = statistics.max - statistics.min;
  return (
    <span className="flex gap-2 text-fg-2">
      {SHOWN.map((name) => (
        <span key={name}>
          {t[name]} <b className="font-mono text-fg">{aboutText(statistics[name] ?? 0, spread)}</b>
        </span>
      ))}
    </span>
  );
}
