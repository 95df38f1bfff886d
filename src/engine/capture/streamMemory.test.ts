import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { connectOf } from '../files/captureFile.testkit.ts';
import { bytesUsed } from '../log/bytesUsed.testkit.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Capture } from './capture.ts';

// In a separate file, so that no other test's memory is measured.
test('an open stream needs at most 4.7 KB with its first packets', async () => {
  const streams = tries(20_000, 5_000);
  const connack = Uint8Array.of(0x20, 2, 0, 0);
  const puback = Uint8Array.of(0x40, 2, 0, 1);
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const before = await bytesUsed();
  for (let time = 0; time < streams; time += 1) {
    const stream = capture.openStream({ time, server: '10.0.0.2:1883', carrier: 'tcp' });
    capture.packet(stream, 'out', time, connectOf(4, `device-${time}`));
    capture.packet(stream, 'in', time, connack);
    capture.packet(stream, 'out', time, publishBytes(`own/${time}`, '', { qos: 1, packetId: 1 }));
    capture.packet(stream, 'in', time, puback);
  }
  const each = ((await bytesUsed()) - before) / streams;
  expect(capture.newest).toBe(streams * 4);
  expect(each).toBeLessThan(4_700);
  expect(each).toBeGreaterThan(500);
});
