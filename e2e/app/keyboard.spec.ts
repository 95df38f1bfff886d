/** The complete walkthrough by keyboard, and announcements for screen readers. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { listenToAnnouncements } from '../kit/page/announced.ts';
import type { App } from '../kit/page/app.ts';
import { goTo, press, selectRow } from '../kit/page/keyboard.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

type Announced = () => Promise<readonly string[]>;

async function readsWithoutMouse(
  app: App,
  companion: Companion,
  announced: Announced,
): Promise<void> {
  const { page } = app;
  const { keyboard } = page;
  const selected = (name: string) =>
    page.getByRole(name === 'row' ? 'row' : 'treeitem', { selected: true });
  await page.goto(companion.app);

  const url = app.connection.getByRole('textbox', { name: 'URL', exact: true });
  const everything = app.connection.getByRole('button', { name: 'Subscribe to #', exact: true });
  await goTo(page, everything);
  await press(page, 'Space');
  await expect(everything).toHaveAttribute('aria-pressed', 'false');
  await goTo(page, url, 'Shift+Tab');
  await press(page, 'Control+a');
  await keyboard.type(companion.ws);
  await press(page, 'Enter');
  await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
  await expect.poll(announced).toContain('Connected');

  await goTo(page, page.getByRole('textbox', { name: 'Topic filter', exact: true }));
  await keyboard.type('keys/#');
  await press(page, 'Enter');
  await expect.poll(announced).toContain('Subscribed to keys/#, QoS 0 granted');

  await goTo(page, app.publishing.getByRole('combobox', { name: 'Topic', exact: true }));
  await keyboard.type('keys/hello');
  await goTo(page, app.publishing.getByRole('textbox', { name: 'Payload', exact: true }));
  await keyboard.type('{"typed": true}');
  await goTo(page, app.publishing.getByRole('radio', { name: '0', exact: true }));
  await press(page, 'ArrowRight');
  await expect(app.publishing.getByRole('radio', { name: '1', exact: true })).toBeChecked();
  await goTo(page, app.publishing.getByRole('switch', { name: 'Retain', exact: true }));
  await press(page, 'Space');
  await expect(app.publishing.getByRole('switch', { name: 'Retain' })).toBeChecked();
  await press(page, 'Control+Enter');
  await expect.poll(announced).toContain('Message to keys/hello acknowledged');

  // A desk's list has the focus.
  await press(page, 'Alt+2');
  await expect(app.packets).toBeFocused();
  await press(page, 'Home');
  await expect(selected('row')).toContainText('CONNECT');
  await selectRow(page, app.packet('in', 'PUBLISH', 'keys/hello'), 'ArrowDown');

  await press(page, 'Enter');
  await expect(app.fields).toBeFocused();
  const topicName = app.fields.getByRole('treeitem', { name: /^Topic Name\b/i });
  for (
    let field = 0;
    field < 20 && (await topicName.getAttribute('aria-selected')) !== 'true';
    field += 1
  ) {
    await press(page, 'ArrowDown');
  }
  await expect(topicName).toHaveAttribute('aria-selected', 'true');
  await expect(topicName).toContainText('keys/hello');
  await expect(app.bytes).toContainText('Bytes 0x0002–0x000d');
  await press(page, 'End');
  await expect(app.fields.getByRole('treeitem', { selected: true })).toContainText(
    /payload|typed/i,
  );

  // Bytes can be reached, too: the first is the packet's type and flags.
  await goTo(page, app.bytes.getByRole('group', { name: 'Hex dump', exact: true }));
  await press(page, 'Home');
  await expect(app.bytes).toContainText('Byte 0x0000');
  await expect(app.fields.getByRole('treeitem', { selected: true })).toBeVisible();

  // The topic from its tree.
  await press(page, 'Shift+F6');
  await goTo(page, app.topics);
  await press(page, 'Home');
  await press(page, 'ArrowDown');
  await expect(app.topic('hello')).toHaveAttribute('aria-selected', 'true');
  await press(page, 'Enter');
  await expect(page.getByRole('tabpanel', { name: 'Topic', exact: true })).toBeVisible();

  // The palette consists of its input, so the caret is the focus indicator.
  await keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await keyboard.type('Disconnect');
  await page.keyboard.press('Enter');
  await expect.poll(announced).toContain('Connection closed');
}

/** Prevents further announcements. */
async function disconnect(app: App, announced: Announced): Promise<void> {
  const before = (await announced()).length;
  await app.disconnect();
  await expect.poll(async () => (await announced()).slice(before)).toContain('Connection closed');
}

