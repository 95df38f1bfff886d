/** The detail of a packet: what it follows, a payload of bytes, and the keys that act in it. */
import type { Page } from '@playwright/test';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Runs in the page before anything else: exchanges, and nothing is pinned beside the desk. */
const unpinPublish = () => {
  const layout = { grouping: 'exchanges', detailPart: 'payload' };
  localStorage.setItem('mqttscope.layout', JSON.stringify(layout));
};

const detailOf = (page: Page) => page.getByRole('region', { name: 'Packet', exact: true });
const selectedText = (page: Page) => page.evaluate(() => String(getSelection()));

test('the detail follows the newest packet while Follow is on, and is not left at a cleared one', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await app.connect(companion.app, { url: companion.ws, subscribe: ['hall/#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  await showPanel(page, 'Packets');
  const detail = detailOf(page);
  const follow = app.button('Follow');
  await client.publishAsync('hall/first', 'a');
  await expect(detail).toContainText('hall/first');
  await client.publishAsync('hall/second', 'b');
  await expect(detail).toContainText('hall/second');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');

  // The detail stays at a packet as soon as the user acts in it, and Follow shows the newest again.
  await detail.getByRole('tab', { name: 'Fields', exact: true }).click();
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await client.publishAsync('hall/third', 'c');
  await expect(app.packets).toContainText('hall/third');
  await expect(detail).toContainText('hall/second');
  await follow.click();
  await expect(detail).toContainText('hall/third');

  await app.clear();
  await expect(app.packets).not.toContainText('hall/third');
  await expect(detail).not.toContainText('hall/third');
  await expect(page.getByText('no longer available')).toHaveCount(0);
  await client.publishAsync('hall/fourth', 'd');
  await expect(detail).toContainText('hall/fourth');
});

/** Runs in the page: notes in each frame what row, head and body of the detail show. */
const sampleFrames = () => {
  const seen = new Set<string>();
  const numberIn = (element: Element | null | undefined): string =>
    [...new Set(element?.textContent.match(/sample-\d+/g))].join(' ');
  const sample = () => {
    const detail = document.querySelector('[data-part=detail]');
    const parts = [
      document.querySelector('[data-focus=packets] [aria-selected=true]'),
      detail?.querySelector('.cut-start'),
      detail?.querySelector('[role=tabpanel]'),
    ];
    seen.add(parts.map(numberIn).join(' | '));
    requestAnimationFrame(sample);
  };
  requestAnimationFrame(sample);
  addEventListener('ask-frames', () => {
    document.body.dataset['frames'] = JSON.stringify([...seen].slice(0, 7));
  });
};

/** Runs in the page: what the frames so far have shown. */
const framesSeen = (): unknown => {
  dispatchEvent(new Event('ask-frames'));
  return JSON.parse(document.body.dataset['frames'] ?? '[]');
};

test('row, head and body change in the same frame while Follow is on', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await app.connect(companion.app, { url: companion.ws, subscribe: ['hall/#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  await showPanel(page, 'Packets');
  const publish = (at: number) =>
    // The name is in the topic and in the value: for the row and the head, and for the body.
    client.publishAsync(`hall/sample-${at}`, `{"name":"sample-${at}"}`, {
      qos: at % 3 === 0 ? 1 : 0,
    });
  await publish(0);
  await expect(detailOf(page)).toContainText('sample-0');
  await page.evaluate(sampleFrames);
  let at = 0;
  // Once they differ, they stay different.
  const same = /^(sample-\d+) \| \1 \| \1$/;
  await expect
    .poll(
      async () => {
        at += 1;
        await publish(at);
        return await page.evaluate(framesSeen);
      },
      // Slow enough that a row is not scrolled away before the next is shown.
      { intervals: [250], timeout: 30_000 },
    )
    .toEqual(Array.from({ length: 7 }, () => expect.stringMatching(same)));
});

test('the payload is the widest column, and bytes are shown whole with the numbers in them', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await app.connect(companion.app, { url: companion.ws, subscribe: ['line/#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  await showPanel(page, 'Packets');
  await page.getByRole('radio', { name: 'Exchanges', exact: true }).check();
  const values = { temp: 22.729735736006305, state: 'run', seq: 12 };
  await client.publishAsync('line/m1', JSON.stringify(values));
  const json = app.packets.getByRole('row').filter({ hasText: 'line/m1' });
  await expect(json).toContainText('seq 12');
  const cell = json.getByRole('gridcell').filter({ hasText: 'seq 12' });
  await expect.poll(async () => (await cell.boundingBox())?.width).toBeGreaterThan(400);

  const bytes = Buffer.alloc(16);
  bytes.writeFloatBE(21.5, 4);
  bytes.writeUInt32LE(Date.UTC(2026, 10, 29) / 1000, 12);
  await client.publishAsync('line/raw', bytes);
  await page.setViewportSize({ width: 390, height: 844 });
  const row = app.packets.getByRole('row').filter({ hasText: 'line/raw' });
  await app.choose(row);
  const dump = page.getByRole('group', { name: 'Hex dump', exact: true });
  const shown = dump.locator('[data-byte]');
  await expect.poll(() => shown.allInnerTexts()).toHaveLength(32);
  await expect(shown.nth(4)).toBeInViewport();
  const inspector = page.getByRole('group', { name: 'Data inspector', exact: true });
  await dump.locator('[data-byte="4"]').first().click();
  await expect(inspector.getByRole('row', { name: /^float32 21\.5/ })).toBeVisible();
  await dump.locator('[data-byte="12"]').first().click();
  await expect(inspector).toContainText('2026-11-29T00:00:00Z');
});

test('Ctrl A selects the list or the bytes that have the focus, and Escape ends a comparison', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await app.connect(companion.app, { url: companion.ws, subscribe: ['line/#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('line/m1', '{"temp": 21}');
  await client.publishAsync('line/m1', '{"temp": 22}');
  await showPanel(page, 'Packets');
  const row = app.packets.getByRole('row').filter({ hasText: 'temp 22' });
  await app.choose(row);
  await page.keyboard.press('Control+a');
  expect(await selectedText(page)).toContain('line/m1');
  expect(await selectedText(page)).not.toMatch(/Inspect|Follow|Payload and what changed/);
  await page.getByRole('group', { name: 'Hex dump', exact: true }).focus();
  await page.keyboard.press('Control+a');
  await expect(app.bytes).toContainText(/Bytes .+–/);
  await app.button('Follow').focus();
  await page.keyboard.press('Control+a');
  expect(await selectedText(page)).not.toMatch(/Inspect|Follow/);

  await showPanel(page, 'Topic');
  await app.button('Compare').click();
  const ended = app.button('Compare with the one before');
  await expect(ended).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ended).toHaveCount(0);
});
