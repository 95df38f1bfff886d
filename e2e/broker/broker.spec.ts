/** The view Broker of the real companion: its contents and actions, also by keyboard. */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { goTo, press } from '../kit/page/keyboard.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { connectOther } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

class BrokerView {
  readonly page: Page;
  readonly view: Locator;
  readonly detail: Locator;

  constructor(page: Page) {
    this.page = page;
    this.view = page.getByRole('tabpanel', { name: 'Broker', exact: true });
    this.detail = page.getByRole('region', { name: 'Client', exact: true });
  }

  grid(name: string): Locator {
    return this.view.getByRole('grid', { name, exact: true });
  }

  row(grid: string, text: string): Locator {
    return this.grid(grid).getByRole('row').filter({ hasText: text });
  }

  async show(part: string): Promise<void> {
    await this.page.getByRole('tab', { name: part, exact: true }).click();
  }
}

/** Opens the view in a wide window. */
async function openBroker(app: App, companion: Companion): Promise<BrokerView> {
  const { page } = app;
  await page.setViewportSize({ width: 1920, height: 1000 });
  await app.open(companion.app, { url: companion.ws, subscribe: ['#'], qos: '1', go: true });
  await app.connected();
  await showPanel(page, 'Broker');
  return new BrokerView(page);
}

async function expectClientsShown(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  const broker = await openBroker(app, companion);
  const press07 = broker.row('Clients', 'demo-press-07');
  await expect(press07).toContainText('connected');
  await expect(broker.row('Clients', 'this app')).toHaveCount(1);
  // A rate needs two samples, and a device that publishes is never silent for long.
  const fromClient = press07.getByRole('gridcell').nth(6);
  await expect(fromClient).toHaveText(/^[1-9]/);
  const first = await broker.row('Clients', 'this app').getByRole('gridcell').last().innerText();
  await expect(broker.row('Clients', 'this app').getByRole('gridcell').last()).not.toHaveText(
    first,
  );

  // The first client has its detail; a row of the lists below shows another one's.
  const firstClient = broker.grid('Clients').getByRole('row', { selected: true });
  await expect(firstClient).toHaveCount(1);
  const shown = () => broker.detail.getByRole('heading').first().innerText();
  // New clients may be added before it.
  await expect
    .poll(
      async () => (await shown()) === (await firstClient.getByRole('gridcell').first().innerText()),
    )
    .toBe(true);
  await broker.row('Retained messages by topic', 'config/sites/hz-2').click();
  await expect(broker.detail.getByRole('heading', { name: 'demo-office' })).toBeVisible();
  await broker.row('Subscriptions by topic filter', 'cmd/agv-12/set').click();
  await expect(broker.detail.getByRole('heading', { name: 'demo-agv-12' })).toBeVisible();
  await press07.click();
  await expect(broker.detail.getByRole('heading', { name: 'demo-press-07' })).toBeVisible();
  await expect(broker.detail).toContainText('cmd/press-07/');
  expect(await findings(page)).toEqual([]);
}

