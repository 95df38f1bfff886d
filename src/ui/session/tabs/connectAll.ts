/** Button that connects all connections restored by a reload. */

import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { TAB_ADDRESS } from '../../../profiles/settings/tabAddress.ts';
import { reconnect } from '../captures/leave.ts';
import {
  activateConnection,
  activeConnection,
  type OpenConnection,
  useConnections,
} from '../connection/connections.ts';
import { isRestored } from '../connection/restoredTabs.ts';
import { openConnection } from '../connectionTabs.ts';
import { askForSecret } from '../profiles/askForSecret.ts';
import { tryDemo } from '../profiles/demo.ts';
import { draftFor } from '../profiles/drafts.ts';
import { needsSecret } from '../profiles/lackingSecret.ts';
import { companionAddress } from '../profiles/localPlatform.ts';
import { openThisTab } from '../profiles/thisTab.ts';

/** Restored tabs that were not connected since. */
export const waitingTabs = (): readonly OpenConnection[] =>
  useConnections.getState().list.filter(({ id }) => isRestored(id));

/** Selects the first tab that lacks a secret. */
export function connectAll(): void {
  const waiting = waitingTabs();
  const lacking = waiting.find(({ id }) => needsSecret(id));
  for (const { id } of waiting) if (!needsSecret(id)) reconnect(id);
  if (lacking !== undefined) askForSecret(lacking.id);
}

/** Connects a restored tab, or asks for the secret that it lacks. */
export function connectAgain(id: string): void {
  if (needsSecret(id)) askForSecret(id);
  else reconnect(id);
}

/** The front tab if it is empty, or a new one. */
function blankTab(): string {
  const front = activeConnection();
  const isBlank =
    front !== undefined &&
    (front.settings ?? front.file ?? front.tap) === undefined &&
    draftFor(front.id).url === '';
  return isBlank ? front.id : openConnection();
}

/** Restarts the demo in its previous tab. */
export function demoAgain(companion: CompanionInfo | 'none'): void {
  const broker = companion === 'none' || companion.ws === undefined ? undefined : companion;
  const url = broker === undefined ? TAB_ADDRESS : companionAddress(broker);
  const own = waitingTabs().find(({ settings }) => settings?.url === url);
  if (own !== undefined) {
    activateConnection(own.id);
    reconnect(own.id);
  } else if (broker === undefined) openThisTab(blankTab());
  else tryDemo(blankTab(), broker);
}
