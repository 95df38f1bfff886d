import { type ReactNode, useMemo, useState } from 'react';
import { Boundary, later, useText } from '#kit';
import type { SeriesReply, Span } from '../../../engine/series/chartedValue.ts';
import type { ChartSettings } from '../../../profiles/settings/chartSettings.ts';
import { changeChartPlace } from '../../session/charts/place.ts';
import { useOrigin } from '../../session/connection/useWindowPart.ts';
import { Awaited } from '../lost.tsx';
import { type AxisById, axesFor } from './axes.ts';
import { Brush } from './Brush.tsx';
import { hasRightAxis, isOf, numbersOf, statesOf } from './contents.ts';
import { PointLine } from './PointLine.tsx';
import type { AtCursor, ChartPoint } from './points.ts';
import { rangesOf, type ShownLine, shownLines } from './shownLine.ts';

/** The drawing code is loaded with the first charted value. */
const PlotArea = later(async () => (await import('./PlotArea.tsx')).PlotArea);

/** Pieces of time that the points are gathered into: more than a plot has pixels is not seen. */
const COLUMNS = 1000;
const OVERVIEW = 250;

const NO_AXES: AxisById = new Map();
const NO_SIDES: readonly number[] = [];

/** Request to the worker. @param span seconds; 0: all */
export const plotsRequest = (span: number, held: Span | undefined) => ({
  span: held ?? (span === 0 ? undefined : { last: span * 1_000_000 }),
  columns: COLUMNS,
  overview: OVERVIEW,
});

interface ChartPlotsProps {
  readonly connectionId: string;
  /** With the lines that are drawn. */
  readonly settings: ChartSettings;
  readonly reply: SeriesReply | undefined;
  readonly held: Span | undefined;
  /** Times of the messages A and B of a comparison, µs. */
  readonly sides?: readonly number[];
  /** Only the plots: no line with the chosen point, and no overview. */
  readonly isPlain?: boolean;
  /** Summary of the lines, above the plots or below everything. */
  readonly head?: (all: readonly ShownLine[]) => ReactNode;
  readonly children?: (all: readonly ShownLine[], atCursor: AtCursor | undefined) => ReactNode;
}

/** Charted values over time with the point under the cursor, and an overview of the whole time below. */
export function ChartPlots(props: ChartPlotsProps) {
  const { connectionId, settings, reply, held, isPlain = false, head, children } = props;
  const { sides = NO_SIDES } = props;
  const { charts: t } = useText();
  const origin = useOrigin(connectionId) ?? 0;
  const [shown, setShown] = useState(reply);
  const [atCursor, setAtCursor] = useState<AtCursor>();
  const [picked, setPicked] = useState<ChartPoint>();
  // An answer to an earlier question would make the plot jump back.
  if (reply !== shown && isOf(reply, held)) setShown(reply);
  const [before, setBefore] = useState<AxisById>(NO_AXES);
  const axes = useMemo(
    () => axesFor(rangesOf(settings.lines, shown), before),
    [settings.lines, shown, before],
  );
  if (axes !== before) setBefore(axes);
  const all = useMemo(() => shownLines(settings.lines, shown, axes), [settings.lines, shown, axes]);
  const span = shown?.span;
  const parts = useMemo(() => {
    if (span === undefined) return undefined;
    const drawn = {
      all,
      settings,
      span,
      origin,
      together: `charts-${connectionId}`,
      sides,
      textMark: t.textMark,
      gap: t.gap,
      alertLine: t.alerts.lines,
    };
    return { numbers: numbersOf(drawn), states: statesOf(drawn) };
  }, [all, settings, span, sides, origin, connectionId, t]);
  if (shown === undefined || parts === undefined) {
    return (
      <>
        {head?.(all)}
        <p className="p-3 text-fg-3">
          <Awaited connectionId={connectionId} text={t.loading} />
        </p>
      </>
    );
  }
  const hold = (next: Span): void => changeChartPlace(connectionId, { held: next });
  return (
    <>
      {head?.(all)}
      <Boundary part="plots" of={settings}>
        <PlotArea
          connectionId={connectionId}
          parts={parts}
          span={shown.span}
          whole={shown.whole}
          origin={origin}
          onHold={hold}
          onPointed={setAtCursor}
          onPicked={setPicked}
        />
        {!isPlain && (
          <PointLine connectionId={connectionId} all={all} picked={picked} atCursor={atCursor} />
        )}
      </Boundary>
      {!isPlain && (
        <Boundary part="overview" of={settings}>
          <Brush
            all={all}
            hasRightAxis={hasRightAxis(all)}
            span={shown.span}
            whole={shown.whole}
            origin={origin}
            onHold={hold}
          />
        </Boundary>
      )}
      {children?.(all, atCursor)}
    </>
  );
}
