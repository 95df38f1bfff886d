/**
 * Payloads in binary formats: CBOR of the demo's devices is read, filtered and saved like JSON, and can be
 * sent.
 */
import { deflateSync, gzipSync } from 'node:zlib';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** A grey PNG; of a large one, only the header is valid. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const content = Buffer.concat([Buffer.from(type), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length);
    around.writeUInt32BE(crc32(content), 4);
    return Buffer.concat([around.subarray(0, 4), content, around.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc(Math.min((width + 1) * height, 1 << 20), 0x80);
  for (let at = 0; at < rows.length; at += width + 1) rows[at] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

test('decodes CBOR, compressed values and pictures wherever a payload is shown', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion();

  await test.step('the demo’s CBOR is decoded in the tree, the view Topic, the fields and the filter', async () => {
    await app.connect(companion.app, {
      url: companion.ws,
      version: '5',
      subscribe: ['config/sites/hz-3', 'cbor/own'],
      qos: '1',
    });
    // It is published again periodically.
    await expect(app.packet('in', 'config/sites/hz-3').first()).toBeVisible();
    const row = page.locator('[role=treeitem][data-path="config/sites/hz-3"]');
    await expect(row).toContainText('CBOR {"revision": ');

    await test.step('a field shows its bytes', async () => {
      await app.packet('in', 'config/sites/hz-3').first().click();
      await app.fields.getByRole('treeitem', { name: /^revision \d/ }).click();
      // A one-byte header, eight letters, and a small number.
      await expect(app.bytes).toContainText('10 B·revision');
    });

    await test.step('the view Topic shows values, and saves them under their name', async () => {
      await row.dblclick();
      await showPanel(page, 'Topic');
      const value = page.getByRole('region', { name: 'Value', exact: true });
      await expect(value.getByRole('radio', { name: 'CBOR', exact: true })).toBeChecked();
      await expect(value).toContainText('"shift": {');
      await expect(value).toContainText('"key": h\'');
      const download = page.waitForEvent('download');
      await value.getByRole('button', { name: 'Save payload' }).click();
      expect((await download).suggestedFilename()).toMatch(/\.cbor$/);
    });

    await test.step('CBOR to publish is written as JSON', async () => {
      await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('CBOR');
      await app.publish('cbor/own', '{"limits": {"rpm": [0, 9000]}, "site": "own"}', { qos: '1' });
      await expect(page.locator('[role=treeitem][data-path="cbor/own"]')).toContainText(
        'CBOR {"limits": {"rpm": [0, 9000]}, "site": "own"}',
      );
    });

    await test.step('the filter uses its values', async () => {
      await showPanel(page, 'Packets');
      const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
      await box.fill('payload.limits.rpm[1] > 8000');
      // Sent and received again.
      await expect(app.packet('out', 'cbor/own')).toHaveCount(1);
      await expect(app.packet('in', 'cbor/own')).toHaveCount(1);
      await expect(app.packet('in', 'config/sites/hz-3')).toHaveCount(0);
      await box.fill('payload.limits.rpm[1] == 3000 and payload.site contains "hz"');
      await expect(app.packet('in', 'config/sites/hz-3').first()).toBeVisible();
      await expect(app.packet('in', 'cbor/own')).toHaveCount(0);
    });
  });

  await test.step('compressed values are decoded in the tree, the view Topic, the fields and the filter', async () => {
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
    await showPanel(page, 'Topic');
    const value = page.getByRole('region', { name: 'Value', exact: true });
    await expect(value).toContainText('Within: JSON, 13 B');
    await expect(value).toContainText('1 key changed compared with');
  });

  await test.step('a picture is shown with its size unless it has too many pixels', async () => {
    await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['camera/#'] });
    await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('Base64');
    await app.publish('camera/door', png(320, 200).toString('base64'));
    const row = page.locator('[role=treeitem][data-path="camera/door"]');
    await expect(row).toContainText('PNG {"width": 320, "height": 200}');

    const drawn = (picture: ReturnType<typeof page.getByRole>) =>
      picture.evaluate((image) =>
        image instanceof HTMLImageElement ? [image.naturalWidth, image.naturalHeight] : [],
      );
    const picture = page.getByRole('img', { name: 'PNG picture of 320 × 200 pixels' });
    await app.packet('in', 'camera/door').click();
    await expect.poll(() => drawn(picture)).toEqual([320, 200]);
    await expect(app.fields.getByRole('treeitem', { name: /^width 320/ })).toBeVisible();

    await row.dblclick();
    await showPanel(page, 'Topic');
    await expect.poll(() => drawn(picture)).toEqual([320, 200]);

    await app.publish('camera/door', png(30_000, 30_000).toString('base64'));
    const value = page.getByRole('region', { name: 'Value', exact: true });
    await expect(value).toContainText('Not shown: 30,000 × 30,000 pixels would take');
    await expect(value.getByRole('img')).toHaveCount(0);
  });
});
