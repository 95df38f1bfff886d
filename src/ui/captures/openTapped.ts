/** Other clients' packets in the inspector, as they pass between them and a connection's broker. */
import { announce } from '../state/announcements.ts';
import { controlAccess } from '../state/brokers.ts';
import { openTap } from '../state/connections.ts';
import { texts } from '../text/useText.ts';

/** Opens them in a tab of their own. @param clients client identifiers */
export function openTapped(
  connectionId: string,
  clients: readonly string[] | 'all',
  name: string,
): void {
  const access = controlAccess(connectionId);
  if (access === undefined) announce(texts().taps.failed);
  else openTap(access, clients, name);
}
