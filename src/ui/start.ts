/** The app itself, started once the texts of the user's language are loaded. */

import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from '../connection/handle.ts';
import { beginWorker } from './beginWorker.ts';
import { startFieldLimits } from './kit/controls/fieldLimits.ts';
import { startHearingUncaught } from './kit/failures/uncaught.ts';
import { whenDrawnLate } from './kit/loading/later.tsx';
import { loadedLater } from './kit/loading/loadedLater.ts';
import { focusAwaited } from './kit/page/focus.ts';
import './session/charts/alertEvents.ts';
import { currentPass } from './session/broker/controlPass.ts';
import { tabBroker } from './session/broker/tabBroker.ts';
import { startKeptPackets } from './session/captures/keptPackets.ts';
import { startLeaving } from './session/captures/unsaved.ts';
import { watchClock } from './session/connection/watchClock.ts';
import { setHandleFactory } from './session/connectionTabs.ts';
import { startMuting } from './session/problems/muted.ts';
import { startGivenNames } from './session/profiles/givenNames.ts';
import { startStorage } from './session/storage.ts';
import { startKeeping } from './session/tabs/begin.ts';
import { App } from './shell/App.tsx';
import { whenNothingElse } from './shell/idle.ts';
import { startLinks } from './shell/links.ts';
import { startKeyboard } from './shell/palette/keyboard.ts';

const atStart = loadedLater(
  async () => (await import('./session/profiles/atStart.ts')).connectAtStart,
  { idle: 'first' },
);

export async function start(root: HTMLElement): Promise<void> {
  startHearingUncaught();
  startFieldLimits();
  startGivenNames();
  const page = {
    worker: beginWorker,
    brokerPort: (lost: () => void) => tabBroker.brokerPort(lost),
    pass: currentPass,
    clock: watchClock,
  };
  setHandleFactory(() => new Connection(page));
  whenDrawnLate(focusAwaited);
  const storage = startStorage();
  startMuting();
  startKeptPackets();
  startKeeping();
  await startLinks();
  startKeyboard();
  startLeaving();
  createRoot(root).render(createElement(StrictMode, null, createElement(App)));
  whenNothingElse();
  if (await storage) atStart.with((connectAtStart) => void connectAtStart());
}
