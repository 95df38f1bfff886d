/** Payload rules of a topic: decoding steps, and a custom schema. */
import { gzipSync } from 'node:zlib';
import protobufjs from 'protobufjs';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

const SCHEMA = 'syntax = "proto3";\nmessage Reading { float temp = 1; string site = 2; }\n';

function wrapped(said: { temp: number; site: string }): string {
  const { root } = protobufjs.parse(SCHEMA);
  const bytes = root.lookupType('Reading').encode(said).finish();
  return JSON.stringify({ id: 7, data: gzipSync(bytes).toString('base64') });
}

test('a payload chain for a topic applies to list, tree, fields, bytes and filter', async ({
  app,
  page,
  companion,
}) => {
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['plant/#'] });
  await app.publish('plant/a', wrapped({ temp: 21.5, site: 'hz' }));
  await app.publish('plant/a', wrapped({ temp: 35, site: 'hz' }));
  await expect(app.packet('in', 'plant/a')).toHaveCount(2);
  const row = page.locator('[role=treeitem][data-path="plant/a"]');
  await row.dblclick();
  await showPanel(page, 'Topic');
  await page.getByRole('button', { name: 'More about the topic' }).click();
  await page.getByRole('menuitem', { name: 'Payload formats…' }).click();
  const dialog = page.getByRole('dialog', { name: 'How payloads are read' });
  const steps = dialog.getByRole('textbox', { name: 'Steps' });
  await expect(steps).toBeFocused();

  await test.step('errors are marked at their place, and steps are suggested', async () => {
    await steps.fill('json.data | bsae64 | gzip');
    await expect(dialog).toContainText('Character 13: there is no step “bsae64”: base64?');
    await expect(dialog.getByRole('button', { name: 'Use' })).toBeDisabled();
    await steps.fill('json.data | ba');
    await dialog.getByRole('button', { name: 'base64', exact: true }).click();
    await expect(steps).toHaveValue('json.data | base64');
  });

  await test.step('the newest message is shown layer by layer', async () => {
    await dialog.getByLabel('Add files…').setInputFiles({
      name: 'sensors.proto',
      mimeType: 'text/plain',
      buffer: Buffer.from(SCHEMA),
    });
    await steps.fill('json.data | base64 | gzip | protobuf(sensors.proto, Reading)');
    await expect(dialog).toContainText('{"temp": 35.0, "site": "hz"}');
    await dialog.getByRole('button', { name: 'Use' }).click();
  });

  await test.step('the view Topic and the tree decode it equally', async () => {
    const value = page.getByRole('region', { name: 'Value', exact: true });
    await expect(value).toContainText('"site": "hz"');
    await expect(value.getByRole('radio', { name: 'As chosen' })).toBeChecked();
    await expect(row).toContainText('{"temp": 35.0, "site": "hz"}');
    const history = page.getByRole('region', { name: 'History', exact: true });
    await expect(history.getByRole('grid')).toContainText('temp');
  });

  await test.step('filters use its values', async () => {
    await showPanel(page, 'Packets');
    await page
      .getByRole('textbox', { name: 'Display filter', exact: true })
      .fill('payload.temp > 30');
    await expect(app.packet('in', 'plant/a')).toHaveCount(1);
  });

  await test.step('a field shows its bytes in its layer, and a byte its field', async () => {
    await app.packet('in', 'plant/a').click();
    await app.fields.getByRole('treeitem', { name: /^site "hz"/ }).click();
    await expect(app.bytes).toContainText('4 B·site');
    await expect(app.bytes.getByRole('radio', { name: 'Protobuf Reading' })).toBeChecked();
    await app.bytes.getByRole('radio', { name: 'Packet' }).check();
    await expect(app.fields.getByRole('treeitem', { name: /^id 7/ })).toBeVisible();
  });

  await test.step('messages can be published by the same schema', async () => {
    await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('Protobuf');
    await expect(app.publishing.getByRole('combobox', { name: 'Schema and type' })).toHaveValue(
      'protobuf(sensors.proto, Reading)',
    );
    await app.publish('plant/b', '{"temp": "warm"}');
    await expect(app.publishing).toContainText('Line 1, column 2: the schema requires a number');
    await app.publish('plant/b', '{"temp": 40, "site": "x"}');
    await expect(page.locator('[role=treeitem][data-path="plant/b"]')).toContainText('8 B binary');
  });
});
