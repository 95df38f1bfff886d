/** What comes up over everything, each loaded when it is first asked for; it stays then, to give the focus back. */
import { createElement, useEffect, useState } from 'react';
import { tellNotLoaded } from '../kit/language/notLoaded.ts';
import { waitFor } from '../kit/language/waiting.ts';
import { drawnLater, later } from '../kit/later.tsx';
import { fetchedFirst, loadedLater } from '../kit/loadedLater.ts';
import { NotLoadedNote } from '../kit/NotLoadedNote.tsx';
import { nothing, WaitingNote, WaitsOver } from '../kit/Waits.tsx';
import { useAsking } from '../session/asking.ts';
import { useSaves } from '../session/captures/saves.ts';
import { useSpentCode } from '../session/controlPass.ts';
import { closeOverlay, openOverlay, useOverlay } from '../session/overlay.ts';
import { useReplays } from '../session/replay/replays.ts';
import { useClearAsked } from '../session/retained/asked.ts';
import { useTour } from '../session/tour/state.ts';
import { dialogs } from './dialogs.ts';
import { useNewVersion } from './newVersion.ts';

const SpentCode = later(async () => (await import('./SpentCode.tsx')).SpentCode, nothing);
const NewVersion = later(async () => (await import('./NewVersion.tsx')).NewVersion, nothing);
const TourPanel = later(async () => (await import('../views/tour/TourPanel.tsx')).TourPanel);
/** Asks before a capture is lost. */
const Asking = drawnLater(
  fetchedFirst(loadedLater(async () => (await import('./Asking.tsx')).Asking)),
  WaitsOver,
);
const SaveDialog = later(
  async () => (await import('./captures/SaveDialog.tsx')).SaveDialog,
  WaitsOver,
);
const SaveProgress = later(
  async () => (await import('./captures/SaveProgress.tsx')).SaveProgress,
  WaitsOver,
);
const ClearRetained = later(
  async () => (await import('./ClearRetained.tsx')).ClearRetained,
  WaitsOver,
);
const ReplayDialog = later(
  async () => (await import('./replay/ReplayDialog.tsx')).ReplayDialog,
  WaitsOver,
);
const ReplayProgress = later(
  async () => (await import('./replay/ReplayProgress.tsx')).ReplayProgress,
);

/** Whether it is or was so. */
function useOnce(isSo: boolean): boolean {
  const [was, setWas] = useState(isSo);
  if (isSo && !was) setWas(true);
  return isSo || was;
}

/** It comes up once it is there, unless the person has called it off. */
function LoadedDialog({ name }: { name: keyof typeof dialogs }) {
  const [, setArrived] = useState(false);
  const isWanted = useOverlay(({ open }) => open === name);
  const { found } = dialogs[name];
  useEffect(() => {
    if (!isWanted || found !== undefined) return;
    waitFor(dialogs[name].load()).then(
      () => setArrived(true),
      ({ message }: Error) => {
        if (useOverlay.getState().open !== name) return;
        closeOverlay();
        tellNotLoaded({ of: name, message, again: () => openOverlay(name) });
      },
    );
  }, [name, isWanted, found]);
  return found && createElement(found);
}

/** Above the status bar. */
export function BelowEverything() {
  const hasTour = useTour(({ connection }) => connection !== undefined);
  const hasReplay = useReplays(({ state }) => state !== undefined);
  const isNew = useNewVersion(({ isThere }) => isThere);
  const isSpent = useSpentCode();
  return (
    <>
      <NotLoadedNote />
      <WaitingNote />
      {isNew && <NewVersion />}
      {isSpent && <SpentCode />}
      {hasTour && <TourPanel />}
      {hasReplay && <ReplayProgress />}
    </>
  );
}

export function Overlays() {
  const hasSave = useOnce(useSaves(({ asked }) => asked !== undefined));
  const isSaving = useSaves(
    ({ underWay, outcome }) => underWay !== undefined || outcome !== undefined,
  );
  const hasQuestion = useOnce(
    useAsking(({ question, undos }) => question !== undefined || undos.length > 0),
  );
  const hasReplay = useOnce(useReplays(({ asked }) => asked !== undefined));
  const hasClearing = useOnce(useClearAsked(({ asked }) => asked !== undefined));
  return (
    <>
      <LoadedDialog name="palette" />
      <LoadedDialog name="shortcuts" />
      <LoadedDialog name="importProfiles" />
      <LoadedDialog name="exportProfiles" />
      <LoadedDialog name="payloadRules" />
      <LoadedDialog name="farewell" />
      <LoadedDialog name="logOnDisk" />
      {hasSave && <SaveDialog />}
      {hasReplay && <ReplayDialog />}
      {hasClearing && <ClearRetained />}
      {hasQuestion && <Asking />}
      {isSaving && <SaveProgress />}
    </>
  );
}
