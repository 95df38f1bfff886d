/** Columns of lists: arranged by the user, with aligned figures and truncated names, and visible selections. */
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

/** Arranges columns in a tab and finds them in another. */
async function expectColumnsArranged(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  await other.client.publishAsync('plant/line', Buffer.from([0xa1, 0x61, 0x61, 0x07]));
  const row = app.packet('PUBLISH').filter({ hasText: 'plant/line' });
  await expect(row.getByRole('gridcell', { name: 'a 7', exact: true })).toBeVisible();

  const edge = page.getByRole('separator', { name: 'Width of Topic / summary' });
  await expect(edge).toBeVisible();
  const head = app.packets.getByRole('columnheader', { name: 'Topic / summary' });
  const width = async () => (await head.boundingBox())?.width ?? 0;
  const first = await width();
  // A row without payload uses its space.
  const connect = app.packet('CONNECT').getByRole('gridcell', { name: /clean start/ });
  await expect.poll(async () => (await connect.boundingBox())?.width).toBeGreaterThan(first);
  const place = await edge.boundingBox();
  if (place === null) throw new Error('no edge to drag');
  await page.mouse.move(place.x + 2, place.y + 2);
  await page.mouse.down();
  await page.mouse.move(place.x + 82, place.y + 2);
  await page.mouse.up();
  await expect.poll(async () => Math.round((await width()) - first)).toBe(80);

  await app.chooseFrom(app.button('More for this list'), 'Columns…');
  await page.getByRole('spinbutton', { name: 'Width of Topic / summary' }).press('ArrowDown');
  await expect.poll(width).toBeLessThan(first + 80);
  await page.getByRole('switch', { name: 'Δ s' }).click();
  await page.keyboard.press('Escape');
  await expect(app.packets.getByRole('columnheader', { name: 'Δ s' })).toHaveCount(0);
  const kept = await width();

  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await expect(app.packets.getByRole('columnheader', { name: 'Type' })).toBeVisible();
  await expect(app.packets.getByRole('columnheader', { name: 'Δ s' })).toHaveCount(0);
  await expect.poll(width).toBe(kept);
}

/** Elements with figures whose widths differ in a proportional font. */
function unevenFigures(): string[] {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set<string>();
  while (words.nextNode() !== null) {
    const { parentElement, textContent } = words.currentNode;
    if (parentElement === null || !/\d/.test(textContent ?? '')) continue;
    const { fontVariantNumeric, fontFamily } = getComputedStyle(parentElement);
    const isEven = fontVariantNumeric.includes('tabular-nums') || fontFamily.includes('monospace');
    if (!isEven) found.add(`${parentElement.tagName} ${textContent}`);
  }
  return [...found];
}

/** Whether a name is truncated, and the number of empty whole pixels before it. */
function cutOf(name: Element): { isCut: boolean; spare: number } {
  const box = name.parentElement ?? name;
  const probe = box.appendChild(document.createElement('i'));
  probe.style.cssText = 'display: inline-block; width: 100ch';
  const character = probe.getBoundingClientRect().width / 100;
  probe.remove();
  const { width } = box.getBoundingClientRect();
  return {
    isCut: box.scrollWidth > box.clientWidth,
    spare: Math.floor((width % character) + 0.3),
  };
}

