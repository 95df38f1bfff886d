import { useId } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import {
  NEED_BROKER,
  RECIPES,
  type RecipeId,
  type RecipeRun,
} from '../../../broker/recipes/recipe.ts';
import { Button } from '../../kit/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Strip } from '../../kit/Strip.tsx';
import { useChosenClient } from '../../session/faults/clients.ts';
import { dismissRefusal, startRecipe, useRuns } from '../../session/faults/startRecipe.ts';
import { useFaultsAt } from '../../session/faults/where.ts';
import { RecipeRunView } from './RecipeRunView.tsx';
import { RunsList } from './RunsList.tsx';
import { SessionWarning } from './SessionWarning.tsx';

/** Recipes with a button and a sentence each, and the outcome below. */
export function RecipesPart({ connectionId }: { connectionId: string }) {
  const { faults: t, explain } = useText();
  const client = useChosenClient(connectionId);
  const at = useFaultsAt(connectionId);
  const { runs, refusal } = useRuns(connectionId);
  return (
    <div>
      {refusal !== undefined && (
        <div role="alert">
          <Strip tone="err" title={t.refused} onDismiss={() => dismissRefusal(connectionId)}>
            <p>{visibleText(explain.refusal(refusal))}</p>
          </Strip>
        </div>
      )}
      <SessionWarning connectionId={connectionId} client={client} />
      <ul aria-label={t.parts.recipes} className="divide-y divide-line border-b border-line">
        {RECIPES.filter((recipe) => at === undefined || !NEED_BROKER.has(recipe)).map((recipe) => (
          <RecipeRow
            key={recipe}
            connectionId={connectionId}
            recipe={recipe}
            isDisabled={client === ''}
            run={latestOf(runs, recipe)}
            onStart={() => void startRecipe(connectionId, recipe)}
          />
        ))}
      </ul>
      <RunsList connectionId={connectionId} runs={runs} />
    </div>
  );
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
      <div className="flex items-center gap-3 max-sm:flex-col max-sm:items-stretch max-sm:gap-1">
        <span className="w-52 shrink-0 max-sm:w-auto">
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

/** Run shown below a recipe: its latest one if it is waiting or the last of all. */
function latestOf(runs: readonly RecipeRun[], recipe: RecipeId): RecipeRun | undefined {
  const run = runs.find((one) => one.recipe === recipe);
  return run?.state === 'waiting' || run === runs[0] ? run : undefined;
}
