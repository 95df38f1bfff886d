import { Check, Hourglass, Send } from 'lucide-react';
import { Button, timeOfDay, useText } from '#kit';
import type { RecipeId, RecipeRun } from '../../../broker/recipes/recipe.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { openTapped } from '../../session/captures/openTapped.ts';
import { connect, useConnection } from '../../session/connection/connections.ts';
import { useClientRow, useOwnClientThere } from '../../session/faults/clients.ts';
import { useFaultsAt, useHome } from '../../session/faults/where.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { mustReceive, sendTest, showBothEnds, showTest, testQoS } from './testMessage.ts';

interface RecipeRunViewProps {
  readonly connectionId: string;
  readonly run: RecipeRun;
}

/** A run: its instructions while it waits, or its effect and a link to it. */
export function RecipeRunView({ connectionId, run }: RecipeRunViewProps) {
  if (run.state === 'stopped') return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      {run.state === 'waiting' ? (
        <Waiting connectionId={connectionId} run={run} />
      ) : (
        <RecipeOutcome connectionId={connectionId} run={run} />
      )}
    </div>
  );
}

function Waiting({ connectionId, run }: RecipeRunViewProps) {
  const { faults, kit } = useText();
  const t = faults.recipes;
  const { waitsFor, todo } = t.words[run.recipe];
  return (
    <>
      <p className="min-w-0 wrap-anywhere">
        <Hourglass size={14} aria-hidden className="mr-1.5 inline text-warn" />
        {waitsFor(run.client === undefined ? t.anyClient : shownName(run.client))}
        {kit.gap}
        <span className="text-fg-2">{todo}</span>
        {kit.gap}
        {run.recipe === 'keep-alive-lost' && <KeepAlive connectionId={connectionId} run={run} />}
      </p>
      <TestButton connectionId={connectionId} run={run} />
      {run.recipe === 'keep-alive-lost' && <ShortKeepAlive connectionId={connectionId} run={run} />}
    </>
  );
}

function TestButton({ connectionId, run }: RecipeRunViewProps) {
  const t = useText().faults.recipes;
  const own = useOwnClientThere(connectionId);
  const state = useConnection(connectionId, 'state')?.state;
  const isReadOnly = useReadOnly(connectionId);
  const qos = testQoS(run.recipe);
  if (qos === undefined || own === undefined || (run.client ?? own) !== own) return null;
  const isAble = !isReadOnly && state?.kind === 'connected' && state.maximumQoS >= qos;
  return (
    <Button
      look="primary"
      disabled={!isAble}
      icon={<Send size={14} aria-hidden />}
      onClick={() => sendTest(connectionId, run.recipe)}
    >
      {mustReceive(run.recipe) ? t.receive : t.publish(qos)}
    </Button>
  );
}

function KeepAlive({ connectionId, run }: RecipeRunViewProps) {
  const t = useText().faults.recipes;
  const keepAlive = useClientRow(connectionId, run.client)?.connection?.keepAlive;
  if (run.client === undefined || keepAlive === undefined) return null;
  return keepAlive === 0 ? (
    <span className="text-warn">{t.noKeepAlive(shownName(run.client))}</span>
  ) : (
    <span className="text-fg-2">{t.keepAlive(keepAlive)}</span>
  );
}

/** Seconds, long enough for the user to see it happen. */
const SHORT = 5;

/** A minute is long to wait. */
function ShortKeepAlive({ connectionId, run }: RecipeRunViewProps) {
  const t = useText().faults.recipes;
  const own = useOwnClientThere(connectionId);
  const connection = useConnection(connectionId, 'settings', 'subscriptions', 'state');
  const isOwn = own !== undefined && (run.client ?? own) === own;
  if (!isOwn || connection?.state.kind !== 'connected' || connection.settings === undefined) {
    return null;
  }
  const { settings, state } = connection;
  if (state.keepAlive > 0 && state.keepAlive <= SHORT) return null;
  const subscriptions = connection.subscriptions.map(({ subscription }) => subscription);
  return (
    <Button
      look="primary"
      onClick={() => connect(connectionId, { ...settings, keepAlive: SHORT, subscriptions })}
    >
      {t.shortKeepAlive}
    </Button>
  );
}

function RecipeOutcome({ connectionId, run }: RecipeRunViewProps) {
  const { faults, kit } = useText();
  const t = faults.recipes;
  const broker = useBroker(connectionId, 'host');
  const own = useOwnClientThere(connectionId);
  const at = useFaultsAt(connectionId);
  const isHome = at === useHome(connectionId);
  const { struck } = run;
  if (struck === undefined || broker.kind !== 'open') return null;
  const { origin } = broker.facts;
  const { happened, look } = t.words[run.recipe];
  const isElsewhere = at !== undefined;
  const isOwn = isHome && (struck.client === undefined || struck.client === own);
  return (
    <>
      <p className="min-w-0 wrap-anywhere">
        <Check size={14} aria-hidden className="mr-1.5 inline text-ok" />
        <span className="font-mono">{timeOfDay(origin + struck.time)}</span>{' '}
        {happened(struck.client === undefined ? t.everybody : shownName(struck.client))}
        {kit.gap}
        <span className="text-fg-2">
          {t.look}
          {kit.gap}
          {look}
        </span>
      </p>
      {struck.client !== undefined && !isOwn && !isElsewhere && (
        <OpenPackets connectionId={connectionId} client={struck.client} />
      )}
      {isOwn && (
        <>
          <Button onClick={() => showTest(connectionId, rowsFor(run.recipe), run.recipe)}>
            {rowsFor(run.recipe) === 'exchanges' ? t.exchange : t.streams}
          </Button>
          <Button onClick={() => showTest(connectionId, 'packets', run.recipe)}>{t.packets}</Button>
          {testQoS(run.recipe) !== undefined && !isElsewhere && (
            <Button onClick={() => showBothEnds(connectionId)}>{t.bothEnds}</Button>
          )}
        </>
      )}
    </>
  );
}

/** Characters of a client identifier that a button has room for. */
const LONG = 40;

/** Packets of another client that the broker still remembers, and their consequences. */
function OpenPackets({ connectionId, client }: { connectionId: string; client: string }) {
  const t = useText().faults.recipes;
  return (
    <Button onClick={() => openTapped(connectionId, [client], shownName(client))}>
      {t.openPackets(
        client.length > LONG ? `${shownName(client.slice(0, LONG))}…` : shownName(client),
      )}
    </Button>
  );
}

/** Rows that show the effect best: an exchange, or closed and new connections. */
function rowsFor(recipe: RecipeId): 'exchanges' | 'connections' {
  const isOfConnections =
    recipe === 'restart-with-sessions' ||
    recipe === 'restart-without-sessions' ||
    recipe === 'take-over' ||
    recipe === 'server-moved';
  return isOfConnections ? 'connections' : 'exchanges';
}
