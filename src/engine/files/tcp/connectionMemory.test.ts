import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { bytesUsed } from '../../log/bytesUsed.testkit.ts';
import { connectOf } from '../captureFile.testkit.ts';
import { readCaptureFile } from '../captureFile.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import { DECODERS } from '../tls/allDecoders.ts';

const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const PCAP_HEADER = 24;
const BATCH = 500;

/** Part of a pcap file: connections that stay open after CONNACK. */
function openConnections(from: number): Uint8Array {
  const frames = Array.from({ length: BATCH }, (_, at) => {
    const sent = [
      { direction: 'out', bytes: connectOf(4, `device-${from + at}`) },
      { direction: 'in', bytes: CONNACK },
    ] as const;
    return framesOf(sent, { clientPort: 1024 + from + at, unclosed: true });
  });
  const file = pcapOf(frames.flat());
  return from === 0 ? file : file.subarray(PCAP_HEADER);
}

// In a separate file, so that the memory of other tests is not measured.
test('the reader takes at most 1,700 bytes for an open MQTT connection', async () => {
  const connections = tries(20_000, 5_000);
  let packets = 0;
  const reader = readCaptureFile((event) => {
    if (event.kind === 'packet') packets += 1;
  }, DECODERS);
  reader.push(openConnections(0));
  // The buffers that all connections share exist now.
  const before = await bytesUsed();
  for (let from = BATCH; from < connections; from += BATCH) reader.push(openConnections(from));
  const each = ((await bytesUsed()) - before) / (connections - BATCH);
  expect(packets).toBe(connections * 2);
  expect(each).toBeLessThan(1_700);
  expect(each).toBeGreaterThan(500);
  // Keeps the reader reachable until memory was measured.
  reader.end();
});
