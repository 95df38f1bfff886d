/** The packet list and its counts: holding still, continuing, and links. */
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { Packet, PublishPacket, QoS } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { speaking } from '../kit/peers/peer.ts';
import { expect, test } from '../kit/test.ts';

const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };

function message(topic: string, qos: QoS = 0, packetId?: number, dup = false): PublishPacket {
  return {
    type: 'publish',
    dup,
    qos,
    retain: false,
    topic,
    ...(packetId === undefined ? {} : { packetId }),
    properties: [],
    payload: new TextEncoder().encode('x'),
  };
}

/** The four counts, as scripts read them. */
const counts = async (app: App) => ({
  topics: await app.count('topics'),
  messages: await app.count('messages'),
  packets: await app.count('packets'),
  discarded: await app.count('oldest packets discarded'),
});

const row = (app: App, number: string) =>
  app.packets.getByRole('row').filter({
    has: app.page.locator('[role=gridcell]:first-child').getByText(number, { exact: true }),
  });

test('a repeated QoS 2 identifier in use counts as a packet, not as a message', async ({
  app,
  companion,
  startPeer,
}) => {
  let recs = 0;
  const peer = await startPeer(
    speaking(5, (packet) => {
      if (packet.type === 'connect') {
        return [connack, message('t/a', 2, 7), message('t/a', 2, 7, true)];
      }
      if (packet.type === 'pubrec') {
        recs += 1;
        // Only after both responses, so that the repeat arrived while the identifier was in use.
        return recs === 1 ? [] : [{ type: 'pubrel', packetId: 7, reasonCode: 0, properties: [] }];
      }
      // Released: the same identifier carries a new message.
      if (packet.type === 'pubcomp' && recs === 2) return [message('t/b', 2, 7)];
      return [];
    }),
  );
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  await expect(app.packet('out', 'PUBCOMP')).toHaveCount(2);
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 2, messages: 2, packets: 12, discarded: 0 });
  await expect(app.packet('in', 'PUBLISH', 't/a')).toHaveCount(2);
  await expect(app.packet('in', 'PUBLISH', 't/a', 'DUP')).toHaveCount(1);
  await expect(app.packet('out', 'PUBREC')).toHaveCount(3);
});

test('Pause freezes the views but no count, Clear sets all four to 0', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['pause/#'] });
  await other.client.publishAsync('pause/one', '1');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await expect(app.topic('one')).toBeVisible();
  await app.button('Pause').click();
  await expect(app.button('Pause')).toHaveAttribute('aria-pressed', 'true');
  // The words about the pause change the size of panes, which request their rows again. They have the answers
  // once a later message is counted.
  await expect(page.getByText('Paused: views frozen, still recording').first()).toBeVisible();
  await other.client.publishAsync('pause/one', '1');
  await expect.poll(() => app.count('messages')).toBe(2);
  await other.client.publishAsync('pause/two', '2');
  await other.client.publishAsync('pause/two', '3');
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 2, messages: 4, packets: 8, discarded: 0 });
  await expect(page.getByText('3 packets held')).toBeVisible();
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await expect(app.topic('two')).toHaveCount(0);

  await app.clear();
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 0, messages: 0, packets: 0, discarded: 0 });
  await other.client.publishAsync('pause/three', '3');
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 1, messages: 1, packets: 1, discarded: 0 });
  await app.button('Pause').click();
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await expect(app.packet('in', 'PUBLISH', 'three')).toHaveCount(1);
  await expect(app.topic('three')).toBeVisible();
  await expect(app.topic('one')).toHaveCount(0);
  // The connection itself is unaffected.
  await app.publish('pause/after', 'x', { qos: '1' });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
});

test('Pause in a list of exchanges counts the packets since then, and says so in any grouping', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['pause/#'], qos: '1' });
  const send = async (times: number): Promise<void> => {
    for (let at = 0; at < times; at += 1) await other.client.publishAsync('pause/a', 'x');
    await app.publish('pause/b', 'x', { qos: '2' });
  };
  await page.getByRole('radio', { name: 'Exchanges', exact: true }).click();
  await send(3);
  const shown = page.getByRole('status', { name: /packets shown$/ });
  // CONNECT, SUBSCRIBE and their answers, 3 messages, the 4 packets of the own one, and its copy with its answer.
  await expect(shown).toHaveAccessibleName('13 packets shown');
  await app.button('Pause').click();
  await expect(page.getByText('0 packets held')).toBeVisible();
  await other.client.publishAsync('pause/a', 'y');
  await expect(page.getByText('1 packet held')).toBeVisible();
  await expect(shown).toHaveAccessibleName('13 packets shown');
  await page.getByRole('radio', { name: 'Packets', exact: true }).click();
  await expect(app.packet('out', 'CONNECT')).toBeVisible();
  await expect(page.getByText('1 packet held')).toBeVisible();
  await expect(shown).toHaveAccessibleName('13 packets shown');
  await expect(app.packets.locator('[role=row][data-index]')).toHaveCount(13);
});

