/** Tests a connection with one side always waiting for a missing segment of the other. */
import { expect, test } from 'vitest';
import { bytesUsed } from '../../log/bytesUsed.testkit.ts';
import { RecentBytes } from './recentBytes.ts';
import { TimeOrder } from './timeOrder.ts';

const KIB = 1024;
const ROUNDS = 10_000;

test('keeps only waiting events, although there always is one', async () => {
  let delivered = 0;
  const order = new TimeOrder(
    {
      isIgnored: false,
      heard: () => undefined,
      data: (_side, bytes) => (delivered += bytes.length),
      gap: () => undefined,
      end: () => undefined,
      late: () => undefined,
      differs: () => undefined,
      closed: () => undefined,
      lags: () => undefined,
      captureEnded: () => undefined,
    },
    new RecentBytes(),
  );
  const { first, second } = order.flows;
  const [payload, byte] = [new Uint8Array(KIB), Uint8Array.of(1)];
  const round = (at: number): void => {
    const time = at * 10;
    // A byte is missing before each segment of the second side until the next round.
    second.segment(2 * at + 1, byte, 1, false, time);
    order.release();
    first.segment(at * KIB, payload, KIB, false, time + 5);
    order.release();
    second.segment(2 * at - 2, byte, 1, false, time + 2);
    order.release();
  };
  second.begin(1);
  for (let at = 1; at <= 100; at += 1) round(at);
  const before = await bytesUsed();
  for (let at = 101; at <= ROUNDS; at += 1) round(at);
  expect(order.isEmpty).toBe(false);
  expect(delivered).toBeGreaterThan((ROUNDS - 10) * KIB);
  expect((await bytesUsed()) - before).toBeLessThan(2_000_000);
});
