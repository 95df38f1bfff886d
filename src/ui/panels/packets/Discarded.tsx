import { useText } from '../../kit/language/useText.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';

/** Number of discarded packets, and the reason. */
export function Discarded({ connectionId }: { connectionId: string }) {
  const { packetLog: t } = useText();
  const counters = useCounters(connectionId);
  if (counters === undefined) return null;
  return (
    <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
      {t.discarded(counters.discarded, counters.logBudget)}
    </p>
  );
}
