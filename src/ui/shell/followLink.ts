/** Performs a deep link. */
import { parseAddress } from '../../profiles/addresses/address.ts';
import { isOwnBroker } from '../../profiles/addresses/host.ts';
import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import { urlWithoutSecrets } from '../../profiles/settings/urlWithoutSecrets.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { page } from '../kit/page/page.ts';
import type { DeepLink, DeepLinkNote } from '../session/address/deepLink.ts';
import { noteLinked } from '../session/address/writtenAddress.ts';
import { pageCompanion } from '../session/broker/companion.ts';
import { connect, useConnections } from '../session/connection/connections.ts';
import { openConnection } from '../session/connectionTabs.ts';
import { setFilter } from '../session/filter/filters.ts';
import type { Draft } from '../session/profiles/draft.ts';
import { draftFor, noteUsed, setDraft, setDraftNotes } from '../session/profiles/drafts.ts';
import { settingsOf } from '../session/profiles/settings.ts';
import { withPasted } from '../session/profiles/typedAddress.ts';
import { shownName } from '../session/shownName.ts';
import { setView } from '../session/view/tabView.ts';

/** An unused tab receives the link; otherwise a new tab opens. */
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

function noteText(note: DeepLinkNote): string {
  const t = firstTexts().linkNotes;
  switch (note.kind) {
    case 'secret-ignored':
      return t.secret(shownName(note.name));
    case 'value-ignored':
      return t.value(shownName(note.name), shownName(note.value));
    case 'unknown-name':
      return t.unknown(shownName(note.name));
    case 'too-many-filters':
      return t.tooManyFilters(note.most);
  }
}

/** Returns the link handler once the openable addresses are known. */
export async function whenKnown(): Promise<typeof followLink> {
  await pageCompanion();
  return followLink;
}

/** A link to a broker names all filters of its connection, so the untouched one is not among them. */
function linkedTo(draft: Draft, { url }: DeepLink): Draft {
  if (url === undefined) return draft;
  const subscriptions = draft.subscriptions.filter((one) => one.isUntouched !== true);
  return { ...draft, subscriptions };
}

function followLink(link: DeepLink): void {
  const id = tabForLink();
  const before = linkedTo(draftFor(id), link);
  const parsed = link.url === undefined ? undefined : parseAddress(link.url, page);
  // The user name of the address is used. A password must not come from an address.
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
    notes.push(firstTexts().linkNotes.secret('password'));
  } else if (url !== link.url && pasted.userName === undefined) {
    notes.push(firstTexts().linkNotes.leftOut);
  }
  setDraft(id, draft);
  if (link.url !== undefined && parsed?.url !== undefined) noteLinked(id, link.url, parsed.url);
  let isConnecting = false;
  if (link.go) {
    const { settings } = settingsOf(draft, page);
    if (settings !== undefined && isOwnBroker(settings.url, page)) {
      noteUsed(id);
      connect(id, settings);
      isConnecting = true;
    } else if (settings !== undefined) {
      notes.push(firstTexts().linkNotes.notAtOnce);
    } else {
      notes.push(firstTexts().linkNotes.notValid);
    }
  }
  if (!isConnecting) setView(id, { screen: 'editor' });
  setDraftNotes(id, [...new Set(notes)]);
  if (link.displayFilter !== undefined) setFilter(id, link.displayFilter);
}
