/** The same walk against the companion and against Mosquitto, in both versions that matter. */
import { App, type QoS } from './kit/app.ts';
import { findings } from './kit/axe.ts';
import { connectOther } from './kit/client.ts';
import { startCompanion } from './kit/companion.ts';
import { startMosquitto } from './kit/mosquitto.ts';
import { expect, test } from './kit/test.ts';

interface Broker {
  readonly mqtt: string;
  readonly ws: string;
  readonly end: () => Promise<unknown>;
}

/** `origin` is that of the page, which another companion must be told of. */
const BROKERS: Record<string, (origin: string) => Promise<Broker>> = {
  companion: async (origin) => {
    const companion = await startCompanion(['--no-demo', '--allow-origin', origin]);
    return { ...companion, end: () => companion.stop() };
  },
  Mosquitto: async () => {
    const mosquitto = await startMosquitto();
    return { ...mosquitto, end: mosquitto.remove };
  },
};

for (const [name, start] of Object.entries(BROKERS)) {
  // With the companion, all other tests speak either.
  for (const version of name === 'companion' ? (['5'] as const) : (['3.1.1', '5'] as const)) {
    test.describe(`${name}, MQTT ${version}`, () => {
      let broker: Broker;
      test.beforeEach(async ({ companion }) => {
        broker = await start(new URL(companion.app).origin);
      });
      test.afterEach(async () => {
        await broker.end();
      });

      test('messages in: tree, packets and acknowledgements at each QoS', async ({
        page,
        companion,
      }) => {
        const app = new App(page);
        await app.connect(companion.app, { url: broker.ws, version });
        await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
        await app.subscribe('allowed/#', '2');
        await expect(app.packet('SUBACK').first()).toBeVisible();

        const other = await connectOther(broker.mqtt, version);
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
        await other.client.endAsync();
      });

      test('messages out: at each QoS they arrive and are acknowledged', async ({
        page,
        companion,
      }) => {
        const other = await connectOther(broker.mqtt, version);
        await other.client.subscribeAsync('allowed/#', { qos: 2 });
        const app = new App(page);
        await app.connect(companion.app, { url: broker.ws, version });
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
        await other.client.endAsync();
      });

      test('retained messages come with the flag', async ({ page, companion }) => {
        const app = new App(page);
        await app.connect(companion.app, { url: broker.ws, version });
        await app.publish('allowed/kept', 'remember me', { qos: '1', retain: true });
        await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
        await app.subscribe('allowed/#');
        await expect(app.packet('in', 'PUBLISH', 'allowed/kept', 'RETAIN')).toHaveCount(1);
      });

      test('a will after a killed client, none after DISCONNECT', async ({ page, companion }) => {
        const app = new App(page);
        await app.connect(companion.app, { url: broker.ws, version });
        await app.subscribe('allowed/#', '1');
        await expect(app.packet('SUBACK').first()).toBeVisible();
        const will = (topic: string) => ({
          will: { topic, payload: Buffer.from('gone'), qos: 1 as const, retain: false },
        });
        const orderly = await connectOther(broker.mqtt, version, will('allowed/orderly'));
        await orderly.client.endAsync();
        const killed = await connectOther(broker.mqtt, version, will('allowed/killed'));
        killed.kill();
        await expect(app.packet('in', 'PUBLISH', 'allowed/killed')).toHaveCount(1);
        await expect(app.packet('in', 'PUBLISH', 'allowed/orderly')).toHaveCount(0);
      });

      test('three connections at once keep apart', async ({ page, companion }) => {
        const app = new App(page);
        for (const filter of ['allowed/a', 'allowed/b', 'allowed/c']) {
          await app.connect(companion.app, { url: broker.ws, version, subscribe: [filter] });
          await expect(app.packet('SUBACK').first()).toBeVisible();
        }
        const other = await connectOther(broker.mqtt, version);
        for (const level of ['a', 'b', 'c']) {
          await other.client.publishAsync(`allowed/${level}`, level, { qos: 1 });
        }
        const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
        await expect(tabs).toHaveCount(3);
        for (const [index, level] of ['a', 'b', 'c'].entries()) {
          await tabs.nth(index).click();
          await expect(app.topic(level)).toBeVisible();
          await expect.poll(() => app.count('messages')).toBe(1);
        }
        await other.client.endAsync();
      });
    });
  }
}

for (const version of ['3.1.1', '5'] as const) {
  test(`Mosquitto, MQTT ${version}: a refused subscription says so, and the connection lives on`, async ({
    page,
    companion,
    startMosquitto: start,
  }) => {
    const broker = await start({ refuse: 'forbidden/#' });
    const app = new App(page);
    await app.connect(companion.app, { url: broker.ws, version });
    await app.subscribeRefusedThenGranted('forbidden/#', 'allowed/#');
  });
}

test('the view Broker shows what $SYS of Mosquitto says', async ({
  page,
  companion,
  startMosquitto: start,
}) => {
  const broker = await start({ settings: ['sys_interval 1'] });
  const app = new App(page);
  await app.connect(companion.app, { url: broker.ws, version: '5', subscribe: ['plant/#'] });
  await page.getByRole('tab', { name: 'Broker', exact: true }).click();
  await expect(page.getByText('This broker cannot be inspected')).toBeVisible();
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
