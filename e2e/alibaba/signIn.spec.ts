/**
 * The sign-in debugger: steps while typing, checks of pasted credentials, a token over HTTPS, and the
 * platform's rejections.
 */
import { createHmac } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { en } from '../../src/i18n/en/texts.ts';
import { zh } from '../../src/i18n/zh/texts.ts';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { DEVICE } from '../kit/peers/platform.ts';
import { expect, test } from '../kit/test.ts';

const BASE = 'mqttscope-7f3a';
const TIME = '1795183320118';
const CONTENT = `clientId${BASE}deviceName${DEVICE.deviceName}productKey${DEVICE.productKey}timestamp${TIME}`;
const sign = (secret: string, content = CONTENT) =>
  createHmac('sha1', secret).update(content).digest('hex');

async function fill(app: App, secret: string, url: string): Promise<void> {
  const box = (name: string) => app.connection.getByRole('textbox', { name, exact: true });
  const radio = (name: string) => app.connection.getByRole('radio', { name, exact: true });
  await app.openForm();
  await radio('Alibaba Cloud IoT').click();
  // The companion's own platform is the other choice.
  await radio('Alibaba Cloud').click();
  await box('Product key').fill(DEVICE.productKey);
  await box('Device name').fill(DEVICE.deviceName);
  await box('Device secret').fill(secret);
  await radio('hmacsha1').click();
  await radio('Fixed').click();
  await box('Timestamp, ms since 1970').fill(TIME);
  await box('Client ID').fill(BASE);
  await box('URL').fill(url);
}

const shownText = (page: Page) => page.locator('body').innerText();

/** Records copied texts, because the page may not read the clipboard. */
async function noteCopies(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (text: string) => {
          Object.assign(globalThis, { lastCopy: text });
        },
      },
    });
  });
  return () => page.evaluate(() => String(Reflect.get(globalThis, 'lastCopy')));
}

