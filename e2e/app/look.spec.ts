/** Layout: adjustable columns, and every view from a phone to a 4K screen. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { tooSmall } from '../kit/page/fingers.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { OtherClient } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

/** Arranges columns in a tab and finds them in another. */
async function expectColumnsArranged(
  app: App,
  companion: Companion,
  other: OtherClient,
): Promise<void> {
  const { page } = app;
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

  await app.button('Columns').click();
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

/** Elements or controls outside the window. */
function misplaced(): string[] {
  const found: string[] = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide`);
  const controls =
    'button, input, select, textarea, [role=tab], [role=treeitem], [role=row][data-index]';
  for (const element of document.querySelectorAll<HTMLElement>(controls)) {
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || element.closest('[role=tablist]') !== null) continue;
    const name = `${element.tagName} ${element.ariaLabel ?? element.textContent.slice(0, 30)}`;
    if (left < -1 || right > clientWidth + 1) found.push(`${name}: ${left} to ${right}`);
  }
  return found;
}

/** Reports errors of all views. */
const soft = expect.configure({ soft: true });

/** Overflow of its width in px. */
const overflow = (element: Element): number => element.scrollWidth - element.clientWidth;

/** In the view Broker on a phone: the client list and the device taps. */
async function expectBrokerWhole(page: Page): Promise<void> {
  const name = page.getByRole('grid', { name: 'Clients' }).getByTitle('demo-press-07');
  await soft.poll(() => name.evaluate(overflow), { message: 'the name of a client' }).toBe(0);
  await showPanel(page, 'Broker');
  await page.getByRole('tab', { name: 'Device taps', exact: true }).click();
  const broker = page.getByRole('textbox', { name: 'Their broker', exact: true });
  const width = async () => (await broker.boundingBox())?.width;
  await soft.poll(width, { message: 'the address of their broker' }).toBeGreaterThan(300);
}

/** Layers with content of their own, which the browser draws and combines one by one. */
async function drawnLayers(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let drawn = 0;
  session.on('LayerTree.layerTreeDidChange', ({ layers = [] }) => {
    drawn = layers.filter(({ drawsContent }) => drawsContent).length;
  });
  await session.send('LayerTree.enable');
  await expect.poll(() => drawn).toBeGreaterThan(0);
  await session.detach();
  return drawn;
}

/** From tablet width on, the status bar hides parts that do not fit, but keeps the recorded amount. */
async function expectBarOfOneLine(page: Page): Promise<void> {
  const bar = page.getByRole('contentinfo');
  for (const width of [640, 820, 1024, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect
      .poll(async () => (await bar.boundingBox())?.height, `${width} px`)
      .toBeLessThan(27);
    const packets = bar.getByRole('status', { name: /^\d+ packets?$/ });
    const [whole, part] = await Promise.all([bar.boundingBox(), packets.boundingBox()]);
    expect(part?.y).toBeLessThan((whole?.y ?? 0) + 20);
  }
}

const SIZES = [
  [360, 740],
  [720, 450],
  [3840, 2160],
] as const;
/** Sizes at which every view is opened; `npm test` uses 4K only for the first screen. */
const WALKED = isThorough ? SIZES : SIZES.slice(0, 2);

/** Checks the view in front: places, sizes for touch, and, at 360 px, by axe in both colour schemes. */
async function look(page: Page, view: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  // Parts of a view and the window's new width may be delayed.
  const loading = page.getByText('Loading…', { exact: true });
  await expect(loading.and(page.locator(':not([aria-live])'))).toHaveCount(0);
  const message = `${view}, ${width}`;
  await soft.poll(() => page.evaluate(misplaced), { message }).toEqual([]);
  if (width < 820) await soft.poll(() => tooSmall(page), { message }).toEqual([]);
  // `accessibility.spec.ts` checks wider ones.
  if (width > 360) return;
  await soft.poll(() => findings(page), { message: `${message}, dark` }).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await soft.poll(() => findings(page, 'colors'), { message: `${message}, light` }).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
}

test('the first screen fits into 360 × 740, 720 × 450 and 3840 × 2160; from tablets on, the status bar has one line', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(['--seed', '1']);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(companion.app);
  await expect(app.button('Try the live demo')).toBeVisible();
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await look(page, 'first screen');
  }
  await app.button('Try the live demo').click();
  await app.connected();
  await expectBarOfOneLine(page);
  // A layer for each row of the tree takes a fifth of the processor time.
  await expect.poll(() => drawnLayers(page), 'layers of Watch').toBeLessThan(10);
  // It was pinned at 4K.
  await app.button('Close Publish').click();
  await showPanel(page, 'Packets');
  await test.step('the tool bar of a list has one row from 900 px on', async () => {
    const bar = page.getByRole('group', { name: 'Packet list' });
    for (const width of [900, 1199, 1200, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(async () => (await bar.boundingBox())?.height, `${width} px`)
        .toBeLessThan(42);
    }
  });
});

for (const [width, height] of WALKED) {
  test(`every view fits into ${width} × ${height}, with targets of 40 px below 820 and no axe findings at 360`, async ({
    app,
    page,
    startCompanion,
  }) => {
    const companion = await startCompanion(['--seed', '1']);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width, height });
    await app.open(companion.app, { url: companion.ws, subscribe: ['#'], go: true });
    await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
    const isNarrow = width < 900;
    // A single column shows only the list until a packet is selected.
    if (isNarrow)
      await expect(page.getByRole('region', { name: 'Packet', exact: true })).toHaveCount(0);
    if (isNarrow) {
      await app.button('Publish').click();
      await look(page, 'Publish');
      await page.keyboard.press('Escape');
    }
    // A value that can be shown in four formats has the widest head.
    await showPanel(page, 'Topics');
    await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('pump-03');
    await app.topics.locator('[data-path="sensors/hz-3/pump-03/vibration"]').click();
    await expect(page.getByRole('radio', { name: 'CBOR', exact: true })).toBeChecked();
    const views = isNarrow ? ['Topics'] : [];
    for (const name of [...views, 'Topic', 'Problems', 'Connections', 'Broker']) {
      await showPanel(page, name);
      // A desk with a single panel has only the tabs of that, and Inspect has none on phones.
      const tab = page.getByRole('tab', {
        name: name === 'Broker' ? 'Clients' : name,
        selected: true,
      });
      const panel = page.getByRole('tabpanel', { name, exact: true });
      await expect(tab.or(panel)).not.toHaveCount(0);
      // The demo's two rules send retained messages.
      const rules = page
        .getByRole('grid', { name: 'Problems', exact: true })
        .locator('[data-index]');
      if (name === 'Problems') await expect(rules).toHaveCount(2);
      await look(page, name);
    }
    await app.openForm('User and password', 'Session and will', 'Appearance and profile');
    await look(page, 'Connection');
    await page.keyboard.press('Escape');
    if (width === 360) await expectBrokerWhole(page);
    await showPanel(page, 'Handshakes');
    const exchange = page.getByRole('grid', { name: 'Handshakes' }).locator('[data-index]').first();
    await expect(exchange).toBeInViewport();
    await exchange.click();
    await look(page, 'Handshakes');
    await showPanel(page, 'Packets');
    await app.button('Pause').click();
    await app.packet('PUBLISH').first().click();
    await expect(app.fields.getByRole('treeitem').first()).toBeVisible();
    await look(page, 'Packets');
    // Its header, and a row that is large enough for touch, also while paused.
    const listed = async () => (await app.packets.boundingBox())?.height;
    const message = `the list at ${width} × ${height}`;
    await soft.poll(listed, { message }).toBeGreaterThanOrEqual(80);
    // With more tabs than fit, the front one is visible.
    await app.button('New connection').click();
    const tabs = page.getByRole('tablist', { name: 'Connections' });
    await expect(tabs.getByRole('tab', { selected: true })).toBeInViewport({ ratio: 0.95 });
    // The menu of all tabs is loaded later and moves them.
    if (isNarrow) await expect(app.button('All connections')).toBeVisible();
    await app.button(/^Close /).click();
    // On a phone, the buttons of the connection are beside the tabs of Watch, and in the sheet of its name.
    if (width < 600) await showPanel(page, 'Topics');
    await app.button('Disconnect').click();
    await expect(app.button('Connect')).toBeVisible();
  });
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
    const ring = await edgeOf(other);
    expect(await edgeOf(hovered)).toEqual(ring);
    const { x = 0, y = 0 } = (await other.boundingBox()) ?? {};
    expect(await colourAt(page, x + 3, y + 10)).not.toEqual(ring);
  });
}

async function expectRowsInLowWindow(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('a/b', 'x', { qos: 1, retain: true });

  await test.step('with tree and dock, the list of handshakes keeps five rows, also in a low window', async () => {
    await page.setViewportSize({ width: 1440, height: 560 });
    await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
    await showPanel(page, 'Handshakes');
    const grid = page.getByRole('grid', { name: 'Handshakes' });
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

async function expectColumnsKept(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  const marked = 'another/topic/whose/name/is/longer/than/any';
  await other.client.publishAsync(marked, 'x', { qos: 1, retain: true });
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });

  await test.step('figures have equal widths, and those of lists are aligned', async () => {
    await showPanel(page, 'Packets');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    for (const view of ['Packets', 'Handshakes', 'Connections', 'Broker']) {
      await showPanel(page, view);
      await expect(page.getByRole('tabpanel', { name: view, exact: true })).toBeVisible();
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
    await page.getByRole('radio', { name: 'List', exact: true }).check();
    const list = page.getByRole('grid', { name: 'Topics' });
    const row = list.getByRole('row').filter({ has: page.getByTitle(marked, { exact: true }) });
    await expect(row.getByTitle(/^retained/)).toBeVisible();
    const name = row.locator('bdi').first();
    await expect.poll(() => name.evaluate(cutOf)).toEqual({ isCut: true, spare: 0 });
    await page.getByRole('radio', { name: 'Tree', exact: true }).check();

    await app.button('Clear').click();
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

test('lists keep rows in a low window, figures and names keep their columns, and columns are arranged', async ({
  app,
  companion,
  connectOther,
}) => {
  const given = { companion, connectOther };
  await test.step('lists keep rows in a low window, and the count of new rows covers no selected row', () =>
    expectRowsInLowWindow(app, given));
  await test.step('figures and names keep their columns; selections are visible under forced colours', () =>
    expectColumnsKept(app, given));
  await test.step('the packet list shows payloads by format; its columns are resized by mouse and keys, hidden, and stored', async () =>
    expectColumnsArranged(app, companion, await connectOther(companion.mqtt, '5')));
});
