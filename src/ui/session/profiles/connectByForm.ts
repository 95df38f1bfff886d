/** Connects with the settings of the form: by its button, or on a retry after a change. */
import { filtersOfDevice } from '../../../profiles/settings/deviceFilters.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { page } from '../../kit/page/page.ts';
import { connect, connectionById, renameConnection } from '../connection/connections.ts';
import { setView } from '../view/tabView.ts';
import type { Draft } from './draft.ts';
import { draftFor, noteTried, noteUsed, setDraft } from './drafts.ts';
import { reading } from './reading.ts';
import { isSearching, plainAddress, searches } from './searches.ts';

const searching = loadedLater(async () => (await import('./search.ts')).searchBroker, {
  idle: 'first',
});

type Subscriptions = ConnectionSettings['subscriptions'];

/**
 * Connects, or shows the errors of the form. If the form has only a host, or a host and a port, the address is
 * searched first.
 * @param subscriptions instead of the form's list
 */
export function connectByForm(id: string, subscriptions?: Subscriptions): void {
  if (isSearching(searches.of(id))) return;
  reading.with(({ settingsOf, placeIn }) => {
    noteTried(id);
    plainAddress.set(id, undefined);
    const draft = draftFor(id);
    const place = draft.mode === 'password' ? placeIn(draft.url) : undefined;
    if (place === undefined || settingsOf(withUrl(draft, ANY), page).settings === undefined) {
      searches.set(id, undefined);
      connectNow(id, subscriptions);
      return;
    }
    searching.with((search) => {
      const { url: typed } = draft;
      void search(id, place, draft.line).then((url) => {
        const now = draftFor(id);
        // The tab was closed, or the address changed.
        if (connectionById(id) === undefined || now.url !== typed) return;
        if (searches.of(id)?.stop.signal.reason === STOPPED) return;
        if (url !== undefined) setDraft(id, withUrl(now, url));
        connectNow(id, subscriptions);
      });
    });
  });
}

/** Connects to another address with the other settings of the form. */
export function connectOver(id: string, url: string): void {
  setDraft(id, withUrl(draftFor(id), url));
  connectByForm(id);
}

/** Valid placeholder for an address that is still to be found. */
const ANY = 'ws://localhost/mqtt';
/** Reason of a search that the user stopped. */
const STOPPED = 'stopped';

export const stopSearching = (id: string): void => searches.of(id)?.stop.abort(STOPPED);

const withUrl = (draft: Draft, url: string): Draft => ({ ...draft, url });

function connectNow(id: string, subscriptions: Subscriptions | undefined): void {
  reading.with(({ settingsOf, settled, subscriptionsOf, mustAgree, askToSendPlain }) => {
    const draft = draftFor(id);
    const { settings } = settingsOf(draft, page);
    if (settings === undefined) {
      // The first screen shows errors in the address.
      const isElsewhere = settingsOf(withUrl(draft, ANY), page).settings === undefined;
      if (isElsewhere || connectionById(id)?.settings !== undefined)
        setView(id, { screen: 'editor' });
      return;
    }
    if (mustAgree(settings)) {
      askToSendPlain(id, { url: settings.url, subscriptions });
      return;
    }
    renameConnection(id, draft.name);
    const wanted = subscriptions && subscriptionsOf({ ...draft, subscriptions }, page);
    const all = wanted ?? settings.subscriptions;
    const moved = filtersOfDevice(all, connectionById(id)?.settings?.signIn, settings.signIn);
    const others = moved === settings.subscriptions ? undefined : moved;
    setDraft(id, { ...settled(draft, page), ...(others && { subscriptions: others }) });
    noteUsed(id);
    connect(id, others === undefined ? settings : { ...settings, subscriptions: others });
  });
}
