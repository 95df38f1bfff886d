import { expect, it } from 'vitest';
import { notesOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const PUBLISH = Uint8Array.of(0x32, 8, 0, 3, 0x61, 0x2f, 0x62, 0, 7, 0x31);
const TALK: readonly Sent[] = [
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
  { direction: 'out', bytes: PUBLISH },
  { direction: 'in', bytes: Uint8Array.of(0x40, 2, 0, 7) },
  { direction: 'out', bytes: Uint8Array.of(0xe0, 0) },
];

it.each([1, 2, 3])(
  'reads packets in segments of %i bytes on any port without CONNECT',
  (segment) => {
    const frames = framesOf(TALK, { serverPort: 25_001, midStream: true, segment });
    const types = reportsOf(readEvents(pcapOf(frames))).map(({ type }) => type);
    expect(types).toEqual([2, 3, 4, 14]);
  },
);

it('reads packets cut in two after the end of a large message', () => {
  const picture = new Uint8Array(140_000).map((_, at) => (at * 7) % 251);
  const frames = framesOf([{ direction: 'in', bytes: picture }, ...TALK], {
    serverPort: 25_001,
    midStream: true,
  });
  const cut = framesOf(TALK, {
    serverPort: 25_001,
    midStream: true,
    segment: 3,
    start: { out: 1000, in: 145_000 },
  });
  const events = readEvents(pcapOf([...frames.slice(0, 102), ...cut]));
  expect(reportsOf(events).map(({ type }) => type)).toEqual([2, 3, 4, 14]);
});

it('finds no packets in other bytes', () => {
  const bytes = new Uint8Array(4000).map((_, at) => (at * at * 31 + at) % 251);
  const frames = framesOf([{ direction: 'in', bytes }], {
    serverPort: 25_001,
    midStream: true,
    segment: 5,
  });
  expect(notesOf(readEvents(pcapOf(frames)))).toEqual(['no-mqtt']);
});
