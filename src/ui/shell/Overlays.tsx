/** What comes up over everything, each loaded when it is first asked for; it stays then, to give the focus back. */
import { useState } from 'react';
import { dropNotLoaded, useNotLoaded } from '../kit/language/notLoaded.ts';
import { later } from '../kit/later.tsx';
import { NotLoadedNote } from '../kit/NotLoadedNote.tsx';
import { useAsking } from '../session/asking.ts';
import { useSaves } from '../session/captures/saves.ts';
import { useSpentCode } from '../session/controlPass.ts';
import { useOverlay } from '../session/overlay.ts';
import { useReplays } from '../session/replay/replays.ts';
import { useTour } from '../session/tour/state.ts';
import { allActions } from './allActions.ts';
import { useNewVersion } from './newVersion.ts';

const SpentCode = later(async () => (await import('./SpentCode.tsx')).SpentCode);
const TourPanel = later(async () => (await import('../views/tour/TourPanel.tsx')).TourPanel);
const NewVersion = later(async () => (await import('./NewVersion.tsx')).NewVersion);
const Palette = later(async () => {
  const [{ Palette: Body }] = await Promise.all([import('./Palette.tsx'), allActions.load()]);
  return Body;
});
const Shortcuts = later(async () => (await import('./Shortcuts.tsx')).Shortcuts);
const Asking = later(async () => (await import('./Asking.tsx')).Asking);
const SaveDialog = later(async () => (await import('./captures/SaveDialog.tsx')).SaveDialog);
const SaveProgress = later(async () => (await import('./captures/SaveProgress.tsx')).SaveProgress);
const ReplayDialog = later(async () => (await import('./replay/ReplayDialog.tsx')).ReplayDialog);
const ReplayProgress = later(
  async () => (await import('./replay/ReplayProgress.tsx')).ReplayProgress,
);

/** Whether it is or was so. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(isSo);
  if (isSo && !was) setWas(true);
  return isSo || was;
}

/** Above the status bar. */
export function BelowEverything() {
  const hasTour = useTour(({ connection }) => connection !== undefined);
  const hasReplay = useReplays(({ state }) => state !== undefined);
  const { message } = useNotLoaded();
  const isNew = useNewVersion(({ isThere }) => isThere);
  const isSpent = useSpentCode();
  return (
    <>
      {message !== undefined && <NotLoadedNote message={message} onDismiss={dropNotLoaded} />}
      {isNew && <NewVersion />}
      {isSpent && <SpentCode />}
      {hasTour && <TourPanel />}
      {hasReplay && <ReplayProgress />}
    </>
  );
}

export function Overlays() {
  const overlay = useOverlay(({ open }) => open);
  const hasPalette = useOnce(overlay === 'palette');
  const hasShortcuts = useOnce(overlay === 'shortcuts');
  const hasSave = useOnce(useSaves(({ asked }) => asked !== undefined));
  const isSaving = useSaves(
    ({ underWay, outcome }) => underWay !== undefined || outcome !== undefined,
  );
  const hasQuestion = useOnce(
    useAsking(({ question, undo }) => question !== undefined || undo !== undefined),
  );
  const hasReplay = useOnce(useReplays(({ asked }) => asked !== undefined));
  return (
    <>
      {hasPalette && <Palette />}
      {hasShortcuts && <Shortcuts />}
      {hasSave && <SaveDialog />}
      {hasReplay && <ReplayDialog />}
      {hasQuestion && <Asking />}
      {isSaving && <SaveProgress />}
    </>
  );
}
