/** A reload preserves tabs, their filters, views and forms. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

const FILE = 'night.ndjson';
const TEXT = '{"no":1}\n';

/** Chooses the file in the browser's dialog, which the button opens. */
async function chooseFile(app: App, button: string): Promise<void> {
  const choosing = app.page.waitForEvent('filechooser');
  await app.button(button).click();
  const chooser = await choosing;
  await chooser.setFiles({ name: FILE, mimeType: 'text/plain', buffer: Buffer.from(TEXT) });
}

const tabsOf = (app: App) =>
  app.page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');

/** Opens `plant`, a file and the other connections, in this order. */
async function openTabs(app: App, companion: Companion, ...others: string[]): Promise<void> {
  const { page } = app;
  await page.goto(companion.app);
  for (const name of ['plant', ...others]) {
    if (name !== 'plant') await page.getByRole('button', { name: 'New connection' }).click();
    await app.openForm('Appearance and profile');
    await app.connection.getByRole('textbox', { name: 'URL', exact: true }).fill(companion.ws);
    await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await app.button('Connect').click();
    await app.connected();
    if (name === 'plant') {
      await chooseFile(app, 'Open capture');
      await expect(tabsOf(app).nth(1)).toContainText(FILE);
    }
  }
}

async function comeBackClosed(app: App): Promise<void> {
  const { page } = app;
  const tabs = tabsOf(app);
  const filter = page.getByRole('textbox', { name: 'Display filter' });
  await app.subscribe('kept/#', '1');
  await app.showSubscriptions();
  await expect(page.getByText('Requested QoS 1, granted 1').first()).toBeVisible();
  await app.publish('kept/topic', '{"a": 1}', { qos: '1' });
  await filter.fill('qos > 0');
  await app.topic('topic').click();
  await showPanel(page, 'Problems');
  await app.kept(FILE);
  await app.kept('qos > 0');

  await app.keepNoPackets();
  await page.reload();
  await expect(tabs).toHaveCount(3);
  await expect(tabs.nth(0)).toContainText('plant');
  await expect(tabs.nth(2)).toContainText('cloud');
  await expect(tabs.nth(2)).toContainText('closed');
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Problems' })).toBeVisible();
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
  await chooseFile(app, 'Choose the file again');
  await expect(notOpened(app)).toHaveCount(0);
}

async function askForPassword(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.open(companion.app, { url: companion.ws });
  const password = app.connection.getByRole('textbox', { name: 'Password', exact: true });
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

test('a reload restores closed tabs, and one click connects all', async ({ app, companion }) => {
  await openTabs(app, companion, 'cloud');
  await comeBackClosed(app);
});

test('a reload asks for a file, which is opened in its tab when it is chosen again', async ({
  app,
  page,
  companion,
}) => {
  await openTabs(app, companion);
  await app.kept(FILE);
  await page.reload();
  await askForFile(app);
});

test('a reload discards a password: Connect asks for it', ({ app, companion }) =>
  askForPassword(app, companion));

test('tabs without a capture that would be lost close without a question; a page without tabs shows the first screen', async ({
  app,
  page,
  companion,
}) => {
  await openTabs(app, companion);
  await app.keepNoPackets();
  await app.kept(FILE);
  await page.reload();
  await expect(tabsOf(app)).toHaveCount(2);
  await app.connect(companion.app, { url: companion.ws });
  await expect(tabsOf(app)).toHaveCount(3);
  for (const name of ['plant', FILE]) {
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

test('a reload restores remembered secrets: Connect all needs no input', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.app);
  const field = (name: string) => app.connection.getByRole('textbox', { name, exact: true });
  for (const name of ['kept', 'other']) {
    if (name === 'other') await app.button('New connection').first().click();
    await app.openForm('Appearance and profile');
    await field('URL').fill(companion.ws);
    await field('Name').fill(name);
    if (name === 'kept') {
      await field('User name').fill('ann');
      await field('Password').fill('hunter2');
      const remember = app.connection.getByRole('switch', { name: 'Remember on this device' });
      await remember.click();
      await expect(remember).toBeChecked();
      await app.button('Save profile').click();
      // Secrets are stored after the profile.
      await expect(page.getByText('Saved kept, with its secrets encrypted')).toBeAttached();
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
