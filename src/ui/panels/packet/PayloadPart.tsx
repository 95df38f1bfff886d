import type { ReactNode } from 'react';
import { useText } from '#kit';
import type { PacketDetail } from '../../../engine/window/window.ts';

interface PayloadPartProps {
  readonly detail: PacketDetail;
  readonly tree: ReactNode;
  readonly chart: ReactNode;
}

/** Values of the message with their changes, the removed values, and one value over time. */
export function PayloadPart({ detail, tree, chart }: PayloadPartProps) {
  const t = useText().detail;
  const removed = detail.before?.changes?.removed ?? [];
  if (detail.payload?.length === 0) return <p className="p-3 text-fg-2">{t.empty}</p>;
  return (
    <div className="flex h-full min-h-0 flex-col [container-type:size] max-sm:[container-type:inline-size]">
      <div className="min-h-0 flex-1">{tree}</div>
      {removed.length > 0 && (
        <p className="shrink-0 truncate border-t border-line px-3 py-1 text-chg">
          ~ <bdi>{t.removed(removed.join(', '))}</bdi>
        </p>
      )}
      {chart}
    </div>
  );
}
