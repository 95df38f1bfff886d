import { ScanEye } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
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
import { useOwnClients } from '../../session/broker/ownClients.ts';
import { setBrokerPlace, setSearch, useBrokerPlace } from '../../session/broker/place.ts';
import { rateOf } from '../../session/broker/rates.ts';
import { useSysNumbers } from '../../session/broker/sysNumbers.ts';
import { usePaged } from '../../session/broker/usePaged.ts';
import { useRates } from '../../session/broker/useRates.ts';
import { openTapped } from '../../session/captures/openTapped.ts';
import { ClientCell } from './ClientCell.tsx';
import { ClientDetail } from './ClientDetail.tsx';
import {
  CLIENT_COLUMNS,
  CLIENT_ORDER,
  CLIENT_SORTED,
  NUMBERS,
  SESSION_COLUMNS,
  SESSION_SORTED,
} from './clientColumns.ts';
import { clientMenu } from './clientMenu.ts';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { HeldMemory } from './HeldMemory.tsx';
import { ListsBelow } from './ListsBelow.tsx';
import { readClients } from './readReplies.ts';
import { useSorting } from './useSorting.ts';

interface ClientsPaneProps {
  readonly connectionId: string;
  /** `clients`: all clients, including those that left within the last minute. `sessions`: stored sessions. */
  readonly part: 'clients' | 'sessions';
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

/** Width from which the detail is beside the list. */
const BESIDE = 1080;
const DETAIL = '432px';
/** Height of the window that has room for lists below the clients. */
const ROOMY = '(min-height: 800px)';

/** The broker's clients or sessions, and the detail of the selected one. */
export function ClientsPane({ connectionId, part, origin }: ClientsPaneProps) {
  const place = useBrokerPlace(connectionId);
  const clients = useClientList(connectionId, part);
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
            <ClientList connectionId={connectionId} part={part} client={client} {...clients} />
            {part === 'clients' && isRoomy && (
              <ListsBelow connectionId={connectionId} origin={origin} />
            )}
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
function useClientList(connectionId: string, part: ClientsPaneProps['part']) {
  const layout = useListLayout();
  const text = useBrokerPlace(connectionId).search[part] ?? '';
  const sorting = useSorting(connectionId, {
    part,
    columns: part === 'clients' ? CLIENT_SORTED : SESSION_SORTED,
    first: part === 'clients' ? 'reconnects' : 'client',
    numbers: NUMBERS,
  });
  const { by = 'client', descending } = sorting;
  const order = CLIENT_ORDER[by];
  const list = usePaged(
    connectionId,
    layout,
    JSON.stringify([part, text, order, descending]),
    (page) => ({
      kind: 'clients',
      ...(text === '' ? {} : { text }),
      ...(part === 'clients' ? { recent: true } : {}),
      order,
      descending,
      ...page,
    }),
    readClients,
  );
  return { list, sorting, rates: useRates(list.reply) };
}

interface ClientListProps
  extends Omit<ClientsPaneProps, 'origin'>,
    ReturnType<typeof useClientList> {
  /** Client whose detail is shown. */
  readonly client: string | undefined;
}

function ClientList({ connectionId, part, client, list, sorting, rates }: ClientListProps) {
  const { broker } = useText();
  const t = broker[part];
  const layout = useListLayout();
  const text = useBrokerPlace(connectionId).search[part] ?? '';
  const { reply } = list;
  const own = useOwnClients(connectionId);
  const numbers = useSysNumbers(connectionId);
  const [asked, setAsked] = useState<ClientRow>();
  const endAsking = (): void => setAsked(undefined);
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={broker.clients.searchPlaceholder}
        value={text}
        onChange={(next) => setSearch(connectionId, part, next)}
        total={reply && t.total(reply.total)}
      >
        {part === 'clients' && (
          <Button
            icon={<ScanEye size={14} aria-hidden />}
            title={broker.detail.openAllTitle}
            onClick={() => openTapped(connectionId, 'all', broker.clients.all)}
          >
            {broker.detail.openAll}
          </Button>
        )}
      </ListBar>
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={part === 'clients' ? CLIENT_COLUMNS : SESSION_COLUMNS}
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
            <EmptyState title={t.empty}>
              <NextStep connectionId={connectionId} by="connection" />
            </EmptyState>
          ) : (
            <NoneFound
              title={t.noMatch}
              text={broker.clients.noMatchText}
              onClear={() => setSearch(connectionId, part, '')}
            />
          )
        }
      />
      {part === 'clients' && <HeldMemory numbers={numbers} />}
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
