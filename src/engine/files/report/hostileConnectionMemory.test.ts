/** Tests the memory of as many open connections as a server has ports. */
import { expect, test } from 'vitest';
import { isThorough } from '../../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { bytesUsed } from '../../log/bytesUsed.testkit.ts';
import { connectOf } from '../captureFile.testkit.ts';
import { readCaptureFile } from '../captureFile.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import { DECODERS } from '../tls/allDecoders.ts';
import { PassingCapture } from './passingCapture.ts';

const PCAP_HEADER = 24;
const BATCH = 500;
const FIRST_PORT = 1024;
const CONNECTIONS = isThorough ? 64_000 : 5_000;
// All ports of a server in 300 MB would be 4,577 each. The most recent 10,000 clients take more memory.
const MOST_BYTES = isThorough ? 3_400 : 4_600;

function openConnections(from: number): Uint8Array {
  const frames = Array.from({ length: BATCH }, (_, at) => {
    const sent = [
      { direction: 'out', bytes: connectOf(4, `device-${from + at}`) },
      { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
      { direction: 'out', bytes: Uint8Array.of(0xc0, 0) },
      { direction: 'in', bytes: Uint8Array.of(0xd0, 0) },
    ] as const;
    return framesOf(sent, { clientPort: FIRST_PORT + from + at, unclosed: true });
  });
  const file = pcapOf(frames.flat());
  return from === 0 ? file : file.subarray(PCAP_HEADER);
}

// In a separate file, so that the memory of other tests is not measured.
test(`an open connection takes at most ${MOST_BYTES} bytes while it is read and checked`, {
  timeout: 300_000,
}, async () => {
  const passing = new PassingCapture({ conventions: CONVENTIONS });
  const reader = readCaptureFile((event) => {
    passing.take(event);
  }, DECODERS);
  reader.push(openConnections(0));
  // The buffers that all connections share exist now.
  const before = await bytesUsed();
  for (let from = BATCH; from < CONNECTIONS; from += BATCH) reader.push(openConnections(from));
  const each = ((await bytesUsed()) - before) / (CONNECTIONS - BATCH);
  expect(passing.packets).toBe(CONNECTIONS * 4);
  expect(each).toBeLessThan(MOST_BYTES);
  expect(each).toBeGreaterThan(500);
  // Keeps both reachable until they have been measured.
  reader.end();
  passing.end();
});
