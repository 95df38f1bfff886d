import { HEAD_HEIGHT, ROW_HEIGHT, Tag, useListLayout, useText } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { TracedDelivery, TracedMessage } from '../../../../broker/journal/tracedMessage.ts';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { keptBack, keyOf } from '../../../session/bothEnds/standing.ts';
import { useWhole } from '../../../session/broker/usePaged.ts';
import { ClientName } from './ClientName.tsx';
import { StateWord } from './StateWord.tsx';

type Column = 'subscriber' | 'qos' | 'state';

const EACH = {
  shown: ['subscriber', 'qos', 'state'],
  grid: 'grid-cols-[minmax(0,2fr)_56px_minmax(104px,1fr)]',
} as const;
const COLUMNS: ListColumns<Column> = { wide: EACH, tight: EACH, phone: EACH };
const NUMBERS: ReadonlySet<Column> = new Set();
/** Number of visible rows. */
const ROWS = 6;

interface SubscriberGridProps {
  readonly connectionId: string;
  readonly message: TracedMessage;
  readonly deliveries: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  readonly onChoose: (delivery: TracedDelivery) => void;
}

/** Subscribers with their effective QoS and progress. */
export function SubscriberGrid(props: SubscriberGridProps) {
  const { connectionId, message, deliveries, chosen, onChoose } = props;
  const t = useText().bothEnds;
  const layout = useListLayout();
  const list = useWhole(deliveries, layout, String(message.row.message));
  const rows = Math.min(ROWS, deliveries.length);
  return (
    <div
      className="flex flex-col border-b border-line"
      style={{ height: HEAD_HEIGHT[layout] + rows * ROW_HEIGHT[layout] + 1 }}
    >
      <ListGrid
        name={t.subscribers}
        layout={layout}
        columns={COLUMNS}
        heads={t.subscriberColumns}
        right={NUMBERS}
        list={list}
        keyOf={keyOf}
        selected={chosen && keyOf(chosen)}
        onSelect={onChoose}
        cell={(row, column) => <Cell connectionId={connectionId} row={row} column={column} />}
        empty={null}
      />
    </div>
  );
}

interface CellProps {
  readonly connectionId: string;
  readonly row: TracedDelivery;
  readonly column: Column;
}

function Cell({ connectionId, row, column }: CellProps) {
  const t = useText().bothEnds;
  switch (column) {
    case 'subscriber':
      return <ClientName connectionId={connectionId} client={row.subscriber} />;
    case 'qos':
      return <Tag>{t.qos(row.qos)}</Tag>;
    case 'state':
      return <StateWord delivery={row} />;
  }
}

/** Reason for the QoS of the subscriber's copy. */
export function effectiveWords(
  t: ReturnType<typeof useText>['bothEnds'],
  { row }: TracedMessage,
  delivery: TracedDelivery,
): string {
  const { by, qos, state, asPublished } = delivery;
  return t.effective({
    published: row.qos,
    by: by.map((one) => ({ filter: visibleName(one.filter), qos: one.qos })),
    delivered: qos,
    isGiven: state !== 'not-given' && keptBack(delivery) === undefined,
    asPublished,
  });
}
