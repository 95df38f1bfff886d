/** Data from brokers and other clients is text and bytes, never markup, and is never truncated. */
import type { Page } from '@playwright/test';
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { speaking } from '../kit/peers/peer.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther' | 'startCompanion' | 'startPeer'>;

const MARKUP = '<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>';

/** The page contains no element of it, and no script of it ran. */
async function expectOnlyText(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => ({
      broken: 'broken' in globalThis,
      elements: document.querySelectorAll(
        'img, iframe, object, #root script, a[href^="javascript"]',
      ).length,
      polluted: 'polluted' in {},
    })),
  ).toEqual({ broken: false, elements: 0, polluted: false });
}

const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };

const typeOf = (packet: Uint8Array) => (packet[0] ?? 0) >> 4;

function publish(
  topic: string,
  payload: Uint8Array | string,
  more: Partial<Extract<Packet, { type: 'publish' }>> = {},
): Packet {
  return {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    properties: [],
    payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
    ...more,
  };
}

async function markupStaysText(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '5', subscribe: ['#'], qos: '1' });
  const other = await connectOther(companion.mqtt, '5');
  // Not by a character that looks like a slash, because those are marked.
  const level = MARKUP.replaceAll('/', '_');
  await other.client.publishAsync(`${level}/value`, JSON.stringify({ [MARKUP]: MARKUP }), {
    properties: {
      contentType: MARKUP,
      userProperties: { [MARKUP]: MARKUP },
      responseTopic: level,
    },
  });
  await expect(app.topic('value')).toContainText(`${level}/value`);
  await app.topic('value').click();
  await expect(app.packet('in', 'PUBLISH', 'value')).toHaveCount(1);
  await expectOnlyText(page);

  await app.packet('in', 'PUBLISH', 'value').click();
  await expect(app.fields.getByRole('treeitem', { name: /^Content Type/i })).toContainText(MARKUP);
  await expectOnlyText(page);

  await showPanel(page, 'Topic');
  await expect(page.getByRole('region', { name: 'Value', exact: true })).toContainText('onerror');
  await expectOnlyText(page);

  // Published messages reappear in the list of sent messages, and as completions from seen topics.
  await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('<img');
  await expect(page.getByRole('option', { name: `${level}/value` })).toBeVisible();
  await app.publish(`${level}/value`, MARKUP, { qos: '1' });
  await expect(app.publishing.getByText(/acknowledged/)).toHaveCount(1);
  await app.subscribe(`${level}/#`);
  await app.showSubscriptions();
  await expect(page.getByRole('button', { name: `Unsubscribe from ${level}/#` })).toBeVisible();
  await expectOnlyText(page);
}

async function oddNamesAreTopics(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '3.1.1', subscribe: ['#'] });
  const other = await connectOther(companion.mqtt, '3.1.1');
  const rtl = '\u202Egnp.exe\u202C';
  const topics = [
    '__proto__/polluted',
    'constructor/prototype',
    'hasOwnProperty',
    'toString',
    '/starts',
    'a//b',
    'ends/',
    `${rtl}/x`,
    'z\u0301\u0302 🏳️‍🌈 \u{10FFFD}',
    ' spaces ',
  ];
  for (const topic of topics)
    await other.client.publishAsync(topic, '{"__proto__": {"polluted": 1}}');
  await expect.poll(() => app.count('topics')).toBe(topics.length);
  await expect.poll(() => app.count('messages')).toBe(topics.length);
  for (const level of ['polluted', 'prototype', 'hasOwnProperty', 'toString']) {
    await expect(app.topic(level)).toHaveCount(1);
  }
  await expect(app.topic('(empty)')).toHaveCount(3);
  await expect(app.topic('starts')).toHaveAttribute('aria-level', '2');
  await expect(app.topic('b')).toHaveAttribute('aria-level', '3');
  for (const [level, row] of [
    ['polluted', '__proto__/polluted'],
    ['prototype', 'constructor/prototype'],
    ['x', '⟨U+202E⟩gnp.exe⟨U+202C⟩/x'],
  ] as const) {
    await expect(app.topic(level)).toContainText(row);
  }
  await app.topic('polluted').click();
  await app.topic('polluted').press('Enter');
  await expect(page.getByRole('region', { name: 'Value', exact: true })).toContainText('__proto__');
  await expectOnlyText(page);
}

