import type { TracedDelivery, TracedMessage } from '../../broker/journal/tracedMessage.ts';
import { visibleText } from '../../payload/text.ts';
import { type Columns, ListGrid } from '../broker/ListGrid.tsx';
import { useWhole } from '../broker/usePaged.ts';
import { Tag } from '../kit/Tag.tsx';
import { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT, useListLayout } from '../rows/listLayout.ts';
import { useText } from '../text/useText.ts';
import { StateWord } from './StateWord.tsx';
import { keyOf } from './standing.ts';

type Column = 'subscriber' | 'qos' | 'state' | 'why';

const WIDE: Columns<Column> = {
  shown: ['subscriber', 'qos', 'state', 'why'],
  grid: 'grid-cols-[minmax(100px,0.8fr)_60px_minmax(104px,0.7fr)_minmax(160px,2fr)]',
};
const COLUMNS: Readonly<Record<ListLayout, Columns<Column>>> = {
  wide: WIDE,
  narrow: WIDE,
  phone: {
    shown: ['subscriber', 'qos', 'state'],
    grid: 'grid-cols-[minmax(0,1fr)_56px_minmax(0,1fr)]',
  },
};
const NUMBERS: ReadonlySet<Column> = new Set();
/** Rows that stand there at once. */
const ROWS = 6;

interface SubscriberGridProps {
  readonly message: TracedMessage;
  readonly deliveries: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  readonly onChoose: (delivery: TracedDelivery) => void;
}

/** Every subscriber with its effective QoS and how far it is. */
export function SubscriberGrid({ message, deliveries, chosen, onChoose }: SubscriberGridProps) {
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
        columns={COLUMNS[layout]}
        heads={t.subscriberColumns}
        right={NUMBERS}
        list={list}
        keyOf={keyOf}
        selected={chosen && keyOf(chosen)}
        onSelect={onChoose}
        cell={(row, column) => <Cell row={row} column={column} message={message} />}
        empty={null}
      />
    </div>
  );
}

interface CellProps {
  readonly row: TracedDelivery;
  readonly column: Column;
  readonly message: TracedMessage;
}

function Cell({ row, column, message }: CellProps) {
  const t = useText().bothEnds;
  switch (column) {
    case 'subscriber': {
      const name = visibleText(row.subscriber);
      return (
        <bdi title={name} className="block truncate whitespace-pre">
          {name}
        </bdi>
      );
    }
    case 'qos':
      return <Tag>{t.qos(row.qos)}</Tag>;
    case 'state':
      return <StateWord delivery={row} />;
    case 'why': {
      const why = effectiveWords(t, message, row);
      return (
        <span title={why} className="font-sans text-fg-2">
          {why}
        </span>
      );
    }
  }
}

/** Why the subscriber's copy has the QoS that it has. */
export function effectiveWords(
  t: ReturnType<typeof useText>['bothEnds'],
  { row }: TracedMessage,
  { by, qos }: TracedDelivery,
): string {
  return t.effective({
    published: row.qos,
    by: by.map((one) => ({ filter: visibleText(one.filter), qos: one.qos })),
    delivered: qos,
  });
}
