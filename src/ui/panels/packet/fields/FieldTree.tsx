import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import {
  FINGERS,
  focusIfAwaited,
  type MenuPlace,
  RowBoundary,
  useMedia,
  useRows,
  useWidth,
} from '#kit';
import type { FieldMeanings } from '../../../../alibaba/alink/fieldMeanings.ts';
import type { PacketProblem } from '../../../../mqtt/dissect/dissection.ts';
import { parentKey } from '../../../session/packet/links.ts';
import type { OutlineNode } from '../../../session/packet/outline.ts';
import { BitsRow } from './BitsRow.tsx';
import { type ChangeWords, fitsBeside } from './changeWords.ts';
import { FieldRowView, indentOf } from './FieldRowView.tsx';
import { type FieldItem, type FieldRow, itemsOf } from './visible.ts';

interface FieldTreeProps {
  /** Accessible name. */
  readonly name: string;
  /** Name for `focusTarget`. */
  readonly focus: string;
  /** Rows of the payload show how many bytes they have. */
  readonly sized?: boolean;
  /** Rows have the height of list rows. */
  readonly roomy?: boolean;
  /** After the value of a field. */
  readonly note?: (node: OutlineNode) => ReactNode;
  /** Previous value. It has a line of its own if it does not fit beside the value. */
  readonly changeOf?: (node: OutlineNode) => ChangeWords | undefined;
  readonly rows: readonly FieldRow[];
  readonly selected: string | undefined;
  readonly problems: ReadonlyMap<string, readonly PacketProblem[]>;
  /** Meanings of payload members by their first byte. */
  readonly meanings: FieldMeanings;
  /** Given on narrow screens, where rows show their bytes. */
  readonly bytes: Uint8Array | undefined;
  readonly onSelect: (node: OutlineNode) => void;
  readonly onExpand: (key: string, expanded: boolean) => void;
  /** Hovered field, here or in the bytes. */
  readonly hovered: string | undefined;
  readonly onHover: (key: string | undefined) => void;
  readonly onCopy: () => void;
  /** Opens a menu at that place for the selected field. */
  readonly onMenu: (place: MenuPlace) => void;
  readonly onLeave: () => void;
}

/** Lines on screen: a row of bits takes two, and so does a value with its previous value below. */
function linesOf(
  rows: readonly FieldRow[],
  changeOf: FieldTreeProps['changeOf'],
  width: number,
): readonly (FieldRow | undefined)[] {
  return rows.flatMap((row): (FieldRow | undefined)[] => {
    if (row.kind === 'bits') return [row, undefined];
    const change = changeOf?.(row.item.node);
    const room = width - indentOf(row.item);
    return change && !fitsBeside(row.item.node, change, room) ? [row, undefined] : [row];
  });
}

function holds(row: FieldRow | undefined, key: string | undefined): boolean {
  if (row === undefined) return false;
  if (row.kind === 'field') return row.item.node.key === key;
  return row.items.some(({ node }) => node.key === key);
}

