/** Finds controls that are too small for touch. */
import type { Page } from '@playwright/test';

/** Least width and height in pixels. */
const LEAST = 40;

/**
 * Runs in the page. Returns visible controls with a press area of less than a square of `least` pixels, and its size.
 * The area may be the control's own box, its label, or another element that takes the press.
 */
function small(least: number): string[] {
  const CONTROLS =
    'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=link], [role=option], [role=separator], [role=tab], [role=treeitem], [role=row][data-index]';
  /** Exempt by position: bytes in their table, marks at their times. */
  const PLACED = '[aria-label="Bytes"], [aria-label="States over time"]';

  const boxOf = (element: Element): DOMRect => {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const boxes = [element, ...labels].map((one) => one.getBoundingClientRect());
    return boxes.reduce((most, box) =>
      box.width * box.height > most.width * most.height ? box : most,
    );
  };

  /** True inside a line of text: the control has text and other text next to it. */
  const isInText = (element: Element): boolean => {
    if (!/\p{L}|\d/u.test(element.textContent)) return false;
    if (!getComputedStyle(element).display.startsWith('inline')) return false;
    let line = element.parentElement;
    while (line !== null && getComputedStyle(line).display === 'inline') line = line.parentElement;
    // Headings made of links and flex layouts are not lines of text.
    if (line === null || line.closest('h1, h2, h3, nav') !== null) return false;
    if (/flex|grid/.test(getComputedStyle(line).display)) return false;
    const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (words.nextNode() !== null) {
      const { currentNode } = words;
      if (!element.contains(currentNode) && /\p{L}/u.test(currentNode.textContent ?? ''))
        return true;
    }
    return false;
  };

  /** Pixels around its middle that a press reaches, including an adjacent border line. */
  const reach = (element: HTMLElement, isAcross: boolean): number => {
    const { left, top, width, height } = boxOf(element);
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const [x, y] = [left + width / 2, top + height / 2];
    const isOwn = (by: number): boolean => {
      const at = document.elementFromPoint(isAcross ? x + by : x, isAcross ? y : y + by);
      return at !== null && [element, ...labels].some((one) => one.contains(at));
    };
    let pixels = 1;
    for (const way of [-1, 1]) {
      for (let by = 1; by < least && isOwn(way * by); by += 1) pixels += 1;
    }
    return pixels;
  };

  const found = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
    if (element.closest(`[inert], ${PLACED}`) !== null) continue;
    // The row is another control and takes the press.
    if (element.matches('[role=row][data-index] button[aria-expanded]')) continue;
    // A modal dialog takes all presses.
    const modal = document.querySelector('dialog:modal');
    if (modal !== null && !modal.contains(element)) continue;
    const { width, height } = boxOf(element);
    if (width < 2 || height < 2) continue;
    const isWide = width >= least - 0.5;
    const isHigh = height >= least - 0.5;
    if ((isWide && isHigh) || isInText(element)) continue;
    element.scrollIntoView({ block: 'center', inline: 'center' });
    // Publish covers the desk until it is closed.
    const { left, top } = boxOf(element);
    const publish = document
      .elementFromPoint(left + width / 2, top + height / 2)
      ?.closest('[data-pane=publish]');
    if (publish?.contains(element) === false) continue;
    if (
      (isWide || reach(element, true) > least - 2) &&
      (isHigh || reach(element, false) > least - 2)
    )
      continue;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const words = labels.map((label) => label.textContent).join(' ') || element.textContent.trim();
    const name = element.ariaLabel ?? words.slice(0, 40);
    const role = element.role ?? element.tagName.toLowerCase();
    found.add(`${role} ${name}: ${Math.round(width)} × ${Math.round(height)}`);
  }
  return [...found];
}

/** Waits until layouts that depend on the window's width are drawn. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** Checks the current page as drawn for fingers; scrolls it. */
export async function tooSmall(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await page.evaluate(drawn);
  const found = await page.evaluate(small, LEAST);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: false });
  await session.detach();
  return found;
}
