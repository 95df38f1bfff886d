import { Play, Square } from 'lucide-react';
import { useId } from 'react';
import { Button, Strip, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { RecipeId, RecipeRun } from '../../../broker/recipes/recipe.ts';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import { askFaults } from '../../session/faults/askFaults.ts';
import { useChosenClient, useOwnClientThere } from '../../session/faults/clients.ts';
import { needsSession } from '../../session/faults/keptSession.ts';
import { useFaultsPlace } from '../../session/faults/place.ts';
import { dismissRefusal, startRecipe, useRuns } from '../../session/faults/startRecipe.ts';
import { useTouchedBroker } from '../../session/faults/touchedBroker.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
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
  const touchesId = useId();
  return (
    <div className="@container">
      <LabTitle title={words.name} text={words.text}>
        <PlaceField connectionId={connectionId} />
        <span className="flex min-w-0 items-center gap-2">
          <span className="shrink-0 text-fg-2">{lab.for}</span>
          <ClientField connectionId={connectionId} withAnybody />
        </span>
        <StartStop {...{ connectionId, recipe, run, isOwn, touchesId }} />
      </LabTitle>
      <Touches {...{ connectionId, recipe, isOwn, touchesId }} />
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
            <StartKeepsSession connectionId={connectionId} client={client} recipe={recipe} />
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

interface OfStart {
  readonly connectionId: string;
  readonly recipe: RecipeId;
  /** The chosen client is this connection. */
  readonly isOwn: boolean;
  /** Id of the text about what Start touches. */
  readonly touchesId: string;
}

/** QoS of the test message that Start publishes; undefined: it publishes nothing. */
function useSentQoS({ connectionId, recipe, isOwn }: OfStart): 1 | 2 | undefined {
  const state = useConnection(connectionId, 'state')?.state;
  const isBarred = useReadOnly(connectionId) || mustReceive(recipe) || !isOwn;
  const qos = testQoS(recipe);
  if (isBarred || qos === undefined || state?.kind !== 'connected') return undefined;
  return state.maximumQoS >= qos ? qos : undefined;
}

/** Names the broker and the topic that Start touches. */
function Touches(props: OfStart) {
  const { connectionId, recipe, touchesId } = props;
  const { lab, faults } = useText();
  const t = lab.touches;
  const client = useChosenClient(connectionId);
  const broker = useTouchedBroker(connectionId);
  const qos = useSentQoS(props);
  const name = client === undefined ? faults.client.anybody : shownName(client);
  const scope = SCOPES[recipe] ?? 'packet';
  return (
    <p id={touchesId} className="border-b border-line px-4 py-2 wrap-anywhere text-fg-2">
      {qos !== undefined
        ? t.publishes(faults.recipes.testTopic, qos, visibleText(broker))
        : scope === 'everybody'
          ? t.everybody(visibleText(broker))
          : t[scope](name, visibleText(broker))}
    </p>
  );
}

/** Targets of recipes; all others affect a packet. */
const SCOPES: Readonly<Partial<Record<RecipeId, 'connection' | 'everybody'>>> = {
  'restart-with-sessions': 'everybody',
  'restart-without-sessions': 'everybody',
  'keep-alive-lost': 'connection',
  'take-over': 'connection',
  'server-moved': 'connection',
};

interface StartStopProps extends OfStart {
  readonly run: RecipeRun | undefined;
}

/** Start and Stop are a single button, so that Stop has the same place and keeps the focus. */
function StartStop({ run, ...props }: StartStopProps) {
  const { connectionId, recipe, touchesId } = props;
  const { lab: t, faults } = useText();
  const client = useChosenClient(connectionId);
  const sends = useSentQoS(props) !== undefined;
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
    if (sends && isThere) sendTest(connectionId, recipe);
  };
  return (
    <Button
      look="primary"
      icon={<Play size={12} aria-hidden />}
      disabled={client === ''}
      describedBy={touchesId}
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
