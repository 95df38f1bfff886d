/** Layout: every view from a phone to a 4K screen. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { tooSmall } from '../kit/page/fingers.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

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
    const below = async (): Promise<number> => {
      const [whole, part] = await Promise.all([bar.boundingBox(), packets.boundingBox()]);
      return (part?.y ?? Number.NaN) - (whole?.y ?? Number.NaN);
    };
    await expect.poll(below, `packets at ${width} px`).toBeLessThan(20);
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
  await app.connected({ stays: true });
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

/** Opens views one after the other in a page with the demo, and looks at each. */
type Walk = (app: App, isNarrow: boolean) => Promise<void>;

/** Shows the panel, and looks at it. */
async function lookAt(page: Page, name: string): Promise<void> {
  await showPanel(page, name);
  // A desk with a single panel has only the tabs of that, and Inspect has none on phones.
  const tab = page.getByRole('tab', { name: name === 'Broker' ? 'Clients' : name, selected: true });
  const panel = page.getByRole('tabpanel', { name, exact: true });
  await expect(tab.or(panel)).not.toHaveCount(0);
  // The demo's two rules send retained messages.
  const rules = page.getByRole('grid', { name: 'Problems', exact: true }).locator('[data-index]');
  if (name === 'Problems') await expect(rules).toHaveCount(2);
  await look(page, name);
}

const walkWatch: Walk = async (app, isNarrow) => {
  const { page } = app;
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
  if (isNarrow) await lookAt(page, 'Topics');
  await lookAt(page, 'Topic');
};

const walkInspect: Walk = async (app, isNarrow) => {
  const { page } = app;
  // A single column shows only the list until a packet is selected.
  if (isNarrow)
    await expect(page.getByRole('region', { name: 'Packet', exact: true })).toHaveCount(0);
  for (const name of ['Problems', 'Connections']) await lookAt(page, name);
  await showPanel(page, 'Exchanges');
  // A low window has no strip.
  if ((page.viewportSize()?.height ?? 0) > 500) {
    await app.button('in flight').click();
    await expect(page.getByRole('table', { name: 'Exchanges by latency' })).toBeVisible();
  }
  await look(page, 'Exchanges');
  await lookAt(page, 'Requests');
  await showPanel(page, 'Packets');
  await app.button('Pause').click();
  await app.packet('PUBLISH').first().click();
  await expect(app.fields.getByRole('treeitem').first()).toBeVisible();
  await look(page, 'Packets');
  // Its header, and a row that is large enough for touch, also while paused.
  const listed = async () => (await app.packets.boundingBox())?.height;
  await soft.poll(listed, { message: 'the list of packets' }).toBeGreaterThanOrEqual(80);
};

const walkBroker: Walk = async (app, isNarrow) => {
  const { page } = app;
  const { width = 0 } = page.viewportSize() ?? {};
  await lookAt(page, 'Broker');
  if (width === 360) await expectBrokerWhole(page);
  await app.openForm('Session and will', 'Appearance and profile');
  await look(page, 'Connection');
  await page.keyboard.press('Escape');
  // With more tabs than fit, the front one is visible.
  await app.button('New connection').click();
  const tabs = page.getByRole('tablist', { name: 'Connections' });
  await expect(tabs.getByRole('tab', { selected: true })).toBeInViewport({ ratio: 0.95 });
  // The menu of all tabs is loaded later and moves them.
  if (isNarrow) await expect(app.button('All connections')).toBeVisible();
  await app.button(/^Close /).click();
  // On a phone, the buttons of the connection are beside the tabs of Watch, and in the sheet of its name; on a
  // tablet, they are in Inspect.
  await showPanel(page, width < 600 ? 'Topics' : 'Packets');
  await app.disconnect();
  await expect(app.button('Connect')).toBeVisible();
};

const WALKS = {
  'Watch and Publish': walkWatch,
  Inspect: walkInspect,
  'Broker and the connection form': walkBroker,
};

for (const [width, height] of WALKED) {
  for (const [views, walk] of Object.entries(WALKS)) {
    test(`${views}: all fits into ${width} × ${height}, with targets of 40 px below 820 and no axe findings at 360`, async ({
      app,
      page,
      startCompanion,
    }) => {
      const companion = await startCompanion(['--seed', '1']);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width, height });
      await app.open(companion.app, { url: companion.ws, subscribe: ['#'], go: true });
      await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
      await walk(app, width < 900);
    });
  }
}