async function expectColumnsKept(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  const marked = `another/topic/whose/name/is/longer/than/any${'/level'.repeat(30)}`;
  await other.client.publishAsync(marked, 'x', { qos: 1, retain: true });
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });

  await test.step('figures have equal widths, and those of lists are aligned', async () => {
    await showPanel(page, 'Packets');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    for (const view of ['Packets', 'Exchanges', 'Connections', 'Broker']) {
      await showPanel(page, view);
      const panel = view === 'Exchanges' ? 'Packets' : view;
      await expect(page.getByRole('tabpanel', { name: panel, exact: true })).toBeVisible();
      expect.soft(await page.evaluate(unevenFigures), view).toEqual([]);
    }
    await showPanel(page, 'Packets');
    for (const column of ['No.', 'Time', 'Size']) {
      const head = app.packets.getByRole('columnheader', { name: column, exact: true });
      const at = await head.getAttribute('aria-colindex');
      const cell = app.packets.locator(`[role=gridcell][aria-colindex="${at}"]`).last();
      const style = await cell.evaluate((element) => {
        const { fontFamily, textAlign } = getComputedStyle(element);
        return { isMono: fontFamily.includes('monospace'), textAlign };
      });
      expect(style, column).toEqual({
        isMono: true,
        textAlign: column === 'Time' ? 'start' : 'right',
      });
    }
  });

  await test.step('a select has an arrow as light as the icons, a link in text its colour, and a truncated topic starts at its column', async () => {
    const select = app.publishing.getByRole('combobox', { name: 'Payload format' });
    await expect(select).toHaveCSS('appearance', 'none');
    await expect(select).toHaveCSS('background-image', /gradient/);

    await app.publish('a/topic/whose/name/is/longer/than/any/column/of/the/list', 'x');
    const topic = app.packet('out', 'PUBLISH').locator('bdi').first();
    // It is truncated at a whole character without a partial gap before it.
    await expect.poll(() => topic.evaluate(cutOf)).toEqual({ isCut: true, spare: 0 });

    // The same before a mark.
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).fill('all levels');
    await page.keyboard.press('Enter');
    const list = page.getByRole('grid', { name: 'Topics below' });
    const row = list.getByRole('row').filter({ has: page.getByTitle(marked, { exact: true }) });
    await expect(row.getByTitle(/^retained/)).toBeVisible();
    const name = row.locator('bdi').first();
    await expect.poll(() => name.evaluate(cutOf)).toEqual({ isCut: true, spare: 0 });
    await showPanel(page, 'Packets');

    await app.clear();
    const undo = app.button('Undo');
    await app.pointAtUndo();
    const accent = await undo.evaluate((button) => {
      const probe = button.appendChild(document.createElement('i'));
      probe.style.color = 'var(--accent)';
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    await expect(undo).toHaveCSS('color', accent);
    await undo.click();
  });

  await test.step('forced colours show selections', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const ground = (name: string) =>
      page
        .getByRole('radio', { name, exact: true })
        .locator('..')
        .evaluate((segment) => getComputedStyle(segment).backgroundColor);
    await expect
      .poll(async () => (await ground('Packets')) !== (await ground('Connections')))
      .toBe(true);
    // Text on that background has its colour.
    await app.packet('in', 'SUBACK').click();
    const unreadable = (): number => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.cssText = 'forced-color-adjust: none; color: HighlightText';
      const { color } = getComputedStyle(probe);
      probe.remove();
      const texts = document.querySelectorAll('[aria-selected=true], [aria-selected=true] *');
      return [...texts].filter((one) => getComputedStyle(one).color !== color).length;
    };
    await expect.poll(() => page.evaluate(unreadable)).toBe(0);
    await app.packet('in', 'PUBLISH').first().click();
    const tag = page.getByRole('row', { selected: true }).getByText(/^QoS \d$/);
    await expect(tag).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    const front = app.tabs.and(page.locator('[aria-selected=true]'));
    await expect(front).toHaveCSS('background-color', await ground('Packets'));
    const publish = app.publishing.getByRole('button', { name: 'Publish', exact: true });
    await expect(publish).toHaveCSS('forced-color-adjust', 'none');
    // Bars of messages per second have their text's colour.
    await expect(app.topics.locator('.bg-current').first()).toHaveCSS(
      'forced-color-adjust',
      'none',
    );
    await page.emulateMedia({ forcedColors: 'none' });
  });
}

test('figures and names keep their columns; selections are visible under forced colours', ({
  app,
  companion,
  connectOther,
}) => expectColumnsKept(app, { companion, connectOther }));

test('the packet list shows payloads by format; its columns are resized by mouse and keys, hidden, and stored', ({
  app,
  companion,
  connectOther,
}) => expectColumnsArranged(app, { companion, connectOther }));
