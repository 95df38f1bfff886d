/** The browser's capture equals the bytes on the wire. */
import { Framer } from '../../src/mqtt/framing/framer.ts';
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { connectOther } from '../kit/peers/client.ts';
import { speaking } from '../kit/peers/peer.ts';
import type { Proxy } from '../kit/peers/proxy.ts';
import { expect, test } from '../kit/test.ts';

/** The selected packet's bytes as hex, read from the dump. */
async function shownBytes(app: App): Promise<string> {
  return app.bytes.evaluate((region) => {
    const seen = new Map<string, string>();
    for (const span of region.querySelectorAll<HTMLElement>('[data-byte]')) {
      const place = span.dataset['byte'] ?? '';
      // The first span of a place is its hex, the second its character.
      if (!seen.has(place)) seen.set(place, span.innerText.trim());
    }
    return [...seen.values()].join('');
  });
}

/** The selected packet's row, heading and bytes. Uses few steps, because it is called for each packet. */
async function shownPacket(app: App) {
  const row = await app.packets.evaluate((grid) => {
    const selected = grid.querySelector('[role=row][aria-selected=true]');
    const cells = [...(selected?.querySelectorAll<HTMLElement>('[role=gridcell]') ?? [])];
    const texts = cells.map(({ innerText }) => innerText.trim());
    const headings = [...document.querySelectorAll('h2')].map(({ innerText }) => innerText);
    const at = selected?.getAttribute('aria-rowindex');
    return { at, headings, isOut: texts.includes('out'), size: texts.at(-1) ?? '' };
  });
  return { ...row, size: Number(row.size.replace(/\D/g, '')), bytes: await shownBytes(app) };
}

type Bytes = Record<'in' | 'out', readonly string[]>;

/** All captured packets by direction as hex, read one by one from the list and the dump. */
async function captured(app: App, total: number): Promise<Bytes> {
  const bytes: Record<'in' | 'out', string[]> = { in: [], out: [] };
  await app.packets.getByRole('row').nth(1).click();
  await app.page.keyboard.press('Home');
  for (let number = 1; number <= total; number += 1) {
    await expect(async () => {
      const packet = await shownPacket(app);
      expect(packet.at).toBe(String(number + 1));
      expect(packet.headings).toContain(`No. ${number}`);
      expect(packet.bytes).toHaveLength(2 * packet.size);
      bytes[packet.isOut ? 'out' : 'in'].push(packet.bytes);
    }).toPass({ intervals: [20, 50, 100], timeout: 60_000 });
    await app.page.keyboard.press('ArrowDown');
  }
  return bytes;
}

/** All packets that passed the proxy, by direction, as hex. */
function recorded(proxy: Proxy): Bytes {
  const packets = (direction: 'in' | 'out') => {
    const hex: string[] = [];
    for (const recording of proxy.recordings) {
      const framer = new Framer();
      for (const bytes of recording[direction]) {
        framer.push(bytes, (packet) => hex.push(Buffer.from(packet).toString('hex')));
      }
    }
    return hex;
  };
  return { in: packets('in'), out: packets('out') };
}

const packetsIn = (bytes: Bytes): number => bytes.in.length + bytes.out.length;

async function expectTruth(app: App, proxy: Proxy): Promise<Bytes> {
  let packets = 0;
  // The last packets may still be in transit to the proxy.
  await expect
    .poll(async () => {
      // Number of the newest row, because the list follows.
      packets = await newestNumber(app);
      const wire = recorded(proxy);
      const unseen = packetsIn(wire) - packets;
      return unseen === 1 && isCutShort(wire) ? 0 : unseen;
    })
    .toBe(0);
  const wire = recorded(proxy);
  const seen = await captured(app, packets);
  const isLastUnseen = isCutShort(wire) && seen.in.length < wire.in.length;
  expect(seen).toEqual(isLastUnseen ? { in: wire.in.slice(0, -1), out: wire.out } : wire);
  return wire;
}

async function newestNumber(app: App): Promise<number> {
  // The cause of the connection's end may be shown below it.
  const rows = app.packets.getByRole('row').and(app.page.locator('[aria-rowindex]'));
  const index = await rows.last().getAttribute('aria-rowindex');
  return Number(index) - 1;
}

const PINGREQ = 'c000';
const PINGRESP = 'd000';

/** The client closed before it was answered: browsers discard data that arrives during a close. */
function isCutShort(wire: Bytes): boolean {
  return wire.out.at(-2) === PINGREQ && wire.in.at(-1) === PINGRESP;
}

/** Connects to a peer that ends the connection. If that is at once, the form stays in front. */
async function connectBriefly(app: App): Promise<void> {
  await app.button('Connect').click();
  const front = app.tabs.and(app.page.locator('[aria-selected=true]'));
  await expect(front).toContainText(/failed|reconnecting/);
  await showPanel(app.page, 'Packets');
}

