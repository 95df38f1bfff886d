/** Tabs and settings that an earlier version stored (`testdata/README.md`) open in this one. */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { box, list, row } from '../kit/page/profiles.ts';
import { openStored } from '../kit/page/storedState.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { test as base, expect } from '../kit/test.ts';
import state from './testdata/storedState.json' with { type: 'json' };

/** Each tab of a connection: its stored panel, the desk and panel that it opens, and its kept packets. */
const OPENED = [
  { name: 'press hall', stored: 'topic', desk: 'Watch', panel: 'Topic', packets: 30 },
  { name: 'press 7', stored: 'alink', desk: 'Watch', panel: 'Topic', packets: 4 },
  { name: 'handshakes', stored: 'handshakes', desk: 'Inspect', panel: 'Requests', packets: 8 },
  { name: 'packets', stored: 'packets', desk: 'Inspect', panel: 'Packets', packets: 3 },
  { name: 'problems', stored: 'problems', desk: 'Inspect', panel: 'Problems', packets: 2 },
  { name: 'devices', stored: 'devices', desk: 'Watch', panel: 'Devices', packets: 5 },
  { name: 'platform', stored: 'platform', desk: 'Broker', panel: 'Platform', packets: 2 },
  { name: 'lab', stored: 'faults', desk: 'Lab', panel: 'Lab', packets: 2 },
] as const;
/** How Watch shows the topics of a broker that was stored with `isList`. */

/** Where the app shows the time after which an exchange is overdue. */
async function openOverdueLimit(page: Page): Promise<Locator> {
  await showPanel(page, 'Exchanges');
  await page.getByRole('button', { name: 'in flight', exact: true }).click();
  return page.getByRole('spinbutton', { name: 'Overdue after (s)' });
}

/** Where the app shows the thing model of the device in front. */
async function openThingModel(page: Page): Promise<Locator> {
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Thing model…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Thing model of product/ });
  return dialog.getByText('1 property, 0 events, 0 services');
}

/** The temperature 21.5 by the stored schema `sensors.proto`, in the wrapper that the stored steps open. */
const PACKED = '{"data":"DQAArEE="}';

/** The broker of the stored connections: `ann` needs her password, and the device its secret. */
const test = base.extend<{ broker: Companion }>({
  // The stored language is English: it takes precedence over the browser's.
  locale: 'zh-CN',
  broker: async ({ startCompanion, devicesFile }, provide) => {
    const users = ['--user', 'ann:not-a-secret', '--allow-anonymous'];
    await provide(await startCompanion(['--no-demo', ...users, '--alibaba', devicesFile]));
  },
});

const tab = (app: App, name: string): Locator =>
  app.tabs.filter({ hasText: new RegExp(`^${name}`) });

test('each tab opens with its panel and its packets', async ({ app, page, broker }) => {
  const stored = state.sessionStorage['mqttscope.tabs'].tabs.flatMap(({ name, view }) =>
    view === undefined ? [] : [[name, view.panel]],
  );
  const typed = ['typed only', 'topic'];
  expect(stored).toEqual([...OPENED.map((one) => [one.name, one.stored]), typed]);

  await openStored(page, broker, { isReload: true });
  await expect(app.tabs).toHaveText(
    [...OPENED.map(({ name }) => name), 'line-1', 'night.pcap', 'typed only'].map(
      (name) => new RegExp(`^${name}`),
    ),
  );
  await expect(tab(app, 'press hall')).toHaveAttribute('aria-selected', 'true');
  const front = page.getByRole('navigation', { name: 'Desks', exact: true });
  for (const { name, desk, panel, packets } of OPENED) {
    await test.step(name, async () => {
      await tab(app, name).click();
      await expect(front.locator('[aria-current]')).toHaveText(new RegExp(`^${desk}`));
      await expect(page.getByRole('tabpanel', { name: panel, exact: true })).toBeVisible();
      await expect.poll(() => app.count('packets')).toBe(packets);
    });
  }

  await tab(app, 'line-1').click();
  await expect(page.getByRole('region', { name: 'Seen at the broker' })).toContainText('line-1');
  await tab(app, 'night.pcap').click();
  await expect(page.getByText('night.pcap is not opened yet')).toBeVisible();
  await tab(app, 'typed only').click();
  await expect(page.getByRole('dialog', { name: 'Connection: typed only' })).toBeVisible();
  await expect(box(app, 'URL')).toHaveValue('ws://typed.example:8083/mqtt');
});

