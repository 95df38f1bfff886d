/** Boxes with a scroll bar of their own: lists, trees and payloads. Controls with a `tabindex` are none. */
const BOX = [
  '[role=grid]',
  '[role=tree]',
  '[role=listbox]',
  'pre',
  ':is(div, section, aside, ul)[tabindex="0"]:not([role=separator], [role=application])',
].join();
const ROWS = '[role=row][data-index], [role=treeitem], [role=option]';

/** The box that has the focus, or the one whose text was clicked last. */
function focusedBox(): HTMLElement | null {
  const { activeElement } = document;
  const clicked = getSelection()?.anchorNode?.parentElement;
  const from = activeElement === document.body ? clicked : activeElement;
  return from?.closest<HTMLElement>(BOX) ?? null;
}

/**
 * Selects the text of the list or payload that has the focus, without the heads of its columns. Without one, nothing
 * is selected: the labels of the app are of no use in a clipboard.
 */
export function selectAll(): void {
  const box = focusedBox();
  const selection = getSelection();
  if (box === null || selection === null) return;
  const rows = box.querySelectorAll(ROWS);
  const [first, last] = [rows.item(0), rows.item(rows.length - 1)];
  const range = document.createRange();
  range.selectNodeContents(box);
  if (rows.length > 0) {
    range.setStartBefore(first);
    range.setEndAfter(last);
  }
  allowSelection(box);
  selection.removeAllRanges();
  selection.addRange(range);
}

/** Clicks with Shift or twice do not select the text of a tree, but this command does, until the next click. */
function allowSelection(box: HTMLElement): void {
  box.style.userSelect = 'text';
  const forbid = () => box.style.removeProperty('user-select');
  document.addEventListener('pointerdown', forbid, { capture: true, once: true });
}
