/** A broker that violates the standard: the view Problems names each rule and links to the packets. */
import type { Page } from '@playwright/test';
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { Packet, PublishPacket } from '../../src/mqtt/tables/packet.ts';
import { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { Captures } from '../kit/page/captures.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { type Peer, speaking } from '../kit/peers/peer.ts';
import { expect, test } from '../kit/test.ts';

/** Rules that the broker below violates. */
const BROKEN = [
  'Higher QoS granted than requested',
  'Message without a matching subscription',
  'Message above the granted QoS',
  'Unexpected acknowledgement',
  'Unexpected PINGRESP',
  'PUBREL without PUBREC',
  'Unknown subscription identifier',
  'Packet identifier used while in flight',
  'PUBACK for a QoS 2 message',
  'Packet answered twice',
];
const NOBODY = 'Message without a matching subscription';

function publish(change: Partial<PublishPacket>): Packet {
  return {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic: 'a/x',
    properties: [],
    payload: new TextEncoder().encode('21.5'),
    ...change,
  };
}

/** Conforms until the first message, and sends unsolicited packets on demand. */
const badBroker = speaking(5, (packet) => {
  if (packet.type === 'connect') {
    return [{ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }];
  }
  if (packet.type === 'subscribe') {
    // Requested with QoS 1: too high for one filter, lower for the other.
    const reasonCodes = packet.subscriptions.map(({ filter }) => (filter === 'a/+' ? 2 : 0));
    return [{ type: 'suback', packetId: packet.packetId, properties: [], reasonCodes }];
  }
  if (packet.type !== 'publish') return [];
  const ack: Packet = { type: 'puback', packetId: packet.packetId ?? 0 };
  return packet.qos === 1 ? [ack, ack] : [ack];
});

const wrong: readonly Packet[] = [
  publish({ topic: 'other/topic' }),
  publish({ topic: 'other/topic' }),
  publish({ topic: 'b/x', qos: 1, packetId: 4 }),
  { type: 'puback', packetId: 4242 },
  { type: 'pingresp' },
  { type: 'pubrel', packetId: 99 },
  publish({ properties: [{ name: 'subscriptionIdentifier', value: 9 }] }),
];
/** In one frame: the second arrives before the first can be acknowledged. */
const sameIdentifier = [
  publish({ qos: 1, packetId: 5 }),
  publish({ qos: 1, packetId: 5, topic: 'a/y' }),
];

/** A broker and a client that conform, with four notes. */
const NOTED = new URL(
  '../../src/engine/problems/recorded/testdata/mosquitto-mqttjs5-v5.pcapng.gz',
  import.meta.url,
).pathname;

/** Sentences that their row is too low or too narrow for. */
function cutIn(cells: readonly Element[]): string[] {
  return cells.flatMap((cell) => {
    const text = cell.querySelector('bdi');
    const row = cell.closest('[role=row]')?.getBoundingClientRect();
    if (text === null || row === undefined) return [];
    const isCut =
      text.scrollWidth > text.clientWidth ||
      text.scrollHeight > text.clientHeight ||
      text.getBoundingClientRect().bottom > row.bottom;
    return isCut ? [text.textContent] : [];
  });
}

/** Texts in the colours of warnings and errors. */
function alarmsIn(place: Element): string[] {
  const probe = document.createElement('i');
  document.body.append(probe);
  const alarming = ['var(--warn)', 'var(--err)'].map((colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return [place, ...place.querySelectorAll('*')].flatMap((element) =>
    alarming.includes(getComputedStyle(element).color) ? [element.textContent] : [],
  );
}

class Problems {
  readonly page: Page;
  readonly count;
  readonly grid;
  readonly rule;

  constructor(page: Page) {
    this.page = page;
    this.count = page.getByRole('button', { name: /^Problems \d/ });
    this.grid = page.getByRole('grid', { name: 'Problems', exact: true });
    this.rule = page.getByRole('region', { name: 'Rule', exact: true });
  }

  row(text: string) {
    return this.grid.getByRole('row').filter({ hasText: text });
  }
}

/** The count covers the icon for no number of problems. */
async function expectIconVisible(app: App): Promise<void> {
  const desks = app.page.getByRole('navigation', { name: 'Desks', exact: true });
  const desk = desks.getByRole('button', { name: /^Inspect/ });
  await expect(desk).toHaveText(/^Inspect\d/);
  for (const count of ['7', '12', '118', '5,402', '99,999', '118 K']) {
    const isApart = await desk.evaluate((button, shown) => {
      const [icon, badge] = [button.querySelector('svg'), button.lastElementChild];
      if (icon === null || badge === null) return false;
      badge.textContent = shown;
      const [frame, drawn, area] = [button, icon, badge].map((one) => one.getBoundingClientRect());
      if (!frame || !drawn || !area) return false;
      const isInside = area.left >= frame.left && area.right <= frame.right;
      return isInside && (area.left >= drawn.right || area.top >= drawn.bottom);
    }, count);
    expect([count, isApart]).toEqual([count, true]);
  }
}

async function connectBadly(app: App, companion: Companion, peer: Peer): Promise<void> {
  const subscribe = ['a/+', 'b/+'];
  await app.connect(companion.app, { url: peer.ws, version: '5', subscribe, qos: '1' });
  await expect(app.packet('in', 'SUBACK').first()).toBeVisible();
}

async function misbehave(app: App, peer: Peer): Promise<void> {
  for (const packet of wrong) peer.send(encode(packet, 5));
  const [first, second] = sameIdentifier.map((packet) => encode(packet, 5));
  peer.send(Buffer.concat([first ?? Buffer.of(), second ?? Buffer.of()]));
  await app.publish('a/out', 'x', { qos: '1' });
  await expect(app.packet('out', 'PUBLISH', 'QoS 1')).toHaveCount(1);
  await app.publish('a/out', 'x', { qos: '2' });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(4);
}

/** Shown in the view, which links to their packets and back; one rule is muted at the end. */
async function readAndMute(app: App): Promise<void> {
  const { page } = app;
  const problems = new Problems(page);

  await expect(problems.count).toHaveAccessibleName(/^Problems \d/);
  await expectIconVisible(app);
  await showPanel(page, 'Problems');
  for (const title of BROKEN) await expect(problems.row(title)).toHaveCount(1);
  await expect(problems.row(NOBODY).getByText('new', { exact: true })).toBeVisible();
  await expect(problems.row(NOBODY).getByRole('gridcell').nth(2)).toHaveText('2');
  expect(await findings(page)).toEqual([]);

  // Its rows, the standard's text, and the packet itself.
  await problems.row(NOBODY).click();
  await expect(problems.row('other/topic')).toHaveCount(2);
  await expect(problems.rule).toContainText('MQTT-3.3.2-3');
  await expect(problems.rule).toContainText('What to do');
  await problems.row('other/topic').first().getByRole('button').first().click();
  const selected = app.packets.getByRole('row', { selected: true });
  await expect(selected).toContainText('other/topic');
  const detail = page.getByRole('region', { name: 'Packet', exact: true });
  await expect(detail.getByRole('region', { name: 'Problems of this packet' })).toContainText(
    NOBODY,
  );
  const number = Number((await selected.getByRole('gridcell').first().innerText()).trim());

  // From one to the next by a key.
  await app.packets.focus();
  await page.keyboard.press('n');
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText(`No. ${number + 1}`);

  // The view is restored on return; read problems are no longer marked.
  await showPanel(page, 'Problems');
  await expect(problems.grid).toBeFocused();
  await expect(problems.row('other/topic')).toHaveCount(2);
  await expect(problems.grid.getByText('new', { exact: true })).toHaveCount(0);

  // Muted rules are last and not counted.
  await problems.rule.getByRole('button', { name: 'Mute this rule' }).click();
  const last = problems.grid.getByRole('row').last();
  await problems.row(NOBODY).click();
  await expect(last).toContainText(NOBODY);
  await expect(last).toContainText('muted');
}

async function staysMuted(app: App, peer: Peer): Promise<void> {
  const { page } = app;
  const problems = new Problems(page);
  await showPanel(page, 'Problems');
  await expect(problems.grid).toBeVisible();
  peer.send(encode(publish({ topic: 'other/topic' }), 5));
  await expect(problems.row(NOBODY)).toContainText('muted');
  await problems.row(NOBODY).click();
  await problems.rule.getByRole('button', { name: 'Show these packets' }).click();
  await expect(page.getByRole('textbox', { name: 'Display filter' })).toHaveValue(
    'problem == "nobody-subscribed"',
  );
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
}

test('a broker’s violations are named, link to packets, and can be muted, also for pages opened later', async ({
  app,
  companion,
  context,
  startPeer,
}) => {
  const peer = await startPeer(badBroker);
  await connectBadly(app, companion, peer);
  await misbehave(app, peer);
  await readAndMute(app);
  const later = new App(await context.newPage());
  await connectBadly(later, companion, peer);
  await staysMuted(later, peer);
});

test('notes are not a warning: each row has its sentence, and chooses the packet that it is about', async ({
  app,
  companion,
  page,
}) => {
  await page.goto(companion.app);
  await new Captures(page, (name) => name).openFile(NOTED);
  await page.getByRole('radio', { name: 'Exchanges', exact: true }).click();
  const count = page.getByRole('button', { name: 'Notes 4', exact: true });
  await count.click();
  const rows = app.packets.locator('[role=row][data-index]');
  await expect(rows).toHaveCount(4);
  for (const sentence of [
    '"a/b" and "a/+" match the same topics.',
    '"c/d" and "c/#" match the same topics.',
    'There was no subscription to "never/subscribed".',
    'PUBACK 26546: 0x10 No matching subscribers.',
  ])
    await expect(rows.filter({ hasText: sentence })).toHaveCount(1);
  // Neither the button nor a row has the colours of a warning or an error.
  for (const place of [count, rows.first()]) expect(await place.evaluate(alarmsIn)).toEqual([]);

  await rows.filter({ hasText: 'nobody/listens' }).click();
  const detail = page.getByRole('region', { name: 'Packet', exact: true });
  await expect(detail.getByRole('region', { name: 'Problems of this packet' })).toContainText(
    'No matching subscribers',
  );
  await expect(detail.getByRole('heading', { level: 2 })).toHaveText('No. 45');
  await expect(detail).toContainText('Conforms as seen here. 1 note at No. 45');
});

test('a sentence about a problem is not cut, and a control character is drawn as a tag', async ({
  app,
  companion,
  page,
  startPeer,
}) => {
  const peer = await startPeer(badBroker);
  await page.setViewportSize({ width: 1440, height: 900 });
  await connectBadly(app, companion, peer);
  for (const packet of wrong) peer.send(encode(packet, 5));
  const topic = `other/${'long-level/'.repeat(12)}end\r`;
  peer.send(encode(publish({ topic }), 5));
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(5);
  for (const grouping of ['Exchanges', 'Packets'] as const) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('radio', { name: grouping, exact: true }).click();
    const isPressed = (await new Problems(page).count.getAttribute('aria-pressed')) === 'true';
    if (!isPressed) await new Problems(page).count.click();
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
      [820, 1180],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const sentences = app.packets.locator('[role=gridcell][aria-colspan]');
      await expect(sentences.filter({ hasText: 'long-level' }).first()).toBeVisible();
      await expect.poll(() => sentences.evaluateAll(cutIn)).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const row = app.packets.getByRole('row').filter({ hasText: 'long-level' }).first();
  await row.click();
  const title = page.getByRole('region', { name: 'Packet', exact: true });
  for (const place of [row, title])
    await expect(place.getByText(String.raw`\r`, { exact: true }).first()).toBeVisible();
});

test('a conforming session has no problem, and the view explains what that means', async ({
  app,
  page,
  companion,
}) => {
  const problems = new Problems(page);
  await app.connect(companion.app, {
    url: companion.ws,
    version: '5',
    subscribe: ['a/#'],
    qos: '1',
  });
  await app.publish('a/b', 'x', { qos: '2' });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);

  // The lower of published and granted QoS, and the packets that show it.
  await app.packet('in', 'PUBLISH').click();
  await page.getByRole('tab', { name: 'Delivery', exact: true }).click();
  const delivery = page.getByRole('region', { name: 'Delivery', exact: true });
  await expect(delivery).toContainText('probably published QoS 2 by this client as');
  await expect(delivery).toContainText(
    'subscribed QoS 1: the lower of the two, QoS 1, is delivered',
  );
  await expect(delivery).toContainText('live, not retained');
  await expect(delivery).toContainText('a/#');
  expect(await findings(page)).toEqual([]);
  const head = page.getByRole('region', { name: 'Packet', exact: true });
  await expect(head.getByText(/complete in/)).toBeVisible();

  await showPanel(page, 'Problems');
  await expect(page.getByText('No problems found')).toBeVisible();
  await expect(page.getByText('All packets so far conform, as seen here')).toBeVisible();
  await expect(problems.grid).toBeVisible();
});

test('the same client ID in two tabs is a problem in both', async ({ app, companion, context }) => {
  const both = [app, new App(await context.newPage())];
  for (const each of both) {
    await each.open(companion.app, { url: companion.ws, version: '3.1.1' });
    await each.page.getByRole('textbox', { name: 'Client ID', exact: true }).fill('twin');
    await each.button('Connect').click();
    await each.connected();
    await expect(each.packet('in', 'CONNACK').first()).toBeVisible();
  }
  for (const each of both) {
    const problems = new Problems(each.page);
    await showPanel(each.page, 'Problems');
    await expect(problems.row('Same client ID in two tabs').first()).toBeVisible();
  }
});
