/** A value becomes a chart with one click, and its points link to packets. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { framesOf, pcapOf } from '../../src/engine/files/frames/frames.testkit.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { App } from '../kit/page/app.ts';
import { Captures } from '../kit/page/captures.ts';
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
  await value.getByRole('button', { name: 'Chart payload.v' }).click();
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
  await value.getByRole('button', { name: 'Chart payload.temp' }).click();

  await test.step('the chart has earlier values as lines and as text', async () => {
    await showPanel(page, 'Charts');
    await expect(table(page).getByRole('row').nth(1)).toContainText(/28\.5.*20.*27\.8333.*35/);
    await expect.poll(() => drawn(page)).toBeGreaterThan(500);
  });

  await test.step('states are steps below it', async () => {
    await app.button('Add value').click();
    const values = page.getByRole('dialog').getByRole('list', { name: /^Values/ });
    await values.getByRole('button', { name: 'payload.state' }).click();
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
    expect(lines[1]).toMatch(/^20\d\d-.*Z,plant\/a,payload\.temp,20,\d+$/);
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

/** A file in which a connection ends at 105 s and is back at 900 s. Messages are 10 s apart otherwise. */
function interruptedCapture(): Uint8Array {
  const connect = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'press',
    properties: [],
  } as const;
  const messages = Array.from({ length: 11 }, (_, n) => {
    const bytes = new TextEncoder().encode(`..plant/temp${20 + n}`);
    bytes.set([0, 10]);
    return { direction: 'in' as const, bytes: Uint8Array.of(0x30, bytes.length, ...bytes) };
  });
  const frames = (clientPort: number) =>
    framesOf(
      [
        { direction: 'out', bytes: encode(connect, 4) },
        { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
        ...messages,
      ],
      { clientPort },
    );
  // Three frames open a connection, each packet has its acknowledgement, and three frames close it.
  const times = (start: number, end: number) => [
    ...Array.from({ length: 7 }, () => start),
    ...messages.flatMap((_, n) => [start + 10 * n, start + 10 * n]),
    end,
    end,
    end,
  ];
  return pcapOf([...frames(50_001), ...frames(50_002)], {
    times: [...times(0, 105), ...times(900, 1000)].map((seconds) => 1000 * seconds),
  });
}

/** Numbers of pixels with the colour of a CSS variable in a part of the plot; 0 to 1 is its width. */
function pixelsOf(page: Page, variable: string, from: number, to: number): Promise<number> {
  return page.evaluate(
    ([name, start, end]) => {
      const plot = document.querySelector('[role=application] .u-over');
      const canvas = document.querySelector('[role=application] canvas');
      const pen = document.createElement('canvas').getContext('2d');
      if (plot === null || !(canvas instanceof HTMLCanvasElement) || pen === null) return -1;
      const colour = getComputedStyle(document.documentElement).getPropertyValue(name);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const wanted = pen.getImageData(0, 0, 1, 1).data;
      const [area, whole] = [plot.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const scale = canvas.width / whole.width;
      const left = Math.round((area.left - whole.left + area.width * start) * scale);
      const width = Math.round(area.width * (end - start) * scale);
      const image = canvas.getContext('2d')?.getImageData(left, 0, width, canvas.height);
      const { data } = image ?? { data: new Uint8ClampedArray() };
      let found = 0;
      for (let at = 0; at < data.length; at += 4)
        if ([0, 1, 2].every((one) => data[at + one] === wanted[one])) found += 1;
      return found;
    },
    [variable, from, to] as const,
  );
}

test('a chart draws no line over a time without a connection, and shows it', async ({
  page,
  companion,
  folder,
}) => {
  const file = path.join(folder, 'interrupted.pcap');
  writeFileSync(file, interruptedCapture());
  await page.goto(companion.app);
  await new Captures(page, (name) => name).openFile(file);
  await showPanel(page, 'Topic');
  await page.locator('[role=treeitem][data-path="plant/temp"]').click();
  const plot = page.getByRole('application', { name: 'Chart' });
  await page.getByRole('radio', { name: 'All', exact: true }).check();
  await expect(plot).toHaveAccessibleDescription(/13 min 15 s without a connection/);
  await expect.poll(() => pixelsOf(page, '--accent', 0, 0.1)).toBeGreaterThan(20);
  expect(await pixelsOf(page, '--accent', 0.15, 0.85)).toBe(0);
  expect(await pixelsOf(page, '--warn', 0.05, 0.15)).toBeGreaterThan(50);
  expect(await pixelsOf(page, '--warn', 0.85, 0.95)).toBeGreaterThan(50);
  expect(await pixelsOf(page, '--warn', 0.2, 0.8)).toBe(0);
});
