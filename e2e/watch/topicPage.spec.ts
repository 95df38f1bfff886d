/** A topic's page: one scroll area, the value at its whole height, the history's columns, and comparisons. */
import type { Locator, Page } from '@playwright/test';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

const TOPIC = 'sensors/hz-2/press-07/telemetry';
const WIDE = { width: 1440, height: 900 };
const LOW = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

const message = (n: number): string =>
  JSON.stringify({
    id: String(100 + n),
    ts: 1_796_099_378_978 + n * 1000,
    params: {
      temperature: 70.5 + n * 0.25,
      pressure: 2.4,
      oil: 54 + n / 10,
      rpm: 1480 + n,
      state: n % 2 === 0 ? 'run' : 'setup',
      site: 'hz',
    },
  });

const panes = (page: Page) => ({
  value: page.getByRole('region', { name: 'Value', exact: true }),
  history: page.getByRole('grid', { name: 'History', exact: true }),
  facts: page.getByRole('complementary', { name: 'Alerts and traffic' }),
});

/** Runs in the page before anything else: nothing is pinned beside the desk. */
const unpinPublish = () =>
  localStorage.setItem('mqttscope.layout', JSON.stringify({ grouping: 'packets' }));

/** Elements that scroll vertically, from this one up to the page. */
const scrollers = (within: Locator): Promise<number> =>
  within.evaluate((element) => {
    const isScroller = (one: Element) =>
      /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight;
    let count = [...element.querySelectorAll('*')].filter(isScroller).length;
    for (let one: Element | null = element; one !== null; one = one.parentElement)
      if (isScroller(one)) count += 1;
    return count;
  });

test('a value of twelve lines is whole without an inner scroll area, also beside Publish', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await page.addInitScript(unpinPublish);
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  for (let n = 0; n < 40; n += 1) await client.publishAsync(TOPIC, message(n), { qos: 1 });
  await showPanel(page, 'Topic');
  await app.topics.locator('[role=treeitem]').first().click();
  const { value, history, facts } = panes(page);
  const lines = value.getByRole('group', { name: 'Value', exact: true });
  await expect(lines).toContainText('"site": "hz"');
  const last = lines.getByText('}', { exact: true }).last();

  await test.step('the facts and eight rows are on the first screen', async () => {
    await page.setViewportSize(WIDE);
    await expect(facts.getByText('Matches')).toBeInViewport({ ratio: 1 });
    await expect(history.locator('[data-index]').nth(7)).toBeInViewport({ ratio: 1 });
  });

  await test.step('the value is whole at 1280 by 720', async () => {
    await page.setViewportSize(LOW);
    await expect(last).toBeInViewport({ ratio: 1 });
    expect(await scrollers(lines)).toBeLessThanOrEqual(1);
    await app.button('Publish here…').click();
    await expect(page.getByRole('region', { name: 'Publish' })).toBeVisible();
    await expect(last).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
  });

  await test.step('the page scrolls, not the history, which has whole rows', async () => {
    await expect(history.locator('[data-index]').first()).toHaveAttribute('data-index', '0');
    const rows = await history.evaluate(
      (grid) => (grid.clientHeight - 24) / (grid.querySelector('[data-index]')?.clientHeight ?? 1),
    );
    expect(rows).toBeGreaterThanOrEqual(8);
    expect(Math.abs(rows - Math.round(rows))).toBeLessThan(0.05);
    await history.hover();
    await page.mouse.wheel(0, 2000);
    await expect(page.getByRole('button', { name: 'Traffic', exact: true })).toBeInViewport({
      ratio: 1,
    });
    expect(await history.evaluate((grid) => grid.scrollTop)).toBe(0);
    await page.mouse.move(4, 400);
  });

  await test.step('all messages open as the page, which scrolls and is followed', async () => {
    await page.getByRole('button', { name: 'All 40', exact: true }).click();
    await expect(value).toHaveCount(0);
    const follow = page.getByRole('button', { name: 'Follow', exact: true });
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
    await client.publishAsync(TOPIC, message(40), { qos: 1 });
    await expect(history.locator('[data-index="0"]')).toContainText('80.50');
    expect(await scrollers(history)).toBe(1);
    await history.hover();
    await page.mouse.wheel(0, 600);
    await expect(follow).toHaveAttribute('aria-pressed', 'false');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(value).toBeVisible();
  });

  await test.step('on a phone, too, and the payload of a packet', async () => {
    await page.setViewportSize(PHONE);
    await expect(lines).toBeVisible();
    expect(await scrollers(lines)).toBe(1);
    expect(await findings(page)).toEqual([]);
    await showPanel(page, 'Packets');
    await app.choose(app.packets.getByRole('row').filter({ hasText: 'telemetry' }).last());
    await page.getByRole('tab', { name: 'Payload', exact: true }).click();
    const payload = page.getByRole('tree', { name: 'Payload', exact: true });
    await expect(payload).toContainText('temperature');
    expect(await scrollers(payload)).toBe(1);
    await payload.getByText('site', { exact: true }).scrollIntoViewIfNeeded();
    await expect(payload.getByText('site', { exact: true })).toBeInViewport({ ratio: 1 });
  });
});

