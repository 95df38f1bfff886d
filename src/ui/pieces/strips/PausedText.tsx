import { Pause } from 'lucide-react';
import { Button, useFirstText } from '#kit';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { useView } from '../../session/view/tabView.ts';

/** Text that the views are paused, with the number of packets since then. */
export function PausedText({ connectionId }: { connectionId: string }) {
  const { packets: t, kit } = useFirstText();
  const { pausedAt } = useView(connectionId);
  const counters = useCounters(connectionId);
  const packets = (counters?.packets ?? 0) + (counters?.withheld ?? 0);
  return (
    // A low window has room for it or for rows; the button that is pressed says it, too, and the status bar.
    <div className="flex shrink-0 items-center gap-2 border-t border-line bg-warn-bg px-3 py-1 max-md:[@media(max-height:500px)]:hidden">
      <Pause size={12} aria-hidden className="shrink-0 text-warn" />
      <span>
        <b className="font-semibold text-warn">{t.pausedTitle}</b>
        {kit.gap}
        <span className="max-sm:sr-only">{t.pausedText}</span>
      </span>
      <span className="whitespace-nowrap text-fg-2">
        {t.held(Math.max(0, packets - (pausedAt ?? packets)))}
      </span>
      <span className="flex-1" />
      <Button look="action" keys="Space" onClick={() => togglePaused(connectionId)}>
        {t.resume}
      </Button>
    </div>
  );
}
