import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button, ConnectionDot, NARROW, Prose, Strip, useMedia, useText } from '#kit';
import type { ConnectionState, Failure } from '../../../connection/protocol/protocol.ts';
import { healsByItself } from '../../../connection/worker/retrying.ts';
import { retryNow } from '../../session/captures/leave.ts';
import {
  change,
  type OpenConnection,
  useConnection,
} from '../../session/connection/connections.ts';
import { perConnection } from '../../session/connection/perConnection.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { setView, showPanel, useView } from '../../session/view/tabView.ts';
import { useCountdown } from '../marks/useStateText.ts';
import { AccessForm } from './AccessForm.tsx';
import { codeOf, failureWords } from './failureWords.ts';
import { QosNotes } from './QosNotes.tsx';
import { RefusedDevice } from './RefusedDevice.tsx';
import { Remedies, useRemedies } from './Remedies.tsx';
import { WhyUnreachable } from './Unreachable.tsx';

export type Place = 'editor' | 'capture';

const SHOWN = [
  'failure',
  'fault',
  'handle',
  'keepingEnded',
  'passedOver',
  'reached',
  'sent',
  'settings',
  'state',
  'subscriptions',
] as const;
type Shown = Pick<OpenConnection, (typeof SHOWN)[number] | 'id'>;

/** Notices about a connection: what happened, why, and what to do. */
export function ConnectionStrips(props: { connectionId: string; place: Place }) {
  const connection = useConnection(props.connectionId, ...SHOWN);
  const { shell: t, failures, packetLog } = useText();
  if (connection === undefined) {
    return null;
  }
  const { state, fault } = connection;
  return (
    <>
      {fault !== undefined && (
        <Strip tone="err" title={t.fault}>
          <p className="break-words">{failures.why(fault)}</p>
          <p className="text-fg-2">{t.errorHint}</p>
        </Strip>
      )}
      {connection.failure !== undefined && (
        <FailureStrip connection={connection} place={props.place} />
      )}
      {connection.keepingEnded === true && (
        <Strip
          tone="warn"
          title={packetLog.kept.ended}
          onDismiss={() => change(connection.id, () => ({ keepingEnded: undefined }))}
        >
          <p className="text-fg-2">{packetLog.kept.endedText}</p>
        </Strip>
      )}
      {state.kind === 'connected' && connection.passedOver > 0 && (
        <PassedOver connection={connection} />
      )}
      {state.kind === 'connected' && state.sessionLost && <SessionLost connection={connection} />}
      <QosNotes connectionId={props.connectionId} />
    </>
  );
}

/** Failures without a retry whose code is not the reason. */
const NAMELESS: ReadonlySet<Failure['kind']> = new Set(['broken', 'displaced']);

function FailureStrip({ connection, place }: { connection: Shown; place: Place }) {
  const texts = useText();
  const { failures: t, kit } = texts;
  const { state, settings, id, handle, failure } = connection;
  const remedies = useRemedies(id);
  if (failure === undefined || settings === undefined) {
    return null;
  }
  const words = failureWords(failure, settings, texts);
  const heals = healsByItself(failure);
  const told = words.text.map((text) => (
    <p key={text} className="break-words text-fg-2">
      <Prose text={text} />
    </p>
  ));
  const { signIn } = settings;
  const isRefused = failure.kind === 'refused' && words.credentials;
  const refusedDevice =
    isRefused && signIn.kind === 'alibaba' && signIn.how === 'direct' ? signIn : undefined;
  return (
    <Strip
      tone={state.kind === 'closed' ? 'err' : 'warn'}
      title={words.title}
      code={words.code && texts.failures.codeName(words.code, codeOf(failure.kind))}
      actions={
        <>
          {state.kind !== 'closed' && <Waiting connection={connection} />}
          <Remedies remedies={remedies} />
          {place === 'capture' && state.kind === 'closed' && (
            <Button onClick={() => setView(id, { screen: 'editor' })}>{t.editConnection}</Button>
          )}
          {place === 'capture' && (
            // In the editor, Connect does this.
            <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => retryNow(id)}>
              {t.retryNow}
            </Button>
          )}
          {state.kind !== 'closed' && (
            <Button
              onClick={() =>
                // A running attempt is aborted; a scheduled one is cancelled.
                handle.send({ kind: state.kind === 'waiting' ? 'stop-retrying' : 'disconnect' })
              }
            >
              {t.stop}
            </Button>
          )}
          {place === 'editor' && failure.kind !== 'line' && (
            <Button look="action" onClick={() => showPanel(id, 'packets')}>
              {t.showPackets}
            </Button>
          )}
          {state.kind === 'closed' && !heals && (
            <span className="ml-auto text-fg-2">
              {NAMELESS.has(failure.kind) || words.code === undefined
                ? t.noRetryAtAll
                : t.noRetry(words.code)}
            </span>
          )}
        </>
      }
    >
      {refusedDevice === undefined ? (
        told
      ) : (
        <RefusedDevice connectionId={id} settings={settings} signIn={refusedDevice}>
          {told}
        </RefusedDevice>
      )}
      {failure.kind === 'no-bridge' && failure.why !== 'no-companion' && (
        <div className="mt-2">
          <AccessForm onGiven={() => retryNow(id)} />
        </div>
      )}
      {words.packet !== undefined && <PacketButton connectionId={id} packet={words.packet} />}
      {words.said !== undefined && (
        <p className="text-fg-2">
          {failure.kind === 'lost' || failure.kind === 'displaced'
            ? t.closeReason
            : failure.kind === 'pre-auth'
              ? t.preAuthSaid
              : t.reasonString}
          {kit.gap}
          <bdi className="font-mono break-all">"{words.said}"</bdi>
        </p>
      )}
      {failure.kind === 'unreachable' &&
        (failure.url === connection.reached ? (
          <p>{t.reachedBefore}</p>
        ) : (
          <WhyUnreachable
            connectionId={id}
            failure={failure}
            isDevice={signIn.kind === 'alibaba'}
          />
        ))}
    </Strip>
  );
}

