import { CirclePause } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { release, useWaiting } from '../../session/faults/stepping.ts';
import { showFaults } from './actions.ts';

/** Packets that wait at a breakpoint while another view is shown. */
export function WhatStops({ connectionId }: { connectionId: string }) {
  const { breakpoints: t, faults } = useText();
  const { waiting } = useWaiting(connectionId, true);
  const stopped = waiting?.packets.filter(({ waitsFor }) => waitsFor === 'release') ?? [];
  if (stopped.length === 0) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-bg px-3 py-1 shadow-[inset_2px_0_var(--warn)]">
      <CirclePause size={14} aria-hidden className="text-warn" />
      <p role="status" className="min-w-0 truncate font-semibold text-warn">
        {t.strip(stopped.length)}
      </p>
      <span className="ml-auto flex gap-2">
        <Button look="action" onClick={() => showFaults(connectionId, 'breakpoints')}>
          {faults.step.show}
        </Button>
        <Button look="action" onClick={() => void release(connectionId, 'all')}>
          {faults.step.releaseAll}
        </Button>
      </span>
    </div>
  );
}
