/** Topic filters through which messages reach a connection. */
import type { OpenConnection } from './connections.ts';

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** Undefined if there may be others: a stored session may have subscriptions unknown here. */
export function heardFilters(connection: Subscribed | undefined): readonly string[] | undefined {
  return connection?.settings?.cleanStart === true ? filtersOf(connection) : undefined;
}

/**
 * Filters that are certainly subscribed. Undefined without a connection, because everything received is in
 * the capture.
 */
export function subscribedFilters(
  connection: Pick<OpenConnection, 'state' | 'subscriptions'> | undefined,
): readonly string[] | undefined {
  return connection === undefined || connection.state.kind === 'file'
    ? undefined
    : filtersOf(connection);
}

const filtersOf = ({ subscriptions }: Pick<OpenConnection, 'subscriptions'>): readonly string[] =>
  subscriptions
    .filter(({ state: { kind } }) => kind !== 'refused' && kind !== 'not-sent')
    .map(({ subscription: { filter } }) => filter);
