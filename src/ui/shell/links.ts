/** Handles the page's address: at the start, and whenever its part after # changes. */

import { isOwnBroker } from '../../profiles/addresses/host.ts';
import { loadedLater } from '../kit/loading/loadedLater.ts';
import { page } from '../kit/page/page.ts';
import {
  cleanHash,
  cleanSearch,
  type DeepLink,
  type DeepLinkNote,
  namesOfSecrets,
  parseDeepLink,
} from '../session/address/deepLink.ts';
import { isVisited, keepVisited } from '../session/address/visited.ts';
import { connectionLinked, writeAddress } from '../session/address/writtenAddress.ts';
import { reconnect } from '../session/captures/leave.ts';
import { connectionById } from '../session/connection/connections.ts';
import { openConnection } from '../session/connectionTabs.ts';
import { restoreTabs } from '../session/tabs/begin.ts';

const following = loadedLater(async () => (await import('./followLink.ts')).whenKnown(), {
  idle: 'first',
});

/** An address without a valid link, and with an error to report. */
const NO_LINK: DeepLink = {
  url: undefined,
  filters: [],
  qos: 0,
  version: undefined,
  go: false,
  displayFilter: undefined,
  notes: [],
};

/** Ignored parts of a link that are shown. */
const MOST_NOTES = 20;

/** Parts of the address next to a link, or instead of one. */
function strayNotes(link: DeepLink | undefined): readonly DeepLinkNote[] {
  const names = [
    ...namesOfSecrets(location.search),
    ...(link === undefined ? namesOfSecrets(location.hash) : []),
  ];
  return names.map((name) => ({ kind: 'secret-ignored', name }));
}

/** Parses the request in the address and removes it from there. */
function readAddress(): DeepLink | undefined {
  const link = parseDeepLink(location.hash);
  const stray = strayNotes(link);
  const { pathname, search, hash } = location;
  const clean = cleanHash(hash);
  // The address also appears in the history and in screenshots.
  if (clean !== undefined || stray.length > 0) {
    history.replaceState(history.state, '', pathname + cleanSearch(search) + (clean ?? hash));
  }
  const told = link ?? (stray.length > 0 ? NO_LINK : undefined);
  return told && { ...told, notes: [...stray, ...told.notes].slice(0, MOST_NOTES) };
}

function act(): void {
  // Back and Forward may lead to an entry with the address of another tab.
  if (isVisited(history.state)) return;
  const link = readAddress();
  if (link !== undefined) following.with((follow) => follow(link));
}

/** A link connects without a click only to the broker of this page. */
function isOwn(connectionId: string): boolean {
  const settings = connectionById(connectionId)?.settings;
  return settings !== undefined && isOwnBroker(settings.url, page);
}

/**
 * Restores the tabs after a reload, or opens the first one, filled from a link. The parts for either are
 * loaded before anything is drawn. Returns a function that stops it.
 */
export async function startLinks(): Promise<() => void> {
  const isRestored = await restoreTabs();
  if (!isRestored) openConnection();
  const link = readAddress();
  const linked = isRestored && link?.url !== undefined ? connectionLinked(link.url) : undefined;
  if (link !== undefined && linked === undefined) (await following.load())(link);
  else if (linked !== undefined && link?.go === true && isOwn(linked)) reconnect(linked);
  addEventListener('hashchange', act);
  const stops = [writeAddress(), keepVisited()];
  return () => {
    removeEventListener('hashchange', act);
    for (const stop of stops) stop();
  };
}
