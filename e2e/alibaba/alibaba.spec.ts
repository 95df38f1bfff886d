import type { App } from '../kit/page/app.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { DEVICE } from '../kit/peers/platform.ts';
import { expect, test } from '../kit/test.ts';
import { fileHolding } from '../run/firstLoad.ts';
import { ROOT } from '../run/step.ts';

const POST = `/sys/${DEVICE.productKey}/${DEVICE.deviceName}/thing/event/property/post`;

/** In a separate tab; a device that connects twice is disconnected once. */
async function signIn(
  app: App,
  companion: Companion,
  secret: string,
  version: '3.1.1' | '5' = '3.1.1',
) {
  await app.open(companion.app, { url: companion.ws, version });
  await fillDevice(app, companion.ws, secret);
  await app.button('Connect').click();
}

async function leave(app: App) {
  await app.disconnect();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
}

async function fillDevice(app: App, url: string, secret: string) {
  await app.openForm();
  await app.connection.getByRole('radio', { name: 'Alibaba Cloud IoT' }).click();
  await app.connection.getByRole('textbox', { name: 'Product key' }).fill(DEVICE.productKey);
  await app.connection.getByRole('textbox', { name: 'Device name' }).fill(DEVICE.deviceName);
  await app.connection.getByRole('textbox', { name: 'Device secret' }).fill(secret);
  await app.connection.getByRole('radio', { name: 'hmacsha256' }).click();
  await app.connection.getByRole('textbox', { name: 'URL' }).fill(url);
}

async function reportsMissingCode(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  const signing = `**/${fileHolding(`${ROOT}/dist/web`, 'src/conventions/alibaba/signIn.ts')}`;
  await page.route(signing, (route) => route.fulfill({ status: 404 }));
  await signIn(app, companion, DEVICE.deviceSecret);
  const form = page.getByRole('dialog', { name: /^Connection: / });
  await expect(form.getByText('The device sign-in could not be loaded')).toBeVisible();
  await expect(form.getByText(/reload the page to get it/)).toBeVisible();
  // Stops automatic reconnects.
  await app.button('Stop').click();
  await expect(app.button('Stop')).toHaveCount(0);
  await page.unroute(signing);
  await form.getByRole('button', { name: 'Try again', exact: true }).click();
  await app.connected();
  await expect(app.packet('in', 'CONNACK')).toBeVisible();
  await leave(app);
}

async function explainsWrongSecret(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  const wrong = 'wrongwrongwrongwrongwrongwrong12';
  await signIn(app, companion, wrong);
  await expect(page.getByText(/bad user name or password/i).first()).toBeVisible();
  await expect(page.getByText(/no automatic retry|not retried/i).first()).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain(wrong);

  await signIn(app, companion, DEVICE.deviceSecret);
  await app.connected();
  await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill(POST);
  const payload =
    '{"id":"1","version":"1.0","params":{"temperature":21.5},"method":"thing.event.property.post"}';
  await app.publishing.getByRole('textbox', { name: 'Payload', exact: true }).fill(payload);
  await app.publishing.getByRole('radio', { name: '1', exact: true }).click();
  await app.publishing.getByRole('button', { name: /repeat/i }).click();
  await app.publishing.getByRole('textbox', { name: /every/i }).fill('200');
  await app.publishing.getByRole('textbox', { name: /times/i }).fill('3');
  await app.publishing.getByRole('button', { name: /^start/i }).click();
  await expect(app.packet('out', 'PUBLISH', 'property/post')).toHaveCount(3);
  await expect(app.packet('in', 'PUBACK')).toHaveCount(3);
  await leave(app);
}

async function rejectsForeignTopics(app: App, companion: Companion): Promise<void> {
  for (const version of ['3.1.1', '5'] as const) {
    await test.step(version, async () => {
      await signIn(app, companion, DEVICE.deviceSecret, version);
      await app.connected();
      await app.subscribeRefusedThenGranted(POST.replace('press-07', 'press-08'), `${POST}_reply`);
      await leave(app);
    });
  }
}

test('code for the sign-in that fails to load is reported, and the next attempt connects', async ({
  app,
  complaints,
  devicesFile,
  startCompanion,
}) => {
  await reportsMissingCode(app, await startCompanion(['--no-demo', '--alibaba', devicesFile]));
  // The browser logs the missing files.
  complaints.length = 0;
});

test('a wrong secret is explained, not retried, and never shown; the right one posts repeatedly', async ({
  app,
  devicesFile,
  startCompanion,
}) => {
  await explainsWrongSecret(app, await startCompanion(['--no-demo', '--alibaba', devicesFile]));
});

test('another device’s topics are rejected, and the connection continues', async ({
  app,
  devicesFile,
  startCompanion,
}) => {
  await rejectsForeignTopics(app, await startCompanion(['--no-demo', '--alibaba', devicesFile]));
});
