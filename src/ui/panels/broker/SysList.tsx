import { useState } from 'react';
import { EmptyState, type Sorting, useListLayout, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { ListBar } from '../../pieces/lists/ListBar.tsx';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { setSearch, useBrokerPlace } from '../../session/broker/place.ts';
import { useWhole } from '../../session/broker/usePaged.ts';
import { useSorting } from './useSorting.ts';

type Column = 'topic' | 'value';
type SysRow = { readonly topic: string; readonly value: string };
type Values = ReadonlyMap<string, string>;

const COLUMNS: ListColumns<Column> = {
  wide: { shown: ['topic', 'value'], grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)]' },
  tight: { shown: ['topic', 'value'], grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)]' },
  phone: { shown: ['topic', 'value'], grid: 'grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]' },
};
const NUMBERS: ReadonlySet<Column> = new Set();
const SORTED: ReadonlySet<Column> = new Set(['topic', 'value']);
const NONE: Values = new Map();

interface SysListProps {
  readonly connectionId: string;
  /** undefined: not reported yet. */
  readonly rows: readonly SysRow[] | undefined;
}

/** Topics below `$SYS` with their values. Changes since the previous answer are marked. */
export function SysList({ connectionId, rows }: SysListProps) {
  const t = useText().broker.sys;
  const { loading } = useText().broker;
  const layout = useListLayout();
  const text = useBrokerPlace(connectionId).search.sys ?? '';
  const [selected, setSelected] = useState<string>();
  const changed = useChanged(rows);
  const wanted = text.toLowerCase();
  const sorting = useSorting(connectionId, {
    part: 'sys',
    columns: SORTED,
    first: undefined,
    numbers: NUMBERS,
  });
  const found = rows?.filter(({ topic }) => topic.toLowerCase().includes(wanted));
  const all = found && inOrder(found, sorting);
  const list = useWhole(all, layout, JSON.stringify([text, sorting.by, sorting.descending]));
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={text}
        onChange={(next) => setSearch(connectionId, 'sys', next)}
        total={all && t.total(all.length)}
      />
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={COLUMNS}
        heads={t.columns}
        right={NUMBERS}
        sorting={sorting}
        list={list}
        keyOf={({ topic }) => topic}
        selected={selected}
        onSelect={({ topic }) => setSelected(topic)}
        cell={(row, column) => (
          <Cell row={row} column={column} hasChanged={changed.has(row.topic)} />
        )}
        empty={
          all === undefined ? (
            <EmptyState title={loading} />
          ) : (
            <NoneFound title={t.noMatch} onClear={() => setSearch(connectionId, 'sys', '')} />
          )
        }
      />
    </>
  );
}

const natural = new Intl.Collator('en', { numeric: true });

function inOrder(rows: readonly SysRow[], { by, descending }: Sorting<Column>): readonly SysRow[] {
  if (by === undefined) return rows;
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * natural.compare(a[by], b[by]));
}

function Cell({ row, column, hasChanged }: { row: SysRow; column: Column; hasChanged: boolean }) {
  const t = useText().broker.sys;
  const shown = visibleText(row[column]);
  if (column === 'topic' || !hasChanged) {
    return (
      <bdi title={shown} className="block truncate">
        {shown}
      </bdi>
    );
  }
  return (
    <span title={t.changed} className="block truncate text-chg">
      <bdi>{shown}</bdi> <span aria-hidden="true">~</span>
    </span>
  );
}

/** Topics with a value that differs from the previous answer. */
function useChanged(rows: readonly SysRow[] | undefined): ReadonlySet<string> {
  const [seen, setSeen] = useState<readonly SysRow[]>();
  const [values, setValues] = useState(NONE);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  if (rows !== undefined && rows !== seen) {
    setSeen(rows);
    setValues(new Map(rows.map(({ topic, value }) => [topic, value])));
    const others = rows.filter(({ topic, value }) => {
      const before = values.get(topic);
      return before !== undefined && before !== value;
    });
    setChanged(new Set(others.map(({ topic }) => topic)));
  }
  return changed;
}
