/** A reload preserves tabs, their filters, views and forms. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

const FILE = 'night.ndjson';
const TEXT = '{"no":1}\n';

/**
 * Runs in the page before anything else: simulates a picker that always returns the same file, with a
 * storable handle.
 */
const chooseFile = ([name, text]: readonly [string, string]): void => {
  const picker = async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(name, { create: true });
    const file = await handle.createWritable();
    await file.write(text);
    await file.close();
    return [handle];
  };
  Object.assign(window, { showOpenFilePicker: picker });
};

const tabsOf = (app: App) =>
  app.page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');

/** `plant`, a file and `cloud`, in this order. */
async function openThree(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  for (const name of ['plant', 'cloud']) {
    if (name === 'cloud') await page.getByRole('button', { name: 'New connection' }).click();
    await app.openForm('Appearance and profile');
    await app.connection.getByRole('textbox', { name: 'URL', exact: true }).fill(companion.ws);
    await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await app.button('Connect').click();
    await app.connected();
    if (name === 'plant') {
      await app.button('Open capture').click();
      await expect(tabsOf(app).nth(1)).toContainText(FILE);
    }
  }
}

async function comeBackClosed(app: App): Promise<void> {
  const { page } = app;
  const tabs = tabsOf(app);
  const filter = page.getByRole('textbox', { name: 'Display filter' });
  await app.subscribe('kept/#', '1');
  await expect(page.getByText('Requested QoS 1, granted 1').first()).toBeVisible();
  await app.publish('kept/topic', '{"a": 1}', { qos: '1' });
  await filter.fill('qos > 0');
  await app.topic('topic').click();
  await showPanel(page, 'Problems');
  await app.kept(FILE);
  await app.kept('qos > 0');

  await page.reload();
  await expect(tabs).toHaveCount(3);
  await expect(tabs.nth(0)).toContainText('plant');
  await expect(tabs.nth(2)).toContainText('cloud');
  await expect(tabs.nth(2)).toContainText('closed');
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: /problems?$/, pressed: true })).toBeVisible();
  await expect(page.getByText('Restored after a reload')).toBeVisible();
  await expect(app.publishing.getByRole('combobox', { name: 'Topic', exact: true })).toHaveValue(
    'kept/topic',
  );

  await app.button('Connect all').click();
  await app.connected();
  await expect(page.getByText('Restored after a reload')).toHaveCount(0);
  // The view that was open, before a message arrived.
  await showPanel(page, 'Topic');
  await expect(page.getByRole('heading', { name: /^kept ?\/ ?topic$/ })).toBeVisible();
  await showPanel(page, 'Packets');
  await expect(filter).toHaveValue('qos > 0');
  await filter.fill('');
  await app.publish('kept/topic', 'again', { qos: '1' });
  await expect(app.packet('in', 'PUBLISH', 'kept/topic')).toHaveCount(1);
  await tabs.nth(0).click();
  await app.connected();
}

const notOpened = (app: App) => app.page.getByText(`${FILE} is not opened yet`);

async function askForFile(app: App): Promise<void> {
  const { page } = app;
  await tabsOf(app).nth(1).click();
  await expect(tabsOf(app).nth(1)).toContainText(FILE);
  await expect(notOpened(app)).toBeVisible();
  // Its content is not known yet.
  await expect(page.getByText('Packets appear here as the file is read.')).toBeVisible();
  await expect(page.getByText('Topics appear here as the file is read.')).toBeVisible();
  // By the picker's handle.
  await app.button('Open again').click();
  await expect(notOpened(app)).toHaveCount(0);
}

/** Like a browser without a handle. */
async function chooseFileAgain(app: App): Promise<void> {
  const { page } = app;
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('mqttscope-files');
        request.addEventListener('success', resolve);
        request.addEventListener('error', reject);
      }),
  );
  await tabsOf(app).nth(1).click();
  await app.button('Choose the file again').click();
  await expect(notOpened(app)).toHaveCount(0);
}

async function askForPassword(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.open(companion.app, { url: companion.ws });
  const password = app.connection.getByRole('textbox', { name: 'Password', exact: true });
  await app.unfold('User and password');
  await app.connection.getByRole('textbox', { name: 'User name' }).fill('ann');
  await password.fill('hunter2');
  await app.button('Connect').click();
  await app.connected();
  await app.kept('ann');
  await page.reload();
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  );
  expect(kept).toContain('ann');
  expect(kept).not.toContain('hunter2');
  await expect.poll(() => accentButtons(page)).toEqual(['Connect']);
  await app.button('Connect').click();
  await expect(password).toBeFocused();
  await page.keyboard.type('hunter2');
  await page.keyboard.press('Enter');
  await app.connected();
}

