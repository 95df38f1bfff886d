import { expect, it } from 'vitest';
import { encode } from '../../mqtt/encode.ts';
import type { Packet } from '../../mqtt/packet.ts';
import { Capture } from '../capture.ts';
import type { Direction } from '../direction.ts';
import { CaptureFeed } from '../files/captureFeed.ts';
import { connectOf, readEvents } from '../files/captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../files/frames.testkit.ts';
import type { FoundProblem } from './problem.ts';
import { ack, pingreq, pingresp, publish, suback, subscribe } from './talk.testkit.ts';

const sent = (direction: Direction, packet: Packet): Sent => ({
  direction,
  bytes: encode(packet, 4),
});
const qos2 = { qos: 2, packetId: 7 } as const;

const session: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  sent('in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }),
  sent('out', subscribe(1, ['a', 'b'])),
  sent('in', suback(1, [2, 2])),
  sent('out', publish('a', qos2)),
  sent('in', ack('pubrec', 7)),
  sent('out', ack('pubrel', 7)),
  sent('in', ack('pubcomp', 7)),
  sent('in', publish('b', { qos: 1, packetId: 1 })),
  sent('out', ack('puback', 1)),
  sent('out', pingreq),
  sent('in', pingresp),
  sent('out', publish('a', qos2)),
  sent('in', ack('pubrec', 7)),
  sent('out', { type: 'disconnect' }),
];

function foundIn(frames: readonly Uint8Array[]): FoundProblem[] {
  const found: FoundProblem[] = [];
  const capture = new Capture({
    originWallClock: 0,
    logBudget: 100_000,
    onProblem: (problem) => found.push(problem),
  });
  const feed = new CaptureFeed({}, capture);
  for (const event of readEvents(pcapOf(frames))) feed.take(event);
  return found;
}

it('4.2: whatever frame a capture lacks, nobody is blamed for what it held', () => {
  const frames = framesOf(session);
  expect(foundIn(frames)).toEqual([]);
  for (let at = 0; at < frames.length; at += 1) {
    const blamed = foundIn(frames.toSpliced(at, 1)).filter(({ severity }) => severity !== 'note');
    expect(blamed.map(({ text }) => `without frame ${at}: ${text}`)).toEqual([]);
  }
});

it('4.2: in whatever order a capture has the frames, nobody is blamed for it', () => {
  const frames = framesOf(session);
  for (let at = 1; at < frames.length - 4; at += 1) {
    for (const later of [1, 3]) {
      const moved = frames.toSpliced(at, 1).toSpliced(at + later, 0, ...frames.slice(at, at + 1));
      const blamed = foundIn(moved).map(({ text }) => `frame ${at} ${later} later: ${text}`);
      expect(blamed).toEqual([]);
    }
  }
});