async function goesRound(app: App, companion: Companion, announced: Announced): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '5', subscribe: ['tab/#'] });
  // It appears soon after the rest.
  await expect(app.publishing.getByRole('textbox', { name: 'Payload', exact: true })).toBeVisible();
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await press(page, 'Tab');
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return '';
      const label =
        'labels' in focused && focused.labels instanceof NodeList ? focused.labels[0] : undefined;
      return focused.getAttribute('aria-label') ?? label?.textContent ?? focused.innerText.trim();
    });
    // After the last one the focus leaves the page and returns to its first.
    if (name === passed[0]) break;
    if (name !== '') passed.push(name);
  }
  for (const name of [
    'Find topic or value',
    'Add a subscription',
    'Topics',
    'Pause',
    'Follow',
    'More for this list',
    'QoS 2',
    'Packets',
    'Topic',
    'Payload',
    'Retain',
    'Publish',
  ]) {
    expect(passed.join('\n')).toContain(name);
  }
  await disconnect(app, announced);
}

async function keepsFocus(app: App, companion: Companion, announced: Announced): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '5', subscribe: ['quick/#'] });
  // Enter right after the arrow key, before the packet's bytes can be loaded.
  await app.packets.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(app.fields).toBeFocused();
  await expect(page.getByText('No. 2', { exact: true })).toBeVisible();
  const next = app.button('Next packet');
  await goTo(page, next, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No. 4', { exact: true })).toBeVisible();
  await expect(next).toBeFocused();
  await disconnect(app, announced);
}

/** Saves a capture by its shortcut and opens it by the palette. */
async function savesAndOpens(app: App, folder: string): Promise<void> {
  const { page } = app;
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const download = await saving;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Open capture');
  await expect(page.getByRole('option', { name: 'Open capture', selected: true })).toBeVisible();
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(file);
  const front = app.tabs.and(page.locator('[aria-selected=true]'));
  await expect(front).toContainText(path.basename(file));
  await expect(app.packet('out', 'CONNECT').first()).toBeVisible();
  await goTo(page, app.packets);
  await press(page, 'Home');
  await expect(page.getByRole('row', { selected: true })).toContainText('CONNECT');
  await press(page, 'Enter');
  await expect(app.fields).toBeFocused();
}

