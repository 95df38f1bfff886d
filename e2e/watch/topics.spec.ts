/** The view of one topic: history and keys; and of levels: contents, retained messages and rates. */

import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test('a topic’s history and keys, and a level’s contents and retained messages', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const device = await connectOther(companion.mqtt, '5');
  const send = (topic: string, payload: unknown, retain = false) =>
    device.client.publishAsync(topic, JSON.stringify(payload), { qos: 1, retain });
  await send('hz/p1/config', { limit: 90 }, true);
  await send('hz/p2/config', { limit: 80 }, true);
  await app.listen(companion, { version: '5', subscribe: ['hz/+/t'] });
  for (const temp of [71.3, 71.8, 72]) await send('hz/p1/t', { params: { temp }, state: 'run' });
  await send('hz/p2/t', 1);
  // The second topic splits the row of the first.
  await expect(app.topic('t')).toHaveCount(2);
  await app.topic('t').first().dblclick();
  const value = page.getByRole('region', { name: 'Value', exact: true });
  const history = page.getByRole('grid', { name: 'History', exact: true });

  await test.step('the value that changes has a column with exact differences', async () => {
    await expect(history.getByRole('columnheader', { name: 'temp' })).toBeVisible();
    await expect(history.getByRole('row').nth(1)).toContainText('+0.2');
    await expect(history.getByRole('row').nth(2)).toContainText('+0.5');
  });

  await test.step('messages are found, and any two can be compared', async () => {
    const search = page.getByRole('button', { name: 'Search', exact: true });
    await search.click();
    await expect(page.getByRole('textbox', { name: 'Search the history' })).toBeFocused();
    await page.keyboard.type('71.');
    await expect(page.getByText('2 of 3 found')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(search).toBeFocused();
    await expect(history.getByRole('row')).toHaveCount(4);
    await value.getByRole('button', { name: 'Compare', exact: true }).click();
    await history.getByRole('row').nth(3).click();
    const differences = value.getByRole('group', { name: 'Differences' });
    await expect(differences).toContainText('payload.params.temp71.372');
    await value.getByRole('button', { name: 'Compare with the one before' }).click();
    await page.getByRole('button', { name: 'Follow' }).click();
  });

  await test.step('the keys have the range of their values', async () => {
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
    const keys = page.getByRole('grid', { name: 'Keys', exact: true });
    await expect(keys.getByRole('row').nth(2)).toContainText('71.3 … 72');
  });

  await test.step('a level shows its contents and the rates of its senders', async () => {
    await page
      .getByRole('heading', { level: 2 })
      .getByRole('button', { name: 'hz', exact: true })
      .click();
    await expect(page.getByRole('heading', { name: 'hz', exact: true })).toBeVisible();
    const below = page.getByRole('grid', { name: 'Topics below', exact: true });
    await expect(below.getByRole('row')).toHaveCount(3);
    await expect(below.getByRole('row').nth(2)).toContainText('p2/…');
    await page.getByRole('tab', { name: 'Traffic', exact: true }).click();
    const traffic = page.getByRole('grid', { name: 'Traffic', exact: true });
    await expect(traffic.getByRole('row').nth(1)).toContainText('hz/p1/t3');
  });

  await test.step('the broker’s retained messages are requested; one is cleared and restored', async () => {
    await page.getByRole('tab', { name: 'Retained', exact: true }).click();
    const list = page.getByRole('grid', { name: 'Retained', exact: true });
    await page.getByRole('button', { name: 'Ask the broker' }).click();
    await expect(page.getByText('The broker sent 2 messages.')).toBeVisible();
    await expect(list.getByRole('row')).toHaveCount(3);
    await expect(list.getByRole('row').nth(1)).toContainText('{"limit":90}');
    // Its published QoS, which restoring preserves.
    const qos = list.getByRole('row').nth(1).getByRole('gridcell', { name: '1', exact: true });
    await expect(qos).toBeVisible();
    await page.getByRole('checkbox', { name: 'Choose hz/p1/config' }).check();
    await page.getByRole('button', { name: 'Clear 1…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Clear retained messages' });
    await dialog.getByRole('button', { name: 'Clear 1 retained message' }).click();
    await app.pointAtUndo();
    await expect(list.getByRole('row')).toHaveCount(2);
    await app.button('Undo').click();
    // The restored message is listed without a request.
    await expect(list.getByRole('row')).toHaveCount(3);
    await page.getByRole('button', { name: 'Ask the broker' }).click();
    await expect(page.getByText('The broker sent 2 messages.')).toBeVisible();
    await expect(list.getByRole('row')).toHaveCount(3);
    await expect(qos).toBeVisible();
  });
});

