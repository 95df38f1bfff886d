/** The armed filter box; completion from seen values, warnings about unknown paths, and times of day. */
import type { Page } from '@playwright/test';
import { listenToAnnouncements } from '../kit/page/announced.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

const display = (page: Page) => page.getByRole('textbox', { name: 'Display filter', exact: true });
const shown = (page: Page, count: number) =>
  expect(page.getByRole('status', { name: `${count} packets shown`, exact: true })).toBeVisible();

/** Runs in the page before anything else: grants notifications and records them. */
const allowNotifications = () => {
  const told: string[] = [];
  class Allowed {
    static permission = 'default';
    static requestPermission() {
      Allowed.permission = 'granted';
      return Promise.resolve('granted');
    }
    constructor(title: string) {
      told.push(title);
    }
  }
  Object.assign(globalThis, { Notification: Allowed, told });
};

async function waitsForPacket(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const announced = await listenToAnnouncements(page);
  await page.addInitScript(allowNotifications);
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['in/#'], keepAlive: '0' });

  await test.step('a complete QoS 2 exchange', async () => {
    await display(page).fill('exchange.state == complete and type == publish');
    await shown(page, 0);
    await app.publish('out/2', 'x', { qos: '2' });
    await shown(page, 1);
    await display(page).fill('type == pubcomp or type == pubrel');
    await shown(page, 2);
    const number = await app.packet('PUBREL').getByRole('link').innerText();
    await expect(app.packet('PUBREL')).toContainText(`QoS 2 step 3 of 4 for No. ${number}`);
    await expect(app.packet('PUBCOMP')).toContainText(/QoS 2 complete in \d+(\.\d+)? m?s/);
    await display(page).fill('');
    await display(page).press('Escape');
    await shown(page, 8);
    await app.packet('PUBREL').getByRole('link').click();
    await expect(app.packets.getByRole('row', { selected: true })).toContainText('out/2');
  });

  await test.step('armed: the hit is marked, listed and announced', async () => {
    await app.chooseFrom(app.button('More for this list'), 'Wait for…');
    const panel = page.getByRole('dialog', { name: 'Wait for a packet' });
    await panel.getByRole('textbox', { name: 'Filter to wait for' }).fill('topic == "in/alarm"');
    await panel.getByRole('textbox', { name: 'Packets kept before and after' }).fill('2');
    await panel.getByRole('radio', { name: 'Notify me' }).click();
    await panel.getByRole('button', { name: 'Allow notifications' }).click();
    await expect(panel.getByText('The browser will show a notification.')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Start waiting' }).click();
    await expect(page.getByText('0 hits')).toBeVisible();
    for (let n = 0; n < 50; n += 1) await other.client.publishAsync('in/noise', `${n}`);
    await other.client.publishAsync('in/alarm', 'now');
    for (let n = 0; n < 50; n += 1) await other.client.publishAsync('in/noise', `${n}`);
    await expect(page.getByText('1 hit', { exact: true })).toBeVisible();
    await expect
      .poll(announced)
      .toContainEqual(expect.stringMatching(/^No\. .*is a packet you were waiting for/));
    const told = () => page.evaluate((): unknown => Reflect.get(globalThis, 'told'));
    await expect
      .poll(told)
      .toEqual([expect.stringMatching(/^No\. \d+ is a packet you were waiting for$/)]);
    expect(await findings(page)).toEqual([]);
    await app.button(/^Show No\. \d+$/).click();
    await expect(app.packets.getByRole('row', { selected: true })).toContainText('in/alarm');
    await app.button('Stop waiting').click();
    await expect(page.getByText('1 hit', { exact: true })).toHaveCount(0);
  });

  await test.step('armed to stop: recording stops until the user continues', async () => {
    await display(page).fill('in/last');
    await shown(page, 0);
    await app.chooseFrom(app.button('More for this list'), 'Wait for…');
    const panel = page.getByRole('dialog', { name: 'Wait for a packet' });
    await expect(panel.getByRole('textbox', { name: 'Filter to wait for' })).toHaveValue('in/last');
    await panel.getByRole('textbox', { name: 'Packets kept before and after' }).fill('0');
    await panel.getByRole('radio', { name: 'Stop recording' }).click();
    await panel.getByRole('button', { name: 'Start waiting' }).click();
    await expect(page.getByText('0 hits')).toBeVisible();
    await other.client.publishAsync('in/last', 'x');
    await expect(page.getByText(/Recording stopped/)).toBeVisible();
    for (let n = 0; n < 3; n += 1) await other.client.publishAsync('in/last', 'missed');
    await expect(page.getByText('3 packets not recorded since')).toBeVisible();
    await shown(page, 1);
    await app.button('Resume recording').click();
    await expect(page.getByText(/Recording stopped/)).toHaveCount(0);
    await other.client.publishAsync('in/last', 'x');
    await shown(page, 2);
  });
}

async function completesSeenPaths(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['lamp/#'] });
  await other.client.publishAsync('lamp/1', '{"params":{"temperature":21.5}}', {
    properties: { userProperties: { site: 'north' } },
  });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  const box = display(page);
  const option = (name: string | RegExp) =>
    page.getByRole('listbox', { name: 'Completions' }).getByRole('option', { name });

  await box.fill('payload.temp');
  await expect(option('payload.params.temperature')).toContainText('number · 21.5');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('payload.params.temperature ');
  await box.fill('payload.params.temperature > 20');
  await page.keyboard.press('Enter');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await box.fill('user[');
  await expect(option('user["site"]')).toContainText('"north"');

  await box.fill('payload.params.temprature > 20');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No payload has payload.params.temprature.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Did you mean payload.params.temperature?' }).click();
  await expect(box).toHaveValue('payload.params.temperature > 20');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);

  // A row shows the unique end of a path; the filter suggests whole paths that end so.
  const row = app.packet('in', 'PUBLISH').filter({ hasText: 'temperature 21.5' });
  await expect(row.getByTitle('payload.params.temperature 21.5')).toBeVisible();
  await box.fill('payload.temperature > 20');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No payload has payload.temperature.')).toBeVisible();
  await page.getByRole('button', { name: 'Did you mean payload.params.temperature?' }).click();
  await expect(box).toHaveValue('payload.params.temperature > 20');
  await box.fill('temperature > 20');
  await page.getByRole('button', { name: 'Did you mean payload.params.temperature > 20?' }).click();
  await expect(box).toHaveValue('payload.params.temperature > 20');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  // By its last step.
  await box.fill('tempe');
  await expect(option('payload.params.temperature')).toBeVisible();
  await box.press('Escape');

  await box.fill('time > 1999-12-31 23:40');
  await expect(page.getByText('Local time: 1999-12-31 23:40:00')).toBeVisible();
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
}

test('an armed filter waits while the log grows; a filter completes what was seen', async ({
  app,
  companion,
  connectOther,
}) => {
  const given = { companion, connectOther };
  await test.step('an armed filter waits while the log grows; acknowledgements name their messages', () =>
    waitsForPacket(app, given));
  await test.step('seen paths are completed, unknown ones are marked, and times are local', () =>
    completesSeenPaths(app, given));
});
