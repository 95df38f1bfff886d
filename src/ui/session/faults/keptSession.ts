/** Determines whether a client's session outlives its connection. */

import type { ClientRow } from '../../../broker/control/views.ts';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';

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
