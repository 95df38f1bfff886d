/** Starts a recipe. */
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import type { RecipeId, RecipeRun } from '../../../broker/recipes/recipe.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { askBroker } from '../broker/brokers.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { shownName } from '../shownName.ts';
import { askFaults, useAskedFaults } from './askFaults.ts';
import { endSessionAfterRuns, noteStarted, suspendEnd } from './endRecipes.ts';
import { needsSession, whyNothingIsKept, whyOwnIsNotKept } from './keptSession.ts';
import { clientOf, faultsPlaceOf, ownClientOf } from './place.ts';
import { keepSession } from './recipeSession.ts';
import { faultsAt, homeOf } from './where.ts';

interface RecipesState {
  /** Runs reported by the last start, which may be newer than the polled list. */
  readonly told: readonly RecipeRun[];
  /** Numbers of the runs that were started here. Other pages and programs start runs of the same broker. */
  readonly own: ReadonlySet<number>;
  /** Why the last one was not started. */
  readonly refusal: Refused | undefined;
}

const FIRST: RecipesState = { told: [], own: new Set(), refusal: undefined };

const states = perConnection(FIRST);

const change = states.change;

/** All runs, newest first, those of them that were started here, and the last rejection. */
export function useRuns(connectionId: string): {
  readonly runs: readonly RecipeRun[];
  readonly own: ReadonlySet<number>;
  readonly refusal: Refused | undefined;
} {
  const reply = useAskedFaults(connectionId, { kind: 'list-recipes' }, 300);
  const { told, own, refusal } = states.use(connectionId);
  const polled = reply?.kind === 'recipes' ? reply.runs : [];
  const isBehind = (told[0]?.run ?? 0) > (polled[0]?.run ?? 0);
  return { runs: isBehind ? told : polled, own, refusal };
}

/** Discards the runs, because another place has its own. */
export function leaveRuns(connectionId: string): void {
  change(connectionId, FIRST);
}

export function dismissRefusal(connectionId: string): void {
  change(connectionId, { refusal: undefined });
}

/** Notes the newest run as one that was started here. */
export function noteOwnRun(connectionId: string, runs: readonly RecipeRun[]): void {
  const [newest] = runs;
  const { own } = states.of(connectionId);
  change(connectionId, {
    told: runs,
    ...(newest !== undefined && { own: new Set([...own, newest.run]) }),
  });
}

/** Starts a recipe for the client chosen in the pane. @returns whether it was started */
export async function startRecipe(connectionId: string, recipe: RecipeId): Promise<boolean> {
  const { choice } = faultsPlaceOf(connectionId);
  const at = faultsAt(connectionId);
  // This connection does not pass through any of the other places.
  const own = at === homeOf(connectionId) ? ownClientOf(connectionId) : undefined;
  const client = clientOf(choice, own);
  const isOwn = client !== undefined && client === own;
  const needed = isOwn ? needsSession(recipe) : 'no';
  if (client !== undefined && needed === 'before') {
    await makeSessionKept(connectionId, client, false);
  }
  // The session of an earlier recipe is kept for this one, too.
  if (needed === 'soon') suspendEnd(connectionId);
  const command = { kind: 'start-recipe', recipe } as const;
  const answer = await askFaults(
    connectionId,
    client === undefined ? command : { ...command, client },
  );
  // The tab may have been closed in the meantime.
  if (connectionById(connectionId) === undefined) return false;
  change(connectionId, { refusal: answer.kind === 'refused' ? answer : undefined });
  if (answer.kind !== 'recipes') {
    endSessionAfterRuns(connectionId);
    return false;
  }
  noteOwnRun(connectionId, answer.runs);
  const [newest] = answer.runs;
  if (newest !== undefined) noteStarted(connectionId, { run: newest.run, at });
  const t = texts().faults.recipes;
  announce(t.words[recipe].waitsFor(client === undefined ? t.anyClient : shownName(client)));
  // Messages published meanwhile are sent on the new connection, where the recipe is already waiting.
  if (client !== undefined && needed === 'soon') {
    await makeSessionKept(connectionId, client, true);
    endSessionAfterRuns(connectionId);
  }
  return true;
}

async function isNothingKept(connectionId: string, client: string): Promise<boolean> {
  const { settings, state } = connectionById(connectionId) ?? {};
  if (homeOf(connectionId) !== undefined) {
    const isThere = state?.kind === 'connected';
    return isThere && settings !== undefined && whyOwnIsNotKept(settings) !== undefined;
  }
  const reply = await askBroker(connectionId, { kind: 'client', client });
  const row = reply.kind === 'client' ? reply.client?.row : undefined;
  return row?.connection !== undefined && whyNothingIsKept(row) !== undefined;
}

/** Without it there would be nothing to see: nothing would be sent again. */
async function makeSessionKept(
  connectionId: string,
  client: string,
  untilItEnds: boolean,
): Promise<void> {
  if (!(await isNothingKept(connectionId, client))) return;
  await keepSession(connectionId, client, untilItEnds);
}
