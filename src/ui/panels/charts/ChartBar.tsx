import { Download, ImageDown, Plus, Ruler, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Button, confirm, DialogBoundary, IconButton, Segments, texts, useText } from '#kit';
import type { SeriesReply, Span } from '../../../engine/series/chartedValue.ts';
import type { ChartSettings } from '../../../profiles/settings/chartSettings.ts';
import { zoomed } from '../../pieces/charts/zoom.ts';
import { download, fileNameOf } from '../../session/captures/saveTarget.ts';
import { changeCharts } from '../../session/charts/charting.ts';
import { changeChartPlace, useChartPlace } from '../../session/charts/place.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { tabName } from '../../session/tabName.ts';
import { useView } from '../../session/view/tabView.ts';
import { AddValue } from './AddValue.tsx';
import { chartPicture } from './chartPicture.ts';
import { Thresholds } from './Thresholds.tsx';

/** Seconds; 0: all. */
const SPANS = ['60', '300', '900', '3600', '0'] as const;

interface ChartBarProps {
  readonly connectionId: string;
  readonly charts: ChartSettings;
  readonly reply: SeriesReply | undefined;
  /** Buttons of the board itself, at the end. */
  readonly children?: ReactNode;
}

/** Actions on the chart. */
export function ChartBar({ connectionId, charts, reply, children }: ChartBarProps) {
  const { charts: t } = useText();
  const { held, choosing } = useChartPlace(connectionId);
  const { paused } = useView(connectionId);
  const isFollowing = held === undefined && !paused;
  const thresholds = useOpened();
  const hasLines = charts.lines.length > 0;
  const hold = (next: Span): void => changeChartPlace(connectionId, { held: next });
  const follow = (): void => changeChartPlace(connectionId, { held: undefined });
  const zoom = (factor: number): void => {
    if (reply === undefined) return;
    const { span, whole } = reply;
    hold(zoomed(span, factor, (span.from + span.to) / 2, whole));
  };
  const choose = (topic: string | undefined): void =>
    changeChartPlace(connectionId, { choosing: topic });
  return (
    <div className="relative flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1">
      <Button
        icon={<Plus size={14} aria-hidden />}
        title={t.addTitle}
        onClick={() =>
          choose(choosing === undefined ? (selectionOf(connectionId).topic ?? '') : undefined)
        }
      >
        {t.add}
      </Button>
      {choosing !== undefined && (
        <DialogBoundary part="add value" name={t.add} onClose={() => choose(undefined)}>
          <AddValue
            key={choosing}
            connectionId={connectionId}
            topic={choosing}
            onClose={() => choose(undefined)}
          />
        </DialogBoundary>
      )}
      {hasLines && (
        <>
          <Button
            icon={<Ruler size={14} aria-hidden />}
            onClick={thresholds.toggle}
            pressed={thresholds.isOpen}
          >
            {t.thresholdsCount(charts.thresholds.length)}
          </Button>
          {thresholds.isOpen && (
            <DialogBoundary part="thresholds" onClose={thresholds.close}>
              <Thresholds connectionId={connectionId} charts={charts} onClose={thresholds.close} />
            </DialogBoundary>
          )}
          <span className="flex-1" />
          <IconButton label={t.zoomIn} keys="+" onClick={() => zoom(0.5)}>
            <ZoomIn size={14} aria-hidden />
          </IconButton>
          <IconButton label={t.zoomOut} keys="-" onClick={() => zoom(2)}>
            <ZoomOut size={14} aria-hidden />
          </IconButton>
          <Segments<string>
            label={t.span}
            value={held === undefined ? String(charts.span) : ''}
            options={SPANS.map((span) => ({ value: span, label: t.spans[span] }))}
            onChange={(span) => {
              follow();
              changeCharts(connectionId, { span: Number(span) });
            }}
          />
          <Button
            icon={<Download size={14} aria-hidden />}
            pressed={isFollowing}
            title={t.followTitle}
            onClick={() => {
              if (isFollowing) return reply && hold(reply.span);
              if (paused) togglePaused(connectionId);
              return follow();
            }}
          >
            {t.follow}
          </Button>
          <IconButton
            label={t.png}
            disabled={reply === undefined}
            onClick={({ currentTarget }) => void savePng(connectionId, currentTarget)}
          >
            <ImageDown size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={t.csv}
            disabled={reply === undefined}
            onClick={() => void saveCsv(connectionId, reply?.span)}
          >
            <Table2 size={14} aria-hidden />
          </IconButton>
        </>
      )}
      {!hasLines && <span className="flex-1" />}
      {children}
    </div>
  );
}

function saved(blob: Blob, connectionId: string, extension: string): void {
  const name = `${fileNameOf(`${nameOf(connectionId)}-chart`, Date.now())}${extension}`;
  download(blob, name);
  confirm(texts().charts.saved(name));
}

function nameOf(connectionId: string): string {
  const connection = connectionById(connectionId);
  return connection === undefined ? 'mqttscope' : tabName(connection);
}

/** Saves each point in the visible time. */
async function saveCsv(connectionId: string, span: Span | undefined): Promise<void> {
  const handle = connectionById(connectionId)?.handle;
  const pieces = await handle?.ask({ kind: 'series-table', span }).catch(() => undefined);
  if (pieces === undefined) {
    confirm(texts().charts.notSaved);
    return;
  }
  saved(new Blob([...pieces], { type: 'text/csv;charset=utf-8' }), connectionId, '.csv');
}

/** Saves the chart as drawn, with its legend. @param within an element of the board */
async function savePng(connectionId: string, within: Element): Promise<void> {
  const place = within.closest('[data-board]')?.querySelector('[role=application]') ?? null;
  const blob = place === null ? undefined : await chartPicture(place, connectionId);
  if (blob === undefined) confirm(texts().charts.notSaved);
  else saved(blob, connectionId, '.png');
}

/** State of a part that a button opens and closes. */
function useOpened() {
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const toggle = useCallback(() => setOpen((before) => !before), []);
  return { isOpen, close, toggle };
}
