import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
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

/** A PUBLISH of that many bytes. */
function picture(size: number): Uint8Array {
  const payload = new Uint8Array(size).map((_, at) => (at * 7) % 251);
  const remaining = size + 8;
  const length = [0, 7, 14].map((shift) => ((remaining >> shift) & 0x7f) | (shift < 14 ? 0x80 : 0));
  return Buffer.concat([Uint8Array.of(0x30, ...length, 0, 6), encodeUtf8('cam/p1'), payload]);
}

it('reads messages of any size on any port without CONNECT', () => {
  const large = [200_000, 1_500_000].map(picture);
  const sent = large.map((bytes): Sent => ({ direction: 'out', bytes }));
  const events = readEvents(pcapOf(framesOf(sent, { serverPort: 25_001, midStream: true })));
  const sizes = events.flatMap((event) => (event.kind === 'packet' ? [event.bytes.length] : []));
  expect(sizes).toEqual(large.map(({ length }) => length));
});

it('reads a message whose middle is lost on any port', () => {
  const [first, second] = [picture(200_000), picture(300_000)];
  const sent = [first, second].map((bytes): Sent => ({ direction: 'out', bytes }));
  const frames = framesOf(sent, { serverPort: 25_001, midStream: true });
  const events = readEvents(pcapOf(frames.toSpliced(50, 1)));
  const read = events.flatMap((event) =>
    event.kind === 'packet' ? [[event.problem?.rule, event.bytes.length]] : [],
  );
  expect(read).toEqual([
    ['captureGap', 50 * 1400],
    [undefined, second.length],
  ]);
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
