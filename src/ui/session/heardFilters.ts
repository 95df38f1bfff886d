/** By which filters messages can come to a connection. */
import type { OpenConnection } from './connections.ts';

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** undefined: by others, too. A session that is kept may have subscriptions which nobody here knows of. */
export function heardFilters(connection: Subscribed | undefined): readonly string[] | undefined {
  return connection?.settings?.cleanStart === true ? filtersOf(connection) : undefined;
}

/** By these for sure; undefined: there is no connection, and all that came is in the capture. */
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
