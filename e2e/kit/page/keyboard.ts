/** Moves the focus by keyboard and checks that it is visible. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Runs in the page. Describes a focus that is not visible; `undefined` if it is. */
function hiddenFocus(): string | undefined {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
  const place = `${focused.tagName} "${focused.getAttribute('aria-label') ?? focused.innerText}"`;
  const box = focused.getBoundingClientRect();
  // A small element may cover its middle.
  const inSight = [0.1, 0.3, 0.5, 0.7, 0.9].some((share) => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height * share);
    return top !== null && (focused.contains(top) || top.contains(focused));
  });
  if (!inSight) return `${place} has the focus and is not in sight`;
  // The ring may belong to the selected row or the head of a list, or to the box around an input or a control.
  const list = focused.matches('[role=grid], [role=tree], [role=listbox]') ? focused : undefined;
  const row =
    list?.querySelector('[aria-selected="true"]') ?? list?.querySelector('[aria-rowindex="1"]');
  let around: Element | null = row ?? focused;
  for (let step = 0; step < 4 && around !== null; step += 1, around = around.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(around);
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    const ringed = /\b0px 0px 0px [1-9]/.test(boxShadow);
    if (opacity !== '0' && (outlined || ringed)) return undefined;
  }
  return `${place} has the focus and nothing shows it`;
}

/** Presses a key. The focus must be visible afterwards. */
export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  // A pane that a key opens is drawn in the next frame.
  await expect.poll(() => page.evaluate(hiddenFocus), { message: `after ${key}` }).toBeUndefined();
}

/** Presses Tab (or another key) until the focus reaches the target, which must exist first. */
export async function goTo(page: Page, target: Locator, key = 'Tab', most = 80): Promise<void> {
  await expect(target).toHaveCount(1);
  for (let presses = 0; presses < most; presses += 1) {
    if (await isFocused(target)) return;
    await press(page, key);
  }
  throw new Error(`${String(target)} has not the focus after ${most} times ${key}`);
}

/**
 * Presses a key until the row is selected, which must be in sight. Waits after each press, because a row is
 * selected once its content is loaded.
 */
export async function selectRow(page: Page, row: Locator, key: string, most = 20): Promise<void> {
  const selected = page.getByRole('row', { selected: true });
  for (let presses = 0; presses < most; presses += 1) {
    if ((await row.getAttribute('aria-selected')) === 'true') return;
    const before = (await selected.getAttribute('aria-rowindex')) ?? '';
    await press(page, key);
    await expect(selected).not.toHaveAttribute('aria-rowindex', before);
  }
  throw new Error(`${String(row)} is not selected after ${most} times ${key}`);
}

async function isFocused(target: Locator): Promise<boolean> {
  return (
    (await target.count()) === 1 &&
    (await target.evaluate((element) => element === document.activeElement))
  );
}
