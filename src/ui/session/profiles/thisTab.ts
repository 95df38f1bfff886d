/** Single-click start: the broker that runs in this page, subscribed to everything. */
import { newClientId } from '../../../profiles/settings/ids.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { TAB_ADDRESS } from '../../../profiles/settings/tabAddress.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { connect, renameConnection } from '../connection/connections.ts';
import { unusedTab } from '../connectionTabs.ts';
import { closeOverlay, useOverlay } from '../dialogs/overlay.ts';
import { watchDemo } from './demo.ts';
import { draftOf } from './draft.ts';
import { noteUsed, setDraft, setDraftNotes } from './drafts.ts';

/** Seconds; the session outlives a lost connection, so that redelivered messages can be seen. */
const SESSION_EXPIRY = 3600;

/**
 * Connects this tab, or a new one if this tab is in use. On the tour, `#` delivers neither messages published
 * here, which would arrive twice, nor messages with a handshake, which would interleave. Returns the
 * connection's id.
 */
export function openThisTab(
  connectionId: string | undefined,
  purpose: 'use' | 'tour' = 'use',
): string {
  const target = unusedTab(connectionId);
  if (useOverlay.getState().open === 'profiles') closeOverlay();
  const name = firstTexts().welcome.thisTab;
  const settings: ConnectionSettings = {
    url: TAB_ADDRESS,
    version: 5,
    clientId: newClientId(),
    signIn: { kind: 'password', userName: '', password: '' },
    cleanStart: false,
    keepAlive: 60,
    sessionExpiry: SESSION_EXPIRY,
    will: undefined,
    subscriptions: [
      { ...plainSubscription('#', purpose === 'tour' ? 0 : 2), noLocal: purpose === 'tour' },
    ],
  };
  setDraft(target, draftOf(settings, name, undefined));
  noteUsed(target);
  setDraftNotes(target, []);
  renameConnection(target, name);
  connect(target, settings);
  if (purpose === 'use') watchDemo(target);
  return target;
}