export function FieldTree(props: FieldTreeProps) {
  const { focus, rows, selected, bytes, onSelect, onExpand } = props;
  const ids = useId();
  const [width, measure] = useWidth();
  const lines = linesOf(rows, props.changeOf, width);
  const items = itemsOf(rows);
  const at = items.findIndex(({ node }) => node.key === selected);
  const selectedLine = lines.findIndex((row) => holds(row, selected));
  const isForFingers = useMedia(FINGERS);
  const isLow = bytes === undefined && props.roomy !== true;
  const height = isLow ? 20 : isForFingers ? 40 : 28;
  const { attach, ...view } = useRows({ count: lines.length, rowHeight: height });
  const { show } = view;

  /** The focus results from a press, which selects a field itself. */
  const isPressed = useRef(false);
  // The focus may have been requested before the packet's bytes arrived.
  useEffect(() => focusIfAwaited(focus), [focus]);
  useEffect(() => {
    if (selectedLine >= 0) show(selectedLine);
  }, [show, selectedLine]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = items[at];
    const to = itemFor(event.key, items, at);
    if (event.key === 'Escape') props.onLeave();
    else if (event.key.toLowerCase() === 'c' && current !== undefined) props.onCopy();
    else if (event.key === 'ArrowRight' && current?.expandable === true && !current.expanded)
      onExpand(current.node.key, true);
    else if (event.key === 'ArrowLeft' && current?.expanded === true)
      onExpand(current.node.key, false);
    else if (to !== undefined) onSelect(to.node);
    else return;
    event.preventDefault();
  };
  const itemOf = (event: MouseEvent): FieldItem | undefined => {
    const key = keyOf(event.target);
    return items.find(({ node }) => node.key === key);
  };
  const toggle = (item: FieldItem): void => {
    if (item.expandable) onExpand(item.node.key, !item.expanded);
  };

  const itemId = (key: string): string => `${ids}-${key}`;
  const around = selected === undefined ? undefined : parentKey(selected);
  const rowProps = (item: FieldItem) => ({
    item,
    id: itemId(item.node.key),
    selected: item.node.key === selected,
    hovered: item.node.key === props.hovered,
    problems: props.problems.get(item.node.key),
    meaning: item.node.inPayload ? props.meanings.get(item.node.offset) : undefined,
  });
  const isDrawn = selectedLine >= view.from && selectedLine < view.to;
  return (
    <div
      ref={attach}
      data-focus={focus}
      role="tree"
      aria-label={props.name}
      aria-activedescendant={isDrawn && selected !== undefined ? itemId(selected) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const item = itemOf(event);
        if (item === undefined) return;
        const isChevron = event.target instanceof Element && event.target.closest('[data-toggle]');
        if (isChevron) toggle(item);
        else onSelect(item.node);
      }}
      onDoubleClick={(event) => {
        const item = itemOf(event);
        if (item !== undefined) toggle(item);
      }}
      onContextMenu={(event) => {
        const item = itemOf(event);
        if (item !== undefined) onSelect(item.node);
        if (item === undefined && at < 0) return;
        event.preventDefault();
        props.onMenu({ x: event.clientX, y: event.clientY });
      }}
      onPointerOver={(event) => props.onHover(keyOf(event.target))}
      onPointerLeave={() => props.onHover(undefined)}
      onMouseDown={() => {
        isPressed.current = true;
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        // The focus returns from the pressed item to the tree.
        if (!currentTarget.contains(relatedTarget)) isPressed.current = false;
      }}
      onFocus={(event) => {
        // The tree keeps the focus: an item with it could be scrolled out of existence.
        if (event.target.closest('[data-failed]') !== null) return;
        if (event.target !== event.currentTarget)
          event.currentTarget.focus({ preventScroll: true });
        // Selecting the first field would scroll away from the pressed one.
        else if (!isPressed.current && at < 0 && items[0] !== undefined) onSelect(items[0].node);
      }}
      className="isolate h-full min-h-0 max-sm:max-h-dvh cursor-default overflow-x-hidden overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div
        ref={measure}
        role="presentation"
        className="relative -z-1"
        style={{ height: view.height }}
      >
        <div role="presentation" className="absolute inset-x-0" style={{ top: view.offset }}>
          {lines.slice(view.from, view.to).map((row, index) => {
            // The second line of a row of bits is drawn by the first line, unless it is the first visible line.
            if (row === undefined) return index === 0 && <div key="rest" style={{ height }} />;
            const next = view.from + index + 1;
            const isDouble = next < lines.length && lines[next] === undefined;
            const key = row.kind === 'bits' ? row.items[0]?.node.key : row.item.node.key;
            return (
              <div key={key} role="presentation" style={{ height: isDouble ? 2 * height : height }}>
                <RowBoundary of={row} role="treeitem" height={height}>
                  {row.kind === 'bits' ? (
                    <BitsRow items={row.items.map(rowProps)} />
                  ) : (
                    <FieldRowView
                      {...rowProps(row.item)}
                      around={isAround(row.item.node.key, around, selected)}
                      bytes={bytes}
                      sized={props.sized === true}
                      isRoomy={props.roomy === true}
                      note={props.note?.(row.item.node)}
                      change={props.changeOf?.(row.item.node)}
                      isChangeBelow={isDouble}
                    />
                  )}
                </RowBoundary>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function keyOf(element: EventTarget): string | undefined {
  if (!(element instanceof Element)) return undefined;
  return element.closest('[data-key]')?.getAttribute('data-key') ?? undefined;
}

/** The group around the selected field, and its other members. */
function isAround(key: string, around: string | undefined, selected: string | undefined): boolean {
  if (around === undefined || key === selected) return false;
  return key === around || key.startsWith(`${around}.`);
}

function itemFor(key: string, items: readonly FieldItem[], at: number): FieldItem | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[Math.min(at + 1, items.length - 1)];
    case 'ArrowUp':
      return items[Math.max(at - 1, 0)];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowRight':
      return items[at]?.expanded === true ? items[at + 1] : undefined;
    case 'ArrowLeft': {
      const parent = parentKey(items[at]?.node.key ?? '');
      return items.find(({ node }) => node.key === parent);
    }
    default:
      return undefined;
  }
}
