/** One click for all connections that came back with a reload. */

import { askForSecret } from '../askForSecret.ts';
import { reconnect } from '../captures/leaving.ts';
import { type OpenConnection, useConnections } from '../connections.ts';
import { isRestored, stillLacksSecret } from '../restoredTabs.ts';

/** Those that were not connected since. */
export const waitingTabs = (): readonly OpenConnection[] =>
  useConnections.getState().list.filter(({ id }) => isRestored(id));

/** The first whose secret has to be typed again comes to the front. */
export function connectAll(): void {
  const waiting = waitingTabs();
  for (const { id } of waiting) if (!stillLacksSecret(id)) reconnect(id);
  const lacking = waiting.find(({ id }) => stillLacksSecret(id));
  if (lacking !== undefined) askForSecret(lacking.id);
}
