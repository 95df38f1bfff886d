/** Finds texts and controls that are drawn over each other. */
import type { Page } from '@playwright/test';

/** Pairs of visible texts or controls that intersect, except in the bar at the top, whose buttons may be joined. */
export const overlaps = (page: Page): Promise<string[]> => page.evaluate(overlapsInPage);

/** Runs in the page. */
function overlapsInPage(): string[] {
  interface Drawn {
    readonly element: Element;
    readonly name: string;
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }

  /** The part of a rectangle that the window and clipping ancestors show. */
  const shownPart = (element: Element, rect: DOMRect) => {
    let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom];
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (overflowX !== 'visible') {
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
      }
      if (overflowY !== 'visible') {
        top = Math.max(top, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
    }
    return {
      left: Math.max(0, left),
      top: Math.max(0, top),
      right: Math.min(innerWidth, right),
      bottom: Math.min(innerHeight, bottom),
    };
  };

  const isOpaque = (element: Element): boolean => {
    const { backgroundColor } = getComputedStyle(element);
    const alpha = /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(backgroundColor);
    return backgroundColor !== 'transparent' && Number(alpha?.[1] ?? alpha?.[2] ?? 1) > 0.9;
  };

  /** False if an opaque element covers it at this point, or if it is not there. */
  const isSeen = (element: Element, stack: readonly Element[]): boolean => {
    const at = stack.indexOf(element);
    return (
      at !== -1 && !stack.slice(0, at).some((other) => !element.contains(other) && isOpaque(other))
    );
  };

  const drawn: Drawn[] = [];
  /** Text may touch its neighbours: a line's box is higher than its letters. */
  const add = (element: Element, rect: DOMRect, name: string, height: number): void => {
    if (element.closest('header') !== null) return;
    const part = shownPart(element, rect);
    const spare = ((part.bottom - part.top) * (1 - height)) / 2;
    const shape = {
      left: part.left + 1,
      right: part.right - 1,
      top: part.top + spare,
      bottom: part.bottom - spare,
    };
    if (shape.right - shape.left < 2 || shape.bottom - shape.top < 2) return;
    drawn.push({ element, name, ...shape });
  };

  const visible = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode() !== null) {
    const { currentNode: text } = words;
    const { parentElement } = text;
    const said = text.textContent?.trim() ?? '';
    if (said === '' || parentElement === null || !parentElement.checkVisibility(visible)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) add(parentElement, rect, said.slice(0, 40), 0.5);
  }
  for (const control of document.querySelectorAll('button, input, select, textarea, a[href]')) {
    if (!control.checkVisibility(visible)) continue;
    const name = control.ariaLabel ?? control.textContent.trim().slice(0, 40);
    add(control, control.getBoundingClientRect(), `${control.localName} ${name}`, 0.9);
  }

  const found = new Set<string>();
  drawn.sort((a, b) => a.top - b.top);
  for (const [at, one] of drawn.entries()) {
    for (const other of drawn.slice(at + 1)) {
      if (other.top >= one.bottom) break;
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const left = Math.max(one.left, other.left);
      const right = Math.min(one.right, other.right);
      const bottom = Math.min(one.bottom, other.bottom);
      if (right - left < 2 || bottom - other.top < 2) continue;
      const stack = document.elementsFromPoint((left + right) / 2, (other.top + bottom) / 2);
      if (!isSeen(one.element, stack) || !isSeen(other.element, stack)) continue;
      found.add(`“${one.name}” and “${other.name}”`);
    }
  }
  return [...found];
}
