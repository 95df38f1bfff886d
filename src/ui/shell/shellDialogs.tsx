/**
 * The dialogs of the whole window. Each is loaded when first opened, and stays mounted to return the focus.
 */

import { createElement, type ReactNode, useEffect, useState } from 'react';
import { later, reportNotLoaded, WaitsOver, waitFor } from '#kit';
import type { FirstTexts } from '../../i18n/en/first.ts';
import { dropSaveDialog, useSaves } from '../session/captures/saves.ts';
import { answerQuestion, useConfirm } from '../session/dialogs/confirm.ts';
import { closeOverlay, openOverlay, useOverlay } from '../session/dialogs/overlay.ts';
import { dropReplayDialog, useReplays } from '../session/replay/replays.ts';
import { dropClearing, useClearAsked } from '../session/retained/asked.ts';
import { dialogs } from './palette/dialogs.ts';

interface ShellDialog {
  readonly id: string;
  readonly name?: (texts: FirstTexts) => string;
  readonly useIsOpen: () => boolean;
  readonly close: () => void;
  readonly Body: (props: object) => ReactNode;
}

type OverlayName = keyof typeof dialogs;

/** Opens once it is loaded, unless the user has cancelled. */
function LoadedDialog({ name }: { name: OverlayName }) {
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
        reportNotLoaded({ of: name, message, again: () => openOverlay(name) });
      },
    );
  }, [name, isWanted, found]);
  return found && createElement(found);
}

const overlay = (name: OverlayName, title?: ShellDialog['name']): ShellDialog => ({
  id: name,
  ...(title && { name: title }),
  useIsOpen: () => useOverlay(({ open }) => open === name),
  close: closeOverlay,
  Body: () => <LoadedDialog name={name} />,
});

export const SHELL_DIALOGS: readonly ShellDialog[] = [
  overlay('palette', ({ shell }) => shell.commands),
  overlay('shortcuts'),
  overlay('profiles', ({ editor }) => editor.profiles),
  overlay('importProfiles'),
  overlay('exportProfiles'),
  overlay('payloadRules'),
  overlay('farewell'),
  overlay('keptPackets'),
  overlay('phone'),
  overlay('access', ({ start }) => start.access),
  {
    id: 'save',
    name: ({ captures }) => captures.saveAs,
    useIsOpen: () => useSaves(({ asked }) => asked !== undefined),
    close: dropSaveDialog,
    Body: later(async () => (await import('./captures/SaveDialog.tsx')).SaveDialog, {
      Waits: WaitsOver,
    }),
  },
  {
    id: 'replay',
    name: ({ captures }) => captures.replay,
    useIsOpen: () => useReplays(({ asked }) => asked !== undefined),
    close: dropReplayDialog,
    Body: later(async () => (await import('./replay/ReplayDialog.tsx')).ReplayDialog, {
      Waits: WaitsOver,
    }),
  },
  {
    id: 'clear retained messages',
    useIsOpen: () => useClearAsked(({ asked }) => asked !== undefined),
    close: dropClearing,
    Body: later(async () => (await import('./ClearRetained.tsx')).ClearRetained, {
      Waits: WaitsOver,
    }),
  },
  {
    id: 'question',
    useIsOpen: () => useConfirm(({ question }) => question !== undefined),
    close: () => answerQuestion(false),
    // Fetched first: it asks before a capture is lost.
    Body: later(async () => (await import('./Asking.tsx')).QuestionDialog, {
      Waits: WaitsOver,
      idle: 'first',
    }),
  },
];
