import { CirclePause } from 'lucide-react';
import { Button, NARROW, useMedia, useText } from '#kit';
import { type FaultsPart, showFaults, useFaultsPlace } from '../../session/faults/place.ts';
import { release, useWaiting } from '../../session/faults/stepping.ts';
import { useView } from '../../session/view/tabView.ts';
import { WhatWaits } from './WhatWaits.tsx';

interface WaitStripsProps {
  readonly connectionId: string;
  /** The connection that started step mode for this connection's client. */
  readonly stepTab: string | undefined;
}

/** Packets waiting in step mode, unless its pane is in front, and at breakpoints. */
export function WaitStrips({ connectionId, stepTab }: WaitStripsProps) {
  const { breaks } = useFaultsPlace(connectionId);
  const front = usePartInFront(connectionId);
  return (
    <>
      {stepTab !== undefined && front !== 'step' && <WhatWaits tab={stepTab} />}
      {breaks && <WhatStops connectionId={connectionId} isInFront={front === 'breakpoints'} />}
    </>
  );
}

/** The part of the pane of faults that is in front. */
function usePartInFront(connectionId: string): FaultsPart | undefined {
  const { panel, front } = useView(connectionId);
  const { part } = useFaultsPlace(connectionId);
  const isNarrow = useMedia(NARROW);
  return panel === 'faults' && (!isNarrow || front === 'panel') ? part : undefined;
}

interface WhatStopsProps {
  readonly connectionId: string;
  /** The breakpoints are shown. */
  readonly isInFront: boolean;
}

/** Packets that wait at a breakpoint, on every desk: they are why nothing moves. */
function WhatStops({ connectionId, isInFront }: WhatStopsProps) {
  const { breakpoints: t, faults } = useText();
  const { waiting } = useWaiting(connectionId, true);
  const stopped = waiting?.packets.filter(({ waitsFor }) => waitsFor === 'release') ?? [];
  if (stopped.length === 0) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-bg px-3 py-1 shadow-[inset_2px_0_var(--warn)]">
      <CirclePause size={14} aria-hidden className="text-warn" />
      <p role="status" className="min-w-0 truncate font-semibold text-warn">
        {t.strip(stopped.length, (waiting?.total ?? 0) - stopped.length)}
      </p>
      <span className="ml-auto flex gap-2">
        {!isInFront && (
          <Button look="action" onClick={() => showFaults(connectionId, 'breakpoints')}>
            {faults.step.show}
          </Button>
        )}
        <Button look="action" onClick={() => void release(connectionId, 'all')}>
          {faults.step.releaseAll}
        </Button>
      </span>
    </div>
  );
}
