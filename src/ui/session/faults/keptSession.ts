/** Whether a client's session outlives its connection, and making it so for this app's own. */

import type { ClientRow } from '../../../broker/control/views.ts';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { guarded } from '../../kit/uncaught.ts';
import { connect, connectionById, useConnections } from '../connections.ts';

/** Seconds; long enough for what a person tries. */
const KEPT_FOR = 3600;

/**
 * Whether there is nothing to see without a session that is kept, since nothing is sent again.
 * `before`: it takes effect at once. `soon`: it waits for its packet.
 */
export function needsSession(recipe: RecipeId): 'no' | 'before' | 'soon' {
  if (recipe === 'restart-with-sessions') return 'before';
  return recipe.startsWith('lost-') ? 'soon' : 'no';
}

/** Why nothing could be sent again: the session ends with the connection, or is given up at the next CONNECT. */
export function whyNothingIsKept({
  connection,
  sessionExpiry,
}: ClientRow): 'ends' | 'discarded' | undefined {
  if (sessionExpiry === 0) return 'ends';
  return connection?.cleanStart === true ? 'discarded' : undefined;
}

/**
 * The same of this app's own connection, by what it asks for: where its broker is another one, that is all
 * that is known.
 */
export function whyOwnIsNotKept({
  version,
  cleanStart,
  sessionExpiry,
}: Pick<ConnectionSettings, 'version' | 'cleanStart' | 'sessionExpiry'>):
  | 'ends'
  | 'discarded'
  | undefined {
  if (version === 5 ? sessionExpiry === 0 : cleanStart) return 'ends';
  return cleanStart ? 'discarded' : undefined;
}

/** Connects again, with what is subscribed to now; resolves when that has come to an end, well or not. */
export function keepSession(connectionId: string, client: string): Promise<void> {
  const before = connectionById(connectionId);
  const { settings } = before ?? {};
  if (before === undefined || settings === undefined) return Promise.resolve();
  const sessionExpiry = settings.sessionExpiry === 0 ? KEPT_FOR : settings.sessionExpiry;
  // A name that the broker gave is kept, since the session belongs to it.
  const clientId = settings.clientId === '' ? client : settings.clientId;
  const subscriptions = before.subscriptions.map(({ subscription }) => subscription);
  connect(connectionId, {
    ...settings,
    clientId,
    cleanStart: false,
    sessionExpiry,
    subscriptions,
  });
  return new Promise((resolve) => {
    const stop = useConnections.subscribe(
      guarded('kept session', () => {
        const state = connectionById(connectionId)?.state;
        const isOver = state?.kind !== 'connecting' && state !== before.state;
        if (!isOver) return;
        stop();
        resolve();
      }),
    );
  });
}