for (const version of ['3.1.1', '5'] as const) {
  test(`a whole session with the companion is captured (${version})`, async ({
    app,
    page,
    companion,
    startProxy,
  }) => {
    const proxy = await startProxy(companion.ws);
    // The broker waits half as long again, which leaves time for a PINGREQ that a busy machine sends late.
    await app.connect(companion.app, { url: proxy.ws, version, keepAlive: '5' });
    await app.subscribe('truth/#', '2');
    await expect(app.packet('SUBACK')).toHaveCount(1);
    for (const qos of ['0', '1', '2'] as const) {
      await app.publish(`truth/${qos}/主题`, `payload ${qos} ✓`, { qos });
    }
    await expect(app.packet('PUBCOMP')).toHaveCount(2);
    await page.getByRole('button', { name: 'Unsubscribe from truth/#' }).click();
    await expect(app.packet('UNSUBACK')).toHaveCount(1);
    await expect(app.packet('PINGRESP').first()).toBeVisible();
    // Otherwise the app would ask for confirmation.
    await expect(app.publishing.getByText(/acknowledged after/)).toHaveCount(2);
    await app.disconnect();
    await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);

    const wire = await expectTruth(app, proxy);
    const types = new Set(
      [...wire.in, ...wire.out].map((hex) => Number.parseInt(hex[0] ?? '', 16)),
    );
    expect([...types].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
  });
}

test('another client’s killed connection does not disturb the capture', async ({
  app,
  companion,
  startProxy,
}) => {
  const proxy = await startProxy(companion.ws);
  await app.connect(companion.app, { url: proxy.ws, version: '5', subscribe: ['#'], qos: '2' });
  await expect(app.packet('SUBACK')).toHaveCount(1);
  const other = await connectOther(companion.mqtt, '5', {
    will: { topic: 'will/binary', payload: Buffer.from([0, 1, 2, 255]), qos: 2, retain: true },
  });
  await other.client.publishAsync('a//b', '', {
    qos: 2,
    properties: { userProperties: { z: ['1', '2'], a: '3' } },
  });
  other.kill();
  await expect(app.packet('in', 'PUBLISH', 'will/binary')).toHaveCount(1);
  await expect(app.packet('out', 'PUBCOMP')).toHaveCount(2);
  await app.disconnect();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  await expectTruth(app, proxy);
});

test('captures packets from a scripted peer that no tested broker sends, and bytes other than MQTT', async ({
  app,
  page,
  companion,
  startProxy,
  startPeer,
}) => {
  await test.step('aliases, user properties and a redirection', async () => {
    const user = { name: 'userProperty', value: ['k', 'v'] } as const;
    const unasked: Packet[] = [
      { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [user, user] },
      {
        type: 'publish',
        dup: true,
        qos: 1,
        retain: true,
        topic: 'alias/me',
        packetId: 7,
        properties: [{ name: 'topicAlias', value: 1 }, user],
        payload: new Uint8Array([0, 255, 254]),
      },
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: '',
        properties: [{ name: 'topicAlias', value: 1 }],
        payload: new Uint8Array(0),
      },
      {
        type: 'disconnect',
        reasonCode: 0x9d,
        properties: [{ name: 'serverReference', value: 'x' }],
      },
    ];
    const peer = await startPeer(speaking(5, ({ type }) => (type === 'connect' ? unasked : [])));
    const proxy = await startProxy(peer.ws);
    await app.open(companion.app, { url: proxy.ws, version: '5' });
    await connectBriefly(app);
    await expect(app.packet('in', 'DISCONNECT')).toHaveCount(1);
    await expect(app.packet('in', 'PUBLISH', 'alias/me')).toHaveCount(2);
    await expectTruth(app, proxy);
  });

  await test.step('an unexpected AUTH is captured, and so is the DISCONNECT that answers it', async () => {
    const answers: Packet[] = [
      { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] },
      {
        type: 'auth',
        reasonCode: 0x18,
        properties: [
          { name: 'authenticationMethod', value: 'SCRAM-SHA-256' },
          { name: 'userProperty', value: ['step', '1'] },
        ],
      },
    ];
    const peer = await startPeer(speaking(5, ({ type }) => (type === 'connect' ? answers : [])));
    const proxy = await startProxy(peer.ws);
    await app.open(companion.app, { url: proxy.ws, version: '5' });
    await connectBriefly(app);
    await expect(app.packet('in', 'AUTH')).toHaveCount(1);
    await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
    await expectTruth(app, proxy);
  });

  await test.step('bytes other than MQTT are kept, marked as errors, and end the connection', async () => {
    const connack = new Uint8Array([0x20, 3, 0, 0, 0]);
    const nonsense = new Uint8Array([0x30, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3]);
    const peer = await startPeer((packet) =>
      (packet[0] ?? 0) >> 4 === 1 ? [connack, nonsense] : [],
    );
    await app.open(companion.app, { url: peer.ws, version: '5' });
    await connectBriefly(app);
    await app.packet('in', 'no packet').click();
    await expect(page.getByText(/MQTT-1\.5\.5|remaining length/i).first()).toBeVisible();
    await expect.poll(() => shownBytes(app)).toBe(Buffer.from(nonsense).toString('hex'));
  });
});
