import { Play, Square } from 'lucide-react';
import { visibleText } from '../../../base/visibleText.ts';
import type { RecipeId, RecipeRun } from '../../../broker/recipes/recipe.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import { askFaults } from '../../session/faults/askFaults.ts';
import { useChosenClient, useOwnClientThere } from '../../session/faults/clients.ts';
import { needsSession } from '../../session/faults/keptSession.ts';
import { useFaultsPlace } from '../../session/faults/place.ts';
import { dismissRefusal, startRecipe, useRuns } from '../../session/faults/startRecipe.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { ClientField } from './forms/ClientField.tsx';
import { PlaceField } from './forms/PlaceField.tsx';
import { LiveLadder } from './LiveLadder.tsx';
import { LabTitle } from './PartHead.tsx';
import { RecipePlan } from './RecipePlan.tsx';
import { RecipeRunView } from './RecipeRunView.tsx';
import { RequiredPart } from './RequiredPart.tsx';
import { RunsList } from './RunsList.tsx';
import { recipeChecks } from './recipeChecks.ts';
import { SessionWarning, StartKeepsSession } from './SessionWarning.tsx';
import { mustReceive, sendTest, testQoS } from './testMessage.ts';
import { useTestExchange } from './useTestExchange.ts';

/** The chosen recipe: start and stop, its live ladder, and the requirement of the standard. */
export function RecipePart({ connectionId }: { connectionId: string }) {
  const { faults: t, lab, explain } = useText();
  const { recipe } = useFaultsPlace(connectionId);
  const client = useChosenClient(connectionId);
  const own = useOwnClientThere(connectionId);
  const { runs, refusal } = useRuns(connectionId);
  const run = latestOf(runs, recipe);
  const detail = useTestExchange(connectionId, recipe);
  const words = t.recipes.words[recipe];
  const checks = recipeChecks(recipe, detail);
  const isOwn = own !== undefined && client === own;
  const isResent = needsSession(recipe) !== 'no';
  return (
    <div className="@container">
      <LabTitle title={words.name} text={words.text}>
        <PlaceField connectionId={connectionId} />
        <span className="flex min-w-0 items-center gap-2">
          <span className="shrink-0 text-fg-2">{lab.for}</span>
          <ClientField connectionId={connectionId} withAnybody />
        </span>
        <StartStop connectionId={connectionId} recipe={recipe} run={run} isOwn={isOwn} />
      </LabTitle>
      {refusal !== undefined && (
        <div role="alert">
          <Strip tone="err" title={t.refused} onDismiss={() => dismissRefusal(connectionId)}>
            <p>{visibleText(explain.refusal(refusal))}</p>
          </Strip>
        </div>
      )}
      {isResent && <SessionWarning connectionId={connectionId} client={client} />}
      {run !== undefined && (
        <div className="border-b border-line px-4 py-2">
          <RecipeRunView connectionId={connectionId} run={run} />
        </div>
      )}
      <div className="flex flex-col @3xl:flex-row">
        <section aria-label={lab.live} data-part="ladder" className="min-w-0 flex-1 pb-2">
          <h3 className="flex min-h-9 items-center gap-3 px-4 font-semibold">
            {lab.live}
            {detail === undefined && (
              <span className="font-normal text-fg-2">{lab.plan.title}</span>
            )}
          </h3>
          {isResent && detail === undefined && (
            <StartKeepsSession connectionId={connectionId} client={client} />
          )}
          {detail === undefined ? (
            <>
              <p className="px-4 py-2 text-fg-2">
                {isOwn && testQoS(recipe) !== undefined ? lab.ladderWaits : lab.ladderElsewhere}
              </p>
              <RecipePlan recipe={recipe} client={client ?? ''} />
            </>
          ) : (
            <LiveLadder connectionId={connectionId} detail={detail} />
          )}
        </section>
        {checks.length > 0 && (
          <RequiredPart
            checks={checks}
            version={detail?.version ?? 5}
            qos={recipe === 'lost-puback' ? 1 : 2}
          />
        )}
      </div>
      <RunsList connectionId={connectionId} runs={runs} />
    </div>
  );
}

interface StartStopProps {
  readonly connectionId: string;
  readonly recipe: RecipeId;
  readonly run: RecipeRun | undefined;
  readonly isOwn: boolean;
}

/** Start and Stop are a single button, so that Stop has the same place and keeps the focus. */
function StartStop({ connectionId, recipe, run, isOwn }: StartStopProps) {
  const { lab: t, faults } = useText();
  const client = useChosenClient(connectionId);
  const state = useConnection(connectionId, 'state')?.state;
  const qos = testQoS(recipe);
  const sends =
    isOwn && qos !== undefined && state?.kind === 'connected' && state.maximumQoS >= qos;
  if (run?.state === 'waiting') {
    return (
      <Button
        icon={<Square size={12} aria-hidden />}
        onClick={() => void askFaults(connectionId, { kind: 'stop-recipe', run: run.run })}
      >
        {faults.recipes.stop}
      </Button>
    );
  }
  const start = async (): Promise<void> => {
    if (!(await startRecipe(connectionId, recipe))) return;
    const isThere = connectionById(connectionId)?.state.kind === 'connected';
    if (sends && isThere && !mustReceive(recipe) && !isReadOnly(connectionId)) {
      sendTest(connectionId, recipe);
    }
  };
  return (
    <Button
      look="primary"
      icon={<Play size={12} aria-hidden />}
      disabled={client === ''}
      {...(sends && { title: t.startTitle(qos) })}
      onClick={() => void start()}
    >
      {t.start}
    </Button>
  );
}

/** The recipe's latest run, unless it was stopped. */
function latestOf(runs: readonly RecipeRun[], recipe: RecipeId): RecipeRun | undefined {
  return runs.find((one) => one.recipe === recipe && one.state !== 'stopped');
}
