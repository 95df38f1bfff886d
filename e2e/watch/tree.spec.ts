/** The topic tree: menu, order, pinned and hidden topics, search. */

import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test.use({ reducedMotion: 'no-preference' });

test('topics have a menu, sort orders, pins, hiding and search, also in one column', async ({
  app,
  page,
  companion,
  connectOther,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.listen(companion, { subscribe: ['plant/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  for (const [topic, times] of [
    ['plant/a/temp', 1],
    ['plant/b/temp', 3],
    ['plant/c/state', 2],
  ] as const) {
    for (let n = 1; n <= times; n += 1) await client.publishAsync(topic, `{"n":${n}}`, { qos: 1 });
  }
  const showTopics = async (): Promise<void> => {
    if ((page.viewportSize()?.width ?? 0) < 900) await showPanel(page, 'Topics');
  };
  const levels = () => app.topics.getByRole('treeitem', { level: 2 });
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await showTopics();
  await expect(levels()).toHaveText([/^a/, /^b/, /^c/]);
  await expect.poll(() => app.count('messages')).toBe(6);

  // The same menu by mouse and by key. A right click selects nothing.
  await app.topic('plant').click();
  await app.topic('state').click({ button: 'right' });
  await item('Copy').click();
  await item('Copy value').click();
  await expect.poll(clipboard).toBe('{"n":2}');
  await expect(app.topic('plant')).toHaveAttribute('aria-selected', 'true');
  await app.topics.press('Shift+F10');
  await item('Copy').click();
  await item('Copy branch as JSON').click();
  await expect.poll(clipboard).toContain('"plant/b/temp": {"n":3}');
  await app.topics.press('Shift+ArrowLeft');
  await expect(levels()).toHaveCount(0);
  await app.topics.press('Shift+ArrowRight');
  await expect(app.topic('state')).toBeVisible();

  await test.step('the same as a table, found in the palette, and exported', async () => {
    await app.topic('plant').click();
    await showPanel(page, 'Topic');
    await page.getByRole('radio', { name: 'All levels', exact: true }).check();
    const table = page.getByRole('grid', { name: 'Topics below', exact: true });
    const names = () => table.getByRole('gridcell').and(page.locator('[aria-colindex="1"]'));
    await expect(names()).toHaveText(['a/temp', 'b/temp', 'c/state']);
    await table.getByRole('button', { name: 'Topic', exact: true }).click();
    await expect(names().first()).toHaveText('c/state');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).fill('b/te');
    const found = page.getByRole('option', { name: 'plant/b/temp', selected: true });
    await expect(found).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'plant / b / temp' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Export messages…: plant/b/temp' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export messages' });
    await dialog.getByRole('combobox', { name: 'Format' }).selectOption('csv');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    expect((await download).suggestedFilename()).toMatch(/plant-b-temp.*\.csv$/);
    await showTopics();
  });

  await page.getByRole('button', { name: 'Topic actions' }).click();
  await item('Sort by').click();
  await page.getByRole('menuitemradio', { name: 'Number of messages' }).click();
  await expect(levels()).toHaveText([/^b/, /^c/, /^a/]);

  await app.topic('state').click();
  await app.topics.press('Alt+KeyI');
  const pinned = page.getByRole('region', { name: 'Pinned topics' });
  await expect(pinned.getByRole('listitem')).toContainText('plant/c/state');
  await expect(pinned.getByRole('listitem')).toContainText('n 2');
  // A branch opens below its pin, and stays open while the tree is closed.
  await app.topic('plant').click();
  await app.topics.press('Alt+KeyI');
  const below = pinned.getByRole('tree', { name: 'plant' }).getByRole('treeitem');
  await expect(below.and(page.locator('[data-level=temp], [data-level=state]'))).toHaveCount(3);
  await app.topics.press('Control+Shift+ArrowLeft');
  await expect(levels()).toHaveCount(0);
  await expect(below.and(page.locator('[data-level=temp], [data-level=state]'))).toHaveCount(3);
  const pin = pinned.getByRole('button', { name: 'plant', expanded: true });
  await pin.focus();
  await page.keyboard.press('ArrowDown');
  await expect(below.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(pin).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(below).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(below.first()).toBeVisible();
  await pinned.getByRole('button', { name: 'Unpin plant', exact: true }).click();
  await expect(below).toHaveCount(0);
  await app.topics.press('Control+Shift+ArrowRight');
  await expect(app.topic('state')).toBeVisible();
  const branchB = page.locator('[role=treeitem][data-path="plant/b/temp"]');
  await branchB.click();
  await app.topics.press('Alt+KeyH');
  await expect(page.getByText('1 hidden')).toBeVisible();
  await expect(levels()).toHaveText([/^c/, /^a/]);

  await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('temp');
  await expect(page.getByText('2 of 3 topics')).toBeVisible();
  await page.getByRole('button', { name: 'Next match' }).click();
  await expect(app.topics.getByRole('treeitem', { selected: true })).toHaveText(/^a\/temp/);
  await page.getByRole('button', { name: 'Show all topics' }).click();

  // All of it is restored with the connection, also in a narrow window.
  await page.setViewportSize({ width: 820, height: 900 });
  await app.keepNoPackets();
  await page.reload();
  await app.button('Connect').click();
  await app.connected();
  // The fourth is SUBACK.
  await expect.poll(() => app.count('packets')).toBeGreaterThanOrEqual(4);
  await client.publishAsync('plant/a/temp', 'again', { qos: 1 });
  await showTopics();
  await expect(pinned.getByRole('listitem')).toContainText('plant/c/state');
  await client.publishAsync('plant/b/temp', 'again', { qos: 1 });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(levels()).toHaveCount(2);

  await app.topic('plant').click();
  await app.topics.press('Alt+Shift+Enter');
  await expect(page.getByRole('textbox', { name: 'Display filter', exact: true })).toHaveValue(
    'topic ~ "plant/#"',
  );
  await client.endAsync();
});

