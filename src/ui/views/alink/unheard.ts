/** By which filters the replies to a device's requests can come. */
import type { OpenConnection } from '../../session/connections.ts';

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** undefined: by others, too. A session that is kept may have subscriptions which nobody here knows of. */
export function heardFilters(connection: Subscribed | undefined): readonly string[] | undefined {
  if (connection?.settings?.cleanStart !== true) return undefined;
  return connection.subscriptions
    .filter(({ state: { kind } }) => kind !== 'refused' && kind !== 'not-sent')
    .map(({ subscription: { filter } }) => filter);
}
