/** Requests and replies of MQTT 5: replied with a click, paired, timed, and linked. */
import { findings } from '../kit/page/axe.ts';
import { press } from '../kit/page/keyboard.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test('a received request is replied to with a click, and both link to each other', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('answers/7', { qos: 1 });
  const answered = new Promise<{ data: Buffer | undefined; type: string | undefined }>(
    (resolve) => {
      other.client.on('message', (_topic, _payload, { properties }) => {
        resolve({ data: properties?.correlationData, type: properties?.contentType });
      });
    },
  );
  await app.listen(companion, { version: '5', subscribe: ['cmd/#'] });
  await other.client.publishAsync('cmd/lamp', '{"on":true}', {
    qos: 1,
    properties: {
      responseTopic: 'answers/7',
      correlationData: Buffer.from([0xca, 0xfe]),
      contentType: 'application/json',
    },
  });
  // Not in its middle, where a link may lead to the reply.
  const request = app.packet('in', 'PUBLISH').getByRole('gridcell', { name: 'PUBLISH' });
  await request.click();
  const pair = page.getByRole('region', { name: 'Request and reply' });
  await expect(pair).toContainText('no reply yet');
  await expect(pair).toContainText('Replies arrive on answers/7.');

  await pair.getByRole('button', { name: 'Reply', exact: true }).click();
  const field = (name: string) => app.publishing.getByRole('textbox', { name, exact: true });
  await expect(field('Payload')).toBeFocused();
  await expect(app.publishing.getByRole('combobox', { name: 'Topic' })).toHaveValue('answers/7');
  await page.keyboard.type('{"ok":true}');
  await app.publishing.getByRole('button', { name: 'Publish', exact: true }).click();
  expect(await answered).toEqual({ data: Buffer.from([0xca, 0xfe]), type: 'application/json' });

  await expect(pair).toContainText(/answered by No\. \d+ after [\d.]+ m?s/);
  expect(await findings(page)).toEqual([]);
  await request.click();
  await press(page, 'r');
  await expect(pair).toContainText(/^Reply to No\. \d+ after/);
  await press(page, 'r');
  await expect(pair).toContainText(/^Request answered by/);

  await showPanel(page, 'Requests');
  const list = page.getByRole('grid', { name: 'Requests and replies' });
  const row = list.getByRole('row').filter({ hasText: 'cmd/lamp' });
  await expect(row).toContainText('ca fe');
  await expect(row).toContainText('answered');
  // The newest request is selected, with its reply at the right and the latency between them.
  await expect(row).toHaveAttribute('aria-selected', 'true');
  const asked = page.getByRole('region', { name: 'Request', exact: true });
  const replied = page.getByRole('region', { name: 'Reply', exact: true });
  await expect(replied).toContainText('"ok": true');
  const boxOf = async (of: typeof replied) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  const [left, right] = [await boxOf(asked), await boxOf(replied)];
  expect(right.y).toBe(left.y);
  expect(right.x).toBeGreaterThanOrEqual(left.x + left.width + 100);
  await expect(page.getByText(/^[\d.]+ m?s$/).and(page.locator('p > span'))).toBeVisible();
  expect(await findings(page)).toEqual([]);
  // On a phone, the reply is below.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(async () => (await boxOf(replied)).y - (await boxOf(asked)).y)
    .toBeGreaterThan(100);
  expect(await findings(page)).toEqual([]);
  if (size !== null) await page.setViewportSize(size);
  // Also for messages without acknowledgement.
  await other.client.publishAsync('cmd/fan', '1', { properties: { responseTopic: 'answers/8' } });
  await list.getByRole('row').filter({ hasText: 'cmd/fan' }).click();
  await expect(pair).toContainText('Replies arrive on answers/8.');
  await pair.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(app.publishing.getByRole('combobox', { name: 'Topic' })).toHaveValue('answers/8');
  await row.getByRole('link', { name: /^Show the reply/ }).click();
  await expect(pair).toContainText(/^Reply to/);

  await page.getByRole('textbox', { name: 'Display filter' }).fill('reply.state == answered');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await expect(app.packet('out', 'PUBLISH')).toHaveCount(0);
});
