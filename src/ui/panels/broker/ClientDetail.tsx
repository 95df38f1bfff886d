import { CircleSlash, Footprints, ScanEye, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  Button,
  DialogBoundary,
  EmptyState,
  focusIfAwaited,
  focusTarget,
  IconButton,
  Tag,
  useText,
} from '#kit';
import type { ClientDetail as Client, ClientRow } from '../../../broker/control/views.ts';
import { useAsked } from '../../session/broker/brokers.ts';
import { askToEndSession } from '../../session/broker/orders.ts';
import { useOwnClients } from '../../session/broker/ownClients.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { type Rates, rateOf } from '../../session/broker/rates.ts';
import { useRates } from '../../session/broker/useRates.ts';
import { openTapped } from '../../session/captures/openTapped.ts';
import { setFaultsPlace } from '../../session/faults/place.ts';
import { shownName } from '../../session/shownName.ts';
import { showPanel } from '../../session/view/tabView.ts';
import {
  ConnectionFactsList,
  Part,
  SessionFacts,
  TrafficTable,
  WillFacts,
} from './ClientFacts.tsx';
import { Flights, Queue, Subscriptions } from './ClientTables.tsx';
import { ClientTrouble } from './ClientTrouble.tsx';
import { toggleStep } from './clientMenu.ts';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { EndText, StateWord, stateOf } from './EndText.tsx';
import { LastMinute } from './LastMinute.tsx';
import { Publishes } from './Publishes.tsx';
import { readClient } from './readReplies.ts';

interface OfClient {
  readonly connectionId: string;
  readonly client: string;
}

interface ClientDetailProps extends OfClient {
  /** Rates of the list, so that both show the same numbers. */
  readonly rates: Rates;
  /** False beside the list, which always has a detail. */
  readonly canClose: boolean;
}

/** The broker's state of a client, and commands for it. */
export function ClientDetail({ connectionId, client, rates, canClose }: ClientDetailProps) {
  const t = useText().broker.detail;
  const reply = readClient(useAsked(connectionId, { kind: 'client', client }));
  const detail = reply?.client;
  const shown = shownName(client);
  const isGone = reply !== undefined && detail === undefined;
  const hasEnded = isGone || detail?.row.hasSession === false;
  useEffect(() => {
    // The buttons disappear with the session, possibly with the focus.
    if (hasEnded && document.activeElement === document.body) focusTarget('broker-list');
  }, [hasEnded]);
  return (
    // Handles Escape from elements inside.
    <section
      aria-label={t.name}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        if (canClose) closeDetail(connectionId);
        else focusTarget('broker-list');
      }}
      className="flex min-h-0 flex-1 flex-col bg-pane"
    >
      <Head
        connectionId={connectionId}
        client={client}
        shown={shown}
        detail={detail}
        time={reply?.time ?? 0}
        canClose={canClose}
      />
      {isGone && <EmptyState title={t.gone(shown)} />}
      {reply !== undefined && detail !== undefined && (
        <Body connectionId={connectionId} detail={detail} time={reply.time} rates={rates} />
      )}
    </section>
  );
}

/** Returns the focus to the list in which the client was chosen. */
function closeDetail(connectionId: string): void {
  focusTarget('broker-list');
  setBrokerPlace(connectionId, { client: undefined });
}

interface HeadProps extends OfClient {
  readonly shown: string;
  /** undefined: not reported yet, or no longer there. */
  readonly detail: Client | undefined;
  /** ms of the broker's clock. */
  readonly time: number;
  readonly canClose: boolean;
}

