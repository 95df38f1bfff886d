import type { ReactNode } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { Boundary } from '../../kit/failures/Boundary.tsx';
import { useText } from '../../kit/language/useText.ts';
import { ChartPlots, plotsRequest } from '../../pieces/charts/ChartPlots.tsx';
import { useCharts } from '../../session/charts/charts.ts';
import { changeChartPlace, useChartPlace } from '../../session/charts/place.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { ChartBar } from './ChartBar.tsx';
import { SeriesTable } from './SeriesTable.tsx';

export interface ChartsViewProps {
  readonly connectionId: string;
  /** Buttons of the board itself. */
  readonly actions?: ReactNode;
}

/** The chart board: values of topics over time. */
export function ChartsView({ connectionId, actions }: ChartsViewProps) {
  const { charts: t } = useText();
  const charts = useCharts(connectionId);
  const { held } = useChartPlace(connectionId);
  const { lines, span } = charts;
  const wanted = lines.length > 0 ? plotsRequest(span, held) : undefined;
  const reply = useWindowPart(connectionId, 'series', wanted);
  return (
    <div data-board className="flex h-full min-h-0 flex-col bg-pane">
      <ChartBar connectionId={connectionId} charts={charts} reply={reply}>
        {actions}
      </ChartBar>
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
        <ChartPlots connectionId={connectionId} settings={charts} reply={reply} held={held}>
          {(all, atCursor) => (
            <Boundary part="table" of={charts}>
              <SeriesTable connectionId={connectionId} all={all} atCursor={atCursor} />
            </Boundary>
          )}
        </ChartPlots>
      )}
    </div>
  );
}
