/** Subscribing and unsubscribing while connected, with requested and granted QoS. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { speaking } from '../kit/peers/peer.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const chip = (app: App, filter: string) =>
  app.page
    .getByRole('region', { name: 'Subscriptions', exact: true })
    .getByRole('listitem')
    .filter({ hasText: filter });

test('subscriptions change while connected, with granted QoS, rejections, and options of MQTT 5', async ({
  app,
  page,
  companion,
  connectOther,
  startPeer,
}) => {
  await test.step('a filter delivers messages from its subscription until its removal', async () => {
    const other = await connectOther(companion.mqtt, '5');
    await app.connect(companion.app, { url: companion.ws, version: '5' });
    await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
    await app.subscribe('a/#', '1');
    await app.subscribe('b/+/c', '2');
    await app.showSubscriptions();
    await expect(chip(app, 'a/#')).toContainText('Requested QoS 1, granted 1');
    await expect(chip(app, 'b/+/c')).toContainText('Requested QoS 2, granted 2');
    await expect(page.getByText('Connected, no subscriptions')).toHaveCount(0);
    await other.client.publishAsync('a/1', 'x', { qos: 2 });
    await other.client.publishAsync('b/2/c', 'x', { qos: 2 });
    await other.client.publishAsync('b/2/d', 'x', { qos: 2 });
    await expect(app.packet('in', 'PUBLISH', 'a/1', 'QoS 1')).toHaveCount(1);
    await expect(app.packet('in', 'PUBLISH', 'b/2/c', 'QoS 2')).toHaveCount(1);

    await app.button('Unsubscribe from a/#').click();
    await expect(app.packet('in', 'UNSUBACK')).toHaveCount(1);
    await expect(chip(app, 'a/#')).toHaveCount(0);
    // The form is in the page only while it is used.
    await expect(app.topicFilter).toHaveCount(0);
    await page.keyboard.press('s');
    await expect(app.topicFilter).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(app.topicFilter).toHaveCount(0);
    await other.client.publishAsync('a/1', 'y', { qos: 1 });
    await other.client.publishAsync('b/3/c', 'x', { qos: 1 });
    await expect(app.packet('in', 'PUBLISH', 'b/3/c')).toHaveCount(1);
    await expect.poll(() => app.count('messages')).toBe(3);

    // A repeated subscription with another QoS replaces it.
    await app.subscribe('b/+/c', '0');
    await expect(chip(app, 'b/+/c')).toHaveCount(1);
    await expect(chip(app, 'b/+/c')).toContainText('Requested QoS 0, granted 0');
  });

  await test.step('a lower granted QoS is shown next to it', async () => {
    const connack: Packet = {
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [],
    };
    const peer = await startPeer(
      speaking(4, (packet) => {
        if (packet.type === 'connect') return [connack];
        if (packet.type !== 'subscribe') return [];
        return [{ type: 'suback', packetId: packet.packetId, reasonCodes: [0], properties: [] }];
      }),
    );
    await app.connect(companion.app, { url: peer.ws, version: '3.1.1' });
    await app.subscribe('x/#', '2');
    await expect(chip(app, 'x/#')).toContainText('Requested QoS 2, granted 0');
  });

  await test.step('an invalid filter is reported and not sent', async () => {
    await app.connect(companion.app, { url: companion.ws, version: '5' });
    const box = page.getByRole('textbox', { name: 'Topic filter', exact: true });
    for (const [filter, said] of [
      ['a/#/b', 'must be the last character'],
      ['a#', 'must fill its whole level'],
      ['a/b+', 'must fill its whole level'],
    ] as const) {
      await box.fill(filter);
      await expect(page.getByText(said)).toBeVisible();
      await expect(app.button('Subscribe')).toBeDisabled();
      await box.press('Enter');
    }
    await app.subscribe('a/+');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(1);
  });

  await test.step('pasted lines are a filter each; an invalid one is named and stays', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const filters = readFileSync(path.join(ROOT, 'e2e/cases/p5-10-filters.txt'), 'utf8');
    await app.connect(companion.app, { url: companion.ws, version: '5' });
    await page.evaluate((text) => navigator.clipboard.writeText(`${text}a, b/#/c\n`), filters);
    await app.topicFilter.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(app.topicFilter).toHaveValue('a/+/temp\nb/#\nc/d/e\na, b/#/c');
    await expect(page.getByText('a, b/#/c: The wildcard #')).toBeVisible();
    await page.keyboard.press('Enter');
    await app.showSubscriptions();
    await expect(chip(app, 'b/#')).toContainText('QoS 0');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    for (const filter of ['a/+/temp', 'b/#', 'c/d/e'])
      await expect(chip(app, filter)).toHaveCount(1);
    await expect(app.topicFilter).toHaveValue('a, b/#/c');
    await app.topicFilter.fill('');
    await expect(app.topicFilter).toBeFocused();
    await page.keyboard.type('a, b/#');
    await page.keyboard.press('Enter');
    await expect(chip(app, 'a, b/#')).toHaveCount(1);
  });

  await test.step('the options of MQTT 5 reach the broker: no local, and retained messages not sent', async () => {
    const other = await connectOther(companion.mqtt, '5');
    await other.client.publishAsync('o/kept', 'x', { qos: 1, retain: true });
    await app.connect(companion.app, { url: companion.ws, version: '5' });
    await app.button('Options').click();
    await page.getByRole('switch', { name: 'No local', exact: true }).click();
    await page.getByRole('combobox', { name: 'Retained messages' }).selectOption('do not send');
    await app.subscribe('o/#', '1');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    await app.publish('o/mine', 'x', { qos: '1' });
    await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
    await other.client.publishAsync('o/theirs', 'x', { qos: 1 });
    await expect(app.packet('in', 'PUBLISH', 'o/theirs')).toHaveCount(1);
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  });
});
