/** Other clients' packets in the inspector, as they pass between them and a connection's broker. */
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { controlAccess } from '../brokers.ts';
import { openTap } from '../connections.ts';

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
