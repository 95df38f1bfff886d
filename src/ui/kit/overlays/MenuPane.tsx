import { Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { Keys } from '../controls/Button.tsx';
import { classes } from '../page/classes.ts';
import { isSubmenu, type MenuEntry, type MenuGroup, type MenuItem } from './menuEntries.ts';

/** Window coordinates, pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Aligns the right edge with `x` instead of the left edge. */
  readonly fromRight?: boolean;
  /** Height of the element that the menu must not cover when it opens upwards. */
  readonly height?: number;
  /** Position of the right edge if there is no room to the right of `x`. */
  readonly orRight?: number;
}

interface MenuPaneProps {
  readonly id?: string | undefined;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly place: MenuPlace;
  /** Id of the entry that gets the focus; the first if it is not there. undefined: the focus stays. */
  readonly focused?: string | undefined;
  /** Id of the open submenu. */
  readonly open?: string | undefined;
  /** Entry that leads back from a submenu with the room of the whole menu. */
  readonly onBack?: () => void;
  readonly onRun: (run: () => void) => void;
  readonly onOpen?: ((entry: MenuEntry, element: HTMLElement) => void) | undefined;
  /** The pointer is over an entry. */
  readonly onPointed: (entry: MenuEntry, element: HTMLElement) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Pixels between the menu and the window's edge. */
const MARGIN = 8;

/** Longest list that is shown without scrolling, unless the window is lower. */
const MOST = 12;

/** A menu's box, or that of its submenu. */
export function MenuPane(props: MenuPaneProps) {
  const { id, label, groups, place, focused, open, onBack, onRun, onOpen, onPointed } = props;
  const box = useRef<HTMLDivElement>(null);
  // Measured at a position with enough room.
  const [offset, setOffset] = useState({ left: MARGIN, top: MARGIN });
  useLayoutEffect(() => {
    if (box.current) setOffset(offsetOf(box.current, place));
  }, [place]);
  useLayoutEffect(() => {
    if (focused === undefined) return;
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
    const item = items.find(({ dataset }) => dataset['entry'] === focused) ?? items[0];
    item?.focus({ preventScroll: true });
  }, [focused]);
  const isLong = groups.reduce((sum, { items }) => sum + items.length, 0) > MOST;
  return (
    <div
      ref={box}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={props.onKeyDown}
      style={offset}
      className={classes(
        'fixed z-40 max-w-[min(24rem,calc(100vw-16px))] min-w-60 overflow-auto rounded-md border border-ctl bg-pop py-1 text-fg shadow-pop',
        isLong
          ? 'max-h-[min(calc(100vh-16px),calc(13.5*var(--h-row)))]'
          : 'max-h-[calc(100vh-16px)]',
      )}
    >
      {onBack && (
        <button
          type="button"
          role="menuitem"
          data-back
          tabIndex={-1}
          onClick={onBack}
          className={classes(LINE, 'mb-1 border-b border-line font-semibold')}
        >
          <ChevronLeft size={14} aria-hidden />
          {label}
        </button>
      )}
      {groups.map((group, at) => (
        <div
          key={group.label}
          role="group"
          aria-label={group.label}
          className={classes(at > 0 && 'mt-1 border-t border-line pt-1')}
        >
          {group.label !== label && (
            <p aria-hidden="true" className="truncate px-3 py-0.5 text-xs font-semibold text-fg-2">
              {group.label}
            </p>
          )}
          {group.items.map((entry) => (
            <Entry
              key={entry.id}
              entry={entry}
              isOpen={entry.id === open}
              onRun={onRun}
              onOpen={onOpen}
              onPointed={onPointed}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function offsetOf(
  { offsetWidth: width, offsetHeight: height }: HTMLElement,
  { x, y, fromRight, height: ofOpener = 0, orRight }: MenuPlace,
): { left: number; top: number } {
  const right = window.innerWidth - MARGIN;
  const isTooWide = orRight !== undefined && x + width > right;
  const left = isTooWide ? orRight - width : fromRight === true ? x - width : x;
  const fits = y + height + MARGIN <= window.innerHeight;
  return {
    left: Math.max(MARGIN, Math.min(left, right - width)),
    top: fits ? y : Math.max(MARGIN, y - ofOpener - height),
  };
}

const LINE =
  'flex min-h-(--h-row) w-full items-center gap-x-3 px-3 py-0.5 text-left -outline-offset-2 focus:bg-sel';

interface EntryProps extends Pick<MenuPaneProps, 'onRun' | 'onOpen' | 'onPointed'> {
  readonly entry: MenuEntry;
  readonly isOpen: boolean;
}

function Entry({ entry, isOpen, onRun, onOpen, onPointed }: EntryProps) {
  if (!isSubmenu(entry)) return <Item item={entry} onRun={onRun} onPointed={onPointed} />;
  return (
    <button
      type="button"
      role="menuitem"
      data-entry={entry.id}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      tabIndex={-1}
      onClick={({ currentTarget }) => onOpen?.(entry, currentTarget)}
      onPointerMove={({ currentTarget }) => onPointed(entry, currentTarget)}
      className={classes(LINE, isOpen && 'bg-sel')}
    >
      <span className="flex-1 truncate">{entry.label}</span>
      <ChevronRight size={14} aria-hidden className="text-fg-2" />
    </button>
  );
}

function roleOf({ checked, isToggle }: MenuItem) {
  if (checked === undefined) return 'menuitem';
  return isToggle === true ? 'menuitemcheckbox' : 'menuitemradio';
}

interface ItemProps extends Pick<MenuPaneProps, 'onRun' | 'onPointed'> {
  readonly item: MenuItem;
}

function Item({ item, onRun, onPointed }: ItemProps) {
  const noteId = useId();
  const { pair } = item;
  const isDisabled = item.disabled !== undefined;
  const note = item.disabled ?? item.note;
  const line = (
    <button
      type="button"
      role={roleOf(item)}
      data-entry={item.id}
      aria-label={pair?.name}
      title={pair?.name}
      aria-checked={item.checked}
      tabIndex={-1}
      aria-disabled={isDisabled}
      aria-describedby={note === undefined ? undefined : noteId}
      onClick={() => {
        if (!isDisabled) onRun(item.run);
      }}
      onPointerMove={({ currentTarget }) => onPointed(item, currentTarget)}
      className={classes(
        LINE,
        'flex-wrap',
        isDisabled && 'cursor-not-allowed',
        pair && 'min-w-0 flex-1 flex-nowrap pr-1 font-mono',
      )}
    >
      <span className={classes('flex-1 truncate', isDisabled && 'text-fg-3')}>{item.label}</span>
      {item.checked === true && <Check size={14} aria-hidden />}
      {item.keys !== undefined && <Keys>{item.keys}</Keys>}
      {pair && <Sign>{pair.sign}</Sign>}
      {note !== undefined && (
        // The item's description, not part of its name.
        <span id={noteId} aria-hidden="true" className="w-full text-xs whitespace-normal text-fg-2">
          {note}
        </span>
      )}
    </button>
  );
  if (pair === undefined) return line;
  const { other } = pair;
  return (
    <div role="none" className="flex">
      {line}
      <button
        type="button"
        role="menuitem"
        data-other
        aria-label={other.name}
        title={other.name}
        tabIndex={-1}
        onClick={() => onRun(other.run)}
        onPointerMove={({ currentTarget }) => onPointed(item, currentTarget)}
        className="grid place-items-center pr-3 pl-1 -outline-offset-2 focus:bg-sel pointer-coarse:min-w-10"
      >
        <Sign>{other.sign}</Sign>
      </button>
    </div>
  );
}

const Sign = ({ children }: { children: string }) => (
  <span
    aria-hidden="true"
    className="grid h-5 w-6 shrink-0 place-items-center rounded-sm border border-ctl bg-pane font-mono text-fg-2"
  >
    {children}
  </span>
);
