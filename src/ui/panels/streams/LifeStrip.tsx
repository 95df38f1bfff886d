import { classes, rowTime, useText } from '#kit';
import { isOrderly } from '../../../engine/disconnectCause/orderly.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { duration } from '../../../i18n/durations.ts';
import { useNow } from '../../session/connection/useWindowPart.ts';

interface LifeStripProps {
  readonly connectionId: string;
  readonly row: StreamRow;
  /** When the capture began, µs since its origin. */
  readonly first: number;
  /** ms since 1970. */
  readonly origin: number;
}

/** The part of the capture's time in which a connection was open, with its begin, duration and end. */
export function LifeStrip({ connectionId, row, first, origin }: LifeStripProps) {
  const { streams: t, connectionChanges: changes } = useText();
  const { opened, closed, closedBy, cause } = row;
  const now = useNow(connectionId) ?? 0;
  const last = Math.max(now, closed ?? 0, opened ?? 0);
  const share = (time: number): number =>
    last <= first ? 0 : Math.min(1, Math.max(0, (time - first) / (last - first))) * 100;
  const from = share(opened ?? first);
  const to = share(closed ?? last);
  const isWarning = closed !== undefined && !isOrderly(cause);
  return (
    <div role="group" aria-label={t.life} className="text-xs text-fg-2">
      <div aria-hidden="true" className="relative h-2 overflow-hidden rounded-sm bg-raised">
        <span
          className={classes(
            'absolute inset-y-0 min-w-0.5 border-r-2',
            closed === undefined
              ? 'border-ok bg-ok/50'
              : isWarning
                ? 'border-warn bg-accent/50'
                : 'border-accent bg-accent/50',
          )}
          style={{ left: `${from}%`, width: `${to - from}%` }}
        />
      </div>
      <p className="flex flex-wrap justify-between gap-x-4 pt-1">
        <span>{opened === undefined ? t.openingUnseen : t.openedAt(rowTime(origin, opened))}</span>
        {opened !== undefined && closed !== undefined && <span>{duration(closed - opened)}</span>}
        {closed === undefined ? (
          <span className="text-ok">{t.open}</span>
        ) : (
          <span className={isWarning ? 'text-warn' : undefined}>
            {t.closedAt(rowTime(origin, closed), closedBy && changes.by[closedBy])}
          </span>
        )}
      </p>
    </div>
  );
}