test('a search for two words opens the best match, and a match by value shows the text around it', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { subscribe: ['plant/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  const long = `${'padding '.repeat(30)}mentions telemetry at its end`;
  for (const [topic, value] of [
    ['plant/a/config', long],
    ['plant/b/telemetry-log', 'x'],
    ['plant/press-06/telemetry', '{"pressure":2,"oil":{"temp":50}}'],
    ['plant/press-07/state', 'run'],
    ['plant/press-07/telemetry', '{"pressure":3,"oil":{"temp":53}}'],
  ] as const)
    await client.publishAsync(topic, value, { qos: 1 });
  const search = page.getByRole('searchbox', { name: 'Find topic or value' });
  const selected = app.topics.getByRole('treeitem', { selected: true });
  await expect(app.topic('config')).toBeVisible();

  await search.fill('telemetry');
  await expect(page.getByText('3 of 5 topics, 1 value')).toBeVisible();
  await expect(app.topic('config').locator('mark')).toHaveText('telemetry');
  await expect(app.topic('config').locator('mark')).toBeInViewport({ ratio: 0.9 });
  await showPanel(page, 'Topic');
  await app.topic('config').click();
  // A single message has no rate.
  await expect(page.getByRole('heading', { name: 'plant / a / config' })).toBeVisible();
  await expect(page.getByText(/^one message, \d+ s ago/).first()).toBeVisible();
  await expect(page.getByText(/messages? a second/)).toHaveCount(0);
  await search.press('Enter');
  await expect(selected).toHaveAttribute('data-path', 'plant/press-06/telemetry');

  await search.fill('press-07 temp');
  await expect(page.getByText('0 of 5 topics, 1 value')).toBeVisible();
  await search.press('Enter');
  await expect(selected).toHaveAttribute('data-path', 'plant/press-07/telemetry');
  await expect(page.getByRole('heading', { name: 'plant / press-07 / telemetry' })).toBeVisible();
  await expect(selected.locator('mark')).toHaveText('temp');
  await client.endAsync();
});

test('a chosen topic stays chosen after Inspect, is in view in the tree, and is no level after a reload', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { subscribe: ['plant/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  const send = (topic: string) => client.publishAsync(`plant/${topic}/temp`, '20', { qos: 1 });
  const title = (topic: string) =>
    page.getByRole('heading', { name: new RegExp(`plant ?/ ?${topic} ?/ ?temp$`) });
  const selected = app.topics.getByRole('treeitem', { selected: true });

  await test.step('the first topic is in view, although others arrived before it', async () => {
    await send('zone');
    await showPanel(page, 'Topic');
    await expect(title('zone')).toBeVisible();
    for (let n = 0; n < 60; n += 1) await send(`line-${n}`);
    await expect.poll(() => app.count('messages')).toBe(61);
    await expect(selected).toHaveAttribute('data-path', 'plant/zone/temp');
    await expect(selected).toBeInViewport();
  });

  await test.step('neither the newest packet nor Escape in Inspect changes it', async () => {
    await page.locator('[role=treeitem][data-path="plant/line-59/temp"]').click();
    await expect(title('line-59')).toBeVisible();
    await showPanel(page, 'Packets');
    await app.packets.press('End');
    await send('zone');
    await expect.poll(() => app.count('messages')).toBe(62);
    await app.packets.press('Escape');
    await showPanel(page, 'Topic');
    await expect(title('line-59')).toBeVisible();
    await expect(selected).toHaveAttribute('data-path', 'plant/line-59/temp');
    await expect(selected).toBeInViewport();
  });

  await test.step('a reload keeps it as a topic that waits for its first message', async () => {
    await app.kept('plant/line-59/temp');
    await app.keepNoPackets();
    await page.reload();
    await expect(title('line-59')).toBeVisible();
    await expect(page.getByText('Nothing received on this topic yet')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Topics below' })).toHaveCount(0);
    await expect(app.button('Clear retained below…')).toHaveCount(0);
  });
});
