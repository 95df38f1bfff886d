import { type ReactNode, useState } from 'react';
import { Button, classes, EmptyState, useListLayout, useText } from '#kit';
import type { RetainedRow, SubscriptionRow } from '../../../broker/control/views.ts';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { type BrokerPart, setBrokerPlace } from '../../session/broker/place.ts';
import { subscriptionKey } from '../../session/broker/rates.ts';
import { usePaged } from '../../session/broker/usePaged.ts';
import { useSubscriptionRates } from '../../session/broker/useRates.ts';
import { RetainedCell, type RetainedColumn, retainedTone } from './RetainedCell.tsx';
import { readRetained, readSubscriptions } from './readReplies.ts';
import { SubscriptionCell, type SubscriptionColumn } from './SubscriptionCell.tsx';

const RETAINED_COLUMNS = always<RetainedColumn>(
  ['topic', 'payload', 'publisher', 'age'],
  'grid-cols-[minmax(96px,2fr)_minmax(64px,1fr)_minmax(80px,0.9fr)_64px]',
);
const AGE: ReadonlySet<RetainedColumn> = new Set(['age']);
const SUBSCRIPTION_COLUMNS = always<SubscriptionColumn>(
  ['filter', 'qos', 'client', 'to'],
  'grid-cols-[minmax(80px,1fr)_40px_minmax(80px,calc(50%-50px))_56px]',
);
const RATE: ReadonlySet<SubscriptionColumn> = new Set(['to']);

interface ListsBelowProps {
  readonly connectionId: string;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

/** All retained messages and subscriptions. Choosing a row shows its client in the detail. */
export function ListsBelow({ connectionId, origin }: ListsBelowProps) {
  return (
    <div className="flex min-h-0 flex-1 border-t border-line">
      <Retained connectionId={connectionId} origin={origin} />
      <Subscriptions connectionId={connectionId} />
    </div>
  );
}

function Retained({ connectionId, origin }: ListsBelowProps) {
  const { broker } = useText();
  const layout = useListLayout();
  const [selected, setSelected] = useState<string>();
  const list = usePaged(
    connectionId,
    layout,
    '',
    (page) => ({ kind: 'retained', order: 'topic', descending: false, sys: false, ...page }),
    readRetained,
  );
  const { reply } = list;
  return (
    <Pane
      connectionId={connectionId}
      part="retained"
      total={reply && broker.below.messages(reply.total)}
      allName={broker.below.allRetained}
    >
      <ListGrid
        name={broker.below.retained}
        layout={layout}
        columns={RETAINED_COLUMNS}
        heads={broker.retained.columns}
        right={AGE}
        list={list}
        keyOf={({ topic }: RetainedRow) => topic}
        selected={selected}
        onSelect={({ topic, publisher }) => {
          setSelected(topic);
          if (publisher !== undefined) setBrokerPlace(connectionId, { client: publisher });
        }}
        focus="broker-retained"
        tone={retainedTone}
        cell={(row, column) => (
          <RetainedCell row={row} column={column} origin={origin} now={reply?.time ?? 0} />
        )}
        empty={<EmptyState title={reply === undefined ? broker.loading : broker.retained.empty} />}
      />
    </Pane>
  );
}

function Subscriptions({ connectionId }: Pick<ListsBelowProps, 'connectionId'>) {
  const { broker, brokerClients } = useText();
  const layout = useListLayout();
  const [selected, setSelected] = useState<string>();
  const list = usePaged(
    connectionId,
    layout,
    '',
    (page) => ({ kind: 'subscriptions', order: 'filter', descending: false, ...page }),
    readSubscriptions,
  );
  const { reply } = list;
  const rates = useSubscriptionRates(reply);
  return (
    <Pane
      connectionId={connectionId}
      part="subscriptions"
      total={reply && broker.below.filters(reply.total)}
      allName={broker.below.allSubscriptions}
    >
      <ListGrid
        name={broker.below.subscriptions}
        layout={layout}
        columns={SUBSCRIPTION_COLUMNS}
        heads={broker.subscriptions.columns}
        right={RATE}
        list={list}
        keyOf={subscriptionKey}
        selected={selected}
        onSelect={(row: SubscriptionRow) => {
          setSelected(subscriptionKey(row));
          setBrokerPlace(connectionId, { client: row.client });
        }}
        focus="broker-subscriptions"
        cell={(row, column) =>
          column === 'client' && !row.isConnected ? (
            <span className="flex min-w-0">
              <SubscriptionCell row={row} column={column} />
              <span className="shrink-0 font-sans text-fg-3">
                {broker.below.away(brokerClients.state.offline)}
              </span>
            </span>
          ) : (
            <SubscriptionCell
              row={row}
              column={column}
              rate={rates.get(subscriptionKey(row))?.rate}
            />
          )
        }
        empty={
          <EmptyState title={reply === undefined ? broker.loading : broker.subscriptions.empty} />
        }
      />
    </Pane>
  );
}

interface PaneProps {
  readonly connectionId: string;
  /** Part of the Broker desk with the full list. */
  readonly part: BrokerPart & ('retained' | 'subscriptions');
  readonly total: string | undefined;
  /** Accessible name of the button that opens the full list. */
  readonly allName: string;
  readonly children: ReactNode;
}

/** Topics and values need more room than filters. */
const SHARE = { retained: 'flex-3', subscriptions: 'flex-2' } as const;

function Pane({ connectionId, part, total, allName, children }: PaneProps) {
  const { broker: t } = useText();
  return (
    <section
      aria-label={t.below[part]}
      className={classes(
        SHARE[part],
        'flex min-h-0 min-w-0 flex-col not-first:border-l not-first:border-line',
      )}
    >
      <div className="flex h-9 shrink-0 items-center gap-2 pr-1 pl-3">
        <h2 className="font-semibold">{t.part[part]}</h2>
        <span className="text-fg-2">{total}</span>
        <span className="ml-auto">
          <Button
            look="action"
            label={allName}
            onClick={() => setBrokerPlace(connectionId, { part })}
          >
            {t.below.all}
          </Button>
        </span>
      </div>
      {children}
    </section>
  );
}

/** The same columns at every width. */
function always<C extends string>(shown: readonly C[], grid: string): ListColumns<C> {
  const columns = { shown, grid };
  return { wide: columns, tight: columns, phone: columns };
}
