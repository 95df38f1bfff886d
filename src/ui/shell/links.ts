/** Acts on the page's address: at the start, and whenever its part after # changes. */

import { parseAddress } from '../../profiles/address.ts';
import { isOwnBroker } from '../../profiles/host.ts';
import { plainSubscription } from '../../profiles/plainSubscription.ts';
import { urlWithoutSecrets } from '../../profiles/withoutSecrets.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { page } from '../kit/page.ts';
import {
  cleanHash,
  cleanSearch,
  type DeepLink,
  type DeepLinkNote,
  namesOfSecrets,
  parseDeepLink,
} from '../session/address/deepLink.ts';
import { writeAddress } from '../session/address/writtenAddress.ts';
import { connect, openConnection, useConnections } from '../session/connections.ts';
import { setFilter } from '../session/filter/filters.ts';
import { withPasted } from '../session/profiles/draft.ts';
import { draftFor, setDraft, setDraftNotes } from '../session/profiles/drafts.ts';
import { settingsOf } from '../session/profiles/settings.ts';
import { shownName } from '../session/shownName.ts';
import { setView } from '../session/tabView.ts';

/** A tab that nobody has used yet takes the link; else it gets one of its own. */
function tabForLink(): string {
  const { list, active } = useConnections.getState();
  const front = list.find((one) => one.id === active);
  const isUnused =
    front !== undefined &&
    front.settings === undefined &&
    front.file === undefined &&
    front.tap === undefined;
  return isUnused ? front.id : openConnection();
}

/** An address that is no link, and has something to be told of. */
const NO_LINK: DeepLink = {
  url: undefined,
  filters: [],
  qos: 0,
  version: undefined,
  go: false,
  displayFilter: undefined,
  notes: [],
};

function noteText(note: DeepLinkNote): string {
  const t = firstTexts().editor.linkNotes;
  switch (note.kind) {
    case 'secret-ignored':
      return t.secret(shownName(note.name));
    case 'value-ignored':
      return t.value(shownName(note.name), shownName(note.value));
    case 'unknown-name':
      return t.unknown(shownName(note.name));
  }
}

function follow(link: DeepLink): void {
  const id = tabForLink();
  const before = draftFor(id);
  const parsed = link.url === undefined ? undefined : parseAddress(link.url, page);
  // A user name in the address is taken over; a password must not come from an address.
  const { password, ...pasted } = parsed?.settings ?? {};
  const url = link.url === undefined ? undefined : urlWithoutSecrets(link.url);
  const draft = {
    ...withPasted(before, pasted),
    ...(url === undefined ? {} : { url }),
    ...(link.version === undefined ? {} : { version: link.version }),
    ...(link.filters.length === 0
      ? {}
      : {
          subscriptions: [...new Set(link.filters)].map((filter) =>
            plainSubscription(filter, link.qos),
          ),
        }),
  };
  const notes = link.notes.map(noteText);
  if (password !== undefined) {
    notes.push(firstTexts().editor.linkNotes.secret('password'));
  } else if (url !== link.url && pasted.userName === undefined) {
    notes.push(firstTexts().editor.linkNotes.leftOut);
  }
  setDraft(id, draft);
  setView(id, { screen: 'editor' });
  if (link.go) {
    const { settings } = settingsOf(draft, page, firstTexts().editor.faults);
    if (settings !== undefined && isOwnBroker(settings.url, page)) {
      connect(id, settings);
    } else if (settings !== undefined) {
      notes.push(firstTexts().editor.linkNotes.notAtOnce);
    } else {
      notes.push(firstTexts().editor.linkNotes.notValid);
    }
  }
  setDraftNotes(id, notes);
  if (link.displayFilter !== undefined) setFilter(id, link.displayFilter);
}

/** What the address has beside a link, or instead of one. */
function strayNotes(link: DeepLink | undefined): readonly DeepLinkNote[] {
  const names = [
    ...namesOfSecrets(location.search),
    ...(link === undefined ? namesOfSecrets(location.hash) : []),
  ];
  return names.map((name) => ({ kind: 'secret-ignored', name }));
}

function act(): void {
  const link = parseDeepLink(location.hash);
  const stray = strayNotes(link);
  const { pathname, search, hash } = location;
  const clean = cleanHash(hash);
  // What is in the address is in the history, too, and in each picture of the window.
  if (clean !== undefined || stray.length > 0) {
    history.replaceState(history.state, '', pathname + cleanSearch(search) + (clean ?? hash));
  }
  const told = link ?? (stray.length > 0 ? NO_LINK : undefined);
  if (told !== undefined) follow({ ...told, notes: [...stray, ...told.notes] });
}

/** Opens the first tab. Returns how to stop. */
export function startLinks(): () => void {
  openConnection();
  act();
  addEventListener('hashchange', act);
  const stopWriting = writeAddress();
  return () => {
    removeEventListener('hashchange', act);
    stopWriting();
  };
}
