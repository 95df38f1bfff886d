/** The layout: columns that people arrange. */
import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';

test('the packet list shows payloads by their formats; its columns are resized by mouse and keys, hidden, and kept', async ({
  page,
  companion,
  connectOther,
}) => {
  const app = new App(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('plant/line', Buffer.from([0xa1, 0x61, 0x61, 0x07]));
  const row = app.packet('PUBLISH').filter({ hasText: 'plant/line' });
  await expect(row.getByRole('gridcell', { name: 'CBOR {"a": 7}' })).toBeVisible();

  const head = app.packets.getByRole('columnheader', { name: 'Topic / summary' });
  const width = async () => (await head.boundingBox())?.width ?? 0;
  const first = await width();
  const edge = page.getByRole('separator', { name: 'Width of Topic / summary' });
  const place = await edge.boundingBox();
  if (place === null) throw new Error('no edge to drag');
  await page.mouse.move(place.x + 2, place.y + 2);
  await page.mouse.down();
  await page.mouse.move(place.x + 82, place.y + 2);
  await page.mouse.up();
  expect(Math.round((await width()) - first)).toBe(80);

  await app.button('Columns').click();
  await page.getByRole('slider', { name: 'Width of Topic / summary' }).press('ArrowLeft');
  await expect.poll(width).toBeLessThan(first + 80);
  await page.getByRole('switch', { name: 'Δ s' }).click();
  await page.keyboard.press('Escape');
  const kept = await width();
  await expect(app.packets.getByRole('columnheader', { name: 'Δ s' })).toHaveCount(0);

  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await expect(app.packets.getByRole('columnheader', { name: 'Type' })).toBeVisible();
  await expect(app.packets.getByRole('columnheader', { name: 'Δ s' })).toHaveCount(0);
  expect(await width()).toBe(kept);
});
