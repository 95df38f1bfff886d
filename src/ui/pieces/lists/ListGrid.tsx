import { dequal } from 'dequal';
import {
  type KeyboardEvent,
  memo,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useState,
} from 'react';
import {
  CELL,
  classes,
  DialogBoundary,
  GridRow,
  headLook,
  inPlaces,
  isMenuButton,
  isMenuKey,
  type Listed,
  type ListLayout,
  linkedPacket,
  Menu,
  type MenuGroup,
  MenuOfRow,
  type MenuPlace,
  ROW_HEIGHT,
  RowBoundary,
  RowGrid,
  rowForKey,
  rowIndexOf,
  rowLook,
  SortHead,
  type Sorting,
  useFirstText,
  useWidth,
} from '#kit';
import { useCursor } from './useCursor.ts';

interface Columns<C extends string> {
  readonly shown: readonly C[];
  /** Class name that sets the tracks. */
  readonly grid?: string;
  /** Tracks that depend on the rows, instead of `grid`. */
  readonly tracks?: string;
  /** Class names of the cells of rows with two lines. */
  readonly places?: Readonly<Partial<Record<C, string>>>;
}

/** Columns at full width, at less, and on a phone. */
export type ListColumns<C extends string> = Readonly<
  Record<'wide' | 'tight' | 'phone', Columns<C>>
>;

/** Pixels from a row's left edge to a menu opened with the keyboard. */
const MENU_INDENT = 40;

/** Pixels of a list that has room for all of its columns. */
const ROOMY = 780;

interface ListGridProps<R, C extends string> {
  /** Accessible name. */
  readonly name: string;
  readonly layout: ListLayout;
  readonly columns: ListColumns<C>;
  readonly heads: Readonly<Record<C, ReactNode>>;
  /** Tooltips of heads whose label is too short. */
  readonly titles?: Readonly<Partial<Record<C, string>>>;
  /** Accessible names of heads whose label is shortened. */
  readonly spoken?: Readonly<Partial<Record<C, string>>>;
  /** Columns of numbers. */
  readonly right: ReadonlySet<C>;
  /** Set if the heads sort the list. */
  readonly sorting?: Sorting<C>;
  readonly list: Listed<R>;
  /** The owner of the list keeps its order under the pointer. */
  readonly isHeldByOwner?: boolean;
  readonly keyOf: (row: R) => string;
  readonly selected: string | undefined;
  /** Index of the selected row, if known although the row is not loaded. */
  readonly at?: number | undefined;
  readonly onSelect: (row: R) => void;
  /** A click, after the selection and unless it hits a link. */
  readonly onPress?: (row: R) => void;
  /** A click on a link to a packet (`data-packet`). */
  readonly onPacket?: (packet: number) => void;
  /** The list itself received the focus. */
  readonly onEnter?: () => void;
  /** Enter or a double click. */
  readonly onOpen?: (row: R) => void;
  /** Name for moving the focus to the list. */
  readonly focus?: string;
  /** Actions on a row: by right click, by key, and by a button at its end. */
  readonly menu?: (row: R) => readonly MenuGroup[];
  /** A right click, if the menu is the caller's own. */
  readonly onMenu?: (row: R, place: MenuPlace) => void;
  /** Receives keys first. Keys with a prevented default are not handled further. */
  readonly onKey?: (event: KeyboardEvent) => void;
  /** Tint of a row with a problem. */
  readonly tone?: (row: R) => 'err' | 'warn' | undefined;
  /** Delete. */
  readonly onDelete?: (row: R) => void;
  /** A function that stays the same draws equal rows only once. */
  readonly cell: (row: R, column: C) => ReactNode;
  /** Content of an empty list. */
  readonly empty: ReactNode;
}

/**
 * A list with a row of cells per entry. The selection follows its row by key when the row moves. Rows keep their places
 * under the pointer.
 */
