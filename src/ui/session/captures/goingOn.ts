/** Going on after malformed packets. */
import { connect, connectionById } from '../connections.ts';

/** Connects again, and then passes over what is malformed. */
export function reconnectGoingOn(id: string): void {
  const connection = connectionById(id);
  if (connection?.settings === undefined) return;
  const subscriptions = connection.subscriptions.map((status) => status.subscription);
  connect(id, { ...connection.settings, subscriptions, goOnAfterMalformed: true });
}
