/** State of the Broker view per connection, kept when the user leaves and returns. */
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import { perConnection } from '../connection/perConnection.ts';

export const PARTS = [
  'clients',
  'retained',
  'messages',
  'subscriptions',
  'sys',
  'sessions',
  'sensors',
  'taps',
] as const;
export type BrokerPart = (typeof PARTS)[number];

export interface ListOrder {
  /** A column of the list. */
  readonly by: string;
  readonly descending: boolean;
}

interface BrokerPlace {
  readonly part: BrokerPart;
  /** The client with its detail below the lists of clients and sessions. */
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
