import { afterEach, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../../mqtt/tables/packet.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { ReplyGrid } from './ReplyGrid.tsx';

const Grid = ({ connectionId }: { readonly connectionId: string }) => (
  <ReplyGrid connectionId={connectionId} layout="wide" />
);

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

/** The request, behind as many packets. */
async function showBehind(packets: number): Promise<Element> {
  shown = await show(Grid, ({ capture }: LiveCapture) => {
    const stream = capture.openStream({ version: 5, time: 0 });
    for (let n = 0; n < packets; n += 1) capture.packet(stream, 'in', n, Uint8Array.of(0xd0, 0));
    capture.packet(stream, 'in', packets, request);
  });
  await shown.live.capture.loadPairing();
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
