/** Other clients' packets in the inspector, as they pass between them and a connection's broker. */
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { controlAccess } from '../brokers.ts';
import { connectionById } from '../connections.ts';
import { beginTap, expectTap } from './tapTabs.ts';

/** Opens them in a tab of their own. @param clients client identifiers */
export function openTapped(
  connectionId: string,
  clients: readonly string[] | 'all',
  name: string,
): void {
  const access = controlAccess(connectionId);
  if (access === undefined) announce(texts().taps.failed);
  else beginTap(expectTap(connectionId, clients, name), access);
}

/** All that passes a device tap of the companion, in a tab of its own. */
export function openDeviceTap(connectionId: string, deviceTap: number, name: string): void {
  const access = controlAccess(connectionId);
  if (access === undefined) announce(texts().taps.failed);
  else beginTap(expectTap(connectionId, 'all', name, deviceTap), access);
}

/** A tab that came back with a reload goes on from now; its broker's control interface is open. */
export function openTapAgain(connectionId: string): void {
  const from = connectionById(connectionId)?.tap?.from;
  const access = from === undefined ? undefined : controlAccess(from);
  if (access !== undefined) beginTap(connectionId, access);
}
