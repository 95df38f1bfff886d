/** Payloads in binary formats: what the demo's devices send in CBOR is read, filtered and saved as JSON is; and sent. */
import { gzipSync } from 'node:zlib';
import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';

test('CBOR of the demo is read in the tree, the view Topic, the fields and the filter', async ({
  page,
  startCompanion,
}) => {
  const companion = await startCompanion();
  const app = new App(page);
  await app.connect(companion.app, {
    url: companion.ws,
    version: '5',
    subscribe: ['config/sites/hz-3', 'cbor/own'],
    qos: '1',
  });
  await expect(app.packet('in', 'config/sites/hz-3')).toHaveCount(1);
  const row = page.locator('[role=treeitem][data-path="config/sites/hz-3"]');
  await expect(row).toContainText('CBOR {"revision": ');

  await test.step('a field leads to its bytes', async () => {
    await app.packet('in', 'config/sites/hz-3').click();
    await app.fields.getByRole('treeitem', { name: /^revision \d/ }).click();
    // A head of one byte, eight letters, and a small number.
    await expect(app.bytes).toContainText('10 B·revision');
  });

  await test.step('the view Topic shows values, and saves them under their name', async () => {
    await row.dblclick();
    await page.getByRole('tab', { name: 'Topic', exact: true }).click();
    const value = page.getByRole('region', { name: 'Value', exact: true });
    await expect(value.getByRole('radio', { name: 'CBOR', exact: true })).toBeChecked();
    await expect(value).toContainText('"shift": {');
    await expect(value).toContainText('"key": h\'');
    const download = page.waitForEvent('download');
    await value.getByRole('button', { name: 'Save payload' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.cbor$/);
  });

  await test.step('what is sent as CBOR is written as JSON', async () => {
    await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('CBOR');
    await app.publish('cbor/own', '{"limits": {"rpm": [0, 9000]}, "site": "own"}', { qos: '1' });
    await expect(page.locator('[role=treeitem][data-path="cbor/own"]')).toContainText(
      'CBOR {"limits": {"rpm": [0, 9000]}, "site": "own"}',
    );
  });

  await test.step('the filter asks for values in it', async () => {
    await page.getByRole('tab', { name: 'Packets', exact: true }).click();
    const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await box.fill('payload.limits.rpm[1] > 8000');
    // As it was sent, and as it came back.
    await expect(app.packet('out', 'cbor/own')).toHaveCount(1);
    await expect(app.packet('in', 'cbor/own')).toHaveCount(1);
    await expect(app.packet('in', 'config/sites/hz-3')).toHaveCount(0);
    await box.fill('payload.limits.rpm[1] == 3000 and payload.site contains "hz"');
    await expect(app.packet('in', 'config/sites/hz-3').first()).toBeVisible();
    await expect(app.packet('in', 'cbor/own')).toHaveCount(0);
  });
});

test('what is packed is read in the tree, the view Topic, the fields and the filter', async ({
  page,
  companion,
}) => {
  const app = new App(page);
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['packed/#'] });
  await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('Base64');
  await app.publish('packed/a', gzipSync('{"rpm": 9001}').toString('base64'));
  await app.publish('packed/a', gzipSync('{"rpm": 9002}').toString('base64'));
  const row = page.locator('[role=treeitem][data-path="packed/a"]');
  await expect(row).toContainText('gzip {"rpm": 9002}');

  await app.packet('in', 'packed/a').first().click();
  await expect(app.fields.getByRole('treeitem', { name: /^rpm 900[12]/ })).toBeVisible();

  const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await box.fill('payload.rpm == 9001');
  await expect(app.packet('out', 'packed/a')).toHaveCount(1);
  await expect(app.packet('in', 'packed/a')).toHaveCount(1);

  await row.dblclick();
  await page.getByRole('tab', { name: 'Topic', exact: true }).click();
  const value = page.getByRole('region', { name: 'Value', exact: true });
  await expect(value).toContainText('Within: JSON, 13 B');
  await expect(value).toContainText('1 key changed compared with');
});
