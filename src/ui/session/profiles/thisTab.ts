/** One click: the broker that runs in this page, subscribed to everything. */
import { newClientId } from '../../../profiles/clientId.ts';
import type { PageOrigin } from '../../../profiles/host.ts';
import { plainSubscription } from '../../../profiles/plainSubscription.ts';
import { TAB_ADDRESS } from '../../../profiles/tabAddress.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { connect, connectionById, openConnection, renameConnection } from '../connections.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';
import { settingsOf } from './settings.ts';

/** Seconds; the session outlives a lost connection, so that what is delivered again can be seen. */
const SESSION_EXPIRY = 3600;

/** The broker is in the page, wherever that came from. */
const ANYWHERE: PageOrigin = { secure: true, host: '' };

/**
 * Connects this tab, or a new one where this one is in use. On the tour `#` brings nothing that is
 * published here, which would come twice, and nothing with a handshake, which would come between.
 * Returns the connection's id.
 */
export function openThisTab(connectionId: string, purpose: 'use' | 'tour' = 'use'): string {
  const { welcome, editor } = firstTexts();
  const inUse = connectionById(connectionId)?.settings !== undefined;
  const target = inUse ? openConnection() : connectionId;
  const draft: Draft = {
    ...emptyDraft(newClientId()),
    name: welcome.thisTab,
    url: TAB_ADDRESS,
    cleanStart: false,
    sessionExpiry: String(SESSION_EXPIRY),
    subscriptions: [
      { ...plainSubscription('#', purpose === 'tour' ? 0 : 2), noLocal: purpose === 'tour' },
    ],
  };
  setDraft(target, draft);
  setDraftNotes(target, []);
  renameConnection(target, draft.name);
  const { settings } = settingsOf(draft, ANYWHERE, editor.faults);
  if (settings !== undefined) connect(target, settings);
  return target;
}
