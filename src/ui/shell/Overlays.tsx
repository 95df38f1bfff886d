/** Overlays above the whole app. Each is loaded when it is first requested. */

import { useState } from 'react';
import {
  Boundary,
  DialogBoundary,
  later,
  NotLoadedNote,
  UncaughtNote,
  useFirstText,
  WaitingNote,
  WaitsOver,
} from '#kit';
import { useSaves } from '../session/captures/saves.ts';
import { useConfirm } from '../session/dialogs/confirm.ts';
import { useReplays } from '../session/replay/replays.ts';
import { useTour } from '../session/tour/state.ts';
import { NoticePart, UnseenPart } from './notices/parts.tsx';
import { SHELL_DIALOGS } from './shellDialogs.tsx';

const TourPanel = later(async () => (await import('../panels/tour/TourPanel.tsx')).TourPanel);
const UndoOffer = later(async () => (await import('./Asking.tsx')).UndoOffer, {
  Waits: WaitsOver,
  idle: 'first',
});
const SaveProgress = later(async () => (await import('./captures/SaveProgress.tsx')).SaveProgress, {
  Waits: WaitsOver,
});
const ReplayProgress = later(
  async () => (await import('./replay/ReplayProgress.tsx')).ReplayProgress,
);

/** True from the first time that `isSo` is true. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(isSo);
  if (isSo && !was) setWas(true);
  return isSo || was;
}

function PlaceOfDialog({ dialog }: { dialog: (typeof SHELL_DIALOGS)[number] }) {
  const texts = useFirstText();
  const isOpen = dialog.useIsOpen();
  // The closed dialog stays mounted to return the focus.
  const wasOpen = useOnce(isOpen);
  return (
    wasOpen && (
      <DialogBoundary
        part={`dialog ${dialog.id}`}
        name={dialog.name?.(texts)}
        isOpen={isOpen}
        onClose={dialog.close}
      >
        <dialog.Body />
      </DialogBoundary>
    )
  );
}

/** Overlays above the status bar. */
export function BelowEverything() {
  const { tour } = useFirstText().kit.failed;
  const hasTour = useTour(({ connection }) => connection !== undefined);
  const hasReplay = useReplays(({ state }) => state !== undefined);
  return (
    <>
      <NoticePart part="uncaught errors">
        <UncaughtNote />
      </NoticePart>
      <NoticePart part="not loaded">
        <NotLoadedNote />
        <WaitingNote />
      </NoticePart>
      {hasTour && (
        <Boundary part="tour" name={tour}>
          <TourPanel />
        </Boundary>
      )}
      <NoticePart part="replay">{hasReplay && <ReplayProgress />}</NoticePart>
    </>
  );
}

export function Overlays() {
  const isSaving = useSaves(
    ({ underWay, outcome }) => underWay !== undefined || outcome !== undefined,
  );
  const hasUndo = useConfirm(({ undos, notUndone }) => undos.length > 0 || notUndone !== undefined);
  return (
    <>
      {SHELL_DIALOGS.map((dialog) => (
        <PlaceOfDialog key={dialog.id} dialog={dialog} />
      ))}
      <UnseenPart part="undo">{hasUndo && <UndoOffer />}</UnseenPart>
      <UnseenPart part="saving">{isSaving && <SaveProgress />}</UnseenPart>
    </>
  );
}