test('remembered secrets connect without a question', async ({ app, page, broker }) => {
  await openStored(page, broker, { isReload: true });
  await app.button('Connect all').click();
  for (const { name } of OPENED) await expect(tab(app, name)).toContainText(/(?<!not )connected/);
  await expect(page.getByText('Restored after a reload')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

/** Charts, alert and columns of the topic in front, before and after a new message. */
async function expectTopic(page: Page, send: (topic: string, payload: string) => Promise<unknown>) {
  await expect(page.getByRole('heading', { name: /^plant ?\/ ?press ?\/ ?temp$/ })).toBeVisible();
  const board = page.getByRole('region', { name: 'Charts', exact: true });
  const charted = board.getByRole('group', { name: 'Charted values' }).getByRole('row').nth(1);
  await expect(charted).toContainText(/temp75/);
  await expect(board.getByRole('button', { name: 'Thresholds 1' })).toBeVisible();
  await expect(board.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
  const alerts = page.getByRole('region', { name: 'Alerts', exact: true });
  await expect(alerts).toContainText('Above 73.5');

  await send('plant/press/temp', '{"temp":90,"state":"hot"}');
  await expect(charted).toContainText(/temp90/);
  await expect(alerts.getByTitle('active', { exact: true })).toBeVisible();
  const history = page.getByRole('grid', { name: 'History', exact: true });
  await expect(history.getByRole('columnheader', { name: 'temp' })).toBeVisible();
  // Its column was removed.
  await expect(history.getByRole('columnheader', { name: 'state' })).toHaveCount(0);
}

test('a profile has its charts, alerts, payload rules and auto-replies', async ({
  app,
  page,
  broker,
  connectOther,
}) => {
  const sign = { username: 'ann', password: 'not-a-secret' };
  const other = await connectOther(broker.mqtt, '5', sign);
  await other.client.subscribeAsync('plant/is/+', { qos: 1 });
  const send = (topic: string, payload: string) => other.client.publishAsync(topic, payload);
  await openStored(page, broker, { isReload: true });
  await app.button('Connect').click();
  await app.connected({ stays: true });
  await expect(page.getByText('plant/#QoS 1').first()).toBeVisible();
  await expectTopic(page, send);

  await test.step('payloads are read by the stored steps and schema', async () => {
    await send('plant/packed', PACKED);
    const packed = page.locator('[data-path="plant/packed"]');
    await expect(packed.or(page.getByTitle('plant/packed', { exact: true })).first()).toBeVisible();
    await showPanel(page, 'Packets');
    await page.getByRole('textbox', { name: 'Display filter', exact: true }).fill('');
    await expect(app.packet('in', 'PUBLISH', 'plant/packed')).toContainText('21.5');
  });

  await test.step('the auto-reply answers', async () => {
    await expect(app.publishing.getByText('1 auto-reply on · 0 answered')).toBeVisible();
    await send('plant/get/lamp', '');
    expect((await other.message('plant/is/lamp')).payload).toBe('{"of": "lamp"}');
    await expect(app.publishing.getByText('1 auto-reply on · 1 answered')).toBeVisible();
  });
});

test('lists, forms and saved items are as the user left them', async ({ app, page, broker }) => {
  await openStored(page, broker, { isReload: true });
  const pane = page.getByRole('complementary', { name: 'Topics', exact: true });

  await test.step('theme, language and widths', async () => {
    await expect(app.button('Theme: dark')).toBeVisible();
    for (const [name, width] of [
      ['Topics', '316'],
      ['Publish', '380'],
    ] as const) {
      const edge = page.getByRole('separator', { name: `Width of ${name}`, exact: true });
      await expect(edge).toHaveAttribute('aria-valuenow', width);
    }
    await expect(page.getByRole('region', { name: 'Charts', exact: true })).toBeVisible();
  });

  await test.step('topics', async () => {
    // Those of a list of topics, which existed then, are in the tree.
    await expect(pane.getByRole('tree', { name: 'Topics', exact: true })).toBeVisible();
    await expect(pane.getByText('1 hidden')).toBeVisible();
    await expect(app.button('Unpin plant/oven/temp')).toBeVisible();
    await pane.getByRole('button', { name: 'Topic actions' }).click();
    await page.getByRole('menuitem', { name: 'Sort by', exact: true }).click();
    const order = page.getByRole('menuitemradio', { name: 'Number of messages' });
    await expect(order).toBeChecked();
    await page.keyboard.press('Escape');
  });

  await test.step('the form to publish, and a saved message', async () => {
    const topic = app.publishing.getByRole('combobox', { name: 'Topic', exact: true });
    const payload = app.publishing.getByRole('textbox', { name: 'Payload', exact: true });
    await expect(topic).toHaveValue('plant/draft');
    await expect(payload).toHaveValue('{"draft": 1}');
    await app.publishing.getByRole('button', { name: 'two bytes', exact: true }).click();
    await expect(topic).toHaveValue('plant/bytes');
    await expect(payload).toHaveValue(/^00 ?ff$/);
    await expect(app.publishing.getByRole('radio', { name: '2', exact: true })).toBeChecked();
    await expect(app.publishing.getByRole('switch', { name: 'Retain' })).toBeChecked();
  });

  await test.step('columns and filters of the packet list', async () => {
    await showPanel(page, 'Packets');
    const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await expect(filter).toHaveValue('qos > 0');
    const head = (name: string) => app.packets.getByRole('columnheader', { name, exact: true });
    await expect(head('Size')).toBeVisible();
    await expect(head('temp')).toBeVisible();
    await expect(head('Topic / summary')).toHaveJSProperty('offsetWidth', 120);
    await app.button('Filters').click();
    const menu = page.getByRole('dialog', { name: 'Filters: saved and recent' });
    await expect(menu.getByRole('button', { name: /^Hot/ })).toBeVisible();
    await expect(menu.getByText('topic ~ "one/#"')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a muted rule', async () => {
    await showPanel(page, 'Problems');
    const problems = page.getByRole('grid', { name: 'Problems', exact: true });
    await expect(problems.getByRole('row').nth(1)).toContainText('muted');
  });

  await test.step('the limit of overdue exchanges', async () => {
    await expect(await openOverdueLimit(page)).toHaveValue('7');
  });

  await test.step('the thing model of a product', async () => {
    await tab(app, 'press 7').click();
    await expect(await openThingModel(page)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the form of a device tap', async () => {
    await tab(app, 'platform').click();
    await showPanel(page, 'Broker');
    await page.getByRole('tab', { name: 'Device taps', exact: true }).click();
    const form = page.getByRole('form', { name: 'New device tap' });
    await expect(form.getByRole('textbox', { name: 'Port' })).toHaveValue('18290');
    await expect(form.getByRole('textbox', { name: 'Their broker' })).toHaveValue(
      'mqtt://tapped.example:1883',
    );
  });
});

test('a new browser tab lists recent connections, packets of closed tabs and profiles', async ({
  app,
  page,
  broker,
}) => {
  await openStored(page, broker, { isReload: false });
  const recent = page.getByRole('region', { name: 'Recent', exact: true });
  for (const name of ['gone', 'night.pcap', 'press 7', 'press hall'])
    await expect(recent.getByRole('listitem').filter({ hasText: name })).toBeVisible();

  await app.openProfiles();
  await expect(row(page, 'press 7')).toContainText('secrets kept, encrypted');
  await expect(row(page, 'press hall')).toHaveCount(0);
  await list(page)
    .getByRole('button', { name: /^Plant, 1 profile/ })
    .click();
  await row(page, 'press hall').click();
  await app.unfold('Appearance and profile');
  await expect(box(app, 'User name')).toHaveValue('ann');
  await expect(box(app, 'Password')).toHaveValue('not-a-secret');
  await expect(box(app, 'Folder')).toHaveValue('Plant');
  await expect(app.connection.getByRole('radio', { name: 'Teal' })).toBeChecked();
  await page.keyboard.press('Escape');

  const closed = page.getByRole('region', { name: 'Packets of closed tabs' });
  await expect(closed.getByRole('listitem')).toHaveCount(OPENED.length);
  await closed
    .getByRole('listitem')
    .filter({ hasText: '30 packets' })
    .getByRole('button', { name: /^Open/ })
    .click();
  await expect.poll(() => app.count('packets')).toBe(30);
  await expect(page.getByText('plant/oven/temp').first()).toBeVisible();
});
