import { expect, it } from 'vitest';
import { isThorough } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { Capture } from '../capture/capture.ts';
import { connectOf, readEvents } from '../files/captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../files/frames/frames.testkit.ts';
import { CaptureFeed } from '../files/report/captureFeed.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';
import { qos1 } from '../rules/pieces.testkit.ts';
import { ack, pingreq, pingresp, publish, suback, subscribe, Talk } from './talk.testkit.ts';

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
    conventions: CONVENTIONS,
    originWallClock: 0,
    logBudget: 100_000,
    onProblem: (problem) => found.push(problem),
  });
  const feed = new CaptureFeed(capture);
  for (const event of readEvents(pcapOf(frames))) feed.take(event);
  return found;
}

it('4.2: no missing frame leads to a claim about its content', () => {
  const frames = framesOf(session);
  expect(foundIn(frames)).toEqual([]);
  for (let at = 0; at < frames.length; at += 1) {
    const blamed = foundIn(frames.toSpliced(at, 1)).filter(({ severity }) => severity !== 'note');
    expect(blamed.map((one) => `without frame ${at}: ${foundWrong(one)}`)).toEqual([]);
  }
});

it('4.2: no order of frames leads to a claim', () => {
  const frames = framesOf(session);
  for (let at = 1; at < frames.length - 4; at += 1) {
    for (const later of isThorough ? [1, 3] : [1 + 2 * (at % 2)]) {
      const moved = frames.toSpliced(at, 1).toSpliced(at + later, 0, ...frames.slice(at, at + 1));
      const blamed = foundIn(moved).map((one) => `frame ${at} ${later} later: ${foundWrong(one)}`);
      expect(blamed).toEqual([]);
    }
  }
});

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 100 }],
} as const;

it('4.6: a message repeated after a gap may have been sent in that order before', () => {
  const talk = new Talk(5).begin(KEPT).subscribed('a');
  talk.capture.lacks(talk.stream);
  talk.get(publish('a', qos1(2))).close();
  talk.again(KEPT, { sessionPresent: true });
  for (const packetId of [1, 2]) talk.get(publish('a', qos1(packetId, true)));
  for (const packetId of [1, 2]) talk.send(ack('puback', packetId));
  expect(talk.rules).not.toContain('ack-order');
});

it('3.7.2.1: a gap may hide a resumed session', () => {
  const found = (isLacking: boolean) => {
    const talk = new Talk(5).begin();
    if (isLacking) talk.capture.lacks(talk.stream);
    return talk.send(ack('pubrel', 1)).get(ack('pubcomp', 1, { reasonCode: 0x92 })).rules;
  };
  expect(found(true)).not.toContain('identifier-not-found');
  expect(found(false)).toContain('identifier-not-found');
});
