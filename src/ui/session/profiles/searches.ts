/** The last search for each connection's broker. */
import type { Probe } from '../../../connection/bridge/bestProbe.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { perConnection } from '../connection/perConnection.ts';

export interface Search {
  readonly probes: readonly Probe[];
  readonly isOver: boolean;
  /** ms. */
  readonly took: number;
  readonly stop: AbortController;
}

export const searches = perConnection<Search | undefined>(undefined);

export const useSearch = searches.use;

export interface PlainAddress {
  readonly url: string;
  /** Instead of the form's list. */
  readonly subscriptions: ConnectionSettings['subscriptions'] | undefined;
}

/** An unencrypted address that waits for the user, because a password would be sent over it. */
export const plainAddress = perConnection<PlainAddress | undefined>(undefined);

/** True while addresses are tried. */
export const isSearching = (search: Search | undefined): boolean =>
  search !== undefined && !search.isOver;
