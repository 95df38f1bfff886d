import { Unplug, Zap } from 'lucide-react';
import type { PacketRow } from '../../engine/window.ts';
import { visibleText } from '../../payload/text.ts';
import { Tag } from '../kit/Tag.tsx';
import { grouped } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';

/** What a fault rule did to a packet, and that it was not on the wire. */
export function FaultTags({ row }: { row: Pick<PacketRow, 'faults' | 'withheld' | 'sentAs'> }) {
  const { taps: t, packets } = useText();
  const { faults, withheld, sentAs } = row;
  const done = (faults ?? []).map((fault) => visibleText(t.done(fault)));
  return (
    <>
      {withheld === true && (
        <Tag tone="outline" title={t.withheldTitle}>
          <Unplug size={10} aria-hidden />
          {t.withheld}
        </Tag>
      )}
      {done.map((text) => (
        <Tag key={text} tone="warn" title={text}>
          <Zap size={10} aria-hidden />
          <bdi className="max-w-60 truncate">{text}</bdi>
        </Tag>
      ))}
      {sentAs !== undefined && (
        <span className="shrink-0 font-sans text-fg-2">
          {t.sentAs}
          <span
            role="link"
            tabIndex={-1}
            data-packet={sentAs}
            aria-label={packets.goTo(sentAs)}
            className="cursor-pointer text-accent hover:underline"
          >
            {grouped(sentAs)}
          </span>
        </span>
      )}
    </>
  );
}
