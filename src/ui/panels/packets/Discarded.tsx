import { roundSize } from '../../../i18n/sizes.ts';
import { useText } from '../../kit/language/useText.ts';
import { useLeftovers } from '../../session/captures/onDisk.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';

/** Number of discarded packets, the reason, and the way to keep more. */
export function Discarded({ connectionId }: { connectionId: string }) {
  const { logOnDisk: t } = useText();
  const counters = useCounters(connectionId);
  const taken = useLeftovers(({ list }) => list.reduce((sum, { bytes }) => sum + bytes, 0));
  if (counters === undefined) return null;
  const { discarded, logBudget, onDisk } = counters;
  const isFull = onDisk?.error === 'full' && taken > 0;
  return (
    <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
      {onDisk?.error && `${t.faults[onDisk.error]} `}
      {discarded > 0 && `${t.discarded(discarded, logBudget)} `}
      {isFull && `${t.left.takes(roundSize(taken))} `}
      {(onDisk === undefined || isFull) && (
        <button
          type="button"
          className="rounded-sm text-accent hover:underline"
          onClick={() => openOverlay('logOnDisk')}
        >
          {isFull ? t.left.show : t.keep}
        </button>
      )}
    </p>
  );
}
