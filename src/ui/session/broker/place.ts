/** State of the Broker view per connection, kept when the user leaves and returns. */
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import { perConnection } from '../connection/perConnection.ts';

export const PARTS = [
  'clients',
  'retained',
  'messages',
  'subscriptions',
  'sys',
  'sensors',
  'taps',
] as const;
export type BrokerPart = (typeof PARTS)[number];

export const CLIENT_CHOICES = ['all', 'connected', 'away'] as const;
export type ClientChoice = (typeof CLIENT_CHOICES)[number];

export interface ListOrder {
  /** A column of the list. */
  readonly by: string;
  readonly descending: boolean;
}

interface BrokerPlace {
  readonly part: BrokerPart;
  /** Clients in the list. `away`: sessions without a connection, and clients that left within the last minute. */
  readonly clients: ClientChoice;
  /** The client with its detail beside or below the list of clients. */
  readonly client: string | undefined;
  /** Search text of each list. */
  readonly search: Readonly<Partial<Record<BrokerPart, string>>>;
  /** The user's sort order of each list; absent: the default order. */
  readonly orders: Readonly<Partial<Record<BrokerPart, ListOrder>>>;
  /** Topic name of the match test. */
  readonly topic: string;
  /** Retained messages of `$SYS` are listed, too. */
  readonly withSys: boolean;
  /** Last rejection by the broker. */
  readonly refused: Refused | undefined;
}

const FIRST: BrokerPlace = {
  part: 'clients',
  clients: 'all',
  client: undefined,
  search: {},
  orders: {},
  topic: '',
  withSys: false,
  refused: undefined,
};

const places = perConnection(FIRST);

export const useBrokerPlace = places.use;

export const setBrokerPlace = places.change;

export function setSearch(connectionId: string, part: BrokerPart, text: string): void {
  const { search } = places.of(connectionId);
  places.change(connectionId, { search: { ...search, [part]: text } });
}

export function setOrder(connectionId: string, part: BrokerPart, order: ListOrder): void {
  const { orders } = places.of(connectionId);
  places.change(connectionId, { orders: { ...orders, [part]: order } });
}