async function announcesOutcomes(
  app: App,
  companion: Companion,
  announced: Announced,
): Promise<void> {
  const earlier = (await announced()).length;
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
  await expect.poll(() => app.count('messages')).toBeGreaterThan(100);
  // Hundreds of messages without announcements. On a busy machine, parts of the app load slowly.
  await expect.poll(async () => (await announced()).slice(earlier)).toContain('Connected');
  const words = (await announced()).slice(earlier);
  const expected =
    /^(Connecting|Connected|Subscribed to #, QoS \d granted|Loading…|\d+ new problems? found)$/;
  expect(words.filter((text) => !expected.test(text))).toEqual([]);

  await app.publish('announced/now', 'x', { qos: '1' });
  await expect.poll(announced).toContain('Message to announced/now acknowledged');
  await companion.stop('SIGKILL');
  await expect
    .poll(async () => (await announced()).join('\n'))
    .toContain('Connection lost; next try in');
  const before = await announced();
  await expect(app.button('Stop')).toBeVisible();
  await app.button('Stop').click();
  await expect
    .poll(async () => (await announced()).slice(before.length).join('\n'))
    .toMatch(/Connection (failed|closed)/);
}

test('connects, publishes, reads and disconnects without a mouse', async ({
  app,
  page,
  startCompanion,
}) => readsWithoutMouse(app, await startCompanion(), await listenToAnnouncements(page)));

test('the focus reaches every control and stays; a capture is saved, opened and read', async ({
  app,
  page,
  folder,
  startCompanion,
}) => {
  const companion = await startCompanion();
  const announced = await listenToAnnouncements(page);
  await test.step('Tab alone reaches every control of each pane and returns to the first', () =>
    goesRound(app, companion, announced));
  await test.step('moving quickly from packet to packet keeps the focus', () =>
    keepsFocus(app, companion, announced));
  await test.step('a capture is saved, opened and read', () => savesAndOpens(app, folder));
});

test('outcomes and connection changes are announced, rates never', async ({
  app,
  page,
  complaints,
  startCompanion,
}) => {
  const companion = await startCompanion();
  await announcesOutcomes(app, companion, await listenToAnnouncements(page));
  forgiveLostServer(complaints);
});

/** The button is disabled until the companion is known, and cannot have the focus before. */
async function openDemo(page: Page): Promise<void> {
  const demo = page.getByRole('button', { name: 'Try the live demo' });
  await expect(demo).toBeEnabled();
  await demo.focus();
  await press(page, 'Enter');
}

/** The demo, opened by keys. */
async function startDemo(page: Page, { app }: { readonly app: string }): Promise<void> {
  await page.goto(app);
  await openDemo(page);
  await expect(page.locator('[role=grid]:focus, [role=tree]:focus')).toHaveCount(1);
}

for (const width of [1440, 820])
  test(`the demo starts with the focus in a list, where the single keys act: ${width}`, async ({
    app,
    page,
    startCompanion,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await startDemo(page, await startCompanion());
    // Its name begins with the letter of a key, too.
    if (width === 1440) await expect(app.topic('press-05')).toBeVisible();
    await press(page, 'p');
    const topic = app.publishing.getByRole('combobox', { name: 'Topic', exact: true });
    await expect(topic).toBeFocused();
    await page.keyboard.type('cmd/oven-01/set');
    await press(page, 'Tab');
    await page.keyboard.type('{"target": 421}');
    await press(page, 'Alt+q');
    await press(page, 'Alt+r');
    await press(page, 'Control+Enter');
    await expect(app.publishing.getByText('QoS 1 · R')).toBeVisible();
  });

test('a client is found, shown, and its menu opened without a mouse; single keys act on a button, too', async ({
  page,
  startCompanion,
}) => {
  await startDemo(page, await startCompanion(['--seed', '1']));
  const clients = page.getByRole('grid', { name: 'Clients', exact: true });
  const detail = page.getByRole('region', { name: 'Client', exact: true });
  await press(page, 'Alt+3');
  await expect(clients).toBeFocused();
  await press(page, '/');
  const search = page.getByRole('textbox', { name: 'Search clients', exact: true });
  await expect(search).toBeFocused();
  await page.keyboard.type('press-0');
  await expect(clients.getByRole('row')).toHaveCount(6);
  await press(page, 'ArrowDown');
  await expect(clients).toBeFocused();
  await press(page, 'End');
  await expect(detail.getByRole('heading', { name: 'demo-press-08' })).toBeVisible();
  await press(page, 'Enter');
  await expect(detail.getByRole('group')).toBeFocused();
  await press(page, 'Escape');
  await expect(clients).toBeFocused();
  await press(page, 'Shift+F10');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await press(page, 'Escape');
  await expect(clients).toBeFocused();
  const disconnect = detail.getByRole('button', { name: 'Disconnect…', exact: true });
  await goTo(page, disconnect);
  await press(page, 'p');
  const topic = page.getByRole('combobox', { name: 'Topic', exact: true });
  await expect(topic).toBeFocused();
  // In a field, the keys are text.
  await press(page, '?');
  await expect(topic).toHaveValue(/\?$/);
});

test('a recipe is found and started without a mouse, and its packets appear', async ({
  app,
  page,
  startCompanion,
}) => {
  await startDemo(page, await startCompanion(['--seed', '1']));
  const item = (name: string) => page.getByRole('treeitem', { name, exact: true });
  await press(page, 'Alt+4');
  await expect(item('Lost PUBACK')).toBeFocused();
  await press(page, 'End');
  await expect(item('Auto-replies')).toBeFocused();
  await press(page, '/');
  await page.keyboard.type('lost pub');
  await expect(page.getByRole('treeitem')).toHaveCount(4);
  await press(page, 'ArrowDown');
  await expect(item('Lost PUBACK')).toBeFocused();
  await press(page, 'ArrowDown');
  await press(page, 'ArrowUp');
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await goTo(page, start);
  await press(page, 'Enter');
  await expect(page.getByText('5 of 5')).toBeVisible();
  await expect(start).toBeFocused();
  await press(page, 'p');
  await expect(app.publishing.getByRole('combobox', { name: 'Topic', exact: true })).toBeFocused();
  await press(page, 'Alt+4');
  await expect(item('Lost PUBACK')).toBeFocused();
});