test('Follow keeps the newest in view; scrolling up holds the list and counts new rows', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['follow/#'] });
  const send = (topic: string, times: number) =>
    Promise.all(
      Array.from({ length: times }, () => other.client.publishAsync(topic, 'x', { qos: 1 })),
    );
  await send('follow/first', 200);
  await expect(app.button('Follow')).toHaveAttribute('aria-pressed', 'true');
  await expect(row(app, '204')).toBeInViewport();

  await app.packets.focus();
  await page.keyboard.press('Home');
  await expect(row(app, '1')).toHaveAttribute('aria-selected', 'true');
  await expect(row(app, '1')).toBeInViewport();
  await expect(app.button('Follow')).toHaveAttribute('aria-pressed', 'false');
  const selected = app.packets.getByRole('row', { selected: true });
  // A row is selected once its content is loaded.
  for (let pages = 0; pages < 4; pages += 1) {
    const before = (await selected.getAttribute('aria-rowindex')) ?? '';
    await page.keyboard.press('PageDown');
    await expect(selected).not.toHaveAttribute('aria-rowindex', before);
  }
  await expect(row(app, '1')).not.toBeInViewport();
  const held = await selected.innerText();
  await send('follow/second', 50);
  await expect.poll(() => app.count('packets')).toBe(254);
  await expect(page.getByText(/\d+ new/)).toBeVisible();
  await expect.poll(() => selected.innerText()).toBe(held);
  await expect(selected).toBeInViewport();

  await app.button('Follow').click();
  await expect(row(app, '254')).toBeInViewport();
  await send('follow/third', 1);
  await expect(row(app, '255')).toBeInViewport();
  await expect(page.getByText(/\d+ new/)).toHaveCount(0);

  // The wheel also ends following.
  await app.packets.hover();
  await page.mouse.wheel(0, -600);
  await expect(app.button('Follow')).toHaveAttribute('aria-pressed', 'false');
  await app.packets.focus();
  await page.keyboard.press('End');
  await expect(row(app, '255')).toBeInViewport();
});

test('fields, bytes, packets and topics link to each other', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['plant/#'], qos: '1' });
  await other.client.publishAsync('plant/line/temp', '{"c":20,"ok":true}', { qos: 1 });
  await other.client.publishAsync('plant/line/temp', '{"c":21,"ok":true}', { qos: 1 });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(2);

  await app.packet('in', 'PUBLISH').first().click();
  await expect(page.getByText('No. 5', { exact: true })).toBeVisible();
  const identifier = app.fields.getByRole('treeitem', { name: /^Packet identifier/i });
  await identifier.click();
  await expect(identifier).toHaveAttribute('aria-selected', 'true');
  // Fixed header of 2, topic of 2 + 15.
  await expect(app.bytes).toContainText('Bytes 0x0013–0x0014');
  await expect(app.bytes).toContainText(/packet identifier/i);

  await app.bytes.locator('[data-byte="4"]').first().click();
  const chosen = app.fields.getByRole('treeitem', { selected: true });
  await expect(chosen).toContainText('plant/line/temp');
  await app.bytes.locator('[data-byte="0"]').first().click();
  await expect(app.bytes).toContainText('Byte 0x0000');

  await expect(app.topic('temp')).toHaveAttribute('aria-selected', 'true');
  await app.topic('temp').click();
  await showPanel(page, 'Topic');
  const history = page.getByRole('grid', { name: 'History' });
  await expect(history.getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Value', exact: true })).toContainText('21');
  await expect(page.getByRole('region', { name: 'Value', exact: true })).toContainText(/was 20/);
  await history.getByRole('row').nth(2).click();
  await expect(
    page
      .getByRole('region', { name: 'Value', exact: true })
      .getByRole('button', { name: 'No. 5', exact: true }),
  ).toBeVisible();
  await history.getByTitle('Show packet No. 5').click();
  await expect(row(app, '5')).toHaveAttribute('aria-selected', 'true');
});

test('Clear asks before it discards more than 10,000 packets', async ({
  app,
  page,
  companion,
  startPeer,
}) => {
  const peer = await startPeer(
    speaking(4, (packet) => (packet.type === 'connect' ? [connack] : [])),
  );
  await app.connect(companion.app, { url: peer.ws, version: '3.1.1' });
  const one = encode(message('flood'), 4);
  const flood = (times: number) =>
    peer.send(Buffer.concat(Array.from({ length: times }, () => one)));
  flood(9998);
  await expect.poll(() => app.count('packets')).toBe(10_000);
  await app.clear();
  await expect.poll(() => app.count('packets')).toBe(0);
  flood(10_001);
  await expect.poll(() => app.count('packets')).toBe(10_001);
  await app.clear();
  const question = page.getByRole('dialog', { name: 'Clear this capture?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 1, messages: 10_001, packets: 10_001, discarded: 0 });
  await app.clear();
  await question.getByRole('button', { name: 'Clear 10,001 packets' }).click();
  await expect
    .poll(() => counts(app))
    .toEqual({ topics: 0, messages: 0, packets: 0, discarded: 0 });
});

test('a value has a column in the list, in each view of it and when the page is opened again, until it is removed', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
  await other.client.publishAsync('plant/a', '{"state":{"temp":21.5}}');
  await other.client.publishAsync('plant/b', '{"state":{"temp":9}}');
  await showPanel(page, 'Packets');
  await app.packet('in', 'PUBLISH', 'plant/a').click();
  await page.getByRole('tab', { name: 'Payload', exact: true }).click();
  const payload = page.getByRole('tree', { name: 'Payload', exact: true });
  const value = payload.getByRole('treeitem').filter({ hasText: 'temp' }).last();
  await value.hover();
  await value.getByRole('button', { name: 'Show temp as a column' }).click();
  const head = app.packets.getByRole('columnheader', { name: 'temp', exact: true });
  const shows = (topic: string, text: string) =>
    expect(app.packet('in', 'PUBLISH', topic).getByRole('gridcell').last()).toHaveText(text);
  await shows('plant/a', '21.5');
  await shows('plant/b', '9');
  await app.packets.press('a');
  await expect(app.packets.getByRole('columnheader', { name: 'Exchange' })).toBeVisible();
  await expect(head).toBeVisible();
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
  await other.client.publishAsync('plant/c', '{"state":{"temp":-3}}');
  await showPanel(page, 'Packets');
  await shows('plant/c', '-3');
  await head.hover();
  await app.button('Remove the column temp').click();
  await expect(head).toHaveCount(0);
});
