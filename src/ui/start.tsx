/** The app itself, once the texts of the person's language are there. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from '../connection/handle.ts';
import { App } from './app/App.tsx';
import { focusAwaited } from './app/focus.ts';
import { whenNothingElse } from './app/idle.ts';
import { startKeyboard } from './app/keyboard.ts';
import { startLinks } from './app/links.ts';
import { startLeaving } from './captures/unsaved.ts';
import { startNotifying } from './filter/arming.ts';
import { whenDrawnLate } from './kit/later.tsx';
import { startMuting } from './problems/muted.ts';
import { setHandleFactory } from './state/connections.ts';
import { currentPass } from './state/controlPass.ts';
import { startStorage } from './state/storage.ts';
import { tabBroker } from './state/tabBroker.ts';
import { startGivenNames } from './welcome/givenNames.ts';

export function start(root: HTMLElement): void {
  startGivenNames();
  setHandleFactory(() => new Connection({ door: () => tabBroker.door(), pass: currentPass }));
  whenDrawnLate(focusAwaited);
  startStorage();
  startMuting();
  startLinks();
  startKeyboard();
  startLeaving();
  startNotifying();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  whenNothingElse();
}