function Head({ connectionId, client, shown, detail, time, canClose }: HeadProps) {
  const t = useText().broker;
  const [isAsking, setAsking] = useState(false);
  const isOwn = useOwnClients(connectionId).has(client);
  const row = detail?.row;
  const connection = row?.connection;
  return (
    <div className="shrink-0 border-b border-line px-4 pt-3 pb-2">
      <div className="flex items-center gap-2 max-sm:flex-wrap">
        <h2
          className="min-w-0 flex-1 truncate text-lg font-semibold max-sm:basis-full"
          title={shown}
        >
          <bdi>{shown}</bdi>
        </h2>
        {row !== undefined && (
          <Button
            icon={<ScanEye size={14} aria-hidden />}
            title={t.detail.openTappedTitle}
            onClick={() => openTapped(connectionId, [client], shown)}
          >
            {t.detail.openTapped}
          </Button>
        )}
        {canClose && (
          <IconButton label={t.detail.close} onClick={() => closeDetail(connectionId)}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {row !== undefined && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1">
          <StateWord state={stateOf(row)} text={<StateText row={row} time={time} />} />
          {isOwn && (
            <Tag tone="outline" title={t.ownTitle}>
              {t.own}
            </Tag>
          )}
        </p>
      )}
      {row !== undefined && (
        <div className="flex flex-wrap items-center gap-1 pt-1">
          <Button
            icon={<Footprints size={14} aria-hidden />}
            pressed={row.isInStepMode}
            title={t.stepTitle}
            onClick={() => toggleStep(connectionId, row)}
          >
            {t.detail.step}
          </Button>
          <Button
            icon={<CircleSlash size={14} aria-hidden />}
            disabled={connection === undefined}
            {...(connection === undefined && row.hasSession && { title: t.detail.notConnected })}
            onClick={() => setAsking(true)}
          >
            {t.detail.disconnect}
          </Button>
          {row.hasSession && (
            <Button
              look="danger"
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => askToEndSession(connectionId, client, shown)}
            >
              {t.detail.endSession}
            </Button>
          )}
        </div>
      )}
      <DialogBoundary part="dialog disconnect" isOpen={isAsking} onClose={() => setAsking(false)}>
        <DisconnectDialog
          connectionId={connectionId}
          client={client}
          version={connection?.version ?? 5}
          isOwn={isOwn}
          open={isAsking}
          onClose={() => setAsking(false)}
        />
      </DialogBoundary>
    </div>
  );
}

/** Time that the client has been in its state, and its address. */
function StateText({ row, time }: { row: ClientRow; time: number }) {
  const t = useText().brokerClients;
  const { connection, lastEnd } = row;
  const away = lastEnd === undefined ? undefined : Math.max(0, time - lastEnd.at) / 1000;
  switch (stateOf(row)) {
    case 'connected':
      return (
        <span className="min-w-0 text-fg-2">
          {t.since(Math.max(0, time - (connection?.opened ?? time)) / 1000)} {t.from}{' '}
          <bdi className="font-mono">{shownName(connection?.address ?? '')}</bdi>
        </span>
      );
    case 'offline':
      return (
        <span className="text-fg-2">{away === undefined ? t.offline : t.offlineFor(away)}</span>
      );
    case 'refused':
      return <span className="text-fg-2">{t.refusedFor(away ?? 0)}</span>;
    case 'left':
      return <span className="text-fg-2">{t.leftFor(away ?? 0)}</span>;
  }
}

interface BodyProps {
  readonly connectionId: string;
  readonly detail: Client;
  /** ms of the broker's clock. */
  readonly time: number;
  readonly rates: Rates;
}

function Body({ connectionId, detail, time, rates }: BodyProps) {
  const { broker, brokerClients } = useText();
  const t = broker.detail;
  const { row } = detail;
  // Otherwise the head says that there is neither a connection nor a session.
  const isHeld = row.connection !== undefined || row.hasSession;
  // For a client far from the visible rows of the list.
  const own = useRates({ time, rows: [row] });
  const rate = rateOf(rates, row) ?? rateOf(own, row);
  // The list may have asked for the focus before the broker answered.
  useEffect(() => focusIfAwaited('broker-client'), []);
  return (
    <div
      data-focus="broker-client"
      role="group"
      aria-label={t.holds}
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
    >
      <ClientTrouble connections={detail.connections} time={time} />
      {row.isInStepMode && <StepNote connectionId={connectionId} client={row.client} />}
      <LastMinute connections={detail.connections} time={time} />
      {row.lastEnd !== undefined && (
        <Part title={brokerClients.why}>
          <EndText last={row.lastEnd} />
        </Part>
      )}
      {isHeld && <SessionFacts row={row} time={time} />}
      <Flights rows={detail.flights} all={row.inFlight} />
      <Queue rows={detail.queue} all={row.queued} />
      <Subscriptions rows={detail.subscriptions} all={row.subscriptions} time={time} />
      <WillFacts will={detail.will} />
      <Publishes connectionId={connectionId} client={row.client} />
      {isHeld && <ConnectionFactsList connection={row.connection} time={time} />}
      {row.connection !== undefined && (
        <TrafficTable traffic={row.connection.traffic} rate={rate} />
      )}
    </div>
  );
}

/** Waiting packets are released in another part of the view. */
function StepNote({ connectionId, client }: OfClient) {
  const t = useText().broker;
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <Tag tone="warn">
        <Footprints size={10} aria-hidden />
        {t.step}
      </Tag>
      <span>{t.stepTitle}</span>
      <Button
        onClick={() => {
          setFaultsPlace(connectionId, {
            part: 'step',
            isOpen: true,
            choice: { kind: 'client', client },
          });
          showPanel(connectionId, 'faults');
        }}
      >
        {t.detail.showWaiting}
      </Button>
    </div>
  );
}
