/** A value becomes a chart with one click, and its points link to packets. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { lowest } from '../kit/page/longTasks.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { connecting, message, RawClient } from '../kit/peers/rawClient.ts';
import { expect, test } from '../kit/test.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const board = (page: Page): Locator => page.getByRole('region', { name: 'Charts', exact: true });
const chart = (page: Page): Locator => board(page).getByRole('application', { name: 'Chart' });
const table = (page: Page): Locator => page.getByRole('group', { name: 'Charted values' });

async function saved(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await board(page).getByRole('button', { name, exact: true }).click();
  return readFileSync(await (await coming).path());
}

/** Pixels of a plot that differ from its background. */
function drawn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('[data-board] [role=application] canvas');
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return image?.data.filter((value, at) => at % 4 === 3 && value > 0).length ?? 0;
  });
}

async function expectQuickRedraws(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '5', subscribe: ['load/#'] });
  const client = await new RawClient(4).open('TCP', companion);
  client.send(connecting(4, { clientId: 'load', keepAlive: 0 }));
  await client.expect('connack');
  const send = async (from: number, to: number): Promise<void> => {
    for (let last = from + 1000; last <= to; last += 1000) {
      const waves = Array.from({ length: 999 }, (_, n) =>
        message('load/a', `{"v":${Math.sin((last - 999 + n) / 500)}}`),
      );
      const end = `{"v":${last === 100_000 ? 7 : last % 997}}`;
      client.send(...waves, message('load/a', end, { qos: 1, packetId: 1 }));
      // The last response shows that the broker keeps up.
      await client.expect('puback');
    }
  };
  await send(0, 50_000);
  await page.locator('[role=treeitem][data-path="load/a"]').dblclick();
  await showPanel(page, 'Topic');
  const value = page.getByRole('region', { name: 'Value', exact: true });
  await value.getByRole('button', { name: 'Chart $.v' }).click();
  await showPanel(page, 'Charts');
  await expect(page.getByText('50,000 of 50,000 points')).toBeVisible({ timeout: 60_000 });
  // Later than the first, because the first half of the time has fewer.
  await send(50_000, 100_000);
  await expect(page.getByText('100,000 of 100,000 points')).toBeVisible({ timeout: 60_000 });
  const devTools = await page.context().newCDPSession(page);
  // Processor time of the page's thread, without other load of the machine.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const redraws = 8;
  const redraw = async (): Promise<number> => {
    const before = await spent();
    for (let n = 0; n < redraws; n += 1) {
      const name = n % 2 === 0 ? 'Zoom in' : 'Zoom out';
      await page.getByRole('button', { name, exact: true }).click();
      const shown = n % 2 === 0 ? /^(?!100,000)[\d,]+ of 100,000 points$/ : /^100,000 of/;
      await expect(page.getByText(shown)).toBeVisible();
    }
    return (await spent()) - before;
  };
  // For each redraw: the click, some responses of the worker, and the drawing.
  const most = redraws * 0.15;
  expect(await lowest(most, redraw)).toBeLessThan(most);
  client.kill();
}

test('a value is charted with one click, explored, saved, and restored after a reload', async ({
  app,
  page,
  companion,
}) => {
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['plant/#'] });
  for (const temp of [20, 35, 28.5])
    await app.publish('plant/a', `{"temp":${temp},"state":"${temp > 30 ? 'hot' : 'run'}"}`);
  await page.locator('[role=treeitem][data-path="plant/a"]').dblclick();
  await showPanel(page, 'Topic');
  const value = page.getByRole('region', { name: 'Value', exact: true });
  await value.getByRole('button', { name: 'Chart $.temp' }).click();

  await test.step('the chart has earlier values as lines and as text', async () => {
    await showPanel(page, 'Charts');
    await expect(table(page).getByRole('row').nth(1)).toContainText(/28\.5.*20.*27\.8333.*35/);
    await expect.poll(() => drawn(page)).toBeGreaterThan(500);
  });

  await test.step('states are steps below it', async () => {
    await app.button('Add value').click();
    const values = page.getByRole('dialog').getByRole('list', { name: /^Values/ });
    await values.getByRole('button', { name: '$.state' }).click();
    await page.keyboard.press('Escape');
    await expect(table(page).getByRole('row').nth(2)).toContainText(/run.*2 changes/);
    await expect(chart(page).locator('canvas')).toHaveCount(2);
  });

  await test.step('the visible time is selected by dragging, and stays', async () => {
    const over = chart(page).locator('.u-over').first();
    const { width } = (await over.boundingBox()) ?? { width: 0 };
    await over.hover({ position: { x: width - 60, y: 40 } });
    await page.mouse.down();
    await over.hover({ position: { x: width - 5, y: 40 } });
    await page.mouse.up();
    const follow = board(page).getByRole('button', { name: 'Follow' });
    await expect(follow).toHaveAttribute('aria-pressed', 'false');
    await follow.click();
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('table and picture are saved', async () => {
    let lines: readonly string[] = [];
    // The saved part is the visible one, which may be incomplete until the worker has responded.
    await expect(async () => {
      lines = (await saved(page, 'Save as CSV')).toString().trim().split('\r\n');
      expect(lines).toHaveLength(7);
    }).toPass();
    expect(lines[1]).toMatch(/^20\d\d-.*Z,plant\/a,\$\.temp,20,\d+$/);
    expect((await saved(page, 'Save as PNG')).subarray(0, 8)).toEqual(PNG);
  });

  await test.step('keys move to a point and to its packet', async () => {
    await chart(page).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('button', { name: /^No\. / }).last()).toBeVisible();
    await page.keyboard.press('Enter');
    const selected = app.packets.getByRole('row', { selected: true });
    await expect(selected).toContainText('temp 35');
  });

  await test.step('it is restored after a reload', async () => {
    await app.kept('plant/a');
    await page.reload();
    await app.button('Connect').first().click();
    await app.connected();
    await showPanel(page, 'Charts');
    await expect(table(page).getByRole('row')).toHaveCount(3);
    await app.publish('plant/a', '{"temp":41}');
    await expect(table(page).getByRole('row').nth(1)).toContainText('41');
  });

  await test.step('long numbers leave space for the name', async () => {
    const row = table(page).getByRole('row').nth(1);
    for (const temp of ['-19.123456789012345', '44.123456789012343'])
      await app.publish('plant/a', `{"temp":${temp}}`);
    await expect(row).toContainText(/≈44\.1235.*≈-19\.1235.*≈44\.1235/);
    await expect(row.getByTitle('-19.123456789012344')).toHaveCount(1);
    const name = await row.getByRole('button', { name: 'plant/a temp', exact: true }).boundingBox();
    expect(name?.width).toBeGreaterThan(60);
  });
});

test('100,000 points are redrawn within a few frames', async ({ app, companion }) => {
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['plant/#'] });
  await expectQuickRedraws(app, companion);
});
