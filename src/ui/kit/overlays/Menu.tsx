import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { PHONE, useMedia } from '../page/useMedia.ts';
import { MenuPane, type MenuPlace } from './MenuPane.tsx';
import { isSubmenu, type MenuEntry, type MenuGroup, type Submenu } from './menuEntries.ts';

export interface MenuProps {
  readonly id?: string;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly place: MenuPlace;
  /** Also called after a choice. The focus returns to its first place. */
  readonly onClose: () => void;
}

interface OpenSubmenu {
  readonly submenu: Submenu;
  readonly place: MenuPlace;
  /** False if the pointer opened it by being over its entry. */
  readonly hasFocus: boolean;
}

/** ms that the pointer rests on an entry before its submenu opens. Long enough to cross the others on the way to it. */
const REST = 120;

/** A menu at a position in the window. It has the focus while it is open. On a phone, a submenu replaces it. */
export function Menu({ id, label, groups: given, place, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  // The items stay the same while the menu is open, so that the focus is not lost.
  const [groups] = useState(given);
  const [opened, setOpened] = useState<OpenSubmenu>();
  const [focused, setFocused] = useState('');
  const isPhone = useMedia(PHONE);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = (): void => {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    onClose();
  };
  useEffect(() => {
    const outside = (event: Event): void => {
      const { target } = event;
      if (target instanceof Node && box.current?.contains(target) === true) return;
      onClose();
    };
    document.addEventListener('pointerdown', outside);
    window.addEventListener('resize', onClose);
    return () => {
      clearTimeout(rest.current);
      document.removeEventListener('pointerdown', outside);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);

  const show = (entry: MenuEntry, element: HTMLElement, hasFocus: boolean): void => {
    clearTimeout(rest.current);
    setOpened(
      isSubmenu(entry)
        ? { submenu: entry, place: isPhone ? place : placeBeside(element), hasFocus }
        : undefined,
    );
  };
  const onPointed = (entry: MenuEntry, element: HTMLElement): void => {
    // Focused, not only highlighted, so that the arrows continue here.
    element.focus({ preventScroll: true });
    clearTimeout(rest.current);
    const isThere = (isSubmenu(entry) ? entry.id : undefined) === opened?.submenu.id;
    if (!isThere && !isPhone) rest.current = setTimeout(show, REST, entry, element, false);
  };
  const closeSubmenu = (): void => {
    const parent = opened?.submenu.id ?? '';
    setOpened(undefined);
    setFocused(parent);
    entryIn(box.current, parent)?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Key handlers of the panes around must not act on elements under the menu.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { activeElement: active } = document;
    const isEntry = active instanceof HTMLElement;
    if (event.key === 'Enter' || event.key === ' ') return;
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key === 'ArrowRight' && isEntry) {
      if (active.getAttribute('aria-haspopup') === 'menu') active.click();
      else otherOf(active)?.focus();
    } else if (event.key === 'ArrowLeft' && isEntry) {
      const isOther = active.dataset['other'] !== undefined;
      if (isOther && active.previousElementSibling instanceof HTMLElement)
        active.previousElementSibling.focus();
      else if (opened !== undefined) closeSubmenu();
    } else move(active?.closest('[role=menu]') ?? null, event.key);
    event.preventDefault();
  };
  const onRun = (run: () => void): void => {
    close();
    run();
  };
  return (
    <div ref={box} className="contents">
      {(opened === undefined || !isPhone) && (
        <MenuPane
          {...{ id, label, groups, place, focused, onRun, onPointed, onKeyDown }}
          open={opened?.submenu.id}
          onOpen={(entry, element) => show(entry, element, true)}
        />
      )}
      {opened !== undefined && (
        <MenuPane
          key={opened.submenu.id}
          label={opened.submenu.label}
          groups={opened.submenu.groups}
          place={opened.place}
          focused={opened.hasFocus ? '' : undefined}
          {...(isPhone && { onBack: closeSubmenu })}
          onRun={onRun}
          onPointed={(_, element) => {
            clearTimeout(rest.current);
            element.focus({ preventScroll: true });
          }}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}

/** At the right of an entry, otherwise at the left of its menu. Its top, or else its bottom, is that of the entry. */
function placeBeside(entry: HTMLElement): MenuPlace {
  const { top, height } = entry.getBoundingClientRect();
  const { left, right } = (entry.closest('[role=menu]') ?? entry).getBoundingClientRect();
  return { x: right - 2, y: top - 5, height: -height - 10, orRight: left + 2 };
}

function entryIn(box: HTMLElement | null, id: string): HTMLElement | undefined {
  const entries = box?.querySelectorAll<HTMLElement>('[data-entry]') ?? [];
  return [...entries].find(({ dataset }) => dataset['entry'] === id);
}

const otherOf = (entry: HTMLElement): HTMLElement | null =>
  entry.parentElement?.querySelector(':scope > [data-other]') ?? null;

/** Arrows, Home and End move. A letter moves to the next item that begins with it. */
function move(menu: Element | null, key: string): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])].filter(
    ({ dataset }) => dataset['other'] === undefined,
  );
  const { activeElement: active } = document;
  const isOther = active instanceof HTMLElement && active.dataset['other'] !== undefined;
  const line = isOther ? active.previousElementSibling : active;
  const at = items.findIndex((item) => item === line);
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
