import { ScanEye } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  CountedChips,
  DialogBoundary,
  EmptyState,
  focusTarget,
  useListLayout,
  useMedia,
  useText,
  useWidth,
} from '#kit';
import type { ClientRow } from '../../../broker/control/views.ts';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { ListBar } from '../../pieces/lists/ListBar.tsx';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useAsked } from '../../session/broker/brokers.ts';
import { useOwnClients } from '../../session/broker/ownClients.ts';
import {
  CLIENT_CHOICES,
  type ClientChoice,
  setBrokerPlace,
  setSearch,
  useBrokerPlace,
} from '../../session/broker/place.ts';
import { rateOf } from '../../session/broker/rates.ts';
import { useSysNumbers } from '../../session/broker/sysNumbers.ts';
import { usePaged } from '../../session/broker/usePaged.ts';
import { useRates } from '../../session/broker/useRates.ts';
import { openTapped } from '../../session/captures/openTapped.ts';
import { ClientCell } from './ClientCell.tsx';
import { ClientDetail } from './ClientDetail.tsx';
import {
  AWAY_COLUMNS,
  AWAY_SORTED,
  CLIENT_COLUMNS,
  CLIENT_ORDER,
  CLIENT_SORTED,
  NUMBERS,
} from './clientColumns.ts';
import { clientMenu } from './clientMenu.ts';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { HeldMemory } from './HeldMemory.tsx';
import { ListsBelow } from './ListsBelow.tsx';
import { readClients } from './readReplies.ts';
import { useSorting } from './useSorting.ts';

