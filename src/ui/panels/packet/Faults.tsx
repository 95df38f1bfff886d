import { Unplug, Zap } from 'lucide-react';
import type { PacketRow } from '../../../engine/capture/window.ts';
import { useText } from '../../kit/language/useText.ts';
import { classes } from '../../kit/page/classes.ts';
import { FaultTags } from '../../pieces/marks/FaultTags.tsx';

/** Effect of fault rules and breakpoints on the packet: whether its receiver got it, and what was done to it. */
export function Faults({ row }: { row: PacketRow }) {
  const { taps: t, kit } = useText();
  const { faults = [], withheld = false } = row;
  if (faults.length === 0 && !withheld) return null;
  const state = withheld ? t.stopped(faults.at(-1)?.action) : t.passed;
  const Icon = withheld ? Unplug : Zap;
  return (
    <section
      aria-label={t.faults}
      className={classes(
        'flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1',
        withheld && 'bg-warn-bg shadow-[inset_2px_0_var(--warn)]',
      )}
    >
      <Icon size={14} aria-hidden className="shrink-0 text-warn" />
      <b className={classes('font-semibold', withheld && 'text-warn')}>{state.title}</b>
      <span className="text-fg-2">
        {state.text}
        {withheld && `${kit.gap}${t.notCounted}`}
      </span>
      <FaultTags faults={faults} />
    </section>
  );
}
