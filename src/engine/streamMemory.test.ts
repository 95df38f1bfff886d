import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Capture } from './capture.ts';
import { connectOf } from './files/captureFile.testkit.ts';
import { publishBytes } from './messages.testkit.ts';

/** Of the heap and beside it, without what nobody refers to. */
function bytesUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

// In a file of its own, so that nobody else's memory is measured.
test('an open stream takes at most 7 KB with its first packets: 20,000 of them', () => {
  const streams = 20_000;
  const connack = Uint8Array.of(0x20, 2, 0, 0);
  const puback = Uint8Array.of(0x40, 2, 0, 1);
  const capture = new Capture({ originWallClock: 0 });
  const before = bytesUsed();
  for (let time = 0; time < streams; time += 1) {
    const stream = capture.openStream({ time, server: '10.0.0.2:1883', carrier: 'tcp' });
    capture.packet(stream, 'out', time, connectOf(4, `device-${time}`));
    capture.packet(stream, 'in', time, connack);
    capture.packet(stream, 'out', time, publishBytes(`own/${time}`, '', { qos: 1, packetId: 1 }));
    capture.packet(stream, 'in', time, puback);
  }
  const each = (bytesUsed() - before) / streams;
  expect(capture.newest).toBe(streams * 4);
  expect(each).toBeLessThan(7_000);
  expect(each).toBeGreaterThan(500);
}, 60_000);