async function expectPartsShown(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  const broker = await openBroker(app, companion);
  await expect(broker.row('Clients', 'demo-press-07')).toContainText('5 min');
  await broker.view.getByRole('radio', { name: 'Away', exact: true }).check();
  await expect(broker.row('Clients', 'demo-press-07')).toHaveCount(0);
  await broker.view.getByRole('radio', { name: 'Connected', exact: true }).check();
  await expect(broker.row('Clients', 'demo-press-07')).toHaveCount(1);
  expect(await findings(page)).toEqual([]);

  await broker.show('Subscriptions');
  const topic = broker.view.getByRole('textbox', { name: 'Match test for a topic', exact: true });
  await topic.fill('cmd/press-07/set');
  await expect(broker.view.getByText(/^\d subscriptions match cmd\/press-07\/set$/)).toBeVisible();
  await expect(broker.row('Subscriptions', 'demo-press-07')).toHaveCount(1);
  await expect(broker.row('Subscriptions', 'demo-press-08')).toHaveCount(0);
  await topic.fill('$never/heard/of');
  await expect(broker.view.getByText('No subscription matches $never/heard/of')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await app.publish('held/<b>here</b>', '<img src=x onerror=alert(1)>', { retain: true });
  await broker.show('Retained');
  const held = broker.row('Retained messages', 'held/<b>here</b>');
  await expect(held).toContainText('<img src=x onerror=alert(1)>');
  await held.click();
  await broker.view.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(held).toHaveCount(0);

  await broker.show('$SYS');
  const uptime = broker.row('$SYS', '$SYS/broker/uptime').getByRole('gridcell').last();
  const before = await uptime.innerText();
  await expect(uptime).not.toHaveText(before);
  await page.setViewportSize({ width: 820, height: 1100 });
  await expect(broker.grid('$SYS')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  // The only connection's state stays in words.
  const tab = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
  const cut = () =>
    tab
      .locator('span')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
      );
  await expect.poll(cut).toEqual([]);

  // On a phone the tabs scroll, and a menu lists them.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('tab', { name: '$SYS', exact: true })).toBeInViewport();
  await page.getByRole('button', { name: 'All parts', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Clients', exact: true }).click();
  await expect(broker.row('Clients', 'demo-press-07')).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
}

async function sendAway(
  app: App,
  companion: Companion,
  connect: typeof connectOther,
): Promise<void> {
  const { page } = app;
  const broker = new BrokerView(page);
  // First in the list of clients.
  const device = await connect(companion.mqtt, '5', { clientId: 'a-device' });
  const farewell = new Promise<unknown>((resolve) => device.client.once('disconnect', resolve));
  await connect(companion.mqtt, '3.1.1', { clientId: 'b-older' });
  await app.connect(companion.app, { url: companion.ws, go: true });
  await page.keyboard.press('Alt+3');
  await expect(broker.row('Clients', 'a-device')).toBeVisible();

  await goTo(page, broker.grid('Clients'));
  await press(page, 'Home');
  await expect(broker.row('Clients', 'a-device')).toHaveAttribute('aria-selected', 'true');
  await goTo(page, broker.detail.getByRole('button', { name: 'Disconnect…', exact: true }));
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Disconnect a-device', exact: true });
  await expect(dialog.getByRole('combobox', { name: 'Reason code', exact: true })).toBeFocused();
  await expect(dialog.getByRole('combobox')).toHaveValue(String(0x98));
  expect(await findings(page)).toEqual([]);
  await goTo(page, dialog.getByRole('textbox', { name: 'Reason string', exact: true }));
  await page.keyboard.type('out for maintenance');
  await page.keyboard.press('Enter');
  expect(await farewell).toMatchObject({
    reasonCode: 0x98,
    properties: { reasonString: 'out for maintenance' },
  });
  await expect(broker.row('Clients', 'a-device')).toContainText('gone');

  await goTo(page, broker.grid('Clients'), 'Shift+Tab');
  await press(page, 'End');
  await press(page, 'Home');
  await expect(broker.detail.getByRole('heading', { name: 'b-older' })).toBeVisible();
  await broker.row('Clients', 'b-older').click();
  await broker.detail.getByRole('button', { name: 'Disconnect…', exact: true }).click();
  await expect(page.getByText('MQTT 3.1.1 has no DISCONNECT from a server')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(broker.row('Clients', 'b-older')).toContainText('gone');
}

test('shows the demo’s clients with rates, and their details', async ({ app, startCompanion }) => {
  await expectClientsShown(app, await startCompanion());
});

test('shows the demo’s clients by connection, subscriptions, retained messages and $SYS, also on a phone', async ({
  app,
  startCompanion,
}) => {
  await expectPartsShown(app, await startCompanion());
});

test('a client is disconnected with a selected reason, by keyboard only', async ({
  app,
  companion,
  connectOther,
}) => {
  await sendAway(app, companion, connectOther);
});
