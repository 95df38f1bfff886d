/** Bytes of a stream in a capture, as on the wire. */
import type { Capture } from '../engine/capture/capture.ts';
import type { Direction } from '../engine/log/columns/direction.ts';

export function recordedBytes(capture: Capture, stream: number, direction: Direction): Buffer {
  const { packets } = capture.window({ packets: { first: 0, count: 1_000_000 } }, 0);
  const rows = (packets?.rows ?? []).filter(
    (row) => row.stream === stream && row.direction === direction,
  );
  return Buffer.concat(rows.map(({ number }) => capture.bytesOf(number) ?? new Uint8Array()));
}
