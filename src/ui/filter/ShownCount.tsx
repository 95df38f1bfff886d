import { Status } from '../kit/Status.tsx';
import { useCounters } from '../state/useWindowPart.ts';
import { useView } from '../state/views.ts';
import { useText } from '../text/useText.ts';

/** How many packets the filter lets through; without one, how many are held. */
export function ShownCount({ connectionId }: { connectionId: string }) {
  const t = useText().filter;
  const { paused, pausedAt } = useView(connectionId);
  const counters = useCounters(connectionId);
  const received = counters?.packets ?? 0;
  const listed = paused ? Math.min(pausedAt ?? received, received) : received;
  const shown = counters?.filter?.shown ?? Math.max(0, listed - (counters?.discarded ?? 0));
  return <Status text={t.shown(shown)} className="shrink-0 text-xs text-fg-2" />;
}
