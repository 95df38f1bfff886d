import { expect, test } from 'vitest';
import type { ControlReply } from '../../broker/control/control.ts';
import { readBrokerClock } from './brokerClock.ts';

/** A broker whose time 0 is at 5,000,000 µs. @param delays µs to the broker and back, by request */
function brokerBehind(delays: readonly (readonly [there: number, back: number])[]) {
  let now = 7_000_000;
  let asked = 0;
  return {
    now: () => now,
    asked: () => asked,
    client: {
      ask: (): Promise<ControlReply> => {
        const [there, back] = delays[asked] ?? [0, 0];
        asked += 1;
        const time = (now + there - 5_000_000) / 1000;
        now += there + back;
        return Promise.resolve({ kind: 'clients', first: 0, total: 0, time, rows: [] });
      },
    },
  };
}

test('uses the broker’s time from the fastest answer, because a delay shifts it by half', async () => {
  const broker = brokerBehind([
    [2_400_000, 100],
    [300, 900_000],
    [30_000, 31_000],
  ]);
  const clock = await readBrokerClock(broker.client, broker.now);
  expect(Math.abs((clock?.at(0) ?? 0) - 5_000_000)).toBeLessThanOrEqual(500);
});

test('stops after a fast answer', async () => {
  const broker = brokerBehind([[200, 300]]);
  const clock = await readBrokerClock(broker.client, broker.now);
  expect(broker.asked()).toBe(1);
  expect(clock?.at(1000)).toBe(6_000_000 + 50);
});
