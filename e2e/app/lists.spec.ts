/** Rows of lists: in a low window, below the count of new rows, and within the focus ring. */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

/** Colour of a pixel as drawn. */
async function colourAt(page: Page, x: number, y: number): Promise<readonly number[]> {
  const picture = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const png = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(await createImageBitmap(new Blob([png])), 0, 0);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
  }, picture.toString('base64'));
}

/** In the view Packets. */
async function expectRing(app: App): Promise<void> {
  const { page } = app;
  await test.step('the focus ring is around the selected row, above its colour', async () => {
    await app.packets.press('Home');
    const rows = app.packets.getByRole('row');
    const [selected, hovered] = [rows.nth(1), rows.nth(2)];
    // Until the list is there, these are rows near its end, and hovering would scroll back to one.
    await expect(selected).toHaveAttribute('aria-selected', 'true');
    await hovered.hover();
    const edgeOf = async (row: Locator) => {
      const { x = 0, y = 0, height = 0 } = (await row.boundingBox()) ?? {};
      return colourAt(page, x + 1, y + height / 2);
    };
    const inside = async () => {
      const { x = 0, y = 0 } = (await selected.boundingBox()) ?? {};
      return colourAt(page, x + 3, y + 10);
    };
    // It is drawn a frame after the hovered row's colour or before it.
    await expect(async () => {
      const ring = await edgeOf(selected);
      expect(await edgeOf(hovered)).not.toEqual(ring);
      expect(await inside()).not.toEqual(ring);
    }).toPass();
  });
}

/** The strip above the exchanges leaves room for their rows, also when it is open. */
async function expectStrip(app: App): Promise<void> {
  const { page, packets } = app;
  const strip = page.getByRole('region', {
    name: 'Exchanges in flight, and latency of the others',
  });
  const height = async (of: Locator) => (await of.boundingBox())?.height ?? Number.NaN;

  await test.step('a strip of 28 px is above the exchanges, and a low window has none', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await showPanel(page, 'Exchanges');
    await expect(strip).toContainText(/in flight0 out0 in.*median[\d.]+ m?sp95[\d.]+ m?s/);
    // Its border is below.
    expect(await height(strip)).toBe(29);
    await page.setViewportSize({ width: 1440, height: 450 });
    await expect(strip).toBeHidden();
    await page.setViewportSize({ width: 1440, height: 900 });
    await showPanel(page, 'Packets');
    await expect(strip).toBeHidden();
    await showPanel(page, 'Exchanges');
  });

  await test.step('opened, it leaves room for three rows', async () => {
    await app.button('in flight').click();
    await expect(strip.getByRole('table', { name: 'Exchanges by latency' })).toBeVisible();
    const row = packets.getByRole('row').first();
    await expect
      .poll(async () => (await height(packets)) - (await height(row)))
      .toBeGreaterThanOrEqual(3 * 28);
    await strip.getByRole('button', { name: 'in flight' }).click();
    expect(await height(strip)).toBe(29);
  });
}

async function expectRowsInLowWindow(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('a/b', 'x', { qos: 1, retain: true });

  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
  await expectStrip(app);
  const jump = app.button(/Jump to tail/);

  await test.step('a list of a row or two has no room for the count of new rows', async () => {
    await page.setViewportSize({ width: 720, height: 450 });
    await showPanel(page, 'Packets');
    await app.packets.getByRole('row').nth(1).click();
    for (let n = 0; n < 3; n += 1) await other.client.publishAsync('a/b', 'x');
    // It is in the page, so rows have arrived.
    await expect(page.getByText('Jump to tail')).toHaveCount(1);
    await expect(jump).toBeHidden();
    await app.button('Follow').click();
  });

  await test.step('there, the diagram of an exchange has room', async () => {
    const diagram = page.getByRole('region', { name: 'Exchange' }).getByRole('group');
    const height = async () => (await diagram.boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan(120);
  });

  await test.step('elsewhere, it covers neither the selected row nor the headers', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    for (let n = 0; n < 40; n += 1) await other.client.publishAsync('a/b', `last ${n}`);
    await app.packets.press('End');
    const last = app.packets.getByRole('row').last();
    await expect(last).toContainText('last 39');
    await last.click();
    // A row may still fit, and so few do not cover later rows.
    for (let n = 0; n < 3; n += 1) await other.client.publishAsync('a/b', 'x');
    await expect(jump).toBeVisible();
    const uncovered = async () => {
      const [heads, chosen, pill] = await Promise.all([
        app.packets.getByRole('row').first().boundingBox(),
        page.getByRole('row', { selected: true }).boundingBox(),
        jump.boundingBox(),
      ]);
      if (heads === null || chosen === null || pill === null) return false;
      return pill.y >= heads.y + heads.height - 1 && pill.y + pill.height <= chosen.y + 1;
    };
    await expect.poll(uncovered).toBe(true);
    await jump.click();
  });
  await expectRing(app);
}

test('lists keep rows in a low window, and the count of new rows covers no selected row', ({
  app,
  companion,
  connectOther,
}) => expectRowsInLowWindow(app, { companion, connectOther }));