export function ListGrid<R, C extends string>(props: ListGridProps<R, C>) {
  const { layout, right, keyOf, selected, onSelect, onOpen, onDelete } = props;
  const { rowMenu } = useFirstText().packets;
  const { attach, part: latest, ...rows } = props.list;
  const { by, descending } = props.sorting ?? {};
  const of = `${latest?.first} ${latest?.total} ${by} ${descending}`;
  const [pointed, setPointed] = useState<{
    readonly of: string;
    readonly keys: readonly string[];
  }>();
  const part =
    latest !== undefined && pointed?.of === of
      ? { ...latest, rows: inPlaces(pointed.keys, latest.rows, keyOf) }
      : latest;
  const [width, measure] = useWidth();
  const columns = props.columns[layout === 'phone' ? 'phone' : width < ROOMY ? 'tight' : 'wide'];
  const { places } = columns;
  const grid = classes(
    columns.grid ?? 'grid-cols-(--tracks)',
    places !== undefined && 'grid-rows-[20px_20px]',
  );
  const rowClass = classes(rowLook(layout, grid), places !== undefined && 'border-b border-line');
  const ids = useId();
  const count = part?.total ?? 0;
  const rowAt = (index: number): R | undefined => part?.rows[index - part.first];
  const found = part?.rows.findIndex((row) => keyOf(row) === selected) ?? -1;
  const { at, choose } = useCursor({
    found: found < 0 || part === undefined ? props.at : part.first + found,
    isSelected: selected !== undefined,
    rowAt,
    onSelect,
  });
  const { show, page } = rows;
  useEffect(() => {
    if (at !== undefined) show(at);
    // oxlint-disable-next-line react/exhaustive-deps -- only a new selection or a new page height scrolls to the row
  }, [selected, page, show, at === undefined]);
  const [opened, setOpened] = useState<{ readonly row: R; readonly place: MenuPlace }>();
  const closeMenu = useCallback(() => setOpened(undefined), []);
  const openMenu = (row: R | undefined, place: MenuPlace): void => {
    if (row === undefined) return;
    if (props.menu === undefined) props.onMenu?.(row, place);
    else setOpened({ row, place });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    props.onKey?.(event);
    if (event.defaultPrevented) return;
    if (props.menu !== undefined && at !== undefined && isMenuKey(event)) {
      const box = document.getElementById(`${ids}-${at}`)?.getBoundingClientRect();
      event.preventDefault();
      openMenu(rowAt(at), { x: (box?.left ?? 0) + MENU_INDENT, y: box?.bottom ?? 0 });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Keys of a button in a row are its own.
    if (event.target !== event.currentTarget) return;
    const to = rowForKey(event.key, at, { start: rows.top, count, page });
    const chosen = at === undefined ? undefined : rowAt(at);
    if (to !== undefined && count > 0) {
      const index = Math.min(Math.max(to, 0), count - 1);
      show(index);
      choose(index);
    } else if (event.key === 'Enter' && chosen !== undefined && onOpen !== undefined) {
      onOpen(chosen);
    } else if (event.key === 'Delete' && chosen !== undefined && onDelete !== undefined) {
      onDelete(chosen);
    } else {
      return;
    }
    event.preventDefault();
  };
  const cellClass = (column: C): string =>
    classes(CELL, right.has(column) && 'text-right', places?.[column]);
  const drawn = Array.from({ length: Math.max(0, rows.to - rows.from) }, (_, i) => rows.from + i);
  const active = at !== undefined && drawn.includes(at) ? `${ids}-${at}` : undefined;
  return (
    <div
      ref={measure}
      onPointerMove={() => {
        if (props.isHeldByOwner !== true && pointed?.of !== of)
          setPointed({ of, keys: part?.rows.map(keyOf) ?? [] });
      }}
      onPointerLeave={() => setPointed(undefined)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <RowGrid
        name={props.name}
        focus={props.focus ?? 'broker-list'}
        attach={attach}
        rows={rows}
        count={count}
        columns={columns.shown}
        heads={titled(columns.shown, props)}
        sorted={(column) => orderOf(column, props.sorting)}
        headClass={headLook(layout, grid)}
        cellClass={cellClass}
        active={active}
        {...(columns.tracks !== undefined && { tracks: columns.tracks })}
        {...(props.onEnter !== undefined && { onEnter: props.onEnter })}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const packet = linkedPacket(event.target);
          const index = rowIndexOf(event.target);
          const row = index === undefined ? undefined : rowAt(index);
          if (isMenuButton(event.target)) {
            openMenu(row, { x: event.clientX, y: event.clientY });
            return;
          }
          if (index !== undefined) choose(index);
          if (packet !== undefined) props.onPacket?.(packet);
          else if (row !== undefined) props.onPress?.(row);
        }}
        onDoubleClick={(event) => {
          const index = rowIndexOf(event.target);
          const row = index === undefined ? undefined : rowAt(index);
          if (row !== undefined) onOpen?.(row);
        }}
        onContextMenu={(event) => {
          const index = rowIndexOf(event.target);
          const row = index === undefined ? undefined : rowAt(index);
          if (row === undefined || (props.menu ?? props.onMenu) === undefined) return;
          event.preventDefault();
          openMenu(row, { x: event.clientX, y: event.clientY });
        }}
        below={count === 0 && props.empty}
      >
        {drawn.map((index) => {
          const row = rowAt(index);
          return row === undefined ? (
            <div key={`at ${index}`} role="presentation" style={{ height: ROW_HEIGHT[layout] }} />
          ) : (
            <RowBoundary
              key={keyOf(row)}
              of={row}
              id={`${ids}-${index}`}
              index={index}
              height={ROW_HEIGHT[layout]}
            >
              <DrawnRow
                of={[row, index, keyOf(row) === selected, rowClass, columns.shown, props.cell]}
                draw={() => (
                  <GridRow
                    id={`${ids}-${index}`}
                    index={index}
                    selected={keyOf(row) === selected}
                    hasProblem={props.tone?.(row) !== undefined}
                    isWarning={props.tone?.(row) === 'warn'}
                    className={rowClass}
                    columns={columns.shown}
                    cellClass={cellClass}
                    cell={(column) => props.cell(row, column)}
                    {...(props.menu !== undefined && { end: <MenuOfRow title={rowMenu} /> })}
                  />
                )}
              />
            </RowBoundary>
          );
        })}
      </RowGrid>
      {opened !== undefined && props.menu !== undefined && (
        <DialogBoundary part="menu" name={props.name} onClose={closeMenu}>
          <Menu
            label={props.name}
            groups={props.menu(opened.row)}
            place={opened.place}
            onClose={closeMenu}
          />
        </DialogBoundary>
      )}
    </div>
  );
}