async function undo(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  const retained = { retain: true, qos: 1 } as const;
  await other.client.publishAsync('hall/1/state', 'on', {
    ...retained,
    properties: { userProperties: { by: 'ann' } },
  });
  await other.client.publishAsync('hall/2/state', 'off', retained);
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['hall/#'] });
  await expect(app.topic('state')).toHaveCount(2);

  await test.step('Clear', async () => {
    const packets = await app.count('packets');
    await app.button('Clear').click();
    await app.pointAtUndo();
    await expect(app.topics.getByRole('treeitem')).toHaveCount(0);
    await expect(page.getByText('Nothing received since Clear')).toBeVisible();
    await other.client.publishAsync('hall/3/state', 'new');
    await expect(app.topic('state')).toHaveCount(1);
    await app.button('Undo').click();
    await expect(app.topic('state')).toHaveCount(3);
    await expect.poll(() => app.count('packets')).toBeGreaterThan(packets);
  });

  await test.step('retained messages of a branch', async () => {
    await app.topic('hall').click();
    await showPanel(page, 'Topic');
    await app.button('Clear retained below…').click();
    const dialog = page.getByRole('dialog', { name: 'Clear retained messages' });
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Clear 2 retained messages' }).click();
    await app.pointAtUndo();
    await expect(page.getByText('Cleared 2 retained messages').last()).toBeVisible();
    const late = await connectOther(companion.mqtt, '5');
    await late.client.subscribeAsync('hall/#');
    expect(late.received).toHaveLength(0);
    await app.button('Undo').click();
    await expect.poll(() => late.received.length).toBe(2);
    const again = await connectOther(companion.mqtt, '5');
    const putBack = new Promise((resolve) => {
      again.client.once('message', (_topic, payload, { properties }) =>
        resolve([payload.toString(), properties?.userProperties]),
      );
    });
    await again.client.subscribeAsync('hall/1/#');
    expect(await putBack).toEqual(['on', { by: 'ann' }]);
  });

  await test.step('a closed tab', async () => {
    const packets = await app.count('packets');
    const tabs = await tabsOf(app).count();
    await showPanel(page, 'Packets');
    await page.getByRole('button', { name: /^Close 127/ }).click();
    await app.button('Close connection').click();
    await app.pointAtUndo();
    await expect(tabsOf(app)).toHaveCount(tabs - 1);
    await app.button('Undo').click();
    await app.connected();
    await expect.poll(() => app.count('packets')).toBeGreaterThanOrEqual(packets);
  });
}

test('a reload restores closed tabs, and asks for a file and a password', async ({
  app,
  page,
  companion,
}) => {
  await page.addInitScript(chooseFile, [FILE, TEXT] as const);
  await page.goto(companion.app);
  await openThree(app, companion);
  await test.step('a reload restores closed tabs, and one click connects all', () =>
    comeBackClosed(app));
  await test.step('a selected capture file is opened again by its handle', () => askForFile(app));
  await test.step('a reload discards a password: Connect asks for it', () =>
    askForPassword(app, companion));
  await test.step('a browser without file handles asks for the capture file', () =>
    chooseFileAgain(app));
  await test.step('a page without tabs shows the first screen', async () => {
    // Only one of them has a capture that would be lost.
    for (const name of ['plant', FILE, 'cloud']) {
      await tabsOf(app).first().click();
      await app.button(`Close ${name}`).click();
    }
    await app.button(/^Close 127/).click();
    await app.button('Close connection').click();
    await expect(tabsOf(app)).toHaveCount(0);
    // Without the link of the last one.
    await page.goto(companion.app);
    await expect(app.button('Try the live demo')).toBeVisible();
  });
});

test('Undo restores Clear, a closed tab and cleared retained messages', async ({
  app,
  companion,
  connectOther,
}) => undo(app, { companion, connectOther }));

test('a reload restores remembered secrets: Connect all needs no input', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.app);
  const field = (name: string) => app.connection.getByRole('textbox', { name, exact: true });
  for (const name of ['kept', 'other']) {
    if (name === 'other') await app.button('New connection').first().click();
    await app.openForm('User and password', 'Appearance and profile');
    await field('URL').fill(companion.ws);
    await field('Name').fill(name);
    if (name === 'kept') {
      await field('User name').fill('ann');
      await field('Password').fill('hunter2');
      const remember = app.connection.getByRole('switch', { name: 'Remember on this device' });
      await remember.click();
      await expect(remember).toBeChecked();
      await app.button('Save profile').click();
    }
    await app.button('Connect').click();
    await app.connected();
    await app.kept(name);
  }
  await page.reload();
  await app.button('Connect all').click();
  for (const at of [0, 1]) await expect(tabsOf(app).nth(at)).toContainText('connected');

  await page.reload();
  await tabsOf(app).nth(0).click();
  await expect(page.getByText('Restored after a reload')).toBeVisible();
  await expect(page.getByText('password or secret was not kept')).toHaveCount(0);
});

/** Names of the visible buttons in the accent colour: a screen has one. */
const accentButtons = (page: Page): Promise<readonly string[]> =>
  page.getByRole('button').evaluateAll((buttons) => {
    const probe = document.createElement('i');
    document.body.append(probe);
    probe.style.backgroundColor = 'var(--accent-fill)';
    const accent = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return buttons
      .filter((button) => getComputedStyle(button).backgroundColor === accent)
      .map((button) => button.textContent);
  });
