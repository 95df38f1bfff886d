import { expect, test } from './kit/test.ts';

test('desks change by key and by click with the focus in their list; exchanges are rows; Publish opens over them', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const desks = page.getByRole('navigation', { name: 'Desks', exact: true });
  const inFront = desks.locator('[aria-current=page]');
  const { client } = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['desk/#'], qos: '2', keepAlive: '0' });
  await client.publishAsync('desk/lamp', '{"on":true}', { qos: 2 });
  await expect(app.packet('out', 'PUBCOMP')).toHaveCount(1);

  await test.step('a row for each exchange, with its latency', async () => {
    await page.getByRole('radio', { name: 'Exchanges', exact: true }).check();
    const rows = app.packets.getByRole('row').filter({ has: page.getByRole('gridcell') });
    await expect(rows).toHaveText([/CONNECT/, /SUBSCRIBE/, /desk\/lamp.*ms/s]);
    await rows.last().click();
    await expect(app.fields).toContainText('desk/lamp');
  });

  await test.step('keys lead to the list of each desk', async () => {
    for (const [key, name, focused] of [
      ['Alt+1', 'Watch', 'Topics'],
      ['Alt+3', 'Broker', 'Clients'],
      ['Alt+2', 'Inspect', 'Packets'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(inFront).toHaveText(new RegExp(`^${name}`));
      const grid = page.getByRole('grid', { name: focused, exact: true });
      if (name !== 'Watch') await expect(grid).toBeFocused();
    }
    await desks.getByRole('button', { name: 'Lab' }).click();
    await expect(page.getByRole('treeitem', { name: 'Lost PUBACK', selected: true })).toBeVisible();
    await expect(app.topics).toHaveCount(0);
  });

  await test.step('Publish opens by its key over the desk, and Escape closes it', async () => {
    await app.publishing.getByRole('button', { name: 'Close Publish' }).click();
    await expect(app.publishing).toHaveCount(0);
    await page.keyboard.press('Alt+2');
    await page.keyboard.press('p');
    await expect(app.publishing.getByRole('combobox', { name: 'Topic' })).toBeFocused();
    await app.publish('desk/lamp', 'off', { qos: '1' });
    await expect(app.publishing.getByText('acknowledged after')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app.publishing).toHaveCount(0);
    await expect(app.packets).toBeFocused();
  });
});
