import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Capture } from './capture.ts';

test('counts packets on 1,000 topics exactly, in bounded memory and with fast windows', () => {
  const count = tries(400_000, 40_000);
  const packets = Array.from({ length: 1_000 }, (_, n) =>
    publishBytes(`plant/line-${n % 20}/device-${n}`, `{"value":${n},"unit":"C","ok":true}`),
  );
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    logBudget: 32 * count,
  });
  const stream = capture.openStream(4);
  const started = cpuTime();
  for (let n = 0; n < count; n += 1) {
    capture.packet(stream, 'in', n, packets[n % packets.length] ?? new Uint8Array());
  }
  const perPacket = ((cpuTime() - started) * 1_000) / count;
  const counters = capture.counters(count);
  expect(counters).toMatchObject({ topics: 1_000, messages: count, packets: count });
  expect(counters.discarded).toBeGreaterThan(count / 2);
  expect(counters.logBytes).toBeLessThanOrEqual(counters.logBudget);
  expect(counters.topicBytes).toBeLessThanOrEqual(counters.topicBudget);
  const request = {
    topics: { first: 0, count: 50 },
    packets: { first: 0, count: 50, tail: true },
    topic: { name: 'plant/line-7/device-7', history: { first: 0, count: 50 } },
  };
  const asked = cpuTime();
  const reply = capture.window(request, count);
  const perWindow = cpuTime() - asked;
  expect(reply.packets?.rows.at(-1)?.number).toBe(count);
  expect(reply.topic).toMatchObject({
    messages: count / 1_000,
    history: { total: Math.min(500, count / 1_000) },
  });
  // µs and ms. The limits are far above the time on a busy machine, and far below the cost of visiting all
  // rows.
  expect(perPacket).toBeLessThan(100);
  expect(perWindow).toBeLessThan(1_000);
}, 120_000);
