/** Undo of Clear, of a closed tab, and of cleared retained messages. */
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test('Undo restores Clear, a closed tab and cleared retained messages', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  const retained = { retain: true, qos: 1 } as const;
  await other.client.publishAsync('hall/1/state', 'on', {
    ...retained,
    properties: { userProperties: { by: 'ann' } },
  });
  await other.client.publishAsync('hall/2/state', 'off', retained);
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['hall/#'] });
  await expect(app.topic('state')).toHaveCount(2);

  await test.step('Clear', async () => {
    const packets = await app.count('packets');
    await app.clear();
    await app.pointAtUndo();
    await expect(app.topics.getByRole('treeitem')).toHaveCount(0);
    await expect(page.getByText('Nothing received since Clear')).toBeVisible();
    await other.client.publishAsync('hall/3/state', 'new');
    await expect(app.topic('state')).toHaveCount(1);
    await app.button('Undo').click();
    await expect(app.topic('state')).toHaveCount(3);
    await expect.poll(() => app.count('packets')).toBeGreaterThan(packets);
  });

  await test.step('retained messages of a branch', async () => {
    await app.topic('hall').click();
    await showPanel(page, 'Topic');
    await app.button('Clear retained below…').click();
    const dialog = page.getByRole('dialog', { name: 'Clear retained messages' });
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Clear 2 retained messages' }).click();
    await app.pointAtUndo();
    await expect(page.getByText('Cleared 2 retained messages').last()).toBeVisible();
    const late = await connectOther(companion.mqtt, '5');
    await late.client.subscribeAsync('hall/#');
    expect(late.received).toHaveLength(0);
    await app.button('Undo').click();
    await expect.poll(() => late.received.length).toBe(2);
    const again = await connectOther(companion.mqtt, '5');
    const putBack = new Promise((resolve) => {
      again.client.once('message', (_topic, payload, { properties }) =>
        resolve([payload.toString(), properties?.userProperties]),
      );
    });
    await again.client.subscribeAsync('hall/1/#');
    expect(await putBack).toEqual(['on', { by: 'ann' }]);
  });

  await test.step('a closed tab', async () => {
    const packets = await app.count('packets');
    const tabs = await app.tabs.count();
    await showPanel(page, 'Packets');
    await page.getByRole('button', { name: /^Close 127/ }).click();
    await app.button('Close connection').click();
    await app.pointAtUndo();
    await expect(app.tabs).toHaveCount(tabs - 1);
    await app.button('Undo').click();
    await app.connected();
    await expect.poll(() => app.count('packets')).toBeGreaterThanOrEqual(packets);
  });
});