test('columns have whole names and only what changes, with decimals, times and texts', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  for (let n = 0; n < 6; n += 1) {
    await client.publishAsync(TOPIC, message(n), { qos: 1 });
    await client.publishAsync('orders', JSON.stringify({ id: 7 + n, n: 3, sku: 'A-1' }), {
      qos: 1,
    });
    const alarm = { text: n % 2 === 0 ? 'oil low' : 'door', since: 1_796_100_000_000 + n * 1000 };
    await client.publishAsync('alarm', JSON.stringify(alarm), { qos: 1 });
  }
  await page.setViewportSize(LOW);
  await showPanel(page, 'Topic');
  const { history } = panes(page);
  const head = (name: string) => history.getByRole('columnheader', { name });
  const cells = (row: number) =>
    history.locator(`[data-index="${row}"]`).getByRole('gridcell').allInnerTexts();

  await app.topics.locator(`[role=treeitem][data-path="${TOPIC}"]`).click();
  await expect(head('temperature')).toBeVisible();
  const name = head('temperature').locator('bdi');
  expect(await name.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0);
  for (const column of await history
    .getByRole('columnheader')
    .filter({ has: page.locator('button') })
    .all())
    expect((await column.boundingBox())?.width).toBeGreaterThanOrEqual(96);
  await expect(head('pressure')).toHaveCount(0);
  // 71.5 and 71.75 end at the same place.
  await expect(history.locator('[data-index="1"]')).toContainText('71.50');
  const right = (row: number) =>
    history
      .locator(`[data-index="${row}"]`)
      .getByRole('gridcell')
      .nth(1)
      .locator('bdi')
      .first()
      .evaluate((text) => Math.round(text.getBoundingClientRect().right));
  expect(await right(1)).toBe(await right(0));

  await app.topics.locator('[role=treeitem][data-path=orders]').click();
  await expect(head('Value and what changed')).toBeVisible();
  await expect(head('sku')).toHaveCount(0);

  await app.topics.locator('[role=treeitem][data-path=alarm]').click();
  await expect(head('since')).toBeVisible();
  await expect
    .poll(async () => (await cells(0))[2])
    .toMatch(/^\d\d:\d\d:\d\d$|^\d\d-\d\d \d\d:\d\d/);
  const left = (one: Locator) => one.evaluate((text) => text.getBoundingClientRect().left);
  const text = history.locator('[data-index="0"]').getByText('door');
  expect(await left(text)).toBe(await left(head('text').locator('bdi')));
});

test('one click compares two messages beside their chart, the older one first', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  for (const temp of ['22.76', '22.70', '22.62'])
    await client.publishAsync('room/temp', temp, { qos: 1 });
  await showPanel(page, 'Topic');
  await app.topic('room/temp').or(app.topic('temp')).first().click();
  const { value, history } = panes(page);
  const rows = history.locator('[data-index]');
  await expect(rows).toHaveCount(3);
  const line = value.getByRole('status', { name: 'Comparison' });
  const plot = value.getByRole('application', { name: 'Chart' });
  const height = (await plot.boundingBox())?.height ?? 0;

  await rows.nth(2).hover();
  await rows.nth(2).locator('[data-compare]').click();
  await expect(line).toContainText(/^A 22\.76→B 22\.62, −0\.14, .+ later/);
  expect((await line.boundingBox())?.height).toBeLessThanOrEqual(29);
  expect((await plot.boundingBox())?.height).toBeGreaterThan(height - 40);
  const colour = (element: Locator) => element.evaluate((one) => getComputedStyle(one).color);
  const changed = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--chg)';
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  });
  expect(await colour(line.getByText('−0.14'))).toBe(changed);
  expect(await findings(page)).toEqual([]);

  // A later message does not replace B.
  await client.publishAsync('room/temp', '30', { qos: 1 });
  await expect(rows).toHaveCount(4);
  await expect(line).toContainText('B 22.62');
  await page.keyboard.press('Escape');
  await expect(line).toHaveCount(0);
  await value.getByRole('button', { name: 'Newest', exact: true }).click();
  await value.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(line).toContainText(/^A 22\.62→B 30, \+7\.38, /);
});

test('a value of many lines shows the first ones, and all of them on request', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  const rows = Array.from({ length: 100_000 }, (_, at) => at);
  await client.publishAsync('big', JSON.stringify(rows), { qos: 1 });
  await showPanel(page, 'Topic');
  await app.topic('big').click();
  const { value } = panes(page);
  const lines = value.getByRole('group', { name: 'Value', exact: true });
  await expect(lines).toContainText('197,');
  expect(await lines.locator('.group\\/line').count()).toBe(200);
  await value.getByRole('button', { name: 'All 100,002 lines' }).click();
  await lines.press('End');
  await expect(lines).toContainText('99999');
  expect(await lines.locator('.group\\/line').count()).toBeLessThan(120);
});
