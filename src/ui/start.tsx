/** The app itself, started once the texts of the user's language are loaded. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from '../connection/handle.ts';
import { beginWorker } from './beginWorker.ts';
import { startFieldLimits } from './kit/fieldLimits.ts';
import { focusAwaited } from './kit/focus.ts';
import { whenDrawnLate } from './kit/later.tsx';
import { loadedLater } from './kit/loadedLater.ts';
import { startHearingUncaught } from './kit/uncaught.ts';
import './session/charts/alertEvents.ts';
import { startLeftovers, withDisk } from './session/captures/onDisk.ts';
import { startLeaving } from './session/captures/unsaved.ts';
import { setHandleFactory } from './session/connectionTabs.ts';
import { currentPass } from './session/controlPass.ts';
import { startMuting } from './session/problems/muted.ts';
import { startGivenNames } from './session/profiles/givenNames.ts';
import { startStorage } from './session/storage.ts';
import { tabBroker } from './session/tabBroker.ts';
import { startKeeping } from './session/tabs/begin.ts';
import { watchClock } from './session/watchClock.ts';
import { App } from './shell/App.tsx';
import { whenNothingElse } from './shell/idle.ts';
import { startKeyboard } from './shell/keyboard.ts';
import { startLinks } from './shell/links.ts';

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
  setHandleFactory(() => withDisk(new Connection(page)));
  whenDrawnLate(focusAwaited);
  const storage = startStorage();
  startMuting();
  startKeeping();
  await startLinks();
  startKeyboard();
  startLeaving();
  startLeftovers();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  whenNothingElse();
  if (await storage) atStart.with((connectAtStart) => void connectAtStart());
}
