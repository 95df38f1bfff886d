import { expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { PacketLog } from '../log/packetLog.ts';
import { Streams } from '../streams/streams.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Exchanges } from './exchanges.ts';

const IN_FLIGHT = 100;

// In a separate file, so that no other test's memory is measured.
test('needs at most 72 bytes per exchange, and answers windows quickly', () => {
  const count = tries(1_000_000, 10_000);
  const names = new TopicNames();
  const log = new PacketLog(names, 1024 * 1024);
  const listener = { irregular: () => undefined, changed: () => undefined };
  const exchanges = new Exchanges(log, names, listener, { withoutPackets: count });
  const streams = new Streams(names, CONVENTIONS, {
    closed: () => undefined,
    back: () => undefined,
    forgets: () => undefined,
  });
  const stream = streams.get(streams.open({ version: 4 }));
  if (stream === undefined) throw new Error('The stream is not there.');
  const bytes = publishBytes('a/b', 'x', { qos: 1 });
  const topics = Array.from({ length: 1_000 }, (_, n) => {
    const name = new TextEncoder().encode(`plant/line-${n % 50}/${n}`);
    return names.intern(name, 0, name.length);
  });
  const at = (direction: 'in' | 'out', time: number) => {
    const number = log.append(bytes, {
      time,
      stream: 1,
      direction,
      version: 4,
      packetId: 0,
      topic: 0,
      masked: false,
      hasProblem: false,
    });
    return { stream, direction, number, time };
  };
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < count + IN_FLIGHT; n += 1) {
    const time = n * 10;
    if (n < count) {
      const topic = topics[n % topics.length] ?? 0;
      const publish = { bytes, qos: 1, packetId: 1 + (n % 65_535), dup: false, topic };
      exchanges.publish(at('out', time), publish);
    }
    if (n < IN_FLIGHT) continue;
    const packetId = 1 + ((n - IN_FLIGHT) % 65_535);
    exchanges.ack(at('in', time), { type: 'puback', packetId });
  }
  const measured = process.memoryUsage().arrayBuffers - before - log.allocated;
  const { store } = exchanges.book;
  expect(store.heldInChunks).toBe(count);
  expect(measured / count).toBeLessThanOrEqual(72);
  expect(store.allocated / count).toBeLessThanOrEqual(72);
  expect(exchanges.counts).toMatchObject({ all: count, 'in-flight': 0 });

  const range = { first: count / 2, count: 50, show: 'all' } as const;
  expect(exchanges.list(range).rows).toHaveLength(50);
  const latency = () => exchanges.latency({ kind: 'all', direction: 'both' });
  expect(latency()).toMatchObject({ count, max: IN_FLIGHT * 10 });
  // ms. The limit is far above the time on a busy machine, and far below the cost of visiting all exchanges.
  expect(leastCpuTime(() => [exchanges.list(range), latency()], 5, 50)).toBeLessThan(50);
}, 120_000);