test('the history of an object has fixed columns of the keys that change most, which can be changed', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { subscribe: ['press/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  // Other keys than in the message before change in each message.
  for (const [id, oil, temp, site] of [
    [1, 5, 71.234_567_891, 'hz'],
    [2, 5, 71.5, 'hz'],
    [3, 6, 71.75, 'hz'],
    [4, 7, 71.75, 'hz'],
    [5, 7, 72.25, 'hz'],
  ] as const)
    await client.publishAsync('press/state', JSON.stringify({ id, oil, temp, site }), { qos: 1 });
  await showPanel(page, 'Topic');
  await app.topic('state').click();
  const history = page.getByRole('grid', { name: 'History', exact: true });
  const heads = history.getByRole('columnheader');
  await expect(heads.nth(1)).toHaveText('temp');
  await expect(heads.nth(2)).toHaveText('oil');
  // No more columns than fit.
  await expect(heads.last()).toHaveText('Packet');
  await expect(heads.last()).toBeInViewport({ ratio: 1 });
  expect(await history.evaluate((grid) => grid.scrollWidth - grid.clientWidth)).toBe(0);
  const values = history.getByRole('row').filter({ has: page.getByRole('gridcell') });
  await expect(values).toHaveCount(5);
  const cell = (row: number, column: number) => values.nth(row).getByRole('gridcell').nth(column);
  // With its change, and with the decimals of the column.
  await expect(cell(0, 1)).toHaveText('72.2500+0.5000');
  await expect(cell(2, 2)).toHaveText('6+1');
  // Rounded for display, exact in the tooltip.
  await expect(cell(4, 1).getByTitle('71.234567891')).toContainText('71.2346');

  await history.getByRole('button', { name: 'Remove the column payload.oil' }).click();
  await expect(history.getByRole('columnheader', { name: 'oil' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Values with a column' }).click();
  await page.getByRole('menuitemradio', { name: 'payload.oil', exact: true }).click();
  await expect(history.getByRole('columnheader', { name: 'oil' })).toBeVisible();
  await expect(history.getByRole('columnheader', { name: 'temp' })).toBeVisible();
  await client.endAsync();
});

test('the tag of a retained message is whole beside a large packet number, and not in every row', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { subscribe: ['#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  const state = (retain: boolean) => client.publishAsync('a/state', 'run', { qos: 1, retain });
  await state(true);
  await state(true);
  await showPanel(page, 'Topic');
  await page.locator('[role=treeitem][data-path="a/state"]').click();
  const history = page.getByRole('grid', { name: 'History', exact: true });
  const tags = history.getByText('ret', { exact: true });
  await expect(history.getByRole('row')).toHaveCount(3);
  await expect(tags).toHaveCount(0);

  for (let sent = 0; sent < 10_000; sent += 500)
    await Promise.all(Array.from({ length: 500 }, () => client.publishAsync('a/load', 'x')));
  await state(false);
  await state(true);
  await expect(history.getByRole('row')).toHaveCount(5);
  await expect(tags).toHaveCount(3);
  const clipped = () =>
    tags.evaluateAll((all) => {
      const left = (element: Element | null) => element?.getBoundingClientRect().left ?? 0;
      return all.filter((tag) => left(tag) < left(tag.closest('[role=gridcell]'))).length;
    });
  await expect.poll(clipped).toBe(0);
});
