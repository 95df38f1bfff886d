/** The pane of topics: its width in each desk, the line of subscriptions, and the ring around the row with the focus. */
import type { Locator, Page } from '@playwright/test';
import { showDesk, showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

const widthOf = async (pane: Locator): Promise<number> => (await pane.boundingBox())?.width ?? 0;

/** Opens the app with the widths of a first visit. */
async function openUndragged(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(() => localStorage.setItem('mqttscope.layout', '{"grouping":"packets"}'));
  await page.reload();
}

/** Runs in the page. Whole characters of a cut monospace text that are in sight. */
function charactersIn(box: Element): number {
  const probe = box.appendChild(document.createElement('i'));
  probe.style.cssText = 'display: inline-block; width: 100ch';
  const character = probe.getBoundingClientRect().width / 100;
  probe.remove();
  return Math.floor(box.clientWidth / character);
}

test('in Watch the tree shows names with values, Inspect leaves the room, and each keeps its width', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openUndragged(page, companion.app);
  await app.listen(companion, { subscribe: ['#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  const value = 'a value that is longer than any room in the tree, and cut at its end';
  // Two topics at each level, so that each level has its row.
  for (const topic of [
    'a',
    'hall/b',
    'hall/line/c',
    'hall/line/press/temperature',
    'hall/line/press/x',
  ])
    await client.publishAsync(topic, value, { qos: 1, retain: true });

  const pane = page.getByRole('complementary', { name: 'Topics', exact: true });
  await expect.poll(() => widthOf(pane)).toBe(276);
  await showDesk(page, 'watch');
  await expect.poll(() => widthOf(pane)).toBe(380);
  const row = app.topic('temperature');
  await expect(row).toHaveAttribute('aria-level', '4');
  // Its bars and the mark of a retained message leave the least room.
  await client.publishAsync('hall/line/press/temperature', value, { qos: 1, retain: true });
  await expect(row.getByTitle(/^Messages a second, over/)).toBeVisible();
  const name = row.locator('.truncate', { hasText: 'temperature' }).first();
  expect(await name.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  // With less motion, `~` marks a change for a second.
  await expect
    .poll(() => row.locator('.truncate.font-mono').evaluate(charactersIn))
    .toBeGreaterThanOrEqual(24);

  const edge = page.getByRole('separator', { name: 'Width of Topics', exact: true });
  await edge.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => widthOf(pane)).toBe(396);
  await showDesk(page, 'inspect');
  await expect.poll(() => widthOf(pane)).toBe(276);
  await edge.focus();
  await page.keyboard.press('ArrowLeft');
  await app.keepNoPackets();
  await page.reload();
  await expect.poll(() => widthOf(pane)).toBe(260);
  await showDesk(page, 'watch');
  await expect.poll(() => widthOf(pane)).toBe(396);
  await client.endAsync();
});

test('subscriptions take one line with their button at its end, also in the narrow pane of Inspect', async ({
  app,
  page,
  companion,
}) => {
  await openUndragged(page, companion.app);
  const filters = ['#', 'plant/+/temp', 'site/#', 'other/+'];
  for (const [width, most] of [
    [1440, 40],
    [1280, 40],
    [390, 56],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 1440) await app.listen(companion, { subscribe: filters, version: '5' });
    if (width === 390) await showPanel(page, 'Topics');
    const bar = page.getByRole('region', { name: 'Subscriptions', exact: true });
    const chips = bar.getByRole('listitem');
    const more = bar.getByRole('button', { name: /^\d (more|subscriptions)$/ });
    const add = bar.getByRole('button', { name: 'Add a subscription' });
    await expect(add).toBeVisible();
    await expect.poll(async () => (await bar.boundingBox())?.height).toBeLessThanOrEqual(most);
    const [whole, button] = await Promise.all([bar.boundingBox(), add.boundingBox()]);
    const end = (box: typeof whole) => (box?.x ?? 0) + (box?.width ?? 0);
    expect(end(whole) - end(button), `${width} px`).toBeLessThan(10);
    // The newest of them, and the number of the others.
    const shown = await chips.count();
    if (shown > 0) await expect(chips.first()).toContainText('other/+');
    await expect(more).toHaveText(shown > 0 ? `${4 - shown} more` : '4 subscriptions');
    await more.click();
    await expect(chips).toHaveCount(filters.length);
    for (const chip of await chips.all()) await expect(chip).toBeInViewport({ ratio: 1 });
    await bar.getByRole('button', { name: 'Fewer' }).click();
    await expect(chips).toHaveCount(shown);
    // A name of which little would be left is counted instead.
    for (const chip of await chips.all())
      expect((await chip.boundingBox())?.width).toBeGreaterThan(80);
  }
});

test('a list with the focus draws the ring around its row', async ({ app, page, companion }) => {
  await app.listen(companion, { subscribe: ['$SYS/broker/uptime'], version: '5' });
  const ringOf = (place: Locator) =>
    place.evaluate((element) => getComputedStyle(element).outlineStyle);
  for (const [key, list, role] of [
    ['Alt+2', app.packets, 'row'],
    ['Alt+1', app.topics, 'treeitem'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(list).toBeFocused();
    await page.keyboard.press('ArrowDown');
    const row = list.getByRole(role, { selected: true });
    await expect.poll(() => ringOf(row), key).toBe('solid');
    expect(await ringOf(list), key).toBe('none');
    await list.evaluate((element) => element.blur());
    await expect.poll(() => ringOf(row), key).toBe('none');
  }
});
