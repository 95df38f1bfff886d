import { afterEach, expect, test } from 'vitest';
import { ROW_HEIGHT } from '#kit';
import type { StreamEnd } from '../../../engine/streams/streamFacts.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { addToFilter, clearFilter } from '../../session/filter/filters.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { PacketsView } from './PacketsView.tsx';

let shown: Shown;
afterEach(() => shown.end());

const grid = () => shown.box.querySelector('[role=grid]') ?? shown.box;
const rows = () => [...shown.box.querySelectorAll('[role=row][data-index]')];
const bands = () => [...shown.box.querySelectorAll('[role=rowheader]')];
const said = () => bands().map(({ textContent }) => textContent);
const indexes = () => rows().map((row) => Number(row.getAttribute('aria-rowindex')));

const connack = (reasonCode: number): Uint8Array =>
  encode({ type: 'connack', sessionPresent: false, reasonCode, properties: [] }, 5);

const connect = (version: 4 | 5, clientId = 'me'): Uint8Array =>
  encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      properties: [],
    },
    version,
  );

/** @param at µs when the connection opens */
function connected({ capture }: LiveCapture, at: number, code = 0, clientId = 'me'): number {
  const stream = capture.openStream({ version: 5, time: at });
  capture.packet(stream, 'out', at + 1000, connect(5, clientId));
  capture.packet(stream, 'in', at + 2000, connack(code));
  return stream;
}

const LATER = 117_000_000;

/** A connection that ends after almost two minutes. */
async function showEnd(
  end: StreamEnd | undefined,
  more: (live: LiveCapture, stream: number) => void = () => undefined,
): Promise<void> {
  shown = await show(PacketsView, (live) => {
    live.capture.closeStream(live.stream);
    const stream = connected(live, 0);
    more(live, stream);
    live.capture.closeStream(stream, LATER, end);
  });
  await shown.until(() => bands().length > 0);
}

test('says where a connection was lost and restored, over all columns and without a number', async () => {
  await showEnd({ code: 1006 });
  expect(said()).toEqual([
    '12:01:57.000closed 1006 after 1 min 57 s no closing handshake · no DISCONNECT seen',
  ]);
  const [band] = bands();
  expect(band?.getAttribute('aria-colspan')).toBe(grid().getAttribute('aria-colcount'));
  await shown.run(() => connected(shown.live, LATER + 4_099_000));
  await shown.until(() => rows().length === 4);
  expect(said().at(-1)).toBe('12:02:01.100reconnected · session present 0 4.100 s away');
  const order = [...shown.box.querySelectorAll('[role=row]')].map(
    (row) => row.querySelector('[role=rowheader]') !== null,
  );
  expect(order).toEqual([false, false, false, true, true, false, false]);
});

test('says how many subscriptions the client has renewed', async () => {
  const subscribe = ({ capture }: LiveCapture, stream: number, time: number): void => {
    const ids = { packetId: 1, properties: [] };
    const subscriptions = ['a', 'b'].map((filter) => plainSubscription(filter, 0));
    capture.packet(stream, 'out', time, encode({ type: 'subscribe', ...ids, subscriptions }, 5));
    capture.packet(stream, 'in', time, encode({ type: 'suback', ...ids, reasonCodes: [0, 0] }, 5));
  };
  await showEnd({ code: 1006 }, (live, stream) => subscribe(live, stream, 3000));
  const { live } = shown;
  await shown.run(() => {
    const back = LATER + 4_099_000;
    subscribe(live, connected(live, back), back + 3000);
  });
  await shown.until(() => said()[1]?.includes('sent again') === true);
  expect(said()[1]).toContain('4.100 s away · 2 subscriptions sent again');
});

test('is no packet: it is not counted, and keys skip it', async () => {
  await showEnd({ code: 1006 });
  await shown.run(() => connected(shown.live, LATER + 4_000_000));
  await shown.until(() => rows().length === 4);
  expect(grid().getAttribute('aria-rowcount')).toBe('5');
  expect(indexes()).toEqual([2, 3, 4, 5]);
  const press = async (key: string) => {
    await shown.press(grid(), key);
    return selectionOf(shown.id).packet;
  };
  await shown.press(grid(), 'Home');
  await shown.until(() => selectionOf(shown.id).packet === 1);
  expect(await press('ArrowDown')).toBe(2);
  expect(await press('ArrowDown')).toBe(3);
  expect(await press('k')).toBe(2);
  expect(await press('j')).toBe(3);
  await shown.click(bands()[0] ?? shown.box);
  expect(selectionOf(shown.id).packet).toBe(3);
});

