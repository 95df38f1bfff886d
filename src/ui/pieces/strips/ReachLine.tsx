import { useState } from 'react';
import { Awaited, DialogBoundary, useFirstText, useText, WaitsOver } from '#kit';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import { SetUpCompanion } from './SetUpCompanion.tsx';

/** Addresses that this page can reach, and how to reach more. */
export function ReachLine() {
  const { start: t } = useFirstText();
  const companion = useCompanion();
  const [isOpen, setOpen] = useState<boolean>();
  if (companion === undefined) return null;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
      <span>{t.reach(kindOf(companion))}</span>
      {companion === 'none' && (
        <button
          type="button"
          className="min-h-(--h-link) shrink-0 rounded-sm text-action"
          onClick={() => setOpen(true)}
        >
          {t.setUp}
        </button>
      )}
      <Awaited waits={null}>
        <ShortcutsButton />
      </Awaited>
      {isOpen !== undefined && (
        <DialogBoundary
          part="dialog companion"
          name={t.setUp}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
        >
          <Awaited waits={<WaitsOver />}>
            <SetUpCompanion open={isOpen} onClose={() => setOpen(false)} />
          </Awaited>
        </DialogBoundary>
      )}
    </div>
  );
}

function ShortcutsButton() {
  const { shortcuts } = useText().commands;
  return (
    <button
      type="button"
      className="ml-auto min-h-(--h-link) rounded-sm hover:text-fg max-sm:hidden"
      onClick={() => openOverlay('shortcuts')}
    >
      {shortcuts} <span aria-hidden="true">?</span>
    </button>
  );
}

function kindOf(companion: CompanionInfo | 'none'): 'none' | 'bridge' | 'no-bridge' {
  if (companion === 'none') return 'none';
  return companion.bridge === undefined ? 'no-bridge' : 'bridge';
}
