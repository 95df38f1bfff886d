import { Unplug, Zap } from 'lucide-react';
import type { RowFault } from '../../engine/faults/rowFault.ts';
import { visibleText } from '../../payload/text.ts';
import { Tag } from '../kit/Tag.tsx';
import { useText } from '../text/useText.ts';

/** What a fault rule did to a packet; shrinks where there is little room. */
export function FaultTags({ faults }: { faults: readonly RowFault[] }) {
  const t = useText().taps;
  return faults
    .map((fault) => visibleText(t.done(fault)))
    .map((text) => (
      <span
        key={text}
        title={text}
        className="inline-flex h-4 min-w-0 items-center gap-1 rounded-sm border border-current px-1 font-sans text-xs/[14px] text-warn not-italic"
      >
        <Zap size={10} aria-hidden className="shrink-0" />
        <bdi className="min-w-0 truncate">{text}</bdi>
      </span>
    ));
}

/** It never was on the wire. */
export function WithheldTag() {
  const t = useText().taps;
  return (
    <Tag tone="outline" title={t.withheldTitle}>
      <Unplug size={10} aria-hidden />
      {t.withheld}
    </Tag>
  );
}
