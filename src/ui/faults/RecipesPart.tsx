import { useId, useState } from 'react';
import { RECIPES, type RecipeId, type RecipeRun } from '../../broker/recipes/recipe.ts';
import { Button } from '../kit/Button.tsx';
import { Strip } from '../kit/Strip.tsx';
import { announce } from '../state/announcements.ts';
import { askBroker, useAsked } from '../state/brokers.ts';
import { useText } from '../text/useText.ts';
import { useChosenClient, useOwnClient } from './clients.ts';
import { keepSession, needsSession, whyNothingIsKept } from './keptSession.ts';
import { RecipeRunView } from './RecipeRunView.tsx';
import { RunsList } from './RunsList.tsx';
import { SessionWarning } from './SessionWarning.tsx';

/** One button and one sentence each; below it what became of it. */
export function RecipesPart({ connectionId }: { connectionId: string }) {
  const t = useText().faults;
  const client = useChosenClient(connectionId);
  const { runs, start, refusal, dismiss } = useRecipes(connectionId);
  const prepare = usePreparation(connectionId, client);
  return (
    <div>
      {refusal !== undefined && (
        <div role="alert">
          <Strip tone="err" title={t.refused} onDismiss={dismiss}>
            <p>{refusal}</p>
          </Strip>
        </div>
      )}
      <SessionWarning connectionId={connectionId} client={client} />
      <ul aria-label={t.parts.recipes} className="divide-y divide-line border-b border-line">
        {RECIPES.map((recipe) => (
          <RecipeRow
            key={recipe}
            connectionId={connectionId}
            recipe={recipe}
            isDisabled={client === ''}
            run={latestOf(runs, recipe)}
            onStart={() => void prepare(recipe).then(() => start(recipe, client))}
          />
        ))}
      </ul>
      <RunsList connectionId={connectionId} runs={runs} />
    </div>
  );
}

/** Where a recipe needs a session that is kept, the app's own connection gets one first. */
function usePreparation(
  connectionId: string,
  client: string | undefined,
): (recipe: RecipeId) => Promise<void> {
  const own = useOwnClient(connectionId);
  return async (recipe) => {
    if (client === undefined || client !== own || !needsSession(recipe)) return;
    const reply = await askBroker(connectionId, { kind: 'client', client });
    const row = reply.kind === 'client' ? reply.client?.row : undefined;
    if (row?.connection === undefined || whyNothingIsKept(row) === undefined) return;
    await keepSession(connectionId, client);
  };
}

interface RecipeRowProps {
  readonly connectionId: string;
  readonly recipe: RecipeId;
  readonly isDisabled: boolean;
  readonly run: RecipeRun | undefined;
  readonly onStart: () => void;
}

function RecipeRow({ connectionId, recipe, isDisabled, run, onStart }: RecipeRowProps) {
  const words = useText().faults.recipes.words[recipe];
  const textId = useId();
  return (
    <li className="px-3 py-1.5">
      <div className="flex items-center gap-3 max-md:flex-col max-md:items-stretch max-md:gap-1">
        <span className="w-52 shrink-0 max-md:w-auto">
          <Button className="w-full" disabled={isDisabled} describedBy={textId} onClick={onStart}>
            {words.name}
          </Button>
        </span>
        <p id={textId} className="min-w-0 text-fg-2">
          {words.text}
        </p>
      </div>
      {run !== undefined && <RecipeRunView connectionId={connectionId} run={run} />}
    </li>
  );
}

/** What is shown below a recipe: its latest run, if that waits or is the last of all. */
function latestOf(runs: readonly RecipeRun[], recipe: RecipeId): RecipeRun | undefined {
  const run = runs.find((one) => one.recipe === recipe);
  return run?.state === 'waiting' || run === runs[0] ? run : undefined;
}

function useRecipes(connectionId: string) {
  const words = useText().faults.recipes.words;
  const reply = useAsked(connectionId, { kind: 'list-recipes' }, 300);
  const [told, setTold] = useState<readonly RecipeRun[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const polled = reply?.kind === 'recipes' ? reply.runs : [];
  const start = (recipe: RecipeId, client: string | undefined): void => {
    const command = { kind: 'start-recipe', recipe } as const;
    const asked = askBroker(connectionId, client === undefined ? command : { ...command, client });
    void asked.then((answer) => {
      setRefusal(answer.kind === 'refused' ? answer.reason : undefined);
      if (answer.kind !== 'recipes') return;
      setTold(answer.runs);
      announce(words[recipe].waitsFor(client ?? ''));
    });
  };
  return {
    runs: newer(polled, told),
    start,
    refusal,
    dismiss: () => setRefusal(undefined),
  };
}

/** The answer to a start may be ahead of what was polled. */
function newer(polled: readonly RecipeRun[], told: readonly RecipeRun[]): readonly RecipeRun[] {
  return (told[0]?.run ?? 0) > (polled[0]?.run ?? 0) ? told : polled;
}
