/** No label is cut at 1440 px, in either language. */
import type { Page } from '@playwright/test';
import { expect, test } from '../kit/test.ts';

/** Labels whose text is wider than its box. A list may scroll sideways; names and values from messages may be cut. */
function cutLabels(): string[] {
  const labels =
    'button, a, label, h1, h2, h3, dt, [role=tab], [role=columnheader], [role=menuitem], [role=option]';
  return [...document.querySelectorAll<HTMLElement>(labels)].flatMap((label) => {
    const { width, height } = label.getBoundingClientRect();
    if (width < 2 || height < 2 || getComputedStyle(label).visibility === 'hidden') return [];
    const isCut = [label, ...label.querySelectorAll<HTMLElement>('*')].some(
      (part) =>
        part.textContent.trim() !== '' &&
        part.closest('.sr-only, .font-mono, bdi') === null &&
        part.querySelector('.font-mono, bdi') === null &&
        /hidden|clip/.test(getComputedStyle(part).overflowX) &&
        part.scrollWidth > part.clientWidth + 1,
    );
    return isCut ? [label.textContent.trim()] : [];
  });
}

/** Fails if a label of the page is cut now. */
const looked = (page: Page, view: string): Promise<void> =>
  expect.poll(() => page.evaluate(cutLabels), { message: view }).toEqual([]);

async function expectWatchAndPublish(page: Page): Promise<void> {
  await looked(page, 'Watch');
  await test.step('a cut label would be found', async () => {
    const publish = page.getByRole('banner').getByRole('button', { name: /^(Publish|发布)/ });
    const cut = (width: string, overflow: string) =>
      publish.evaluate((button, css) => Object.assign(button.style, css), { width, overflow });
    await cut('24px', 'hidden');
    await expect.poll(() => page.evaluate(cutLabels)).toHaveLength(1);
    await cut('', '');
  });
  await page.keyboard.press('p');
  await page.getByRole('region', { name: /^(Publish|发布)$/ }).waitFor();
  await looked(page, 'Publish');
}

async function expectInspect(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  const bar = page.getByRole('group', { name: /^(Packet list|报文列表)$/ });
  await bar.waitFor();
  const rows = page.getByRole('grid').first().locator('[data-index]');
  for (const list of await bar.getByRole('radiogroup').first().getByRole('radio').all()) {
    await list.check();
    await rows.first().waitFor();
    await rows.first().click();
    await looked(page, `Inspect, ${await list.getAttribute('aria-label')}`);
  }
}

async function expectBroker(page: Page): Promise<void> {
  await page.keyboard.press('Alt+3');
  const parts = page.getByRole('main').getByRole('tablist').first().getByRole('tab');
  await parts.first().waitFor();
  for (const part of await parts.all()) {
    await part.click();
    await looked(page, `Broker, ${await part.textContent()}`);
  }
}

async function expectLab(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  const experiments = page.getByRole('main').getByRole('treeitem');
  await experiments.first().waitFor();
  for (const experiment of await experiments.all()) {
    await experiment.click();
    await looked(page, `Lab, ${await experiment.textContent()}`);
  }
}

const PARTS = {
  'in Watch and in Publish': expectWatchAndPublish,
  'in the lists of Inspect': expectInspect,
  'in the lists of Broker': expectBroker,
  'in Lab': expectLab,
};

for (const [locale, demo] of [
  ['en', 'Try the live demo'],
  ['zh-CN', '体验实时演示'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 1440, height: 900 } });
    for (const [part, look] of Object.entries(PARTS)) {
      test(`no label is cut ${part}`, async ({ page, startCompanion }) => {
        const companion = await startCompanion(['--seed', '1']);
        await page.goto(companion.app);
        await page.getByRole('button', { name: demo }).click();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
        await look(page);
      });
    }
  });
}
