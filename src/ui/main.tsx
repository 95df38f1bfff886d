// First: see there.
import './state/takeCode.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Connection } from '../connection/handle.ts';
import { App } from './app/App.tsx';
import { startKeyboard } from './app/keyboard.ts';
import { startLinks } from './app/links.ts';
import { startTheme } from './app/theme.ts';
import { trustOwnScripts } from './app/trustedScripts.ts';
import { startLeaving } from './captures/unsaved.ts';
import { startNotifying } from './filter/arming.ts';
import { startMuting } from './problems/muted.ts';
import { setHandleFactory } from './state/connections.ts';
import { currentPass } from './state/controlPass.ts';
import { startStorage } from './state/storage.ts';
import { tabBroker } from './state/tabBroker.ts';
import { startLanguage } from './text/language.ts';
import { startGivenNames } from './welcome/givenNames.ts';
import './styles/app.css';

trustOwnScripts();
startTheme();
startLanguage();
startGivenNames();
setHandleFactory(() => new Connection({ door: () => tabBroker.door(), pass: currentPass }));
startStorage();
startMuting();
startLinks();
startKeyboard();
startLeaving();
startNotifying();

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element #root');
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
