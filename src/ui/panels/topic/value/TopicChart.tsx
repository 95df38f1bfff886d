import { X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { classes, IconButton, Segments, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Span } from '../../../../engine/series/chartedValue.ts';
import { pathText } from '../../../../payload/tree/valueTree.ts';
import type { ChartedLine } from '../../../../profiles/settings/chartSettings.ts';
import { ChartPlots, plotsRequest } from '../../../pieces/charts/ChartPlots.tsx';
import { aboutText, roundMean } from '../../../pieces/charts/plot/axisText.ts';
import { lineColour } from '../../../pieces/charts/plot/looks.ts';
import type { ShownLine } from '../../../pieces/charts/shownLine.ts';
import { changeCharts, removeLine } from '../../../session/charts/charting.ts';
import { useCharts, useWatchedValue } from '../../../session/charts/charts.ts';
import { changeChartPlace, useChartPlace } from '../../../session/charts/place.ts';
import { useNow, useWindowPart } from '../../../session/connection/useWindowPart.ts';
import type { PlottablePath } from '../../../session/reading/plottablePaths.ts';
import type { Compared } from './compared.ts';

/** Seconds; 0: all. */
const SPANS = ['60', '900', '3600', '0'] as const;
const WHOLE: ChartedLine['path'] = [];

interface TopicChartProps {
  readonly connectionId: string;
  readonly topic: string;
  /** Values that can be charted. */
  readonly plottable: readonly PlottablePath[];
  /** Messages of a comparison, which are marked. */
  readonly compared: Compared | undefined;
  /**
   * Line above the chart of a single value, which is charted without being asked for. Gets the statistics
   * and the choice of the time shown.
   */
  readonly head?: (controls: ReactNode) => ReactNode;
}

/** The values of a topic over time: its lines of the chart board, or its single value. */
export function TopicChart({ connectionId, topic, plottable, compared, head }: TopicChartProps) {
  const charts = useCharts(connectionId);
  const { sides, around } = useSides(connectionId, compared, charts.span);
  const { held = around } = useChartPlace(connectionId);
  const own = charts.lines.filter((line) => line.topic === topic);
  const isWatched = head !== undefined && own.length === 0 && plottable[0]?.path.length === 0;
  const watched = useMemo(
    () => (isWatched ? { topic, path: WHOLE } : undefined),
    [isWatched, topic],
  );
  useWatchedValue(connectionId, watched);
  const settings = useMemo(() => {
    const lines = charts.lines.filter((line) => line.topic === topic);
    const single: ChartedLine = { topic, path: WHOLE, axis: 'auto', drawn: 'line', colour: 0 };
    return { ...charts, lines: lines.length === 0 && isWatched ? [single] : lines };
  }, [charts, topic, isWatched]);
  const hasLines = settings.lines.length > 0;
  const wanted = hasLines ? plotsRequest(charts.span, held) : undefined;
  const reply = useWindowPart(connectionId, 'series', wanted);
  const t = useText().topic.chart;
  const span = held ? '' : String(charts.span);
  if (head !== undefined) {
    if (!hasLines) return head(undefined);
    return (
      <section aria-label={t.title} className="flex min-h-60 flex-1 flex-col">
        <ChartPlots
          {...{ connectionId, settings, reply, held, sides }}
          isPlain
          head={(all) =>
            head(
              <>
                {all.map((one) => (
                  <Statistics key={one.id} one={one} isWide />
                ))}
                <Spans connectionId={connectionId} span={span} />
              </>,
            )
          }
        />
      </section>
    );
  }
  if (!hasLines) return null;
  return (
    <section
      aria-label={t.title}
      className="sticky top-0 flex max-h-100 min-h-60 min-w-0 flex-1 flex-col border-l border-line @max-[640px]:min-h-80 @max-[640px]:border-t @max-[640px]:border-l-0"
    >
      <ChartPlots
        {...{ connectionId, settings, reply, held, sides }}
        isPlain
        head={(all) => <Bar {...{ connectionId, all, span }} />}
      />
    </section>
  );
}

interface Sides {
  /** Times of A and B, µs. */
  readonly sides: readonly number[];
  /** Both with what is between them, if the charted time does not reach back to A. */
  readonly around: Span | undefined;
}

const NO_SIDES: Sides = { sides: [], around: undefined };

/** @param span seconds; 0: all */
function useSides(connectionId: string, compared: Compared | undefined, span: number): Sides {
  const now = useNow(connectionId, compared !== undefined) ?? 0;
  const to = compared?.message.time;
  const from = compared?.before?.time;
  const isOut = from !== undefined && span > 0 && from < now - span * 1_000_000;
  return useMemo(() => {
    if (from === undefined || to === undefined) return NO_SIDES;
    const margin = Math.ceil((to - from) / 10);
    return {
      sides: [from, to],
      around: isOut ? { from: from - margin, to: to + margin } : undefined,
    };
  }, [from, to, isOut]);
}

interface BarProps {
  readonly connectionId: string;
  readonly all: readonly ShownLine[];
  /** Seconds; empty: none of the offered spans. */
  readonly span: string;
}

function Bar({ connectionId, all, span }: BarProps) {
  const { charts } = useText();
  return (
    <div className="flex min-h-(--h-tabs) shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1 [--h-ctl:24px] max-md:[--h-ctl:42px]">
      {all.map((one) => (
        <span key={one.id} className="flex min-w-0 items-center gap-1 font-mono text-base">
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
          <Statistics one={one} />
        </span>
      ))}
      <span className="flex-1" />
      <Spans connectionId={connectionId} span={span} />
    </div>
  );
}

function Spans({ connectionId, span }: Pick<BarProps, 'connectionId' | 'span'>) {
  const t = useText().charts;
  return (
    <Segments<string>
      label={t.span}
      value={span}
      options={SPANS.map((each) => ({ value: each, label: t.spans[each] }))}
      onChange={(seconds) => {
        changeChartPlace(connectionId, { held: undefined });
        changeCharts(connectionId, { span: Number(seconds) });
      }}
    />
  );
}

const SHOWN = ['min', 'mean', 'max'] as const;

interface StatisticsProps {
  readonly one: ShownLine;
  /** Left out in a narrow window. */
  readonly isWide?: boolean;
}

/** Statistics of a line of numbers in the visible time, in its colour. */
function Statistics({ one, isWide = false }: StatisticsProps) {
  const t = useText().topic.chart.statistics;
  const { min, mean, max } = one.line?.statistics ?? {};
  if (min === undefined || max === undefined) return null;
  const shown = { min, mean: roundMean(min, mean ?? 0, max), max };
  const style = { color: lineColour(one.set.colour) };
  return (
    <span className={classes('flex shrink-0 gap-3 font-sans text-fg-2', isWide && 'max-sm:hidden')}>
      {SHOWN.map((name) => (
        <span key={name}>
          {t[name]}{' '}
          <span className="font-mono" style={style}>
            {aboutText(shown[name], max - min)}
          </span>
        </span>
      ))}
    </span>
  );
}