async function longTopics(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  await app.listen(companion, { version: '3.1.1', subscribe: ['+', 'l0/#'] });
  const other = await connectOther(companion.mqtt, '3.1.1');
  const long = `${'主'.repeat(21_845)}`;
  expect(new TextEncoder().encode(long)).toHaveLength(65_535);
  await other.client.publishAsync(long, 'long');
  await expect.poll(() => app.count('topics')).toBe(1);
  // Fixed header of 4, length and topic, payload of 4.
  const size = (4 + 2 + 65_535 + 4).toLocaleString('en-US');
  await expect(app.packet('in', 'PUBLISH', size)).toHaveCount(1);
  await expect(app.topics.getByText('65,535 B long')).toBeVisible();
  await app.packet('in', 'PUBLISH', size).click();
  await expect(app.fields.getByRole('treeitem', { name: /^Topic Name/i })).toContainText(
    '65,537 B',
  );
  await showPanel(page, 'Topic');
  await expect(page.getByText('65,535 B long').last()).toBeVisible();

  const levels = Array.from({ length: 300 }, (_, level) => `l${level}`);
  await other.client.publishAsync(levels.join('/'), 'deep');
  await expect.poll(() => app.count('topics')).toBe(2);
  await showPanel(page, 'Packets');
  await app.packet('in', 'PUBLISH', 'l299').click();
  await expect(app.topic('l299')).toHaveAttribute('aria-selected', 'true');
  await expect(app.topic('l299')).toHaveAttribute('aria-level', '235');
  await showPanel(page, 'Topic');
  await expect(page.getByRole('region', { name: 'Value', exact: true })).toContainText('deep');
}

/** `npm test` uses a quarter of the size. */
const LARGE = isThorough ? 67_108_864 : 16_777_216;

async function largePayload(
  app: App,
  { companion, connectOther, startCompanion }: Given,
): Promise<void> {
  const { page } = app;
  // A separate broker, because other tabs have subscribed to everything.
  const origin = ['--allow-origin', new URL(companion.app).origin];
  const large = ['--maximum-packet-size', '100000000', '--memory', '1024'];
  const roomy = await startCompanion(['--no-demo', ...origin, ...large]);
  const link = { url: roomy.ws, version: '3.1.1', subscribe: ['big'] } as const;
  // A PINGRESP would wait until after the payload.
  await app.listen(companion, { ...link, keepAlive: '0' });
  const other = await connectOther(roomy.mqtt, '3.1.1');
  const payload = Buffer.alloc(LARGE, 'abcdefghij');
  payload.write('THE END', payload.length - 7);
  await other.client.publishAsync('big', payload);
  const bytes = LARGE.toLocaleString('en-US');
  // Fixed header of 5 bytes, topic of 2 + 3.
  const size = (LARGE + 10).toLocaleString('en-US');
  // All of it must pass two processes and a worker first.
  await expect(app.packet('in', 'PUBLISH', 'big')).toContainText(size, { timeout: 120_000 });
  await app.packet('in', 'PUBLISH', 'big').click();
  await expect(
    app.fields.getByRole('treeitem', { name: /^(Payload|Message)/i }).first(),
  ).toContainText(`${bytes} B`);
  await app.bytes.getByRole('group', { name: 'Hex dump' }).press('End');
  await expect(app.bytes).toContainText(/THE E.*ND/s);

  await showPanel(page, 'Topic');
  const value = page.getByRole('region', { name: 'Value', exact: true });
  await expect(value).toContainText(`${bytes} B`);
  // If only the beginning is shown, both sizes are stated.
  await expect(value).toContainText(
    new RegExp(`The first [\\d,]+ B of ${bytes} B|characters in this line`),
  );
  await value.getByRole('radio', { name: 'Hex' }).click();
  await value.getByRole('group', { name: 'Hex dump' }).press('End');
  await expect(value).toContainText('45 4e 44');
}

