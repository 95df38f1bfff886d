import { type ReactNode, useState } from 'react';
import { HEAD_HEIGHT, ROW_HEIGHT, Tag, useListLayout, useRows, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { LARGEST_SHAPED } from '../../../../payload/shape/largest.ts';
import { EACH, isRare, type KeyShape, type ShapeReport } from '../../../../payload/shape/shape.ts';
import { pathText, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { Awaited } from '../../../pieces/lost.tsx';
import { useNow } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { useAskedAgain } from '../../../session/useAskedAgain.ts';
import { togglePinned } from '../value/pinnedPaths.ts';

/** ms */
const EVERY = 1500;

type Column = 'key' | 'kinds' | 'values' | 'share' | 'changed';

const ALL: readonly Column[] = ['key', 'kinds', 'values', 'share', 'changed'];
const FEW: readonly Column[] = ['key', 'kinds', 'values', 'changed'];
const RIGHT: ReadonlySet<Column> = new Set(['share', 'changed']);
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ALL,
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,0.7fr)_minmax(0,1.4fr)_64px_84px]',
  },
  tight: {
    shown: ALL,
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,0.9fr)_minmax(0,1.1fr)_40px_72px]',
  },
  phone: { shown: FEW, grid: 'grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_minmax(0,1fr)_72px]' },
};

interface KeysPanelProps {
  readonly connectionId: string;
  readonly topic: string;
  /** In its head. */
  readonly tabs: ReactNode;
}

/** Keys in the values of a topic, with types, ranges, frequency and last change. */
export function KeysPanel({ connectionId, topic, tabs }: KeysPanelProps) {
  const t = useText().topic;
  const now = useNow(connectionId) ?? 0;
  const layout = useListLayout();
  const [selected, setSelected] = useState<string>();
  const report = useAskedAgain(connectionId, { kind: 'topic-shape', topic } as const, {
    of: topic,
    everyMs: EVERY,
  });
  // A row for the whole value is useless if there are keys.
  const keys = keysOf(report);
  const rows = useRows({
    count: keys.length,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  return (
    <>
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar pr-2 whitespace-nowrap">
        {tabs}
        <span className="min-w-0 truncate text-fg-2 first:pl-3">
          {report !== undefined && t.keys.of(report.messages)}
        </span>
      </div>
      <ListGrid
        name={t.keys.title}
        focus="topic-keys"
        layout={layout}
        columns={COLUMNS}
        heads={t.keys.columns}
        right={RIGHT}
        list={{ ...rows, part: { first: 0, total: keys.length, rows: keys } }}
        keyOf={({ path }) => pathText(path)}
        selected={selected}
        onSelect={({ path }) => setSelected(pathText(path))}
        onOpen={({ path }) => {
          if (!path.includes(EACH)) togglePinned(connectionId, topic, path);
        }}
        cell={(key, column) => (
          <Cell connectionId={connectionId} shape={key} column={column} now={now} />
        )}
        empty={
          <p className="p-3 text-fg-3">
            {report === undefined ? (
              <Awaited connectionId={connectionId} text={t.loading} />
            ) : (
              t.keys.none(report.messages)
            )}
          </p>
        }
      />
      {report?.isCut === true && <Remark>{t.keys.cut}</Remark>}
      {report !== undefined && report.tooLarge > 0 && (
        <Remark>{t.keys.tooLarge(report.tooLarge, LARGEST_SHAPED)}</Remark>
      )}
    </>
  );
}

function Remark({ children }: { children: string }) {
  return <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">{children}</p>;
}

const NONE: readonly KeyShape[] = [];

function keysOf(report: ShapeReport | undefined): readonly KeyShape[] {
  if (report === undefined || report.messages === 0) return NONE;
  return report.keys.length > 1 ? report.keys.slice(1) : report.keys;
}

interface CellProps {
  readonly connectionId: string;
  readonly shape: KeyShape;
  readonly column: Column;
  /** µs since the capture's origin. */
  readonly now: number;
}

function Cell({ connectionId, shape, column, now }: CellProps) {
  const { kit, topic: t } = useText();
  const { path, seen, of, changed, changes } = shape;
  switch (column) {
    case 'key':
      return (
        <span
          className="flex min-w-0 items-center gap-1.5"
          title={visibleText(pathText(path))}
          style={{ paddingLeft: Math.min(Math.max(0, path.length - 1), 8) * 12 }}
        >
          <bdi className="truncate">{visibleText(lastOf(path))}</bdi>
          {isRare(shape) && <Tag tone="outline">{t.keys.rare}</Tag>}
        </span>
      );
    case 'kinds':
      return <Kinds shape={shape} />;
    case 'values':
      return (
        <bdi className="block truncate" title={visibleText(shape.examples.join('\n'))}>
          {visibleText(valuesOf(shape, t.keys))}
        </bdi>
      );
    case 'share':
      return (
        <span title={t.keys.shareTitle(seen, of)}>
          {seen === of ? t.keys.always : `${percent(seen / of)} %`}
        </span>
      );
    case 'changed':
      // Elements are identified only by their array.
      if (path.includes(EACH)) return null;
      return changed === undefined ? (
        <span className="text-fg-3">{t.keys.never}</span>
      ) : (
        <button
          type="button"
          className="row-link"
          title={`${t.keys.changedTitle(changes)}${kit.gap}${t.showPacket(changed.packet)}`}
          onClick={() => showPacket(connectionId, changed.packet)}
        >
          {t.keys.ago(Math.max(0, now - changed.time) / 1_000_000)}
        </button>
      );
  }
}

function Kinds({ shape: { kinds, format } }: { shape: KeyShape }) {
  const t = useText().topic.keys;
  const isNumber = kinds.some(({ kind }) => kind === 'number');
  const names = kinds
    // An integer is a number, too.
    .filter(({ kind }) => kind !== 'integer' || !isNumber)
    .map(({ kind }) => t.kinds[kind])
    .join(' | ');
  const text = format === undefined ? names : `${names} · ${t.formats[format]}`;
  return (
    <span className="block truncate text-fg-2" title={text}>
      {text}
    </span>
  );
}

function lastOf(path: ValuePath): string {
  const last = path.at(-1);
  if (last === undefined) return pathText(path);
  return typeof last === 'number' ? `${last}` : last;
}

/** Shares near 0 % and 100 % are not rounded to them. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 0 ? '<1' : whole === 100 ? '>99' : `${whole}`;
}

/** The distinct texts if they are few, the range, the number of elements, or examples. */
function valuesOf(
  { texts, range, length, kinds, examples }: KeyShape,
  t: { readonly elements: (least: number, most: number) => string },
): string {
  if (texts !== undefined) return texts.join(' | ');
  if (range !== undefined)
    return range.least === range.most ? range.least : `${range.least} … ${range.most}`;
  if (kinds.some(({ kind }) => kind === 'array') && length !== undefined)
    return t.elements(length.least, length.most);
  return examples.join(', ');
}
