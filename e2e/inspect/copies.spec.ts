/** Copied commands and packets reproduce the packet. */
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import type { IPublishPacket } from 'mqtt';
import { shows } from '../kit/page/announced.ts';
import { findings } from '../kit/page/axe.ts';
import { expect, test } from '../kit/test.ts';

const MOSQUITTO_PUB = process.env['MQTTSCOPE_MOSQUITTO_CLIENTS'] ?? 'mosquitto_pub';
const TOPIC = "press 07/it's $(id) `id`";
const TEXT = '-n "two"\nlines $HOME \\ \'quoted\'';
const BINARY = Buffer.from([0, 255, 10, 39, 27, 3]);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** Copies by the menu, ignoring earlier clipboard content. */
async function copied(page: Page, name: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  const said = shows(page, 'Copied');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).not.toBe('');
  await said;
  return read();
}

test('a copied command publishes the same message again', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'], qos: '1' });
  const other = await connectOther(companion.mqtt, '5');
  const seen: IPublishPacket[] = [];
  other.client.on('message', (topic, _payload, packet) => seen.push({ ...packet, topic }));
  await other.client.subscribeAsync('#', { qos: 2 });
  const properties = {
    contentType: "it's text",
    messageExpiryInterval: 60,
    userProperties: { site: 'north; $(id)' },
  };
  await other.client.publishAsync(TOPIC, TEXT, { qos: 1, properties });
  await other.client.publishAsync('binary', BINARY, { qos: 1 });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(2);

  /** The port of plain MQTT is the only part that the app cannot know here. */
  const run = (command: string) => {
    const { port } = new URL(companion.mqtt);
    expect(command).toContain(" -h '127.0.0.1' -p 1883 ");
    const there = command
      .replace(' -p 1883 ', ` -p ${port} `)
      .replace('mosquitto_pub ', `${MOSQUITTO_PUB} `);
    execFileSync('sh', ['-c', there]);
  };
  for (const [at, topic] of [TOPIC, 'binary'].entries()) {
    await app.packet('in', 'PUBLISH', topic).first().click();
    await expect(app.fields).toContainText(topic);
    run(await copied(page, 'Copy packet as mosquitto_pub command'));
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(3 + at);
  }
  await expect.poll(() => seen.length).toBe(4);
  const messages = seen.map(({ topic, payload, qos, retain, properties: its = {} }) => {
    const { contentType, userProperties } = its;
    const said = { contentType, userProperties: { ...userProperties } };
    return { topic, payload: Buffer.from(payload).toString('hex'), qos, retain, said };
  });
  expect(messages[2]).toEqual(messages[0]);
  expect(messages[3]).toEqual(messages[1]);
  // The broker subtracts the whole seconds that a message waits, which a busy machine may need.
  const expiry = seen[2]?.properties?.messageExpiryInterval ?? 0;
  expect(expiry).toBeGreaterThan(30);
  expect(expiry).toBeLessThanOrEqual(60);

  // Fields, also by keyboard.
  await app.packet('in', 'PUBLISH', 'binary').first().click();
  const id = app.fields.getByRole('treeitem', { name: /^Packet Identifier/ });
  await id.click();
  expect(await copied(page, 'Copy field as filter')).toMatch(/^mqtt\.msgid == \d+$/);
  const value = await copied(page, 'Copy field as value');
  expect(await copied(page, 'Copy field as hex')).toBe(Number(value).toString(16).padStart(4, '0'));
  await app.fields.focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(app.fields).toBeFocused();

  // From the palette, with a reason if there is nothing to copy.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('C array');
  await expect(page.getByRole('option', { name: /C array/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^const unsigned char packet_\d+\[/);
  await app.packet('in', 'SUBACK').click();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('No command sends a SUBACK on its own').first()).toBeVisible();
});
