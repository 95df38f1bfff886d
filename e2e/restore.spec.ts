/** A reload loses nothing that a page can keep: tabs, their filters, views and forms. */
import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';

test('after a reload tabs come back closed, and a password is asked for', async ({
  page,
  companion,
}) => {
  const app = new App(page);

  await test.step('tabs come back closed after a reload, and one click connects all', async () => {
    const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
    const filter = page.getByRole('textbox', { name: 'Display filter' });
    await page.goto(companion.app);
    for (const name of ['plant', 'cloud']) {
      await app.connection.getByRole('textbox', { name: 'URL', exact: true }).fill(companion.ws);
      await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await app.button('Connect').click();
      await app.connected();
      if (name === 'plant') await page.getByRole('button', { name: 'New connection' }).click();
    }
    await app.subscribe('kept/#', '1');
    await expect(page.getByText('Requested QoS 1, granted 1').first()).toBeVisible();
    await app.publish('kept/topic', '{"a": 1}', { qos: '1' });
    await filter.fill('qos > 0');
    await page.getByRole('tab', { name: 'Problems' }).click();
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('mqttscope.tabs')))
      .not.toBeNull();
    page.once('dialog', (dialog) => void dialog.accept());

    await page.reload();
    await expect(tabs).toHaveCount(2);
    await expect(tabs.nth(0)).toContainText('plant');
    await expect(tabs.nth(1)).toContainText('cloud');
    await expect(tabs.nth(1)).toContainText('closed');
    await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tab', { name: 'Problems' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(page.getByText('Restored after a reload')).toBeVisible();
    await expect(app.publishing.getByRole('combobox', { name: 'Topic', exact: true })).toHaveValue(
      'kept/topic',
    );

    await app.button('Connect all').click();
    await app.connected();
    await expect(page.getByText('Restored after a reload')).toHaveCount(0);
    await page.getByRole('tab', { name: 'Packets' }).click();
    await expect(filter).toHaveValue('qos > 0');
    await filter.fill('');
    await app.publish('kept/topic', 'again', { qos: '1' });
    await expect(app.packet('in', 'PUBLISH', 'kept/topic')).toHaveCount(1);
    await tabs.nth(0).click();
    await app.connected();

    await test.step('a page with nothing open shows the first screen', async () => {
      for (const name of ['plant', 'cloud']) {
        await app.button(`Close ${name}`).click();
        await app.button('Close connection').click();
      }
      await page.reload();
      await expect(app.button('Try live demo')).toBeVisible();
    });
  });

  await test.step('a password is not kept over a reload: Connect asks for it', async () => {
    await app.open(companion.app, { url: companion.ws });
    const password = app.connection.getByRole('textbox', { name: 'Password', exact: true });
    await app.connection.getByRole('textbox', { name: 'User name' }).fill('ann');
    await password.fill('hunter2');
    await app.button('Connect').click();
    await app.connected();
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('mqttscope.tabs')))
      .toContain('ann');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
    );
    expect(kept).toContain('ann');
    expect(kept).not.toContain('hunter2');
    await app.button('Connect').click();
    await expect(password).toBeFocused();
    await page.keyboard.type('hunter2');
    await page.keyboard.press('Enter');
    await app.connected();
  });
});

test('a capture file is asked for again, by its handle where the browser keeps one', async ({
  page,
  companion,
}) => {
  const LINE = '{"no":1}';
  await page.addInitScript(() => {
    const picker = async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('night.ndjson', { create: true });
      const file = await handle.createWritable();
      await file.write('{"no":1}\n');
      await file.close();
      return [handle];
    };
    Object.assign(window, { showOpenFilePicker: picker });
  });
  const app = new App(page);
  await page.goto(companion.app);
  const choosing = page.waitForEvent('filechooser');
  await app.button('Open capture').click();
  await (await choosing).setFiles({
    name: 'night.ndjson',
    mimeType: 'application/json',
    buffer: Buffer.from(`${LINE}\n`),
  });
  const tab = page
    .getByRole('tablist', { name: 'Connections' })
    .getByRole('tab', { selected: true });
  await expect(tab).toContainText('night.ndjson');
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(Object.entries(sessionStorage))))
    .toContain('night.ndjson');
  await page.reload();
  await expect(tab).toContainText('night.ndjson');
  await expect(page.getByText('night.ndjson is not opened yet')).toBeVisible();
  // Nobody knows yet what is in it.
  await expect(page.getByText('Packets appear here as the file is read.')).toBeVisible();
  await expect(page.getByText('Topics appear here as the file is read.')).toBeVisible();
  await app.button('Choose the file again').click();
  await expect(page.getByText('night.ndjson is not opened yet')).toHaveCount(0);
  await page.reload();
  await app.button('Open again').click();
  await expect(page.getByText('night.ndjson is not opened yet')).toHaveCount(0);
});

test('Clear, a closed tab and cleared retained messages come back by Undo', async ({
  page,
  companion,
  connectOther,
}) => {
  const app = new App(page);
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
    await app.button('Clear').click();
    await expect(app.topics.getByRole('treeitem')).toHaveCount(0);
    await expect(page.getByText('Nothing received since Clear')).toBeVisible();
    await other.client.publishAsync('hall/3/state', 'new');
    await expect(app.topic('state')).toHaveCount(1);
    await app.button('Undo').click();
    await expect(app.topic('state')).toHaveCount(3);
    await expect.poll(() => app.count('packets')).toBeGreaterThan(packets);
  });

  await test.step('what is retained, of a branch', async () => {
    await app.topic('hall').click();
    await page.getByRole('tab', { name: 'Topic', exact: true }).click();
    await app.button('Clear retained below…').click();
    const dialog = page.getByRole('dialog', { name: 'Clear retained messages' });
    await expect(dialog.getByRole('listitem')).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Clear 2 retained messages' }).click();
    await expect(page.getByText('Cleared 2 retained messages').last()).toBeVisible();
    const late = await connectOther(companion.mqtt, '5');
    await late.client.subscribeAsync('hall/#');
    expect(late.received).toHaveLength(0);
    await app.button('Undo').click();
    await expect.poll(() => late.received.length).toBe(2);
    const again = await connectOther(companion.mqtt, '5');
    await again.client.subscribeAsync('hall/1/#');
    await expect.poll(() => again.received.length).toBe(1);
    expect(again.received[0]?.bytes.toString()).toBe('on');
  });

  await test.step('a closed tab', async () => {
    const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
    const packets = await app.count('packets');
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: /^Close 127/ }).click();
    await app.button('Close connection').click();
    await expect(tabs).toHaveCount(0);
    await app.button('Undo').click();
    await app.connected();
    expect(await app.count('packets')).toBeGreaterThanOrEqual(packets);
  });
});
