/** Ends the recipes that were started from here with their tab, and the session that they keep with them. */
import type { FaultPlace } from '../../../broker/faults/commands.ts';
import type { RecipeCommand } from '../../../broker/recipes/recipe.ts';
import { askBroker } from '../broker/brokers.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { poll } from '../connection/polling.ts';
import { whenClosing } from '../connectionTabs.ts';
import { endSession, isLent, isSettled, leaveSession } from './recipeSession.ts';

interface StartedRun {
  readonly run: number;
  readonly at: FaultPlace | undefined;
}

const started = perConnection<readonly StartedRun[]>([]);

export function noteStarted(connectionId: string, run: StartedRun): void {
  started.set(connectionId, [...started.of(connectionId), run]);
}

const ask = (connectionId: string, command: RecipeCommand, at: FaultPlace | undefined) =>
  askBroker(connectionId, at === undefined ? command : { ...command, at }, 'host');

/** True while one of them waits for its packet. Without an answer, it may still wait. */
async function isAnyWaiting(connectionId: string): Promise<boolean> {
  const runs = started.of(connectionId);
  const places = [...new Set(runs.map(({ at }) => at))];
  const waiting = await Promise.all(
    places.map(async (place) => {
      const reply = await ask(connectionId, { kind: 'list-recipes' }, place);
      if (reply.kind !== 'recipes') return true;
      return runs.some(
        ({ run, at }) =>
          at === place && reply.runs.some((one) => one.run === run && one.state === 'waiting'),
      );
    }),
  );
  return waiting.includes(true);
}

function stopAll(connectionId: string): void {
  const runs = started.of(connectionId);
  if (runs.length === 0) return;
  started.set(connectionId, []);
  for (const { run, at } of runs) void ask(connectionId, { kind: 'stop-recipe', run }, at);
}

/** ms between two looks. */
const EVERY = 500;
/** ms after the recipe for messages to be acknowledged. A repeat may never let them all be. */
const SETTLES_WITHIN = 10_000;

const ending = new Map<string, () => void>();

/** Ends the kept session once no recipe from here waits, and the messages that it disturbed are acknowledged. */
export function endSessionAfterRuns(connectionId: string): void {
  suspendEnd(connectionId);
  const connection = connectionById(connectionId);
  if (connection === undefined || !isLent(connectionId)) return;
  // The broker did not accept the connection with such a session.
  if (connection.state.kind === 'closed') stopAll(connectionId);
  let over: number | undefined;
  const stop = poll({
    ask: () => isAnyWaiting(connectionId),
    tell: (isWaiting) => {
      over = isWaiting ? undefined : (over ?? performance.now());
      if (over === undefined) return;
      const isLate = performance.now() - over > SETTLES_WITHIN;
      if (!isSettled(connectionId) && !isLate) return;
      suspendEnd(connectionId);
      endSession(connectionId);
    },
    everyMs: EVERY,
  });
  ending.set(connectionId, stop);
}

/** Keeps the session until `endSessionAfterRuns` is called again. */
export function suspendEnd(connectionId: string): void {
  ending.get(connectionId)?.();
  ending.delete(connectionId);
}

whenClosing((connectionId) => leave(connectionId, false));
window.addEventListener('pagehide', () => {
  for (const id of Object.keys(started.all())) leave(id, true);
});

function leave(connectionId: string, isPage: boolean): void {
  suspendEnd(connectionId);
  stopAll(connectionId);
  leaveSession(connectionId, isPage);
}