interface ClientsPaneProps {
  readonly connectionId: string;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

/** Width from which the detail is beside the list. */
const BESIDE = 1080;
const DETAIL = '432px';
/** Height of the window that has room for lists below the clients. */
const ROOMY = '(min-height: 800px)';

/** Queries for each choice, without text and page. */
const CHOSEN = {
  all: { kind: 'clients', recent: true },
  connected: { kind: 'clients', connected: true },
  away: { kind: 'clients', recent: true, connected: false },
} as const;

/** The broker's clients, and the detail of the selected one. */
export function ClientsPane({ connectionId, origin }: ClientsPaneProps) {
  const place = useBrokerPlace(connectionId);
  const clients = useClientList(connectionId);
  const [width, measure] = useWidth();
  const isBeside = width >= BESIDE;
  const isRoomy = useMedia(ROOMY) && isBeside;
  const first = useFirst(clients.list.reply);
  const client = place.client ?? (isBeside ? first : undefined);
  return (
    <div ref={measure} className="flex min-h-0 min-w-0 flex-1">
      <ListAndDetail
        isBeside={isBeside}
        detailWidth={DETAIL}
        list={
          <>
            <ClientList connectionId={connectionId} client={client} {...clients} />
            {isRoomy && <ListsBelow connectionId={connectionId} origin={origin} />}
          </>
        }
        detail={
          client === undefined ? undefined : (
            <ClientDetail
              key={client}
              connectionId={connectionId}
              client={client}
              rates={clients.rates}
              canClose={!isBeside}
            />
          )
        }
      />
    </div>
  );
}

/** The client that was first when the list appeared. Another one only if it has left the list. */
function useFirst(list: ReturnType<typeof readClients>): string | undefined {
  const [first, setFirst] = useState<string>();
  const isAtTop = list !== undefined && list.first === 0;
  if (!isAtTop || list.rows.some(({ client }) => client === first)) return first;
  const next = list.rows[0]?.client;
  if (next !== first) setFirst(next);
  return next;
}

/** The list, and rates that its rows and the detail below it show alike. */
function useClientList(connectionId: string) {
  const layout = useListLayout();
  const { clients, search } = useBrokerPlace(connectionId);
  const text = search.clients ?? '';
  const sorting = useSorting(connectionId, {
    part: 'clients',
    columns: clients === 'away' ? AWAY_SORTED : CLIENT_SORTED,
    first: 'reconnects',
    numbers: NUMBERS,
  });
  const { by = 'client', descending } = sorting;
  const order = CLIENT_ORDER[by];
  const list = usePaged(
    connectionId,
    layout,
    JSON.stringify([clients, text, order, descending]),
    (page) => ({
      ...CHOSEN[clients],
      ...(text === '' ? {} : { text }),
      order,
      descending,
      ...page,
    }),
    readClients,
  );
  return { list, sorting, rates: useRates(list.reply) };
}

/** Numbers of the clients that match the search. */
function useCounts(connectionId: string): Readonly<Record<ClientChoice, number>> | undefined {
  const text = useBrokerPlace(connectionId).search.clients ?? '';
  const page = { first: 0, count: 1, ...(text === '' ? {} : { text }) };
  const connected = readClients(useAsked(connectionId, { ...CHOSEN.connected, ...page }))?.total;
  const away = readClients(useAsked(connectionId, { ...CHOSEN.away, ...page }))?.total;
  if (connected === undefined || away === undefined) return undefined;
  return { all: connected + away, connected, away };
}

interface ClientListProps
  extends Omit<ClientsPaneProps, 'origin'>,
    ReturnType<typeof useClientList> {
  /** Client whose detail is shown. */
  readonly client: string | undefined;
}

function ClientList({ connectionId, client, list, sorting, rates }: ClientListProps) {
  const { broker } = useText();
  const t = broker.clients;
  const layout = useListLayout();
  const { clients, search } = useBrokerPlace(connectionId);
  const text = search.clients ?? '';
  const counts = useCounts(connectionId);
  const { reply } = list;
  const own = useOwnClients(connectionId);
  const numbers = useSysNumbers(connectionId);
  const [asked, setAsked] = useState<ClientRow>();
  const endAsking = (): void => setAsked(undefined);
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={text}
        onChange={(next) => setSearch(connectionId, 'clients', next)}
        total={undefined}
      >
        <CountedChips
          label={t.choice}
          value={clients}
          values={CLIENT_CHOICES}
          labels={t.choices}
          counts={counts}
          onChange={(next) => setBrokerPlace(connectionId, { clients: next })}
        />
        <Button
          icon={<ScanEye size={14} aria-hidden />}
          title={broker.detail.openAllTitle}
          onClick={() => openTapped(connectionId, 'all', t.all)}
        >
          {broker.detail.openAll}
        </Button>
      </ListBar>
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={clients === 'away' ? AWAY_COLUMNS : CLIENT_COLUMNS}
        heads={layout === 'phone' ? { ...broker.columns, ...broker.phoneColumns } : broker.columns}
        titles={broker.columnTitles}
        spoken={broker.columnNames}
        right={NUMBERS}
        sorting={sorting}
        list={list}
        keyOf={(row) => row.client}
        selected={client}
        onSelect={(row) => setBrokerPlace(connectionId, { client: row.client })}
        onOpen={() => focusTarget('broker-client')}
        menu={(row) => clientMenu(connectionId, row, () => setAsked(row))}
        cell={(row, column) => (
          <ClientCell
            row={row}
            column={column}
            rate={rateOf(rates, row)}
            isOwn={own.has(row.client)}
            now={reply?.time ?? 0}
          />
        )}
        empty={
          reply === undefined ? (
            <EmptyState title={broker.loading} />
          ) : text === '' ? (
            <EmptyState title={clients === 'away' ? t.emptyAway : t.empty}>
              <NextStep connectionId={connectionId} by="connection" />
            </EmptyState>
          ) : (
            <NoneFound
              title={t.noMatch}
              text={t.noMatchText}
              onClear={() => setSearch(connectionId, 'clients', '')}
            />
          )
        }
      />
      <HeldMemory numbers={numbers} />
      <DialogBoundary part="dialog disconnect" isOpen={asked !== undefined} onClose={endAsking}>
        <DisconnectDialog
          connectionId={connectionId}
          client={asked?.client ?? ''}
          version={asked?.connection?.version ?? 5}
          isOwn={asked !== undefined && own.has(asked.client)}
          open={asked !== undefined}
          onClose={endAsking}
        />
      </DialogBoundary>
    </>
  );
}
