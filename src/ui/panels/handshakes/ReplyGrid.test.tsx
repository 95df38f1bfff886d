import { afterEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../../mqtt/tables/packet.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { setHandshakes } from '../../session/handshakes/state.ts';
import { HandshakesView } from './HandshakesView.tsx';

let shown: Shown;
afterEach(() => shown.end());

const message: PublishPacket = {
  type: 'publish',
  topic: 'cmd/lamp',
  payload: encodeUtf8('{}'),
  qos: 0,
  dup: false,
  retain: false,
  properties: [{ name: 'responseTopic', value: 'answers/7' }],
};
const request = encode(message, 5);
const acknowledgedRequest = encode({ ...message, qos: 1, packetId: 1 }, 5);

/** The request, behind as many packets. */
async function showBehind(packets: number): Promise<Element> {
  shown = await show(HandshakesView, ({ capture }: LiveCapture) => {
    const stream = capture.openStream({ version: 5, time: 0 });
    for (let n = 0; n < packets; n += 1) capture.packet(stream, 'in', n, Uint8Array.of(0xd0, 0));
    capture.packet(stream, 'in', packets, request);
  });
  await shown.live.capture.loadPairing();
  await shown.run(() => setHandshakes(shown.id, { list: 'replies' }));
  await shown.until(() => shown.box.textContent?.includes('cmd/lamp') === true);
  return shown.box.querySelector('[role=grid]') ?? shown.box;
}

const tracks = (grid: Element): string =>
  grid instanceof HTMLElement ? grid.style.getPropertyValue('--tracks') : '';

test('has room for large packet numbers', async () => {
  expect(tracks(await showBehind(5))).toMatch(/^60px /);
  await shown.end();
  const grid = await showBehind(10_000);
  expect(grid.textContent).toContain('10,001');
  expect(Number.parseFloat(tracks(grid))).toBeGreaterThan(61);
});

test('shows the newest request while the selected message has no exchange', async () => {
  await showBehind(1);
  const { live, box, id, run, until } = shown;
  await run(() => select(id, { packet: 2 }));
  await until(() => box.textContent?.includes('There is no exchange to show') === true);
  const stream = live.capture.openStream({ version: 5, time: 9000 });
  await run(() => {
    live.capture.packet(stream, 'in', 9001, acknowledgedRequest);
    live.capture.packet(stream, 'out', 9002, Uint8Array.of(0x40, 2, 0, 1));
  });
  await until(() => box.textContent?.includes('The newest request is shown') === true);
  expect(box.textContent).not.toContain('There is no exchange to show');
  expect(selectionOf(id).packet).toBe(2);
});
