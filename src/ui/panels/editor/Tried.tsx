import { Check, Circle, LoaderCircle, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { Probe } from '../../../connection/bridge/bestProbe.ts';
import type { LineFacts } from '../../../connection/bridge/lineFacts.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { failureWords } from '../../pieces/strips/failureWords.ts';
import { type OpenConnection, useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { useSearch } from '../../session/profiles/searches.ts';
import { LineFactsTable } from './line/LineFactsTable.tsx';

interface TriedProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** Addresses and steps of the last attempt, with their times and the server's certificates. */
export function Tried({ connectionId, draft, change }: TriedProps) {
  const { editor: t } = useText();
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
        {facts === undefined && search === undefined && (
          <Attempt connection={connection?.settings && connection} />
        )}
        {connection !== undefined && facts !== undefined && (
          <Steps facts={facts} connection={connection} />
        )}
        {search !== undefined && (
          <ul aria-label={t.triedAddresses} className="mt-1">
            {search.probes.map((probe) => (
              <ProbeRow key={probe.url} probe={probe} isOver={search.isOver} />
            ))}
          </ul>
        )}
      </section>
      {facts !== undefined && <LineFactsTable facts={facts} accept={accept} />}
    </>
  );
}

interface AttemptProps {
  readonly connection: Pick<OpenConnection, 'failure' | 'state' | 'settings'> | undefined;
}

/** The last attempt, if neither a search nor the companion made it. */
function Attempt({ connection }: AttemptProps) {
  const texts = useText();
  const { editor: t } = texts;
  const { failure, settings, state } = connection ?? {};
  const isTried = failure !== undefined || (state !== undefined && state.kind !== 'closed');
  if (settings === undefined || !isTried) return <p className="text-fg-2">{t.nothingTried}</p>;
  const { url } = settings;
  const why =
    state?.kind === 'connected'
      ? t.open
      : failure === undefined
        ? t.trying
        : failureWords(failure, settings, texts).title;
  return (
    <>
      <ul aria-label={t.triedAddresses}>
        <TriedRow
          url={url}
          why={why}
          isOpen={state?.kind === 'connected'}
          isOver={failure !== undefined}
        />
      </ul>
      {!isTabAddress(url) && <p className="mt-1 text-fg-2">{t.openedByBrowser}</p>}
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

function ProbeRow({ probe, isOver }: { readonly probe: Probe; readonly isOver: boolean }) {
  const { editor: t, failures } = useText();
  const { url, answer } = probe;
  const ms = Object.values(answer?.facts?.took ?? {}).reduce((sum, one) => sum + one, 0);
  const why =
    answer === undefined
      ? isOver
        ? t.notAwaited
        : t.trying
      : answer.ok
        ? t.open
        : answer.failure === undefined
          ? t.notOpen
          : visibleText(failures.lineWhy(answer.failure));
  return (
    <TriedRow
      url={url}
      why={why}
      isOpen={answer?.ok === true}
      isOver={answer !== undefined || isOver}
    >
      {answer?.facts !== undefined && (
        <span className="font-mono text-base text-fg-2">{t.ms(ms)}</span>
      )}
    </TriedRow>
  );
}

interface TriedRowProps {
  readonly url: string;
  /** Result of the attempt, as a sentence. */
  readonly why: string;
  readonly isOpen: boolean;
  readonly isOver: boolean;
  readonly children?: ReactNode;
}

function TriedRow({ url, why, isOpen, isOver, children }: TriedRowProps) {
  const Icon = isOpen ? Check : isOver ? OctagonAlert : LoaderCircle;
  return (
    <li className="flex min-h-7 items-center gap-2.5">
      <Icon size={14} aria-hidden className={isOpen ? 'shrink-0 text-ok' : 'shrink-0 text-fg-3'} />
      <span className="max-w-1/2 shrink-0 truncate font-mono text-base">{url}</span>
      <span className="min-w-0 flex-1 truncate text-fg-2" title={why}>
        {why}
      </span>
      {children}
    </li>
  );
}
