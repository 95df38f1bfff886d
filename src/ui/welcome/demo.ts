/** One button: the companion's own broker, subscribed to everything. */
import type { CompanionInfo } from '../../broker/core/companionInfo.ts';
import { plainSubscription } from '../../profiles/plainSubscription.ts';
import { focusTarget } from '../app/focus.ts';
import { page } from '../app/page.ts';
import { draftFor, setDraft } from '../editor/drafts.ts';
import { settingsOf } from '../editor/settings.ts';
import { texts } from '../kit/language/useText.ts';
import { connect, renameConnection } from '../state/connections.ts';

/** Fills the editor; connects unless the companion wants credentials, which only a person has. */
export function tryDemo(connectionId: string, { ws, needsCredentials }: CompanionInfo): void {
  if (ws === undefined) {
    return;
  }
  const draft = {
    ...draftFor(connectionId),
    name: texts().welcome.demoName,
    url: `${page.secure ? 'wss' : 'ws'}://${page.host}${ws}`,
    mode: 'password' as const,
    subscriptions: [plainSubscription('#', 2)],
  };
  setDraft(connectionId, draft);
  const { settings } = settingsOf(draft, page, texts().editor.faults);
  if (!needsCredentials && settings !== undefined) {
    renameConnection(connectionId, draft.name);
    connect(connectionId, settings);
  } else {
    focusTarget('user-name');
  }
}
