import { Strip, useText } from '#kit';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useClientRow, useOwnClientThere } from '../../session/faults/clients.ts';
import {
  needsSession,
  whyNothingIsKept,
  whyOwnIsNotKept,
} from '../../session/faults/keptSession.ts';
import { useHome } from '../../session/faults/where.ts';
import { shownName } from '../../session/shownName.ts';

interface OfClient {
  readonly connectionId: string;
  readonly client: string | undefined;
}

/** Warning that a lost packet could not be sent again, because another client's session is not kept. */
export function SessionWarning({ connectionId, client }: OfClient) {
  const t = useText().faults.recipes.session;
  const { why, isOwn } = useNotKept(connectionId, client);
  if (why === undefined || isOwn) return null;
  return (
    <Strip tone="warn" title={why}>
      <p>{t.text}</p>
    </Strip>
  );
}

interface StartKeepsSessionProps extends OfClient {
  readonly recipe: RecipeId;
}

/** Note that Start reconnects with a session that is kept, because the app's own session is not. */
export function StartKeepsSession({ connectionId, client, recipe }: StartKeepsSessionProps) {
  const { faults, kit } = useText();
  const t = faults.recipes.session;
  const { why, isOwn } = useNotKept(connectionId, client);
  if (why === undefined || !isOwn) return null;
  const isExamined = needsSession(recipe) === 'before';
  return (
    <p className="px-4 pt-2 text-fg-2" title={t.startsTitle(why, isExamined)}>
      {t.starts}
      {!isExamined && kit.gap + t.untilItEnds}
    </p>
  );
}

/** Why the client's session is not kept, as a sentence, and whether the client is this connection. */
function useNotKept(
  connectionId: string,
  client: string | undefined,
): { readonly why: string | undefined; readonly isOwn: boolean } {
  const t = useText().faults.recipes.session;
  const row = useClientRow(connectionId, client);
  const own = useOwnClientThere(connectionId);
  const { state, settings } = useConnection(connectionId, 'state', 'settings') ?? {};
  const isOwn = state?.kind === 'connected' && client === own;
  const isBridged = useHome(connectionId) !== undefined;
  const ofOwn = isOwn && isBridged && settings ? whyOwnIsNotKept(settings) : undefined;
  const why = row === undefined ? ofOwn : whyNothingIsKept(row);
  const name = row?.client ?? client;
  return {
    why: name === undefined || why === undefined ? undefined : t[why](shownName(name)),
    isOwn,
  };
}
