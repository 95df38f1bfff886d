/** Creating, changing and removing devices in the view Platform, and saving them to their file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { connectOther } from '../kit/peers/client.ts';
import { cloudOf, command, DEVICE, deviceOptions } from '../kit/peers/platform.ts';
import { expect, test } from '../kit/test.ts';

test('an added device signs in at once and is saved; a removed one is disconnected', async ({
  app,
  page,
  startCompanion,
}, testInfo) => {
  const file = testInfo.outputPath('devices.json');
  const products = [{ productKey: DEVICE.productKey, name: 'Press' }];
  const text = JSON.stringify({ products, devices: [{ nick: 'old', ...DEVICE }] }, undefined, 2);
  writeFileSync(file, text);
  const companion = await startCompanion(['--no-demo', '--alibaba', file]);
  await app.open(companion.app, { url: companion.ws, version: '3.1.1' });
  await app.button('Connect').click();
  await app.connected();
  await showPanel(page, 'Platform');

  await page.getByRole('button', { name: 'Add device…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add device' });
  await dialog.getByRole('textbox', { name: 'Device name' }).fill('press-08');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Device', exact: true });
  await expect(detail.getByRole('heading', { name: 'press-08' })).toBeVisible();
  const name = { productKey: DEVICE.productKey, deviceName: 'press-08' };
  const told = await command(companion, { kind: 'platform-secret', ...name });
  const deviceSecret = /[0-9a-f]{32}/.exec(JSON.stringify(told))?.[0] ?? '';
  expect(deviceSecret).not.toBe('');
  await expect(page.locator('body')).not.toContainText(deviceSecret);
  const device = await connectOther(
    companion.mqtt,
    '3.1.1',
    deviceOptions({ ...name, deviceSecret }),
  );
  const closed = new Promise<void>((resolve) => {
    device.client.once('close', () => resolve());
  });
  await expect(detail.getByText('online')).toBeVisible();

  const unsaved = page.getByText('1 unsaved change');
  await expect(unsaved).toBeVisible();
  await page.getByRole('button', { name: 'Save to devices.json' }).click();
  await expect(unsaved).toHaveCount(0);
  const saved = readFileSync(file, 'utf8');
  expect(saved).toContain('"nick": "old"');
  expect(JSON.parse(saved)).toMatchObject({ devices: [DEVICE, { ...name, deviceSecret }] });

  await detail.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await closed;
  device.client.end(true);
  const cloud = cloudOf(companion);
  await expect
    .poll(() => cloud.devices())
    .toMatchObject({ json: { devices: [{ deviceName: 'press-07' }] } });
});