test('a band at the end of the list leaves the last packet as the end for keys', async () => {
  await showEnd(undefined);
  await shown.press(grid(), 'Home');
  await shown.press(grid(), 'End');
  expect(selectionOf(shown.id).packet).toBe(2);
  await shown.press(grid(), 'ArrowDown');
  expect(selectionOf(shown.id).packet).toBe(2);
});

test('leaves a filtered list to matching packets', async () => {
  await showEnd(undefined);
  await shown.run(() => addToFilter(shown.id, 'type == connack', 'only'));
  await shown.until(() => rows().length === 1);
  expect(bands()).toEqual([]);
  expect(grid().getAttribute('aria-rowcount')).toBe('2');
  await shown.run(() => clearFilter(shown.id));
  await shown.until(() => bands().length === 1);
});

test('pausing freezes the list with its bands', async () => {
  await showEnd(undefined);
  await shown.run(() => togglePaused(shown.id));
  await shown.run(() => connected(shown.live, LATER + 1_000_000));
  await shown.until(() => shown.box.textContent?.includes('2 packets held') === true);
  expect(rows()).toHaveLength(2);
  expect(said()).toHaveLength(1);
  expect(grid().getAttribute('aria-rowcount')).toBe('3');
  await shown.run(() => togglePaused(shown.id));
  await shown.until(() => rows().length === 4);
});

test('counts only new packets', async () => {
  await showEnd(undefined);
  await shown.press(grid(), 'Home');
  await shown.run(() => {
    const stream = connected(shown.live, LATER + 1_000_000);
    for (let n = 0; n < 60; n += 1)
      shown.live.capture.packet(stream, 'in', LATER * 2, publishBytes('a', 'x'));
  });
  // Two of the rows on screen are bands.
  const fresh = 64 - (Math.ceil(400 / ROW_HEIGHT.wide) - 2);
  await shown.until(() => shown.box.textContent?.includes(`${fresh} new`) === true);
  expect(indexes().at(-1)).toBeLessThan(64);
});

test.each([
  [
    'a DISCONNECT of ours is no loss',
    { by: 'client' } as const,
    ({ capture }: LiveCapture, stream: number) => {
      capture.packet(stream, 'out', LATER, encode({ type: 'disconnect' }, 5));
    },
    /closed after 1 min 57 s · by the client DISCONNECT from the client, 0x00/,
    false,
  ],
  [
    'one of the broker says who ended it, and why',
    { by: 'client' } as const,
    ({ capture }: LiveCapture, stream: number) => {
      capture.packet(stream, 'in', LATER, encode({ type: 'disconnect', reasonCode: 0x8e }, 5));
    },
    /closed after 1 min 57 s · by the broker DISCONNECT from the broker, 0x8E Session taken over/,
    true,
  ],
  [
    'a close frame, too, with its reason',
    { code: 1001, by: 'server', reason: 'going\u0000 away' } as const,
    () => undefined,
    /closed 1001 after 1 min 57 s · by the broker no DISCONNECT seen · “going/,
    true,
  ],
])('%s', async (_, end, more, text, isLoss) => {
  await showEnd(end, more);
  expect(bands()[0]?.querySelector('.lucide-triangle-alert') !== null).toBe(isLoss);
  expect(said()[0]).toMatch(text);
  expect(said()[0]).not.toContain('\u0000');
});

test('before MQTT 5 a DISCONNECT has no code', async () => {
  shown = await show(PacketsView, ({ capture, stream }) => {
    capture.closeStream(stream);
    const old = capture.openStream({ version: 4, time: 0 });
    capture.packet(old, 'out', 1000, connect(4));
    capture.packet(old, 'in', 2000, Uint8Array.of(0x20, 2, 0, 0));
    capture.packet(old, 'out', LATER, Uint8Array.of(0xe0, 0));
    capture.closeStream(old, LATER, { by: 'client' });
  });
  await shown.until(() => bands().length > 0);
  expect(said()[0]).toMatch(/by the client DISCONNECT from the client$/);
});

test('says that a rejected client has retried, and names each of several clients', async () => {
  shown = await show(PacketsView, (live) => {
    live.capture.closeStream(live.stream);
    live.capture.closeStream(connected(live, 0), 10_000);
    connected(live, 5_000_000, 0x87);
  });
  await shown.until(() => bands().length === 2);
  expect(said()[1]).toContain('tried again · CONNECT refused: 0x87 Not authorized');
  await shown.run(() => connected(shown.live, 6_000_000, 0, 'other'));
  await shown.until(() => said()[0]?.includes('me closed') === true);
});
