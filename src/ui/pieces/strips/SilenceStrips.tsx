import { useEffect, useState } from 'react';
import { Button, Strip, timeOfDay, useText } from '#kit';
import type { WorkerSilence } from '../../../connection/protocol/protocol.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { chooseAgain } from '../../session/captures/chooseAgain.ts';
import { reconnect } from '../../session/captures/leave.ts';
import { type OpenConnection, useConnection } from '../../session/connection/connections.ts';
import {
  type PageWorker,
  type SilentWorker,
  useSilentWorkers,
} from '../../session/connection/silentWorkers.ts';
import { endWorker } from '../../session/connectionTabs.ts';
import { shownName } from '../../session/shownName.ts';
import { tabName } from '../../session/tabName.ts';

const SHOWN = ['ended', 'file', 'handle', 'name', 'settings', 'silence', 'tap'] as const;
type Shown = Pick<OpenConnection, (typeof SHOWN)[number] | 'id'>;

/** Workers that do not answer, and the remains of a worker that was ended. */
export function SilenceStrips({ connectionId }: { connectionId: string }) {
  const connection = useConnection(connectionId, ...SHOWN);
  const silent = useSilentWorkers();
  const t = useText().silence;
  if (connection === undefined) return null;
  const { silence, ended, handle, settings } = connection;
  const isOfTab = settings !== undefined && isTabAddress(settings.url);
  const named = Object.entries(silent).flatMap(([name, worker]) =>
    isPageWorker(name) && worker !== undefined && (name !== 'broker' || isOfTab)
      ? [{ name, worker }]
      : [],
  );
  return (
    <>
      {ended !== undefined && <Ended connection={connection} ended={ended} />}
      {silence !== undefined && (
        <Silent
          title={t.title(shownName(tabName(connection)))}
          hint={silence.error?.key === 'no-worker' ? undefined : t.hint}
          worker={{
            silence,
            keepWaiting: () => handle.keepWaiting(),
            end: () => endWorker(connectionId),
          }}
        />
      )}
      {named.map(({ name, worker }) => (
        <Silent key={name} title={t.pageWorkers[name]} hint={t.pageHint[name]} worker={worker} />
      ))}
    </>
  );
}

const PAGE_WORKERS: ReadonlySet<string> = new Set<PageWorker>(['broker', 'reading']);

const isPageWorker = (name: string): name is PageWorker => PAGE_WORKERS.has(name);

interface SilentProps {
  readonly title: string;
  /** Advice about a worker that was started. */
  readonly hint: string | undefined;
  readonly worker: SilentWorker;
}

function Silent({ title, hint, worker }: SilentProps) {
  const { silence: t, failures } = useText();
  const { silence, keepWaiting, end } = worker;
  const seconds = useSecondsSince(silence.since);
  return (
    <Strip
      tone="warn"
      title={title}
      actions={
        <>
          <Button look="primary" onClick={keepWaiting}>
            {t.keepWaiting}
          </Button>
          <Button onClick={end}>{t.end}</Button>
        </>
      }
    >
      {silence.error !== undefined && <p className="break-words">{failures.why(silence.error)}</p>}
      <p>{t.since(secondOf(silence.since), seconds)}</p>
      {hint !== undefined && <p className="text-fg-2">{hint}</p>}
    </Strip>
  );
}

function Ended({ connection, ended }: { connection: Shown; ended: WorkerSilence }) {
  const { silence: t, failures } = useText();
  const { id, file, settings } = connection;
  return (
    <>
      <Strip
        tone="err"
        title={t.ended(shownName(tabName(connection)))}
        actions={
          <>
            {settings !== undefined && (
              <Button look="primary" onClick={() => reconnect(id)}>
                {t.connectAgain}
              </Button>
            )}
            {file !== undefined && (
              <Button look="primary" onClick={() => chooseAgain()}>
                {t.openAgain}
              </Button>
            )}
          </>
        }
      >
        {ended.error !== undefined && <p className="break-words">{failures.why(ended.error)}</p>}
        <p className="text-fg-2">{t.endedText(secondOf(ended.since))}</p>
      </Strip>
    </>
  );
}

const secondOf = (ms: number): string => timeOfDay(ms).slice(0, 8);

function useSecondsSince(since: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round((now - since) / 1000));
}