async function brokenText(app: App, { companion, startPeer }: Given): Promise<void> {
  const { page } = app;
  const wrongTopic = encode(publish('t0/x', 'after'), 4);
  wrongTopic[4] = 0xff;
  const nulTopic = encode(publish('t1/x', 'nul'), 4);
  nulTopic[5] = 0;
  const packets = [
    encode(connack, 4),
    encode(publish('no-text', new Uint8Array([0, 0xff, 0xfe, 0x80, 0x0a])), 4),
    encode(publish('nul', 'a\0b'), 4),
    nulTopic,
    wrongTopic,
  ];
  const peer = await startPeer((packet) => (typeOf(packet) === 1 ? packets : []));
  await app.open(companion.app, { url: peer.ws, version: '3.1.1' });
  await app.button('Connect').click();
  await showPanel(app.page, 'Packets');
  await expect(app.packet('in', 'PUBLISH', 'no-text')).toHaveCount(1);
  await app.packet('in', 'PUBLISH', 'no-text').click();
  await expect(app.bytes).toContainText('00 ff fe 80 0a');
  await app.packet('in', 'PUBLISH', 'nul').first().click();
  await expect(app.bytes).toContainText(/61 .*00 62/s);
  // The invalid names end the connection with the broken rule, and their bytes can be viewed.
  await expect(page.getByText(/MQTT-1\.5\.(3|4)-[12]/).first()).toBeVisible();
  await app.packet('in', 'PUBLISH', 'contains the character U+0000').click();
  await expect(app.bytes).toContainText('2f 78');
  await expectOnlyText(page);
}

async function quotedReasons(app: App, { companion, startPeer }: Given): Promise<void> {
  const { page } = app;
  const reason = { name: 'reasonString', value: MARKUP } as const;
  const user = { name: 'userProperty', value: [MARKUP, MARKUP] } as const;
  const properties = [reason, user];
  const peer = await startPeer(
    speaking(5, (packet) => {
      if (packet.type === 'connect') return [{ ...connack, properties }];
      if (packet.type === 'subscribe') {
        return [{ type: 'suback', packetId: packet.packetId, reasonCodes: [0x87], properties }];
      }
      if (packet.type !== 'publish') return [];
      return [
        { type: 'puback', packetId: packet.packetId ?? 0, reasonCode: 0x97, properties },
        { type: 'disconnect', reasonCode: 0x97, properties: [reason] },
      ];
    }),
  );
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  await app.subscribe('no/#');
  await expect(page.getByText('Refused: no/#').first()).toBeVisible();
  await expect(page.getByText(MARKUP).first()).toBeVisible();
  await expectOnlyText(page);
  await app.publish('no/entry', 'x', { qos: '1' });
  await expect(app.publishing.getByText(/refused: 0x97/)).toContainText(MARKUP);
  await expect(page.getByText(/Quota exceeded/i).first()).toBeVisible();
  await expectOnlyText(page);
  for (const type of ['CONNACK', 'SUBACK', 'PUBACK', 'DISCONNECT']) {
    await app.packet('in', type).first().click();
    await expect(
      app.fields.getByRole('treeitem', { name: /^Reason String/i }).last(),
    ).toContainText('<script>');
  }
  await expectOnlyText(page);
}

test('markup, odd names, long topics and invalid text stay text and are never truncated', async ({
  app,
  companion,
  connectOther,
  startPeer,
  startCompanion,
}) => {
  const given = { companion, connectOther, startPeer, startCompanion };
  await test.step('markup in topics, payloads and properties stays text in every view', () =>
    markupStaysText(app, given));
  await test.step('JavaScript’s own names, empty levels and odd Unicode are ordinary topics', () =>
    oddNamesAreTopics(app, given));
  await test.step('a topic of 65,535 bytes and one of 300 levels', () => longTopics(app, given));
  await test.step('invalid UTF-8 and NUL are shown, counted and reported', () =>
    brokenText(app, given));
  await test.step('reason strings are quoted as text', () => quotedReasons(app, given));
});

test(`a payload of ${LARGE / 2 ** 20} MiB is complete, and every size is exact`, async ({
  app,
  companion,
  connectOther,
  startPeer,
  startCompanion,
}) => {
  await largePayload(app, { companion, connectOther, startPeer, startCompanion });
});
