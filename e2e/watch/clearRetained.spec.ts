/** Clearing retained messages below a level while the tree shows only a part of it, at another broker. */
import { expect, test } from '../kit/test.ts';

const PARTS = ['state', 'availability', 'state', 'availability'];

test('Delete under a search clears at Mosquitto what the question lists, and all on request', async ({
  app,
  page,
  companion,
  connectOther,
  startMosquitto,
}) => {
  const mosquitto = await startMosquitto();
  const { client } = await connectOther(mosquitto.mqtt, '5');
  for (const [at, part] of PARTS.entries()) {
    await client.publishAsync(`old/zigbee/dev${at}/${part}`, 'x', { qos: 1, retain: true });
  }
  /** Names of the retained messages that the broker sends to a new client. */
  const retained = async (): Promise<readonly string[]> => {
    const other = await connectOther(mosquitto.mqtt, '5');
    await other.client.subscribeAsync('old/#', { qos: 1 });
    // Sent after the retained messages.
    await other.client.publishAsync('old/end', 'x', { qos: 1 });
    await other.message('old/end');
    await other.client.endAsync();
    return other.received
      .map(({ topic }) => topic)
      .filter((topic) => topic !== 'old/end')
      .sort();
  };

  await app.listen({ ...companion, ws: mosquitto.ws }, { version: '5', subscribe: ['#'] });
  await page.keyboard.press('Alt+1');
  await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('availability');
  const level = app.topics.getByRole('treeitem').first();
  await expect(level).toContainText('old/zigbee');
  await level.click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Clear retained messages' });
  await expect(dialog).toContainText('2 of 4 here match “availability”.');
  const listed = dialog.getByRole('list', { name: 'What would be cleared' }).getByRole('listitem');
  await expect(listed).toHaveCount(2);
  await expect(listed.nth(0)).toContainText('old/zigbee/dev1/availability');
  await expect(listed.nth(1)).toContainText('old/zigbee/dev3/availability');
  await dialog.getByRole('button', { name: 'Clear 2 retained messages' }).click();
  await expect(page.getByText('Cleared 2 retained messages').last()).toBeVisible();
  expect(await retained()).toEqual(['old/zigbee/dev0/state', 'old/zigbee/dev2/state']);

  await app.topics.focus();
  await page.keyboard.press('Delete');
  await expect(dialog).toContainText('0 of 2 here match “availability”.');
  await dialog.getByRole('button', { name: 'All 2', exact: true }).click();
  await expect(listed).toHaveCount(2);
  await expect(listed.nth(0)).toContainText('old/zigbee/dev0/state');
  await dialog.getByRole('button', { name: 'Clear 2 retained messages' }).click();
  await expect(dialog).toBeHidden();
  expect(await retained()).toEqual([]);
});
