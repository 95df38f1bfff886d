/** Determines whether a client's session outlives its connection, and changes that for the app's own. */

import type { ClientRow } from '../../../broker/control/views.ts';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { connect, connectionById, useConnections } from '../connection/connections.ts';

/** Seconds; long enough for a user's experiments. */
const KEPT_FOR = 3600;

/**
 * Whether a recipe has no effect without a stored session, because nothing is sent again. `before`: the recipe takes
 * effect at once. `soon`: the recipe waits for its packet.
 */
export function needsSession(recipe: RecipeId): 'no' | 'before' | 'soon' {
  if (recipe === 'restart-with-sessions') return 'before';
  return recipe.startsWith('lost-') ? 'soon' : 'no';
}

/**
 * Reason why nothing could be sent again: the session ends with the connection, or the next CONNECT discards
 * it.
 */
export function whyNothingIsKept({
  connection,
  sessionExpiry,
}: ClientRow): 'ends' | 'discarded' | undefined {
  if (sessionExpiry === 0) return 'ends';
  return connection?.cleanStart === true ? 'discarded' : undefined;
}

/** The same for the app's own connection, from its settings. With another broker, nothing else is known. */
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

/** Reconnects with the current subscriptions. Resolves when that has finished, successfully or not. */
export function keepSession(connectionId: string, client: string): Promise<void> {
  const before = connectionById(connectionId);
  const { settings } = before ?? {};
  if (before === undefined || settings === undefined) return Promise.resolve();
  const sessionExpiry = settings.sessionExpiry === 0 ? KEPT_FOR : settings.sessionExpiry;
  // A client ID from the broker is kept, because the session belongs to it.
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
