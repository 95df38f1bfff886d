import { CircleCheck, CircleSlash, X } from 'lucide-react';
import { useState } from 'react';
import {
  boxClasses,
  classes,
  EmptyState,
  IconButton,
  INPUT_CLASSES,
  topicNameErrorText,
  useListLayout,
  useText,
} from '#kit';
import type { SubscriptionOrder, SubscriptionRow } from '../../../broker/control/views.ts';
import { ListBar } from '../../pieces/lists/ListBar.tsx';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { setBrokerPlace, setSearch, useBrokerPlace } from '../../session/broker/place.ts';
import { subscriptionKey } from '../../session/broker/rates.ts';
import { usePaged, useWhole } from '../../session/broker/usePaged.ts';
import { useSubscriptionRates } from '../../session/broker/useRates.ts';
import { shownName } from '../../session/shownName.ts';
import { readSubscriptions } from './readReplies.ts';
import { SubscriptionCell, type SubscriptionColumn } from './SubscriptionCell.tsx';
import { useSorting } from './useSorting.ts';

const COLUMNS: ListColumns<SubscriptionColumn> = {
  wide: {
    shown: ['filter', 'client', 'state', 'qos', 'options', 'identifier', 'to'],
    grid: 'grid-cols-[minmax(120px,1.6fr)_minmax(96px,1fr)_96px_64px_minmax(120px,1fr)_80px_64px]',
  },
  tight: {
    shown: ['filter', 'client', 'state', 'qos', 'options', 'to'],
    grid: 'grid-cols-[minmax(120px,1.6fr)_minmax(96px,1fr)_92px_60px_minmax(96px,1fr)_56px]',
  },
  phone: {
    shown: ['filter', 'client', 'qos'],
    grid: 'grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_68px]',
  },
};
const NUMBERS: ReadonlySet<SubscriptionColumn> = new Set(['identifier', 'to']);
/** Sort orders of the broker by column. */
const ORDER: Readonly<Record<SubscriptionColumn, SubscriptionOrder | undefined>> = {
  filter: 'filter',
  client: 'client',
  state: 'connected',
  qos: 'qos',
  options: undefined,
  identifier: 'identifier',
  to: undefined,
};
const SORTED: ReadonlySet<SubscriptionColumn> = new Set(
  COLUMNS.wide.shown.filter((column) => ORDER[column] !== undefined),
);

const NOTHING: readonly SubscriptionRow[] = [];

/** All subscriptions, or those that match a topic name. */
export function SubscriptionsPane({ connectionId }: { connectionId: string }) {
  const t = useText().broker.subscriptions;
  const { loading } = useText().broker;
  const layout = useListLayout();
  const place = useBrokerPlace(connectionId);
  const [selected, setSelected] = useState<string>();
  const text = place.search.subscriptions ?? '';
  const { topic } = place;
  const fault = topic === '' ? undefined : topicNameErrorText(topic);
  const isTesting = topic !== '' && fault === undefined;
  const sorting = useSorting(connectionId, {
    part: 'subscriptions',
    columns: SORTED,
    first: 'client',
    numbers: NUMBERS,
  });
  const { by = 'client', descending } = sorting;
  const order = ORDER[by];
  const list = usePaged(
    connectionId,
    layout,
    JSON.stringify([text, isTesting ? topic : '', order, descending]),
    (page) => ({
      kind: 'subscriptions',
      ...(order && { order }),
      descending,
      ...(text === '' ? {} : { text }),
      ...(isTesting ? { topic } : {}),
      ...page,
    }),
    readSubscriptions,
  );
  const none = useWhole<SubscriptionRow>(NOTHING, layout, '');
  const { reply } = list;
  const rates = useSubscriptionRates(reply);
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={text}
        onChange={(next) => setSearch(connectionId, 'subscriptions', next)}
        total={reply && topic === '' ? t.total(reply.total) : undefined}
      >
        <MatchTest connectionId={connectionId} topic={topic} isWrong={fault !== undefined} />
      </ListBar>
      {fault !== undefined && (
        <p role="alert" className="shrink-0 border-b border-line px-3 py-1 text-err">
          {fault}
        </p>
      )}
      {isTesting && reply !== undefined && (
        <Verdict topic={shownName(topic)} total={reply.total} rows={reply.rows} />
      )}
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={COLUMNS}
        heads={t.columns}
        right={NUMBERS}
        sorting={sorting}
        // No subscription matches a text that cannot be a topic name.
        list={fault === undefined ? list : none}
        keyOf={subscriptionKey}
        selected={selected}
        onSelect={(row) => setSelected(subscriptionKey(row))}
        onOpen={({ client }) => setBrokerPlace(connectionId, { part: 'clients', client })}
        cell={(row, column) => (
          <SubscriptionCell
            row={row}
            column={column}
            rate={rates.get(subscriptionKey(row))?.rate}
          />
        )}
        empty={
          reply === undefined ? (
            <EmptyState title={loading} />
          ) : topic !== '' ? null : text === '' ? (
            <EmptyState title={t.empty}>
              <NextStep connectionId={connectionId} by="subscription" />
            </EmptyState>
          ) : (
            <NoneFound
              title={t.noMatch}
              onClear={() => setSearch(connectionId, 'subscriptions', '')}
            />
          )
        }
      />
    </>
  );
}

interface MatchTestProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly isWrong: boolean;
}

/** A topic name, to find the clients that would receive a message. */
function MatchTest({ connectionId, topic, isWrong }: MatchTestProps) {
  const t = useText().broker.subscriptions;
  const set = (next: string): void => setBrokerPlace(connectionId, { topic: next });
  return (
    <div className={classes(boxClasses(isWrong), 'min-w-40 flex-1 max-sm:basis-full md:max-w-120')}>
      <span aria-hidden="true" className="shrink-0 text-xs text-fg-2">
        {t.test}
      </span>
      <input
        type="text"
        data-focus="broker-match"
        aria-label={t.testName}
        aria-invalid={isWrong || undefined}
        placeholder={t.testPlaceholder}
        className={classes(INPUT_CLASSES, 'font-mono text-base')}
        value={topic}
        onChange={(event) => set(event.target.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      {topic !== '' && (
        <IconButton small label={t.clear} onClick={() => set('')}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

interface VerdictProps {
  readonly topic: string;
  readonly total: number;
  readonly rows: readonly SubscriptionRow[];
}

/** Result of the match test as a sentence. */
function Verdict({ topic, total, rows }: VerdictProps) {
  const t = useText().broker.subscriptions;
  const clients = new Set(rows.map(({ client }) => client));
  const isPlain = clients.size === rows.length && rows.every((row) => !isShared(row));
  const Sign = total === 0 ? CircleSlash : CircleCheck;
  return (
    <div role="status" className="shrink-0 border-b border-line bg-sel-2 px-3 py-1 leading-5">
      <p className="flex min-w-0 items-center gap-1.5 font-semibold">
        <Sign size={14} aria-hidden className={total === 0 ? 'text-warn' : 'text-ok'} />
        <span className="min-w-0 truncate">
          {total === 0 ? t.noneMatches(topic) : t.matches(total, topic)}
        </span>
      </p>
      {total === 0 && <p className="text-fg-2">{t.noneMatchesText}</p>}
      {!isPlain && <p className="text-fg-2">{t.overlap}</p>}
    </div>
  );
}

const isShared = ({ filter }: SubscriptionRow): boolean => filter.startsWith('$share/');
