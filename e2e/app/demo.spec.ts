/** The first visit, and the names of its links. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { letIn } from '../kit/peers/controlPass.ts';
import { expect, test } from '../kit/test.ts';

test.use({ reducedMotion: 'no-preference' });

type Role = Parameters<Page['getByRole']>[0];

const only = (page: Page) => (role: Role, name: string) =>
  expect(page.getByRole(role, { name, exact: true }), `${role} ${name}`).toHaveCount(1);

async function expectStableNames(app: App): Promise<void> {
  const { page } = app;
  const one = only(page);
  await showPanel(page, 'Packets');
  await expect(app.packet('PUBLISH').first()).toBeVisible();
  await one('button', 'Add a subscription');
  await page.keyboard.press('s');
  for (const name of ['Subscribe', 'Pause', 'Follow', 'More for this list']) {
    await one('button', name);
  }
  for (const name of ['Save capture', 'Open capture']) await one('button', name);
  await one('textbox', 'Topic filter');
  await one('textbox', 'Display filter');
  await one('region', 'Publish');
  const { publishing } = app;
  await expect(publishing.getByRole('combobox', { name: 'Topic', exact: true })).toHaveCount(1);
  await expect(publishing.getByRole('textbox', { name: 'Payload', exact: true })).toHaveCount(1);
  const qos = publishing.getByRole('radiogroup', { name: 'QoS', exact: true });
  for (const name of ['0', '1', '2']) {
    await expect(qos.getByRole('radio', { name, exact: true })).toHaveCount(1);
  }
  await expect(qos.getByRole('radio')).toHaveCount(3);
  await expect(publishing.getByRole('switch', { name: 'Retain', exact: true })).toHaveCount(1);
  await expect(publishing.getByRole('button', { name: 'Publish', exact: true })).toHaveCount(1);
  for (const rows of ['Exchanges', 'Packets', 'Requests', 'Connections']) await one('radio', rows);
  await one('tree', 'Topics');
  await one('grid', 'Packets');
  await app.button('Pause').click();
  await app.packet('PUBLISH').first().click();
  await one('tree', 'Fields');
  await one('region', 'Bytes');
  const counts = ['topics', 'messages', 'packets', 'packets shown', 'oldest packets discarded'];
  for (const what of counts) {
    const status = page.getByRole('status', { name: new RegExp(`^\\d+ ${what}$`) });
    await expect(status).toHaveCount(1);
    await expect(status).toHaveAttribute('aria-live', 'off');
  }
  for (const [view, grid] of [
    ['Requests', 'Requests and replies'],
    ['Problems', 'Problems'],
  ] as const) {
    await showPanel(page, view);
    await one('tabpanel', view);
    await one('grid', grid);
  }
}

async function expectProblems(app: App): Promise<void> {
  const { page } = app;
  await showPanel(page, 'Packets');
  const button = page.getByRole('button', { name: 'Problems 2', exact: true });
  await button.click();
  const explained = page.getByRole('region', { name: 'Problems of this packet' });
  for (const [topic, title] of [
    ['oven-01/notice', 'Payload is not the UTF-8 that it claims to be'],
    ['plc-11/firmware', 'Text contains control characters'],
  ] as const) {
    await app.choose(app.packet(topic));
    await expect(explained).toContainText(title);
  }
}

/** In the view Devices. */
async function requestRebirth(app: App): Promise<void> {
  const { page } = app;
  await showPanel(page, 'Devices');
  // The Sparkplug edge node joins last. Its BIRTH may have been before the page.
  const edge = page.getByRole('row', { name: /^edge-01/ });
  await expect(edge).toContainText('online');
  await expect(edge.getByRole('gridcell').last()).toHaveText('0');
  const row = page.getByRole('grid', { name: 'Devices', exact: true }).getByRole('row');
  await row.filter({ hasText: 'mixer' }).click();
  await page.getByRole('button', { name: 'Request rebirth', exact: true }).click();
  const told = page.getByRole('status').filter({ hasText: 'Rebirth requested by' });
  await expect(told).toContainText(/NBIRTH received in packet [\d,]+ after [\d.]+ m?s/);
  await told.getByRole('button').first().click();
  await expect(app.packet('out', 'PUBLISH', 'spBv1.0/hz-4/NCMD/edge-01')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Request and reply' })).toContainText(
    /^Request answered by No\./,
  );
}

