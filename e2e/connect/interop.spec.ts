/** The same walkthrough with the companion and with Mosquitto, in both important versions. */
import type { QoS } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { connectOther } from '../kit/peers/client.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

const MOSQUITTO = ['Mosquitto', '5'] as const;
const ALL_WALKS = [MOSQUITTO, ['Mosquitto', '3.1.1'], ['companion', '5']] as const;
/** All other tests use the companion, in both versions. */
const WALKS = isThorough ? ALL_WALKS : [MOSQUITTO];

for (const [name, version] of WALKS) {
  test(`${name}, MQTT ${version}: messages in and out, retained ones, wills, rejections, three connections at once`, async ({
    app,
    page,
    companion,
    startMosquitto,
  }) => {
    const broker =
      name === 'companion' ? companion : await startMosquitto({ refuse: 'forbidden/#' });
    await app.connect(companion.app, { url: broker.ws, version });
    const other = await connectOther(broker.mqtt, version);

    await test.step('messages in: tree, packets and acknowledgements at each QoS', async () => {
      await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
      await app.subscribe('allowed/in/#', '2');
      await expect(app.packet('SUBACK').first()).toBeVisible();
      for (const qos of [0, 1, 2] as const) {
        await other.client.publishAsync(`allowed/in/q${qos}`, `value ${qos}`, { qos });
      }
      await expect.poll(() => app.count('messages')).toBe(3);
      await expect.poll(() => app.count('topics')).toBe(3);
      for (const level of ['q0', 'q1', 'q2']) await expect(app.topic(level)).toBeVisible();
      await expect(app.packet('out', 'PUBACK')).toHaveCount(1);
      await expect(app.packet('out', 'PUBREC')).toHaveCount(1);
      await expect(app.packet('in', 'PUBREL')).toHaveCount(1);
      await expect(app.packet('out', 'PUBCOMP')).toHaveCount(1);
    });

    await test.step('messages out: at each QoS they arrive and are acknowledged', async () => {
      await other.client.subscribeAsync('allowed/out/#', { qos: 2 });
      for (const qos of ['0', '1', '2'] as QoS[]) {
        await app.publish(`allowed/out/q${qos}`, `sent ${qos}`, { qos });
        const message = await other.message(`allowed/out/q${qos}`);
        expect(message).toMatchObject({ payload: `sent ${qos}`, qos: Number(qos) });
      }
      await expect(app.publishing.getByText(/acknowledged after \d+/)).toHaveCount(2);
      await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
      await expect(app.packet('in', 'PUBREC')).toHaveCount(1);
      await expect(app.packet('out', 'PUBREL')).toHaveCount(1);
      await expect(app.packet('in', 'PUBCOMP')).toHaveCount(1);
    });

    await test.step('retained messages have the flag', async () => {
      await app.publish('kept/one', 'remember me', { qos: '1', retain: true });
      await expect(app.packet('in', 'PUBACK')).toHaveCount(2);
      await app.subscribe('kept/#');
      await expect(app.packet('in', 'PUBLISH', 'kept/one', 'RETAIN')).toHaveCount(1);
    });

    await test.step('a will after a killed client, none after DISCONNECT', async () => {
      const will = (topic: string) => ({
        will: { topic, payload: Buffer.from('gone'), qos: 1 as const, retain: false },
      });
      const orderly = await connectOther(broker.mqtt, version, will('kept/orderly'));
      await orderly.client.endAsync();
      const killed = await connectOther(broker.mqtt, version, will('kept/killed'));
      killed.kill();
      await expect(app.packet('in', 'PUBLISH', 'kept/killed')).toHaveCount(1);
      await expect(app.packet('in', 'PUBLISH', 'kept/orderly')).toHaveCount(0);
    });

    await test.step('three connections at once stay separate', async () => {
      const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
      await app.clear();
      await app.subscribe('apart/a');
      await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
      for (const filter of ['apart/b', 'apart/c']) {
        await app.connect(companion.app, { url: broker.ws, version, subscribe: [filter] });
        await expect(app.packet('SUBACK').first()).toBeVisible();
      }
      await expect(tabs).toHaveCount(3);
      for (const level of ['a', 'b', 'c']) {
        await other.client.publishAsync(`apart/${level}`, level, { qos: 1 });
      }
      for (const [index, level] of ['a', 'b', 'c'].entries()) {
        await tabs.nth(index).click();
        await expect(app.topic(level)).toBeVisible();
        await expect.poll(() => app.count('messages')).toBe(1);
        const others = ['a', 'b', 'c'].filter((one) => one !== level);
        for (const none of others) await expect(app.topic(none)).toHaveCount(0);
      }
    });
    await other.client.endAsync();

    // The companion rejects filters only by its platform and its lists.
    if (name === 'companion') return;
    await test.step('a rejected subscription is reported, and the connection continues', async () => {
      await app.connect(companion.app, { url: broker.ws, version });
      await app.subscribeRefusedThenGranted('forbidden/#', 'allowed/#');
    });
  });
}

test('the view Broker shows Mosquitto’s $SYS', async ({ app, page, companion, startMosquitto }) => {
  const broker = await startMosquitto({ settings: ['sys_interval 1'] });
  await app.connect(companion.app, { url: broker.ws, version: '5', subscribe: ['plant/#'] });
  await showPanel(page, 'Broker');
  await expect(page.getByText('Enter the token of a companion…')).toBeVisible();
  await app.button('Subscribe to $SYS/#').click();
  const board = page.getByRole('region', { name: 'Statistics from $SYS', exact: true });
  await expect(board).toContainText('mosquitto version');
  await expect(board.getByRole('term').filter({ hasText: /^Connected$/ })).toBeVisible();
  await expect(board).toContainText(/PUBLISH sent[\d,]+[\d.,]+\/s/);
  await page.getByRole('textbox', { name: 'Search $SYS', exact: true }).fill('uptime');
  const list = page.getByRole('grid', { name: '$SYS', exact: true });
  await expect(list.getByRole('gridcell', { name: /seconds$/ })).toHaveCount(1);
  expect(await findings(page)).toEqual([]);
});
