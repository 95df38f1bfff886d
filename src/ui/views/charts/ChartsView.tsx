import { useMemo, useState } from 'react';
import type { SeriesReply, Span } from '../../../engine/series/chartedValue.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { later } from '../../kit/later.tsx';
import { useCharts } from '../../session/charts/charts.ts';
import { changeChartPlace, useChartPlace } from '../../session/charts/place.ts';
import { selectionOf } from '../../session/selection.ts';
import { useOrigin, useWindowPart } from '../../session/useWindowPart.ts';
import { Brush } from './Brush.tsx';
import { ChartBar } from './ChartBar.tsx';
import { hasRightAxis, isOf, numbersOf, statesOf } from './contents.ts';
import { PointLine } from './PointLine.tsx';
import type { AtCursor, ChartPoint } from './points.ts';
import { SeriesTable } from './SeriesTable.tsx';
import { shownLines } from './shownLine.ts';

/** What draws is loaded with the first value that is charted. */
const PlotArea = later(async () => (await import('./PlotArea.tsx')).PlotArea);

/** Pieces of time that the points are gathered into: more than a plot has pixels is not seen. */
const COLUMNS = 1000;
const OVERVIEW = 250;

/** Values of topics over time. */
export function ChartsView({ connectionId }: { connectionId: string }) {
  const { charts: t } = useText();
  const charts = useCharts(connectionId);
  const { held } = useChartPlace(connectionId);
  const { lines, span } = charts;
  const following = span === 0 ? undefined : { last: span * 1_000_000 };
  const wanted = { span: held ?? following, columns: COLUMNS, overview: OVERVIEW };
  const reply = useWindowPart(connectionId, 'series', lines.length > 0 ? wanted : undefined);
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <ChartBar connectionId={connectionId} charts={charts} reply={reply} />
      {lines.length === 0 ? (
        <EmptyState title={t.none.title} text={t.none.text}>
          <Button
            onClick={() => {
              const { topic = '' } = selectionOf(connectionId);
              changeChartPlace(connectionId, { choosing: topic });
            }}
          >
            {t.add}
          </Button>
        </EmptyState>
      ) : (
        <Charted connectionId={connectionId} reply={reply} held={held} />
      )}
    </div>
  );
}

interface ChartedProps {
  readonly connectionId: string;
  readonly reply: SeriesReply | undefined;
  readonly held: Span | undefined;
}

function Charted({ connectionId, reply, held }: ChartedProps) {
  const { charts: t } = useText();
  const settings = useCharts(connectionId);
  const origin = useOrigin(connectionId) ?? 0;
  const [shown, setShown] = useState(reply);
  const [atCursor, setAtCursor] = useState<AtCursor>();
  const [picked, setPicked] = useState<ChartPoint>();
  // An answer to what was wanted before would make it jump back.
  if (reply !== shown && isOf(reply, held)) setShown(reply);
  const all = useMemo(() => shownLines(settings.lines, shown), [settings.lines, shown]);
  const span = shown?.span;
  const parts = useMemo(() => {
    if (span === undefined) return undefined;
    const drawn = { all, settings, span, origin, together: `charts-${connectionId}` };
    return { numbers: numbersOf(drawn), states: statesOf(drawn) };
  }, [all, settings, span, origin, connectionId]);
  if (shown === undefined || parts === undefined) {
    return <p className="p-3 text-fg-3">{t.loading}</p>;
  }
  const hold = (next: Span): void => changeChartPlace(connectionId, { held: next });
  return (
    <>
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
      <PointLine connectionId={connectionId} all={all} picked={picked} atCursor={atCursor} />
      <Brush
        all={all}
        hasRightAxis={hasRightAxis(all)}
        span={shown.span}
        whole={shown.whole}
        origin={origin}
        onHold={hold}
      />
      <SeriesTable connectionId={connectionId} all={all} atCursor={atCursor} />
    </>
  );
}
