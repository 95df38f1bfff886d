import { Tag, timeOfDay, useText } from '#kit';
import type { RecipeRun } from '../../../broker/recipes/recipe.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { shownName } from '../../session/shownName.ts';

const TONES = { waiting: 'warn', done: 'ok', stopped: 'outline' } as const;

interface RunsListProps {
  readonly connectionId: string;
  readonly runs: readonly RecipeRun[];
}

/** All runs of recipes from all sources, newest first. */
export function RunsList({ connectionId, runs }: RunsListProps) {
  const t = useText().faults.recipes;
  const broker = useBroker(connectionId, 'host');
  const origin = broker.kind === 'open' ? broker.facts.origin : 0;
  return (
    <section aria-label={t.runs} className="border-t border-line px-4 py-2">
      <h2 className="flex min-h-(--h-ctl) items-center font-semibold">{t.runs}</h2>
      {runs.length === 0 && <p className="text-fg-2">{t.noRuns}</p>}
      <ul>
        {runs.map((run) => (
          <li key={run.run} className="flex min-h-(--h-row) flex-wrap items-center gap-x-3">
            <span className="font-mono text-fg-2">{timeOfDay(origin + run.started)}</span>
            <span className="w-52 max-sm:w-auto">{t.words[run.recipe].name}</span>
            <Tag tone={TONES[run.state]}>{t.states[run.state]}</Tag>
            <span className="min-w-0 truncate font-mono">{shownName(clientText(run, t))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function clientText(
  { state, client, struck }: RecipeRun,
  t: { readonly everybody: string; readonly anyClient: string },
): string {
  if (state === 'done') return struck?.client ?? t.everybody;
  return client ?? t.anyClient;
}
