/** Single-click demo: the companion's own broker, subscribed to everything. */
import { type CompanionInfo, DEMO_TOPIC } from '../../../broker/core/companionInfo.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { page } from '../../kit/page/page.ts';
import { connect, renameConnection } from '../connection/connections.ts';
import { select } from '../connection/selection.ts';
import { focusInForm } from '../view/focusInForm.ts';
import { showPanel } from '../view/tabView.ts';
import { draftFor, noteUsed, setDraft } from './drafts.ts';
import { companionAddress } from './localPlatform.ts';
import { reading } from './reading.ts';
import { chooseScheme } from './scheme.ts';

/** Shows a value that moves, until the user or Inspect selects a message. */
export function watchDemo(connectionId: string): void {
  select(connectionId, { topic: DEMO_TOPIC, isFirst: true });
  showPanel(connectionId, 'topic');
}

/** Fills the form, and connects. If the companion requires credentials, it asks for them in the form. */
export function tryDemo(
  connectionId: string,
  { ws, demo, needsCredentials }: Pick<CompanionInfo, 'ws' | 'demo' | 'needsCredentials'>,
): void {
  if (ws === undefined) {
    return;
  }
  // A device's version is not for the demo.
  chooseScheme(connectionId, 'password');
  const draft = {
    ...draftFor(connectionId),
    name: firstTexts().welcome.demoName,
    url: companionAddress({ ws }),
    subscriptions: [plainSubscription('#', 2)],
  };
  setDraft(connectionId, draft);
  reading.with(({ settingsOf }) => {
    const { settings } = settingsOf(draft, page);
    if (!needsCredentials && settings !== undefined) {
      renameConnection(connectionId, draft.name);
      noteUsed(connectionId);
      connect(connectionId, settings);
      if (demo) watchDemo(connectionId);
    } else {
      focusInForm(connectionId, 'user-name');
    }
  });
}
