import { expect, test } from 'vitest';
import { isThorough } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { TopicNames } from './columns/topicNames.ts';
import { PacketLog } from './packetLog.ts';

// In a separate file, so that no other test's memory is measured.
test("needs at most 48 bytes per row in addition to the packets' bytes", () => {
  const rows = isThorough ? 1_000_000 : 200_000;
  const packet = new Uint8Array(60).fill(0x30);
  const topics = Array.from({ length: 1_000 }, (_, n) => encodeUtf8(`plant/line-${n % 50}/${n}`));
  const before = process.memoryUsage().arrayBuffers;
  const names = new TopicNames();
  const log = new PacketLog(names);
  for (let n = 0; n < rows; n += 1) {
    const name = topics[n % topics.length] ?? packet;
    log.append(packet, {
      time: n,
      stream: 1,
      direction: 'in',
      version: 4,
      packetId: 0,
      topic: names.intern(name, 0, name.length),
      hasProblem: false,
    });
  }
  const measured = process.memoryUsage().arrayBuffers - before - rows * packet.length;
  expect(log.total - log.discarded).toBe(rows);
  // The system's figure, and the log's own one.
  expect(measured / rows).toBeLessThanOrEqual(48);
  expect(measured / rows).toBeGreaterThan(30);
  const told = log.allocated + names.tableBytes - rows * packet.length;
  expect(told / rows).toBeLessThanOrEqual(48);
  expect(log.allocated).toBeLessThanOrEqual(log.budget);
  expect(log.row(rows / 2)?.time).toBe(rows / 2 - 1);
});
