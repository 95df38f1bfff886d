/** By which filters messages can come to a connection. */
import type { OpenConnection } from './connections.ts';

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** undefined: by others, too. A session that is kept may have subscriptions which nobody here knows of. */
export function heardFilters(connection: Subscribed | undefined): readonly string[] | undefined {
  if (connection?.settings?.cleanStart !== true) return undefined;
  return connection.subscriptions
    .filter(({ state: { kind } }) => kind !== 'refused' && kind !== 'not-sent')
    .map(({ subscription: { filter } }) => filter);
}
