/**
 * Messages of the real companion's broker, from their PUBLISH to every subscriber's acknowledgement, also
 * held and changed by faults.
 */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { addBreakpoint, losePuback, stoppedPacket } from '../kit/page/breakpoints.ts';
import { goTo, press } from '../kit/page/keyboard.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { connectOther } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

class MessagesView {
  readonly page: Page;
  readonly view: Locator;
  readonly ends: Locator;

  constructor(page: Page) {
    this.page = page;
    this.view = page.getByRole('tabpanel', { name: 'Broker', exact: true });
    this.ends = page.getByRole('region', { name: 'Both ends of the message', exact: true });
  }

  grid(name: string): Locator {
    return this.view.getByRole('grid', { name, exact: true });
  }

  message(topic: string): Locator {
    return this.grid('Messages').getByRole('row').filter({ hasText: topic });
  }

  subscriber(name: string): Locator {
    return this.grid('Subscribers').getByRole('row').filter({ hasText: name });
  }

  /** Names of a client's packets in the list of both ends. */
  async packets(client: string): Promise<readonly string[]> {
    const list = this.ends.getByRole('list', { name: 'Packets of both ends', exact: true });
    const steps = list.getByRole('listitem').filter({ hasText: ` ${client}` });
    return (await steps.allInnerTexts()).map((text) => /PUB\w+/.exec(text)?.[0] ?? text);
  }
}

const WHOLE = ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP'];

