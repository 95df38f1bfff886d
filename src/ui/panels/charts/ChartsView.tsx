import type { ReactNode } from 'react';
import { Boundary } from '#kit';
import { ChartPlots, plotsRequest } from '../../pieces/charts/ChartPlots.tsx';
import { useCharts } from '../../session/charts/charts.ts';
import { useChartPlace } from '../../session/charts/place.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { ChangingOffer } from './ChangingOffer.tsx';
import { ChartBar } from './ChartBar.tsx';
import { SeriesTable } from './SeriesTable.tsx';

export interface ChartsViewProps {
  readonly connectionId: string;
  /** Buttons of the board itself. */
  readonly actions?: ReactNode;
}

/** The chart board: values of topics over time. */
export function ChartsView({ connectionId, actions }: ChartsViewProps) {
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
        <Boundary part="offered values" of={connectionId}>
          <ChangingOffer connectionId={connectionId} />
        </Boundary>
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
