/** Inspects other clients' packets at a connection's broker. */
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { controlAccess } from '../broker/brokers.ts';
import { connectionById } from '../connection/connections.ts';
import { beginTap, expectTap } from './tapTabs.ts';

/** Opens them in a new tab. @param clients client identifiers */
export function openTapped(
  connectionId: string,
  clients: readonly string[] | 'all',
  name: string,
): void {
  const access = controlAccess(connectionId);
  if (access === undefined) announce(texts().taps.failed);
  else beginTap(expectTap(connectionId, clients, name), access);
}

/** Opens the traffic of the companion's device tap in a new tab. */
export function openDeviceTap(connectionId: string, deviceTap: number, name: string): void {
  const access = controlAccess(connectionId);
  if (access === undefined) announce(texts().taps.failed);
  else beginTap(expectTap(connectionId, 'all', name, deviceTap), access);
}

/** Resumes a tab restored by a reload. The control interface of its broker is open. */
export function openTapAgain(connectionId: string): void {
  const from = connectionById(connectionId)?.tap?.from;
  const access = from === undefined ? undefined : controlAccess(from);
  if (access !== undefined) beginTap(connectionId, access);
}
