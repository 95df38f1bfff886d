/** Tests frames that the capture has after the answers to them, as with several receive queues. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { PublishPacket } from '../../../mqtt/tables/packet.ts';
import { connectOf, readEvents } from '../captureFile.testkit.ts';
import { problemsOf } from '../converted.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const PUBLISH: PublishPacket = {
  type: 'publish',
  topic: 'plant',
  payload: Uint8Array.of(49, 50),
  qos: 1,
  retain: false,
  dup: false,
  packetId: 1,
  properties: [],
};
const exchange = (packetId: number): Sent[] => [
  { direction: 'out', bytes: encode({ ...PUBLISH, packetId }, 4) },
  { direction: 'in', bytes: Uint8Array.of(0x40, 2, 0, packetId) },
];
const SESSION: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
  ...[1, 2, 3].flatMap(exchange),
];

function moved(at: number, by: number, segment: number): readonly Uint8Array[] {
  const frames = framesOf(SESSION, { segment, unclosed: true });
  const from = at % frames.length;
  return frames.toSpliced(from, 1).toSpliced(from + by, 0, ...frames.slice(from, from + 1));
}

const segment = fc.integer({ min: 1, max: 12 });

it('processes late frames before the answers to them, even those of a single byte', () => {
  const order = SESSION.map(({ direction }) => direction);
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 4 }), segment, (at, by, size) => {
      const events = readEvents(pcapOf(moved(at, by, size)));
      const packets = events.flatMap((one) => (one.kind === 'packet' ? [one.direction] : []));
      expect(packets).toEqual(order);
      expect(problemsOf(events)).toEqual([]);
    }),
    { numRuns: tries(500) },
  );
});
