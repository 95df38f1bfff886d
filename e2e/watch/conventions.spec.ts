/** Devices by conventions, in the captures of the documents. */
import path from 'node:path';
import { findings as complaintsOfAxe } from '../kit/page/axe.ts';
import { Captures } from '../kit/page/captures.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const CAPTURES = path.join(ROOT, 'docs/conventions');

test('devices of captures are shown with states and values, linked to topics and packets', async ({
  app,
  page,
  companion,
}) => {
  const captures = new Captures(page, (name) => name);
  await page.goto(companion.app);
  const devices = page.getByRole('grid', { name: 'Devices', exact: true });
  const device = (name: RegExp) => devices.getByRole('row').filter({ hasText: name });
  const detail = page.getByRole('region', { name: 'Device', exact: true });
  const values = page.getByRole('grid', { name: 'Values of the device', exact: true });
  const value = (name: string) => values.getByRole('row').filter({ hasText: name });
  const showDevices = () => showPanel(page, 'Devices');

  await test.step('Sparkplug B: metrics by name, also in messages with only aliases', async () => {
    await captures.openFile(path.join(CAPTURES, 'sparkplug.mqttscope'));
    await showDevices();
    await expect(device(/^press/)).toContainText('online');
    await expect(device(/^motor/)).toContainText('offline');
    await device(/^motor/).click();
    await expect(value('Count')).toContainText('-1500rpm');
    await value('Count').click();
    const metric = page.getByRole('region', { name: 'Value', exact: true });
    await expect(metric).toContainText(/TypeInt32.*Alias.*Declared byBIRTH/);
    // In a file there is no device to send to.
    await expect(metric.getByRole('button', { name: /^Write by/ })).toHaveCount(0);
    await expect(detail.getByRole('button', { name: 'Request rebirth' })).toHaveCount(0);
    expect(await complaintsOfAxe(page)).toEqual([]);
    await device(/^press/).click();
    const findings = detail.getByRole('region', { name: 'Findings', exact: true });
    await expect(findings.getByRole('listitem')).toContainText('A rebirth of "plant/press"');
    await expect(findings).toContainText(
      'tck-id-operational-behavior-data-commands-ncmd-rebirth-name',
    );
    await device(/^motor/).click();
    await detail.getByRole('button', { name: 'Show packets', exact: true }).click();
    await expect(app.packets.getByRole('row').filter({ hasText: 'press/motor' })).toHaveCount(4);
    // Until the filter has examined all packets, a strip above the list may move its rows.
    await expect(async () => {
      await app.packet('in', 'PUBLISH', 'spBv1.0/plant/DDATA/press/motor').last().click();
      await expect(app.fields).toContainText('Count', { timeout: 1000 });
    }).toPass();
    await expect(app.fields).not.toContainText('guessed from');
    // It precedes every DBIRTH with its names.
    await expect(async () => {
      await app.packet('in', 'PUBLISH', 'spBv1.0/plant/DDATA/press/motor').first().click();
      const guessed = 'guessed from the later packet 10';
      await expect(app.fields).toContainText(guessed, { timeout: 1000 });
    }).toPass();
    await expect(app.fields).toContainText('Count');
    await showDevices();
    await detail.getByRole('button', { name: 'Show topic', exact: true }).click();
    await expect(page.getByText('The edge node has lost the device.')).toBeVisible();
  });

  await test.step('Home Assistant: entities with the values of their topics', async () => {
    await captures.openFile(path.join(CAPTURES, 'home-assistant.mqttscope'));
    await showDevices();
    await expect(device(/^Garden/)).toContainText('online');
    await device(/^Garden/).click();
    await expect(value('Temperature')).toContainText('21.5°C');
    await detail.getByRole('button', { name: 'Show packets', exact: true }).click();
    await expect(app.packet('in', 'PUBLISH', 'garden/1/state')).toHaveCount(1);
  });
});