test.describe('the companion’s demo', () => {
  // They share it, because its Sparkplug devices join 15 s after the others.
  test.describe.configure({ mode: 'default' });
  let served: Companion;
  test.beforeAll(async () => {
    served = await startCompanion();
  });
  test.beforeEach(({ page }) => letIn(page.context(), served));
  test.afterAll(() => served.stop());

  test('a first visit starts live data with one button: Pause freezes its views, and it has two problems', async ({
    app,
    page,
  }) => {
    const one = only(page);
    await test.step('a first visit starts live data with one button', async () => {
      await page.goto(served.app);
      await expect(app.button('Try the live demo')).toBeVisible();
      await one('button', 'Try the live demo');
      await one('button', 'Connect');
      await one('group', 'Connection');
      await one('textbox', 'URL');

      await app.button('Try the live demo').click();
      await expect(app.topics.getByRole('treeitem').first()).toBeVisible();
      await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
      await expect.poll(() => app.count('topics')).toBeGreaterThan(10);
      await expect.poll(() => app.count('oldest packets discarded')).toBe(0);
      // A number that moves, with its chart.
      await expect(page.getByRole('heading', { name: /zone-1$/ })).toBeVisible();
      await expect(page.getByRole('application', { name: 'Chart' })).toBeVisible();
      await showPanel(page, 'Packets');
      await expect(app.packet('PUBLISH').first()).toBeVisible();
    });

    await test.step('Pause freezes the views but not the counts', async () => {
      await app.button('Pause').click();
      await expect(page.getByText('Paused: views frozen, still recording').first()).toBeVisible();
      // Earlier requests have been answered.
      const before = await app.count('messages');
      await expect.poll(() => app.count('messages')).toBeGreaterThan(before);
      const shown = await app.packets.getByRole('row').last().innerText();
      const counted = await app.count('messages');
      await expect.poll(() => app.count('messages')).toBeGreaterThan(counted + 20);
      expect(await app.packets.getByRole('row').last().innerText()).toBe(shown);
      await app.button('Pause').click();
      await expect.poll(() => app.packets.getByRole('row').last().innerText()).not.toBe(shown);
    });

    await test.step('it has two real problems, which open with their explanation', () =>
      expectProblems(app));

    await test.step('the command palette starts the demo, also without the first screen', async () => {
      const tabs = await app.tabs.count();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Commands' }).fill('demo');
      await page.getByRole('option', { name: 'Try the live demo' }).click();
      await expect(app.tabs).toHaveCount(tabs + 1);
      await app.connected();
    });
  });

  test('elements of the demo have stable names for scripts, once, each with its role', async ({
    app,
    page,
  }) => {
    await page.goto(served.app);
    await app.button('Try the live demo').click();
    await expectStableNames(app);
  });

  test('the view Devices of the demo requests a rebirth, and its NBIRTH arrives', async ({
    app,
    page,
  }) => {
    await page.goto(served.app);
    await app.button('Try the live demo').click();
    await requestRebirth(app);
  });
});

test('tree items are found by their level, counts are plural and ungrouped, and Clear sets them to 0', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const link = { url: companion.ws, version: '5', subscribe: ['plant/#'] } as const;
  await app.connect(companion.app, { ...link, keepAlive: '0' });
  await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
  for (const what of ['0 topics', '0 messages', '4 packets', '0 oldest packets discarded']) {
    await expect(page.getByRole('status', { name: what, exact: true })).toHaveCount(1);
  }
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('plant/line 1/temp', '21.5');
  await expect(page.getByRole('status', { name: '1 topics', exact: true })).toHaveCount(1);
  await expect(page.getByRole('status', { name: '1 messages', exact: true })).toHaveCount(1);
  await expect(app.topic('temp')).toHaveCount(1);
  await expect(app.topic('temp')).toContainText('plant/line 1/temp');
  await Promise.all(
    Array.from({ length: 1499 }, () => other.client.publishAsync('plant/line 1/temp', '21.5')),
  );
  await expect(page.getByRole('status', { name: '1500 messages', exact: true })).toHaveCount(1);
  await expect(page.getByRole('status', { name: '1504 packets', exact: true })).toHaveCount(1);
  await expect(app.topic('temp')).toHaveCount(1);

  await app.clear();
  for (const what of ['0 topics', '0 messages', '0 packets']) {
    await expect(page.getByRole('status', { name: what, exact: true })).toHaveCount(1);
  }
});