async function fitsAtEachWidth(page: Page, cell: Locator): Promise<void> {
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  for (const width of [1440, 820, size.width]) {
    await page.setViewportSize({ ...size, width });
    await expect.poll(() => cell.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  }
}

async function expectBothEnds(
  app: App,
  companion: Companion,
  connect: typeof connectOther,
): Promise<void> {
  const { page } = app;
  for (const qos of [0, 1, 2] as const) {
    const { client } = await connect(companion.mqtt, '5', { clientId: `reader-${qos}` });
    await client.subscribeAsync(qos === 2 ? 'plant/+/temp' : 'plant/#', { qos });
  }
  const away = { clientId: 'away', clean: false, properties: { sessionExpiryInterval: 600 } };
  const { client: leaving } = await connect(companion.mqtt, '5', away);
  await leaving.subscribeAsync('plant/#', { qos: 1 });
  await leaving.endAsync();
  const { client: publisher } = await connect(companion.mqtt, '5', { clientId: 'sensor' });
  await publisher.subscribeAsync('plant/#', { qos: 2, nl: true });

  const messages = new MessagesView(page);
  await app.open(companion.app, { url: companion.ws, subscribe: ['nothing'], go: true });
  await app.connected();
  await showPanel(page, 'Broker');
  await page.getByRole('tab', { name: 'Messages', exact: true }).click();
  await expect(messages.view.getByText('No message yet')).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await publisher.publishAsync('plant/hz/temp', '21.5', { qos: 2 });
  await publisher.publishAsync('plant/nobody', 'x', { qos: 1, retain: true });
  await publisher.publishAsync('elsewhere', 'x');
  const row = messages.message('plant/hz/temp');
  await expect(row).toContainText('sensor');
  await expect(row).toContainText('3 of 5');
  await expect(row).toContainText('1 open');
  await expect(row).toContainText('1 not delivered');
  await fitsAtEachWidth(page, row.getByRole('gridcell').last());
  await expect(messages.message('elsewhere')).toContainText('nobody');

  // By keyboard, from the newest to the first.
  await goTo(page, messages.grid('Messages'));
  await press(page, 'End');
  await expect(
    messages.ends.getByRole('heading', { name: 'Message 1', exact: true }),
  ).toBeVisible();
  await expect.poll(() => messages.packets('sensor')).toEqual(WHOLE);
  const words = {
    'reader-0': [
      ['PUBLISH'],
      'published at QoS 2, granted QoS 0 by plant/# → delivered at QoS 0',
      'sent',
    ],
    'reader-1': [
      ['PUBLISH', 'PUBACK'],
      'published at QoS 2, granted QoS 1 by plant/# → delivered at QoS 1',
      'acknowledged',
    ],
    'reader-2': [
      WHOLE,
      'published at QoS 2, granted QoS 2 by plant/+/temp → delivered at QoS 2',
      'complete',
    ],
  } as const;
  for (const [name, [packets, why, state]] of Object.entries(words)) {
    await messages.subscriber(name).click();
    await expect(messages.subscriber(name)).toContainText(state);
    await expect.poll(() => messages.packets(name)).toEqual(packets);
    await expect(messages.ends.getByRole('paragraph').filter({ hasText: why })).toBeVisible();
  }
  await expect(messages.subscriber('sensor')).toContainText('not delivered: No Local');
  await messages.subscriber('away').click();
  await expect(
    messages.ends.getByText('Waits in the session until the client reconnects.'),
  ).toBeVisible();
  expect(await findings(page)).toEqual([]);

  // The client reconnects, and the same delivery continues.
  await connect(companion.mqtt, '5', away);
  await expect(messages.subscriber('away')).toContainText('acknowledged');
  await expect.poll(() => messages.packets('away')).toEqual(['PUBLISH', 'PUBACK']);

  await page.getByRole('textbox', { name: 'Search messages by topic', exact: true }).fill('else');
  await expect(messages.message('plant')).toHaveCount(0);
  await expect(messages.message('elsewhere')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search messages by topic', exact: true }).fill('');
  await expect(messages.message('plant/hz/temp')).toBeVisible();
  // A message is selected, so the list stays until the person returns to the newest.
  await publisher.publishAsync('later', 'x', { qos: 1 });
  await expect(app.button('1 newer · Show')).toBeVisible();
  await expect(messages.message('later')).toHaveCount(0);
  await app.button('1 newer · Show').click();
  await expect(messages.message('later')).toBeVisible();

  // From a packet of one's own to both of its ends.
  await app.publish('plant/own', 'x', { qos: '1' });
  await showPanel(page, 'Packets');
  await app.packet('out', 'PUBLISH').click();
  await app.fromDetail('Show both ends');
  await expect(messages.ends).toContainText('plant/own');
  await expect(messages.subscriber('reader-2')).toHaveCount(0);
  await expect(messages.subscriber('reader-1')).toContainText('acknowledged');

  await page.setViewportSize({ width: 820, height: 1100 });
  await expect(messages.subscriber('reader-1')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await messages.ends.getByRole('button', { name: 'Close the message', exact: true }).click();
  await expect(messages.ends).toHaveCount(0);
}

async function stopAndDrop(
  app: App,
  companion: Companion,
  connect: typeof connectOther,
): Promise<void> {
  const { page } = app;
  const watcher = await connect(companion.mqtt, '5', { clientId: 'watcher' });
  await watcher.client.subscribeAsync('line/#', { qos: 1 });
  const session = { clientId: 'device', clean: false, properties: { sessionExpiryInterval: 600 } };
  const device = await connect(companion.mqtt, '5', { ...session, reconnectPeriod: 100 });
  await app.connect(companion.app, { url: companion.ws });
  await showPanel(page, 'Breakpoints');
  await addBreakpoint(page, 'payload.temp > 30 and dir == out');

  await device.client.publishAsync('line/a', '{"temp": 20}', { qos: 1 });
  const sent = device.client.publishAsync('line/a', '{"temp": 71.8}', { qos: 1 });
  const stopped = stoppedPacket(page);
  await stopped.getByRole('textbox', { name: 'Topic', exact: true }).fill('line/b');
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).fill('{"temp": 171.8}');
  await expect(stopped.getByText('Both ends stay in step.')).toBeVisible();
  // On other views, a strip explains why nothing moves; typed text stays.
  await showPanel(page, 'Packets');
  await expect(page.getByText('1 packet waits at a breakpoint')).toBeVisible();
  await app.button('Show').click();
  await expect(
    stopped.getByText(/The client waits for PUBACK \d+, which never arrives/),
  ).toBeVisible();
  expect(await findings(page)).toEqual([]);
  // The connection continues while its message waits.
  const pong = new Promise<void>((resolve) => {
    device.client.on('packetreceive', ({ cmd }) => {
      if (cmd === 'pingresp') resolve();
    });
  });
  device.client.sendPing();
  await pong;
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).press('Control+Enter');
  await sent;
  expect((await watcher.message('line/b')).payload).toBe('{"temp": 171.8}');
  await expect(page.getByText('No packet is stopped')).toBeVisible();

  await app.button('Remove breakpoint-1').click();
  await expect(page.getByText('Add a breakpoint first.')).toBeVisible();
  await losePuback(page, device, 'line/c', 'type == puback and dir == in');
  const copies = (): number => watcher.received.filter(({ topic }) => topic === 'line/c').length;
  await expect.poll(copies).toBe(2);
}

test('the client that sets a cleared retained message again is named', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  const { client: thermostat } = await connectOther(companion.mqtt, '5', { clientId: 'hall-7' });
  await app.open(companion.app, {
    url: companion.ws,
    subscribe: ['house/#'],
    qos: '1',
    version: '5',
    go: true,
  });
  await app.connected();
  await thermostat.publishAsync('house/hall/setpoint', '19', { retain: true, qos: 1 });
  await app.publish('house/hall/setpoint', '', { retain: true, qos: '1' });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(2);
  await thermostat.publishAsync('house/hall/setpoint', '20', { retain: true, qos: 1 });
  await showPanel(page, 'Problems');
  const problems = page.getByRole('grid', { name: 'Problems', exact: true });
  await problems.getByText('Retained message set again').click();
  await expect(problems).toContainText('after it was cleared, by client "hall-7"');
  // The exchange in words names it, too.
  await showPanel(page, 'Packets');
  await app.packet('in', 'PUBLISH').last().click();
  await page.getByRole('tab', { name: 'In words', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Found by rules on its packets' })).toContainText(
    'by client "hall-7"',
  );
});

test('shows both ends of a QoS 2 message, each subscriber’s QoS and its reason', ({
  app,
  companion,
  connectOther,
}) => expectBothEnds(app, companion, connectOther));

test('a PUBLISH stops at a display filter, is edited and sent; a PUBACK is dropped and the message is retransmitted', ({
  app,
  companion,
  connectOther,
}) => stopAndDrop(app, companion, connectOther));
