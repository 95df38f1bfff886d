import { Check } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Keys } from '../controls/Button.tsx';
import { classes } from '../page/classes.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Shortcut, drawn only. */
  readonly keys?: string;
  /** Marks a radio item. Exactly one item of the group is checked. */
  readonly checked?: boolean;
  /** Explanation below the label. */
  readonly note?: string;
  /** Reason why the action is unavailable. The item can be focused, but does nothing. */
  readonly disabled?: string;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** Window coordinates, pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Aligns the right edge with `x` instead of the left edge. */
  readonly fromRight?: boolean;
  /** Height of the element that the menu must not cover when it opens upwards. */
  readonly height?: number;
}

export interface MenuProps {
  readonly id?: string;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly place: MenuPlace;
  /** Also called after a choice. The focus returns to its first place. */
  readonly onClose: () => void;
}

/** Pixels between the menu and the window's edge. */
const MARGIN = 8;

/** A menu at a position in the window. It has the focus while it is open. */
export function Menu({ id, label, groups: given, place, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  // The items stay the same while the menu is open, so that the focus is not lost.
  const [groups] = useState(given);
  // Measured at a position with enough room.
  const [offset, setOffset] = useState({ left: MARGIN, top: MARGIN });
  const close = (): void => {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    onClose();
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = place.fromRight === true ? place.x - width : place.x;
    const above = place.y - (place.height ?? 0) - height;
    const fits = place.y + height + MARGIN <= window.innerHeight;
    setOffset({
      left: Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN)),
      top: fits ? place.y : Math.max(MARGIN, above),
    });
    element.querySelector<HTMLElement>('[role^=menuitem]')?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const outside = (event: Event): void => {
      const { target } = event;
      if (target instanceof Node && box.current?.contains(target) === true) return;
      onClose();
    };
    document.addEventListener('pointerdown', outside);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', outside);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // Key handlers of the panes around must not act on elements under the menu.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') return;
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else move(box.current, event.key);
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      style={offset}
      className="fixed z-40 max-h-[calc(100vh-16px)] max-w-96 min-w-60 overflow-auto rounded-md border border-ctl bg-pop py-1 text-fg shadow-pop"
    >
      {groups.map((group, at) => (
        <div
          key={group.label}
          role="group"
          aria-label={group.label}
          className={classes(at > 0 && 'mt-1 border-t border-line pt-1')}
        >
          <p aria-hidden="true" className="truncate px-3 py-0.5 text-xs font-semibold text-fg-2">
            {group.label}
          </p>
          {group.items.map((item) => (
            <Item
              key={item.id}
              item={item}
              onRun={() => {
                close();
                item.run();
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function Item({ item, onRun }: { item: MenuItem; onRun: () => void }) {
  const noteId = useId();
  const isDisabled = item.disabled !== undefined;
  const note = item.disabled ?? item.note;
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.checked}
      tabIndex={-1}
      aria-disabled={isDisabled}
      aria-describedby={note === undefined ? undefined : noteId}
      onClick={() => {
        if (!isDisabled) onRun();
      }}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      className={classes(
        'flex min-h-(--h-row) w-full flex-wrap items-center gap-x-3 px-3 py-0.5 text-left -outline-offset-2 focus:bg-sel',
        isDisabled && 'cursor-not-allowed',
      )}
    >
      <span className={classes('flex-1 truncate', isDisabled && 'text-fg-3')}>{item.label}</span>
      {item.checked === true && <Check size={14} aria-hidden />}
      {item.keys !== undefined && <Keys>{item.keys}</Keys>}
      {note !== undefined && (
        // The item's description, not part of its name.
        <span id={noteId} aria-hidden="true" className="w-full text-xs whitespace-normal text-fg-2">
          {note}
        </span>
      )}
    </button>
  );
}

/** Arrows, Home and End move. A letter moves to the next item that begins with it. */
function move(menu: HTMLElement | null, key: string): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const last = items.length - 1;
  items[target(key, at, last) ?? byLetter(items, at, key) ?? at]?.focus();
}

function target(key: string, at: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? last : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function byLetter(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1) return undefined;
  for (let step = 1; step <= items.length; step += 1) {
    const index = (at + step) % items.length;
    const label = items[index]?.textContent ?? '';
    if (label.toLowerCase().startsWith(key.toLowerCase())) return index;
  }
  return undefined;
}
