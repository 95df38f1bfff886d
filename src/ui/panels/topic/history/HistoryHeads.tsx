import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { pathText, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { togglePinned } from '../value/pinnedPaths.ts';
import type { ColumnLooks } from './columnLook.ts';
import { CELL, type HistoryColumns } from './historyColumns.ts';

interface HistoryHeadsProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly columns: HistoryColumns;
  readonly paths: readonly ValuePath[];
  readonly looks: ColumnLooks;
  /** px */
  readonly height: number;
}

/** Names of the columns, and buttons that remove those of values. */
export function HistoryHeads(props: HistoryHeadsProps) {
  const { connectionId, topic, columns, paths, looks, height } = props;
  const t = useText().topic;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid grid-cols-(--tracks) items-center border-b border-line bg-pane text-xs text-fg-2"
      style={{ height }}
    >
      <Head right>{t.columns.time}</Head>
      {columns.isScalar && (
        <>
          <Head right={looks[0]?.kind !== 'text'}>{t.columns.value}</Head>
          <Head right>{t.columns.change}</Head>
          <Head>
            {/* Bars need no head that is seen. */}
            <span className="sr-only">{t.columns.bars}</span>
          </Head>
        </>
      )}
      {paths.map((path, at) => (
        <PathHead
          key={pathText(path)}
          path={path}
          isText={looks[at]?.kind === 'text'}
          onUnpin={() => togglePinned(connectionId, topic, path)}
        />
      ))}
      {columns.isLine && <Head>{t.columns.line}</Head>}
      {columns.hasSize && <Head right>{t.columns.size}</Head>}
      <Head right>{t.columns.packet}</Head>
    </div>
  );
}

interface PathHeadProps {
  readonly path: ValuePath;
  readonly isText: boolean;
  readonly onUnpin: () => void;
}

function PathHead({ path, isText, onUnpin }: PathHeadProps) {
  const t = useText().topic;
  const name = visibleText(pathText(path));
  const last = path.at(-1);
  return (
    <div
      role="columnheader"
      title={name}
      className={classes(
        CELL,
        'group/head relative flex h-full items-center',
        !isText && 'justify-end',
      )}
    >
      <bdi className="truncate">
        {last === undefined
          ? pathText(path)
          : visibleText(typeof last === 'number' ? `[${last}]` : last)}
      </bdi>
      {/* A finger presses anywhere on the head. */}
      <button
        type="button"
        aria-label={t.unpin(name)}
        title={t.unpin(name)}
        onClick={onUnpin}
        className="absolute right-0 grid size-4 place-items-center rounded-sm bg-pane opacity-0 group-hover/head:opacity-100 hover:text-fg focus-visible:opacity-100 max-md:inset-0 max-md:size-auto max-md:justify-items-end max-md:bg-transparent"
      >
        <X size={12} aria-hidden />
      </button>
    </div>
  );
}

function Head({ children, right }: { children: ReactNode; right?: boolean }) {
  return (
    <div role="columnheader" className={classes(CELL, right === true && 'text-right')}>
      {children}
    </div>
  );
}
