import { later, loadedLater, nothing, Strip, useFirstText, useIsLong } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { useRestored } from '../../session/connection/restoredTabs.ts';
import { useSilentWorkers } from '../../session/connection/silentWorkers.ts';
import type { Place } from './ConnectionStrips.tsx';

interface NoticeProps {
  readonly connectionId: string;
  readonly place: Place;
}

/** Short notice for when the strips cannot be loaded, perhaps because of the same lost network. */
function InShort({ connectionId }: NoticeProps) {
  const t = useFirstText().announce;
  const { state, failure } = useConnection(connectionId, 'state', 'failure') ?? {};
  return (
    state !== undefined &&
    failure !== undefined && (
      <Strip tone={state.kind === 'closed' ? 'err' : 'warn'} title={t.state(state)} />
    )
  );
}

function Soon(props: NoticeProps) {
  return useIsLong() && <InShort {...props} />;
}

/** Prefetched among the first parts. */
export const strips = loadedLater(
  async () => (await import('./ConnectionStrips.tsx')).ConnectionStrips,
  { idle: 'first' },
);
const ConnectionStrips = later<NoticeProps>(strips, { Waits: Soon, Missing: InShort });

/** Fetched first as well: when a worker is stuck, its page may have lost its server, too. */
const SilenceStrips = later(async () => (await import('./SilenceStrips.tsx')).SilenceStrips, {
  Waits: nothing,
  idle: 'first',
  Missing: nothing,
});

const RestoredStrip = later(async () => (await import('./RestoredStrip.tsx')).RestoredStrip);

/** Connection events, shown above the editor or the packets. */
export function ConnectionNotice(props: NoticeProps) {
  const connection = useConnection(props.connectionId, 'silence', 'ended');
  const isPageSilent = useSilentWorkers((silent) => Object.values(silent).some(Boolean));
  const isSilent = connection?.silence !== undefined || connection?.ended !== undefined;
  return (
    <>
      {(isSilent || isPageSilent) && <SilenceStrips connectionId={props.connectionId} />}
      {connection !== undefined && connection.ended === undefined && <Happened {...props} />}
    </>
  );
}

function Happened(props: NoticeProps) {
  const connection = useConnection(
    props.connectionId,
    'awaitedAcks',
    'failure',
    'fault',
    'keepingEnded',
    'passedOver',
    'state',
    'staysAtMostOnce',
  );
  const isRestored = useRestored(props.connectionId) !== undefined;
  if (connection === undefined) return null;
  const { awaitedAcks, failure, fault, keepingEnded, passedOver, state, staysAtMostOnce } =
    connection;
  if (isRestored && state.kind === 'closed' && failure === undefined) {
    return <RestoredStrip connectionId={props.connectionId} />;
  }
  const isTold =
    staysAtMostOnce === true ||
    keepingEnded === true ||
    awaitedAcks !== undefined ||
    (state.kind === 'connected' && (passedOver > 0 || state.sessionLost));
  if (failure === undefined && fault === undefined && !isTold) return null;
  return <ConnectionStrips {...props} />;
}
