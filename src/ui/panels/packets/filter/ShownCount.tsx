import { useEffect } from 'react';
import { announce, Status, useFirstText } from '#kit';
import { grouped } from '../../../../i18n/numbers.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { useCounters } from '../../../session/connection/useWindowPart.ts';
import { answered, useFilter } from '../../../session/filter/filters.ts';
import { useView } from '../../../session/view/tabView.ts';

/**
 * Number of matching packets. Without a filter, the number of stored packets; for an ended worker, the number of
 * loaded packets.
 */
export function ShownCount({ connectionId }: { connectionId: string }) {
  const t = useFirstText().filter;
  const { paused, pausedAt, pausedList } = useView(connectionId);
  const { applied, asked } = useFilter(connectionId);
  const counters = useCounters(connectionId);
  const progress = counters?.filter;
  const received = counters?.packets ?? 0;
  const listed = paused ? Math.min(pausedAt ?? received, received) : received;
  const unfiltered = Math.max(0, listed - (counters?.discarded ?? 0));
  const isHeld = paused && pausedList?.filter === progress?.text;
  const passed =
    progress &&
    Math.min(progress.shown, (isHeld ? pausedList?.shown : undefined) ?? progress.shown);
  const { loop, ended } = useConnection(connectionId, 'loop', 'ended') ?? {};
  const left = ended && (loop?.part('packets')?.rows.length ?? 0);
  const count = left ?? passed ?? unfiltered;
  const text = t.shownText(count);
  const isKnown =
    progress === undefined ? applied === '' : progress.text === applied && progress.done;

  useEffect(() => {
    if (!asked || !isKnown) return;
    answered(connectionId);
    announce(text);
  }, [asked, isKnown, connectionId, text]);
  return (
    <Status
      text={t.shown(count)}
      shown={grouped(count)}
      className="shrink-0 pr-1.5 text-xs text-fg-2"
    />
  );
}
