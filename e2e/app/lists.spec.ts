/** Rows of lists: in a low window, below the count of new rows, and within the focus ring. */
import type { Page } from '@playwright/test';
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
  await test.step('the focus ring is above rows with a colour', async () => {
    await app.packets.press('Home');
    const rows = app.packets.getByRole('row');
    const [hovered, other] = [rows.nth(2), rows.nth(3)];
    // Until the list is there, these are rows near its end, and hovering would scroll back to one.
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await hovered.hover();
    const edgeOf = async (row: typeof hovered) => {
      const { x = 0, y = 0, height = 0 } = (await row.boundingBox()) ?? {};
      return colourAt(page, x + 1, y + height / 2);
    };
    const inside = async () => {
      const { x = 0, y = 0 } = (await other.boundingBox()) ?? {};
      return colourAt(page, x + 3, y + 10);
    };
    // It is drawn a frame after the hovered row's colour or before it.
    await expect(async () => {
      const ring = await edgeOf(other);
      expect(await edgeOf(hovered)).toEqual(ring);
      expect(await inside()).not.toEqual(ring);
    }).toPass();
  });
}

async function expectRowsInLowWindow(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('a/b', 'x', { qos: 1, retain: true });

  await test.step('with tree and dock, the list of handshakes keeps five rows, also in a low window', async () => {
    await page.setViewportSize({ width: 1440, height: 560 });
    await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
    await showPanel(page, 'Exchanges');
    const grid = page.getByRole('grid', { name: 'Exchanges' });
    await expect(grid.getByRole('row').first()).toBeVisible();
    const height = async (of: typeof grid) => (await of.boundingBox())?.height ?? Number.NaN;
    const widthOf = async (of: typeof grid) => (await of.boundingBox())?.width ?? Number.NaN;
    const room = async () => (await height(grid)) - (await height(grid.getByRole('row').first()));
    await expect.poll(room).toBeGreaterThanOrEqual(5 * 24);
    // There is no space for a name next to figures.
    const slowest = page.getByRole('region', { name: 'Slowest' }).locator('bdi').first();
    await expect
      .poll(async () => (await height(slowest)) > 0 && (await widthOf(slowest.locator('..'))) > 200)
      .toBe(true);
  });

  await test.step('a single column shows one part of an exchange below the list', async () => {
    await page.setViewportSize({ width: 820, height: 1180 });
    const parts = page.getByRole('tablist', { name: 'Parts of the exchange' });
    await expect(parts.getByRole('tab')).toHaveCount(4);
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect(parts).toHaveCount(0);
  });

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
