/** Sections that unfold: on every desk they cover nothing and do not scroll by themselves. */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { overlaps } from '../kit/page/overlaps.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Reports the errors of all sections. */
const soft = expect.configure({ soft: true });

const FOLD = 'button[aria-expanded]:not([aria-haspopup]):enabled';

/** Sections in reach that can be unfolded, by the texts of their buttons. Menus are not sections. */
const foldedTexts = (page: Page): Promise<string[]> =>
  page.locator(FOLD).evaluateAll((buttons) => {
    const isInReach = (button: Element): boolean => {
      button.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    };
    const folded = buttons.filter(
      (button) =>
        button.ariaExpanded === 'false' && button.closest('header') === null && isInReach(button),
    );
    return [
      ...new Set(
        folded.map((button) => (button.ariaLabel ?? button.textContent).trim().slice(0, 40)),
      ),
    ];
  });

const foldOf = (page: Page, text: string): Locator =>
  page
    .locator(FOLD)
    .filter({ hasText: text, visible: true })
    .or(page.locator(FOLD).and(page.getByLabel(text, { exact: true })))
    .first();

/** Scrolls everything that contains the button to its top. */
const scrollToTop = (button: Element): void => {
  for (let box = button.parentElement; box !== null; box = box.parentElement) box.scrollTop = 0;
};

/** Sum of the scroll positions of everything that contains the button, in px. */
const scrollPosition = (button: Element): number => {
  let sum = 0;
  for (let box = button.parentElement; box !== null; box = box.parentElement) sum += box.scrollTop;
  return sum;
};

/** Waits until later messages are drawn. */
async function waitForMessages(app: App): Promise<void> {
  const before = await app.count('messages');
  await expect.poll(() => app.count('messages')).toBeGreaterThan(before + 10);
}

/** Unfolds a section, looks at the page from its top, and folds it again. */
async function expectFold(app: App, fold: Locator, message: string): Promise<void> {
  const { page } = app;
  await fold.click();
  const loading = page.getByText('Loading…', { exact: true });
  await expect(loading.and(page.locator(':not([aria-live])'))).toHaveCount(0);
  await waitForMessages(app);
  // Some buttons give way to what they open.
  const isThere = await fold.isVisible();
  if (isThere) {
    await fold.evaluate(scrollToTop);
    await waitForMessages(app);
    soft(await fold.evaluate(scrollPosition), `${message} scrolls`).toBe(0);
  }
  soft(await overlaps(page), message).toEqual([]);
  if (isThere && (await fold.getAttribute('aria-expanded')) === 'true') await fold.click();
  else await page.keyboard.press('Escape');
}

/** Unfolds each section of what is in front. */
async function expectFolds(app: App, view: string): Promise<void> {
  const { page } = app;
  await soft.poll(() => overlaps(page), { message: view }).toEqual([]);
  for (const text of await foldedTexts(page)) {
    const name = `${view}: ${text}`;
    await test.step(name, () => expectFold(app, foldOf(page, text), name));
  }
}

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
  [390, 844],
] as const) {
  test(`at ${width} × ${height}, unfolded sections cover nothing and do not scroll by themselves`, async ({
    app,
    page,
    startCompanion,
  }) => {
    const companion = await startCompanion(['--seed', '1']);
    await page.setViewportSize({ width, height });
    await page.goto(companion.app);
    await app.button('Try the live demo').click();
    await app.connected();
    await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
    const close = app.button('Close Publish');
    if (await close.isVisible()) await close.click();

    await showPanel(page, 'Topic');
    await expectFolds(app, 'Topic');
    if (width < 900) {
      await showPanel(page, 'Topics');
      await expectFolds(app, 'Topics');
    }
    await showPanel(page, 'Problems');
    await expectFolds(app, 'Problems');
    await showPanel(page, 'Packets');
    // A packet that is chosen ends Follow, so the list stays.
    await app.packets.press('End');
    await app.packets.press('ArrowUp');
    await expectFolds(app, 'Packets');
    await showPanel(page, 'Broker');
    await expectFolds(app, 'Broker');
    await showPanel(page, 'Lab');
    await expectFolds(app, 'Lab');
    await app.button('Publish').click();
    await expectFolds(app, 'Publish');
  });
}
