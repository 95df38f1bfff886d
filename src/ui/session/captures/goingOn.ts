/** Continues after malformed packets. */
import { connect, connectionById } from '../connection/connections.ts';

/** Reconnects and then skips malformed data. */
export function reconnectGoingOn(id: string): void {
  const connection = connectionById(id);
  if (connection?.settings === undefined) return;
  const subscriptions = connection.subscriptions.map((status) => status.subscription);
  connect(id, { ...connection.settings, subscriptions, goOnAfterMalformed: true });
}
