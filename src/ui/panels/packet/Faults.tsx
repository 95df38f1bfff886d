import type { PacketRow } from '../../../engine/capture/window.ts';
import { useText } from '../../kit/language/useText.ts';
import { FaultTags, WithheldTag } from '../../pieces/marks/FaultTags.tsx';

/** Effect of a fault rule on the packet. */
export function Faults({ row }: { row: PacketRow }) {
  const t = useText().taps;
  if (row.faults === undefined && row.withheld !== true) return null;
  return (
    <section
      aria-label={t.faults}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-bg px-3 py-1"
    >
      {row.withheld === true && <WithheldTag />}
      <FaultTags faults={row.faults ?? []} />
      {row.withheld === true && <span className="text-fg-2">{t.withheldTitle}</span>}
    </section>
  );
}
