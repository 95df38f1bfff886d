/** Where the focus can be sent: elements marked `data-focus`, panes marked `data-pane`. */

export function focusTarget(name: string): void {
  document.querySelector<HTMLElement>(`[data-focus="${name}"]`)?.focus();
}

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** To the next pane (or the one before), at the element that had the focus there last. */
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
    last !== undefined && next?.contains(last) === true
      ? last
      : (next?.querySelector<HTMLElement>(
          '[role=tab][aria-selected=true], [role=treeitem][tabindex="0"], [role=row][tabindex="0"], [role=grid][tabindex="0"], [role=tree][tabindex="0"]',
        ) ?? next?.querySelector<HTMLElement>(FOCUSABLE));
  target?.focus();
}

const lastFocus = new WeakMap<HTMLElement, HTMLElement>();

export function rememberFocus(event: FocusEvent): void {
  if (event.target instanceof HTMLElement) {
    const pane = event.target.closest<HTMLElement>('[data-pane]');
    if (pane !== null) {
      lastFocus.set(pane, event.target);
    }
  }
}
