/** Single-click start: a broker that the companion's user has named. */
import type { BrokerPreset } from '../../../broker/core/companionInfo.ts';
import { newClientId } from '../../../profiles/settings/ids.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { page } from '../../kit/page/page.ts';
import { renameConnection } from '../connection/connections.ts';
import { unusedTab } from '../connectionTabs.ts';
import { focusInForm } from '../view/focusInForm.ts';
import { connectByForm } from './connectByForm.ts';
import { emptyDraft } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';
import { reading } from './reading.ts';

/** Connects this tab, or a new one if this tab is in use. Asks for the password first if only that is missing. */
export function connectPreset(
  connectionId: string | undefined,
  { name, url, userName, password }: BrokerPreset,
): void {
  const id = unusedTab(connectionId);
  const draft = { ...emptyDraft(newClientId()), name, url, userName, password };
  setDraft(id, draft);
  setDraftNotes(id, []);
  renameConnection(id, name);
  reading.with(({ mayTakeAll }) => {
    const subscriptions = mayTakeAll(draft, page) ? [plainSubscription('#', 0)] : [];
    setDraft(id, { ...draft, subscriptions });
    if (userName !== '' && password === '') focusInForm(id, 'secret');
    else connectByForm(id);
  });
}
