/**
 * Moves the focus to elements marked `data-focus` and to panes marked `data-pane`. An element that is not in the page
 * may have a button marked `data-opens`, which puts it there.
 */
import { isTouch } from './useMedia.ts';

/** Requested focus target that was not drawn yet, with the focus at that time. */
let awaited:
  | { readonly name: string; readonly from: Element | null; readonly isByKey: boolean }
  | undefined;

/**
 * In a pane, its list gets the focus. As long as the list is not drawn, its selected tab has it, or its first control.
 * @param isByKey the focus is drawn; for keys with modifiers the browser would not
 */
export function focusTarget(name: string, isByKey = false): void {
  const options: FocusOptions = isByKey ? { focusVisible: true } : {};
  const place = document.querySelector<HTMLElement>(`[data-focus~="${name}"]`);
  if (place === null) document.querySelector<HTMLElement>(`[data-opens~="${name}"]`)?.click();
  const list = place?.dataset['pane'] === undefined ? undefined : listOf(place);
  const tab = place?.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
  // A list scrolls by itself. Its page stays at the title above it.
  if (list === undefined) (tab ?? place)?.focus(options);
  else focusList(list, options);
  // A pane cannot have the focus itself.
  if (place?.contains(document.activeElement) === false) firstFocus(place)?.focus(options);
  const isThere = place !== null && (list !== undefined || place.dataset['pane'] === undefined);
  awaited = isThere ? undefined : { name, from: document.activeElement, isByKey };
}

/** With a keyboard, a list that is out of sight is scrolled to: the focus must be visible. */
function focusList(list: HTMLElement, options: FocusOptions): void {
  list.focus({ ...options, preventScroll: true });
  const { top, bottom } = list.getBoundingClientRect();
  const isOutOfSight = top >= window.innerHeight || bottom < 0;
  if (isOutOfSight && list.matches(':focus-visible')) list.scrollIntoView({ block: 'nearest' });
}

/** Reports that a target is drawn. It gets the requested focus unless the user has moved on. */
export function focusIfAwaited(name: string): void {
  if (awaited?.name === name && isUnmoved(awaited.from)) {
    focusTarget(name, awaited.isByKey);
  }
}

/** Sets the default focus target, used unless another one was requested. The target may not be drawn yet. */
export function focusByDefault(name: string): void {
  if (awaited === undefined || !isUnmoved(awaited.from)) focusTarget(name);
}

/** True if no element has the focus, or only until the list of that pane is drawn. */
export function isFocusFree(pane: string): boolean {
  if (document.activeElement === document.body) return true;
  return awaited?.name === pane && isUnmoved(awaited.from);
}

/** Reports that an element outside of dialogs got the focus. The user has moved on from an earlier request. */
export function focusMoved(to: Element): void {
  if (awaited !== undefined && to !== awaited.from) awaited = undefined;
}

/** True also if no element has the focus because its view was removed, or made inert below a sheet. */
function isUnmoved(from: Element | null): boolean {
  const now = document.activeElement;
  if (now === from) return true;
  const isGone = from?.isConnected === false || from?.closest('[inert]') != null;
  return isGone && now === document.body;
}

/** Reports that a lazy part or a list was drawn, which may contain the requested target. */
export function focusAwaited(): void {
  if (awaited !== undefined) focusIfAwaited(awaited.name);
}

/**
 * Runs a change that may remove the focused element. If it does, or if the focus is left on a tab of `name`
 * that is no longer in front, the focus moves to `name`, unless it was moved elsewhere meanwhile.
 * @param change returns `false` if it did nothing; the focus is then not changed
 */
export function keepFocus<T>(name: string, change: () => T): T {
  const from = document.activeElement;
  const before = awaited;
  const done = change();
  if (done === false) return done;
  const look = (): void => {
    const now = document.activeElement;
    // Another requested place is not drawn yet.
    const isAwaited = awaited !== undefined && awaited !== before && isUnmoved(awaited.from);
    const isLost = now === document.body && from !== null && from !== now;
    const isBehind =
      now?.matches(`[data-focus~="${name}"] [role=tab][aria-selected=false]`) === true;
    const isThere = document.querySelector(`[data-focus~="${name}"]`) !== null;
    if (isThere && !isAwaited && (isLost || isBehind)) focusTarget(name);
  };
  // The change may move the focus itself in the next frame.
  requestAnimationFrame(() => requestAnimationFrame(look));
  return done;
}

/** Moves the lost focus to the list of the first pane that is still there, unless a target is awaited. */
export function recoverFocus(panes: readonly HTMLElement[]): void {
  if (awaited !== undefined && isUnmoved(awaited.from)) return;
  const pane =
    panes.find((one) => one.isConnected) ??
    document.querySelector<HTMLElement>('[data-focus~="capture"]');
  if (pane !== null) (listOf(pane) ?? firstFocus(pane))?.focus({ preventScroll: true });
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Moves the focus to the next (or previous) pane, at the element that had the focus there last. */
export function cyclePanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  if (panes.length === 0) {
    return;
  }
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = at < 0 && step < 0 ? 0 : at;
  const next = panes[(from + step + panes.length) % panes.length];
  const last = next === undefined ? undefined : lastFocus.get(next);
  const target =
    last !== undefined && next?.contains(last) === true ? last : next && firstFocus(next);
  target?.focus();
}

/** The first in the document. */
const LIST = ['tree', 'treeitem', 'grid', 'row']
  .map((role) => `[role=${role}][tabindex="0"]`)
  .join();

/** Focus targets within a pane: its main content before its tools. */
const PREFERRED = [LIST, '[role=tab][aria-selected=true]', 'input[data-focus]', FOCUSABLE];
/** Focus targets on touch screens, where a focused field opens a keyboard over the page. */
const BY_TOUCH = [LIST, '[role=tab][aria-selected=true]', 'button:not(:disabled)', FOCUSABLE];

export function firstFocus(
  pane: HTMLElement,
  among = isTouch() ? BY_TOUCH : PREFERRED,
): HTMLElement | undefined {
  for (const selector of among) {
    const found = pane.querySelector<HTMLElement>(selector);
    if (found !== null) {
      return found;
    }
  }
  return undefined;
}

const listOf = (pane: HTMLElement) => firstFocus(pane, [LIST]);

const lastFocus = new WeakMap<HTMLElement, HTMLElement>();

export function rememberFocus(event: FocusEvent): void {
  if (event.target instanceof HTMLElement) {
    const pane = event.target.closest<HTMLElement>('[data-pane]');
    // A splitter is passed while tabbing; the focus does not return to it.
    if (pane !== null && event.target.role !== 'separator') {
      lastFocus.set(pane, event.target);
    }
  }
}