/** A packet that is named, and leads there. */
function PacketButton({ connectionId, packet }: { connectionId: string; packet: number }) {
  const t = useText().failures;
  return (
    <p>
      <button
        type="button"
        onClick={() => showPacket(connectionId, packet)}
        className="rounded-sm text-action"
      >
        {t.brokenPacket(packet)}
      </button>
    </p>
  );
}

/** Connections whose strip was dismissed, by the state that they were in. */
const passedOverSeen = perConnection<ConnectionState | undefined>(undefined);

function PassedOver({ connection }: { connection: Shown }) {
  const { failures: t, kit } = useText();
  const { id, state, passedOver } = connection;
  const { panel, front } = useView(id);
  const isNarrow = useMedia(NARROW);
  const isThere = panel === 'problems' && (!isNarrow || front === 'panel');
  if (passedOverSeen.use(id) === state) return null;
  return (
    <Strip
      tone="warn"
      title={t.passedOver(passedOver)}
      onDismiss={() => passedOverSeen.set(id, state)}
    >
      <p className="text-fg-2">
        {t.passedOverText(passedOver)}
        {kit.gap}
        {!isThere && (
          <button
            type="button"
            onClick={() => showPanel(id, 'problems')}
            className="rounded-sm text-action"
          >
            {t.showPassedOver}
          </button>
        )}
      </p>
    </Strip>
  );
}

function Waiting({ connection }: { connection: Shown }) {
  const t = useText().failures;
  const { state } = connection;
  const seconds = useCountdown(state.kind === 'waiting' ? state.at : undefined);
  const passed =
    state.kind !== 'waiting' || state.delay <= 0 ? 1 : 1 - (seconds * 1000) / state.delay;
  return (
    <>
      <span className="flex items-center gap-1 text-warn">
        <ConnectionDot state={state} />
        {t.reconnecting}
      </span>
      <span className="min-w-24">
        {state.kind === 'waiting' && t.nextTry(state.attempt, seconds)}
        {state.kind === 'connecting' && t.trying(state.attempt)}
      </span>
      <span aria-hidden="true" className="h-1 min-w-12 flex-1 overflow-hidden rounded-sm bg-raised">
        <span
          className="block h-1 rounded-sm bg-warn"
          style={{ width: `${Math.min(1, Math.max(0, passed)) * 100}%` }}
        />
      </span>
    </>
  );
}

function SessionLost({ connection }: { connection: Shown }) {
  const t = useText().failures;
  const [seen, setSeen] = useState<OpenConnection['state']>();
  const unknown = connection.sent.reduce((sum, entry) => sum + (entry.tally.unknown ?? 0), 0);
  if (seen === connection.state) {
    return null;
  }
  return (
    <Strip tone="warn" title={t.sessionLost} onDismiss={() => setSeen(connection.state)}>
      <p>{t.sessionLostText}</p>
      <p className="text-fg-2">
        {t.sessionLostSubscriptions(connection.subscriptions.length)}
        {unknown > 0 && ` ${t.sessionLostUnknown(unknown)}`}
      </p>
    </Strip>
  );
}
