/** Connects with the settings of the form: by its button, or on a retry after a change. */
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { page } from '../../kit/page.ts';
import { connect, renameConnection } from '../connections.ts';
import { setView } from '../tabView.ts';
import { draftFor, noteTried, noteUsed, setDraft } from './drafts.ts';
import { reading } from './reading.ts';

/**
 * Connects, or shows the errors of the form.
 * @param subscriptions instead of the form's list
 */
export function connectByForm(
  id: string,
  subscriptions?: ConnectionSettings['subscriptions'],
): void {
  reading.with(({ settingsOf, settled, subscriptionsOf }) => {
    noteTried(id);
    const draft = draftFor(id);
    const { settings } = settingsOf(draft, page);
    if (settings === undefined) {
      setView(id, { screen: 'editor' });
      return;
    }
    renameConnection(id, draft.name);
    setDraft(id, settled(draft));
    noteUsed(id);
    const others = subscriptions && subscriptionsOf({ ...draft, subscriptions });
    connect(id, others === undefined ? settings : { ...settings, subscriptions: others });
  });
}
