import { expect, test } from 'vitest';
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
  const connections = 20_000;
  let packets = 0;
  const before = await bytesUsed();
  const reader = readCaptureFile((event) => {
    if (event.kind === 'packet') packets += 1;
  }, DECODERS);
  for (let from = 0; from < connections; from += BATCH) reader.push(openConnections(from));
  const each = ((await bytesUsed()) - before) / connections;
  expect(packets).toBe(connections * 2);
  expect(each).toBeLessThan(1_700);
  expect(each).toBeGreaterThan(500);
  // Keeps the reader reachable until memory was measured.
  reader.end();
});