interface DrawnRowProps {
  /** All dependencies of the drawing. Compared from the end, so that the functions are compared first. */
  readonly of: readonly unknown[];
  readonly draw: () => ReactElement;
}

const DrawnRow = memo(
  function DrawnRow({ draw }: DrawnRowProps) {
    return draw();
  },
  (before, after) => dequal(before.of, after.of),
);

function orderOf<C extends string>(
  column: C,
  sorting: Sorting<C> | undefined,
): 'ascending' | 'descending' | 'none' | undefined {
  if (sorting?.columns.has(column) !== true) return undefined;
  if (column !== sorting.by) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

type HeadProps<C extends string> = Pick<
  ListGridProps<unknown, C>,
  'heads' | 'titles' | 'spoken' | 'sorting' | 'right'
>;

/** Heads with their meanings as tooltips. Assistive technology reads abbreviations in full. */
function titled<C extends string>(
  shown: readonly C[],
  { heads, titles, spoken, sorting, right }: HeadProps<C>,
): Record<C, ReactNode> {
  const all: Record<C, ReactNode> = { ...heads };
  const canSort = shown.filter((column) => sorting?.columns.has(column) === true);
  const stop = canSort.find((column) => column === sorting?.by) ?? canSort[0];
  for (const column of shown) {
    const name = spoken?.[column];
    const words = (
      <>
        <span aria-hidden={name === undefined ? undefined : true}>{heads[column]}</span>
        {name !== undefined && <span className="sr-only">{name}</span>}
      </>
    );
    const order = orderOf(column, sorting);
    all[column] =
      order === undefined ? (
        <span title={titles?.[column]}>{words}</span>
      ) : (
        <SortHead
          order={order === 'none' ? undefined : order}
          isRight={right.has(column)}
          isTabStop={column === stop}
          title={titles?.[column]}
          onSort={() => sorting?.onSort(column)}
        >
          {words}
        </SortHead>
      );
  }
  return all;
}
