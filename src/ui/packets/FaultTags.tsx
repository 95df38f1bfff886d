import { Unplug, Zap } from 'lucide-react';
import type { RowFault } from '../../engine/faults/rowFault.ts';
import { visibleText } from '../../payload/text.ts';
import { Tag } from '../kit/Tag.tsx';
import { useText } from '../text/useText.ts';

/**
 * What a fault rule did to a packet. Read aloud it is a phrase; drawn, the rule's name stands first,
 * and where there is little room, what it did gives way to it.
 */
export function FaultTags({ faults }: { faults: readonly RowFault[] }) {
  const t = useText().taps;
  return faults
    .map((fault) => ({ text: visibleText(t.done(fault)), short: t.doneInShort(fault) }))
    .map(({ text, short }) => (
      <span
        key={text}
        title={text}
        className="relative inline-flex h-4 min-w-0 items-center gap-1 overflow-hidden rounded-sm border border-current px-1 font-sans text-xs/[14px] text-warn not-italic"
      >
        <Zap size={10} aria-hidden className="-order-2 shrink-0" />
        <span className="min-w-0 shrink-999 truncate">{short.done}</span>
        <span className="sr-only">{short.by}</span>
        <bdi className="-order-1 min-w-0 truncate font-semibold">{visibleText(short.name)}</bdi>
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
