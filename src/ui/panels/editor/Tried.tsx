import { Check, ChevronRight, Circle, LoaderCircle, OctagonAlert } from 'lucide-react';
import { classes, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { Probe } from '../../../connection/bridge/bestProbe.ts';
import type { LineFacts } from '../../../connection/bridge/lineFacts.ts';
import { failureWords } from '../../pieces/strips/failureWords.ts';
import { type OpenConnection, useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { type Search, useSearch } from '../../session/profiles/searches.ts';
import { LineFactsTable } from './line/LineFactsTable.tsx';

interface TriedProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** Addresses and steps of the last attempt, with their times and the server's certificates. */
export function Tried({ connectionId, draft, change }: TriedProps) {
  const texts = useText();
  const { editor: t } = texts;
  const connection = useConnection(connectionId, 'line', 'failure', 'state', 'settings');
  const facts = connection?.line;
  const search = useSearch(connectionId);
  const accept = (fingerprint: string) =>
    change({ line: { ...draft.line, tls: { ...draft.line?.tls, fingerprint } } });
  return (
    <>
      <section className="px-4 py-3">
        <div className="mb-2 flex items-baseline gap-2">
          <h3 className="flex-1 font-semibold">{t.tried}</h3>
          {search !== undefined && (
            <span className="text-fg-2">{search.isOver ? t.took(search.took) : t.trying}</span>
          )}
        </div>
        {connection !== undefined && facts !== undefined && (
          <Steps facts={facts} connection={connection} />
        )}
        {search !== undefined && (
          <ul aria-label={t.triedAddresses} className="mt-1">
            {byOutcome(search, texts).map(([outcome, probes]) => (
              <Outcome key={outcome} outcome={outcome} probes={probes} />
            ))}
          </ul>
        )}
      </section>
      {facts !== undefined && <LineFactsTable facts={facts} accept={accept} />}
    </>
  );
}

interface StepsProps {
  readonly facts: LineFacts;
  readonly connection: Pick<OpenConnection, 'failure' | 'state' | 'settings'>;
}

/** Steps of the line that the companion opened, or tried to open, and the answer to CONNECT. */
function Steps({ facts, connection }: StepsProps) {
  const texts = useText();
  const { line: t } = texts;
  const { failure: last, state, settings } = connection;
  const failure = last?.kind === 'line' ? last.failure : undefined;
  const isAnswer = last?.kind === 'refused' || last?.kind === 'no-connack';
  const words = isAnswer && settings ? failureWords(last, settings, texts) : undefined;
  const { took, tls } = facts;
  const steps = (['name', 'connect', 'proxy', 'tls', 'websocket'] as const).flatMap((step) => {
    const ms = took[step];
    return ms === undefined ? [] : [{ step, ms }];
  });
  const failed = failure && steps.at(-1)?.step;
  const said = {
    name: '',
    connect: facts.address ?? '',
    proxy: facts.proxy ?? '',
    tls: [tls?.version ?? '', tls?.fault === undefined ? '' : t.notTrusted]
      .filter((part) => part !== '')
      .join(', '),
    websocket: facts.subprotocol ?? '',
  };
  return (
    <ul className="mb-1">
      {steps.map(({ step, ms }) => (
        <li key={step} className="flex min-h-7 items-center gap-2.5">
          {step === failed ? (
            <OctagonAlert size={14} aria-hidden className="text-err" />
          ) : (
            <Check size={14} aria-hidden className="text-ok" />
          )}
          <span className="w-20 shrink-0">
            {t.step(failure?.key === 'dns' && step === 'connect' ? 'name' : step)}
          </span>
          <span
            className={classes(
              'min-w-0 flex-1 truncate',
              step === failed ? 'text-err' : 'text-fg-2',
            )}
          >
            {visibleText(said[step] || (step === failed ? t.stepFailed : ''))}
          </span>
          <span className="font-mono text-base text-fg-2">{t.ms(ms)}</span>
        </li>
      ))}
      {(failed !== undefined || words !== undefined || state.kind === 'connected') && (
        <li className="flex min-h-7 items-center gap-2.5">
          {failed !== undefined ? (
            <Circle size={10} aria-hidden className="mx-0.5 text-fg-3" />
          ) : words !== undefined ? (
            <OctagonAlert size={14} aria-hidden className="text-err" />
          ) : (
            <Check size={14} aria-hidden className="text-ok" />
          )}
          <span className="w-20 shrink-0">MQTT</span>
          <span
            className={classes('min-w-0 flex-1', words === undefined ? 'text-fg-2' : 'text-err')}
          >
            {failed !== undefined ? t.noConnect : (words?.title ?? texts.shell.state(state))}
          </span>
        </li>
      )}
    </ul>
  );
}

/** What came of the attempt, in a few words. */
function outcomeOf({ answer }: Probe, isOver: boolean, texts: ReturnType<typeof useText>): string {
  const { editor: t, failures } = texts;
  if (answer === undefined) return isOver ? t.notAwaited : t.trying;
  if (answer.ok) return t.open;
  const { failure } = answer;
  if (failure === undefined) return t.notOpen;
  const isTemporary = failure.key === 'dns' && failure.args.isTemporary;
  const words = isTemporary ? undefined : t.outcomes[failure.key];
  return words ?? visibleText(failures.lineWhy(failure));
}

/** Probes by their outcome, in the order in which they are listed. */
function byOutcome(
  { probes, isOver }: Search,
  texts: ReturnType<typeof useText>,
): (readonly [string, readonly Probe[]])[] {
  const groups = new Map<string, Probe[]>();
  for (const probe of probes) {
    const outcome = outcomeOf(probe, isOver, texts);
    const group = groups.get(outcome);
    if (group === undefined) groups.set(outcome, [probe]);
    else group.push(probe);
  }
  return [...groups];
}

interface OutcomeProps {
  readonly outcome: string;
  /** At least one. */
  readonly probes: readonly Probe[];
}

/** Addresses with the same outcome: one line, which opens if there are several. */
function Outcome({ outcome, probes }: OutcomeProps) {
  const t = useText().editor;
  const [first] = probes;
  if (first === undefined) return null;
  const Icon =
    first.answer?.ok === true ? Check : outcome === t.trying ? LoaderCircle : OctagonAlert;
  const icon = (
    <Icon
      size={14}
      aria-hidden
      className={classes('shrink-0', first.answer?.ok === true ? 'text-ok' : 'text-fg-3')}
    />
  );
  if (probes.length === 1)
    return (
      <li className="flex min-h-7 items-center gap-2.5">
        {icon}
        <span className="min-w-0 flex-1 py-1">
          <span className="font-mono break-all">{first.url}</span>
          <span className="ml-2.5 text-fg-2">{outcome}</span>
        </span>
        <Took probe={first} />
      </li>
    );
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-7 list-none items-center gap-2.5">
          {icon}
          <span className="min-w-0 flex-1 text-fg-2">
            {t.addressesWith(probes.length, outcome)}
          </span>
          <ChevronRight size={14} aria-hidden className="text-fg-2 group-open:rotate-90" />
        </summary>
        <ul className="mb-1 pl-6">
          {probes.map((probe) => (
            <li key={probe.url} className="flex min-h-7 items-center gap-2.5">
              <span className="min-w-0 flex-1 font-mono break-all">{probe.url}</span>
              <Took probe={probe} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function Took({ probe }: { readonly probe: Probe }) {
  const t = useText().editor;
  const took = probe.answer?.facts?.took;
  if (took === undefined) return null;
  const ms = Object.values(took).reduce((sum, one) => sum + one, 0);
  return <span className="font-mono text-base text-fg-2">{t.ms(ms)}</span>;
}