async function stepsAndMistake(
  app: App,
  companion: Companion,
  copied: () => Promise<string>,
): Promise<void> {
  const { page } = app;
  await app.open(companion.app, { url: '', version: '3.1.1' });
  await fill(app, DEVICE.deviceSecret, '');
  const debug = page.getByRole('complementary', { name: 'Sign-in debugger' });
  for (const name of [
    'Fields, sorted by name',
    'Sign content',
    'HMAC',
    'Password',
    'What the broker receives',
  ]) {
    await expect(debug.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await expect(debug.getByText(CONTENT)).toBeVisible();
  const bytes = Buffer.byteLength(CONTENT);
  await expect(
    debug.getByText(`HMAC-SHA1(key device secret, 32 B, message ${bytes} B)`),
  ).toBeVisible();
  const clientId = `${BASE}|securemode=2,signmethod=hmacsha1,timestamp=${TIME}|`;
  await expect(debug.getByText(clientId, { exact: true })).toBeVisible();
  await expect(debug.getByText('complete', { exact: true })).toBeVisible();

  const right = sign(DEVICE.deviceSecret);
  expect(await shownText(page)).not.toContain(right);
  await debug.getByRole('button', { name: 'Copy password' }).first().click();
  await expect.poll(copied).toBe(right);
  await debug.getByRole('button', { name: 'Show password' }).first().click();
  await expect(debug.getByText(right).first()).toBeVisible();
  await debug.getByRole('button', { name: 'Hide password' }).first().click();
  await expect.poll(() => shownText(page)).not.toContain(right);

  // Another tool signed with a space after the secret; its log is pasted.
  await debug.getByRole('checkbox', { name: 'Verify credentials I already have' }).check();
  const verify = debug.getByRole('group', { name: /^Verify/ });
  const wrong = sign(`${DEVICE.deviceSecret} `);
  const userName = `${DEVICE.deviceName}&${DEVICE.productKey}`;
  await verify
    .getByRole('textbox', { name: 'Paste log text' })
    .fill(`I (5412) mqtt: client_id=${clientId}\nusername=${userName}\npassword=${wrong}\n`);
  const box = (name: string): Locator => verify.getByRole('textbox', { name, exact: true });
  await expect(box('Client ID')).toHaveValue(clientId);
  await expect(box('User name')).toHaveValue(userName);
  await expect(box('Password')).toHaveValue(wrong);
  await expect(verify.getByText('same', { exact: true })).toHaveCount(2);
  await expect(verify.getByText('differs', { exact: true })).toHaveCount(1);
  await expect(verify.getByText(/The secret was used with U\+0020/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Copy report, secret masked' }).click();
  await expect.poll(copied).toContain(CONTENT);
  expect(await copied()).toContain('The secret was used with U+0020');
  for (const secret of [DEVICE.deviceSecret, right, wrong]) {
    expect(await copied()).not.toContain(secret);
    expect(await page.content()).not.toContain(secret);
  }

  await box('Password').fill(right.toUpperCase());
  await expect(verify.getByText('These credentials are right')).toBeVisible();
  await expect(verify.getByText(/disabled in the console/)).toBeVisible();

  const commands = debug.getByRole('region', { name: 'Ready-made commands' });
  await expect(commands.getByText(/mosquitto_pub -h/)).toBeVisible();
  await expect(commands).not.toContainText(right);
  await commands.getByRole('switch', { name: 'With secret' }).click();
  await expect(commands).toContainText(right);
}

async function tokenInTab(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await page.goto(companion.app);
  await app.button('Broker in this tab').click();
  await app.connected();
  await showPanel(page, 'Platform');
  await page.getByRole('row').filter({ hasText: 'Room sensor' }).first().click();
  await app.button(/^Connect as this device/).click();
  await app.connection.getByRole('radio', { name: 'HTTPS pre-authentication' }).click();
  await app.button('Connect').click();
  await app.connected();
  await expect(app.packet('out', 'CONNECT', '|securemode=-1')).toHaveCount(1);
}

async function refused(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.open(companion.app, { url: companion.ws, version: '3.1.1' });
  const end = DEVICE.deviceSecret.endsWith('0') ? '1' : '0';
  await fill(app, DEVICE.deviceSecret.slice(0, -1) + end, companion.ws);
  await app.button('Connect').click();
  const verdict = page.getByRole('region', { name: 'What the local platform found' });
  await expect(verdict).toContainText('Character 32 of the secret');
  await expect(verdict).toBeInViewport();
  expect(await page.content()).not.toContain(DEVICE.deviceSecret);
  await page.getByTitle(en.shell.language('中文'), { exact: true }).click();
  const found = page.getByRole('region', { name: '本地平台的判断' });
  await expect(found).toContainText('第 32 个字符不同');
  await page.getByTitle(zh.shell.language('English'), { exact: true }).click();

  await app.openForm();
  await expect(verdict).toBeVisible();
  const name = app.connection.getByRole('textbox', { name: 'Device name', exact: true });
  await name.fill('温度计-01');
  await expect(name).toHaveAccessibleDescription(/Contains “温”.*alias/);
  const steps = page.getByRole('complementary', { name: 'Sign-in debugger' });
  await expect(steps.getByText(/^Device name: Contains “温”/)).toBeVisible();
}

async function connect(app: App, companion: Companion): Promise<void> {
  await app.open(companion.app, { url: companion.ws, version: '3.1.1' });
  await fill(app, DEVICE.deviceSecret, companion.ws);
  await app.button('Connect').click();
  await app.connected();
}

async function told(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await connect(app, companion);
  await app.fillTopicFilter('/sys/another/device/#');
  await expect(app.topicFilter).toHaveAccessibleDescription(/own product key and device name/);
  const topic = app.publishing.getByRole('combobox', { name: 'Topic', exact: true });
  await topic.fill('/a/b/c/d/e/f/g/h/i');
  await expect(topic).toHaveAccessibleDescription(/9 slashes.*own product key/);
  await app.publishing.getByRole('radio', { name: '2', exact: true }).click();
  await expect(app.publishing.getByText(/does not support QoS 2/)).toBeVisible();
  const retain = app.publishing.getByRole('switch', { name: 'Retain', exact: true });
  await retain.click();
  await expect(retain).toHaveAccessibleDescription(/does not store retained/);

  await app.packet('out', 'CONNECT').click();
  await app.button('Verify sign-in').click();
  await expect(
    page.getByRole('checkbox', { name: 'Verify credentials I already have' }),
  ).toBeFocused();
  await expect(page.getByText('These credentials are right')).toBeVisible();
}

async function signedInByToken(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await connect(app, companion);
  await app.openForm();
  await app.connection.getByRole('radio', { name: 'HTTPS pre-authentication' }).click();
  const authUrl = app.connection.getByRole('textbox', { name: 'Pre-authentication URL' });
  await authUrl.fill('/auth/devicename');
  await app.button('Reconnect with changes').click();
  const tokens = app.packet('out', 'CONNECT', `${BASE}|securemode=-1`, 'keep alive');
  await expect(tokens).toHaveCount(1);
  await app.connected();

  // Through the companion's relay, as for the cloud, with the platform's rejection and its reason.
  await app.openForm();
  await expect(page.getByText(/^iotId$/)).toBeVisible();
  const { port } = new URL(companion.app);
  await authUrl.fill(`http://localhost:${port}/auth/devicename`);
  await app.button('Reconnect with changes').click();
  await expect(tokens).toHaveCount(2);
  await app.openForm();
  await app.connection.getByRole('textbox', { name: 'Device secret' }).fill('another');
  await app.button('Reconnect with changes').click();
  await expect(page.getByText('No token for this device').first()).toBeVisible();
  await expect(page.getByText('The signature does not match').first()).toBeVisible();
}

test.describe('the sign-in debugger', () => {
  let companion: Companion;
  test.beforeEach(async ({ devicesFile, startCompanion }) => {
    companion = await startCompanion(['--no-demo', '--alibaba', devicesFile]);
  });

  test('leads from the fields to the password, and from a wrong password to the mistake', async ({
    app,
    page,
  }) => stepsAndMistake(app, companion, await noteCopies(page)));

  test('in the tab, a device of its platform requests id and token there', ({ app }) =>
    tokenInTab(app, companion));

  test('shows a device rejected by the local platform the first wrong character', ({ app }) =>
    refused(app, companion));

  test('shows a device the rejected fields of its CONNECT', ({ app }) => told(app, companion));

  test('a device signs in by id and token, also through the companion', ({ app }) =>
    signedInByToken(app, companion));
});
