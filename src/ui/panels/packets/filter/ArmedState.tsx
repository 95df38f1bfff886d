import { CircleStop, Crosshair } from 'lucide-react';
import { Button, classes, useText } from '#kit';
import type { ArmedFilterStatus, ArmedStatus } from '../../../../engine/filtering/armedStatus.ts';
import { NotChecked } from '../../../pieces/marks/NotChecked.tsx';
import { useCounter, useNow } from '../../../session/connection/useWindowPart.ts';
import { disarm, resumeRecording, useArming } from '../../../session/filter/arming.ts';
import { showPacket } from '../../../session/packets/actions.ts';

interface ArmedStateProps {
  readonly connectionId: string;
  readonly status: ArmedStatus;
}

/** State of an armed filter: its condition, its match, and whether the recording was stopped. */
export function ArmedState({ connectionId, status }: ArmedStateProps) {
  const counted = useCounter(connectionId, ({ armed }) => armed);
  const { filter, recording } = status;
  return (
    <>
      {filter !== undefined && (
        <Waiting connectionId={connectionId} filter={filter} status={status} />
      )}
      {recording.isStopped && (
        <Stopped
          connectionId={connectionId}
          missed={Math.max(recording.notRecorded, counted?.recording.notRecorded ?? 0)}
          packet={filter?.last?.packet}
        />
      )}
    </>
  );
}

interface WaitingProps {
  readonly connectionId: string;
  readonly filter: ArmedFilterStatus;
  readonly status: ArmedStatus;
}

function Waiting({ connectionId, filter, status }: WaitingProps) {
  const { filtering } = useText();
  const t = filtering.arm;
  const now = useNow(connectionId);
  const since = useArming(connectionId)?.since;
  const isHit = filter.hits > 0;
  const minutes =
    now === undefined || since === undefined ? 0 : Math.floor((now - since) / 60_000_000);
  return (
    <div
      className={classes(
        'flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-3 text-xs',
        isHit ? 'bg-warn-bg' : 'bg-bar',
      )}
    >
      <Crosshair
        size={12}
        aria-hidden
        className={classes('shrink-0', isHit ? 'text-warn' : 'text-fg-2')}
      />
      <span className="min-w-0 truncate" title={filter.text}>
        {t.armed} <code className="font-mono">{filter.text}</code>
      </span>
      <span className="text-fg-2">
        · <b className={isHit ? 'font-semibold text-warn' : 'font-normal'}>{t.hits(filter.hits)}</b>{' '}
        · {t.since(minutes)}
        {status.kept.packets > 0 && ` · ${t.kept(status.kept.packets)}`}
        {status.kept.forgotten > 0 && `, ${t.forgotten(status.kept.forgotten)}`}
      </span>
      {filter.givenUp !== undefined && <NotChecked text={filtering.notChecked(filter.givenUp)} />}
      <span className="flex-1" />
      {filter.last !== undefined && (
        <ShowHit connectionId={connectionId} packet={filter.last.packet} />
      )}
      <Button look="action" className="h-(--h-small)!" onClick={() => disarm(connectionId)}>
        {t.disarm}
      </Button>
    </div>
  );
}

function ShowHit({ connectionId, packet }: { connectionId: string; packet: number }) {
  const t = useText().filtering.arm;
  return (
    <Button
      look="action"
      className="h-(--h-small)!"
      onClick={() => showPacket(connectionId, packet)}
    >
      {t.showPacket(packet)}
    </Button>
  );
}

interface StoppedProps {
  readonly connectionId: string;
  readonly missed: number;
  /** The one that stopped it. */
  readonly packet: number | undefined;
}

function Stopped({ connectionId, missed, packet }: StoppedProps) {
  const t = useText().filtering.arm;
  return (
    <div className="flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-warn-bg px-3 text-xs">
      <CircleStop size={12} aria-hidden className="shrink-0 text-warn" />
      <span>
        <b className="font-semibold text-warn">{t.stopped}</b> {t.notRecorded(missed)}
      </span>
      {packet !== undefined && <span className="text-fg-2">{t.stoppedBy(packet)}</span>}
      <span className="flex-1" />
      <Button
        look="action"
        className="h-(--h-small)!"
        onClick={() => resumeRecording(connectionId)}
      >
        {t.resume}
      </Button>
    </div>
  );
}
