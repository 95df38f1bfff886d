/** Reads random conversations from the middle, with the first bytes of each direction missing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { Capture } from '../capture/capture.ts';
import type { Direction } from '../log/columns/direction.ts';
import { COPY_FORMATS, factsOf, readEvents, reportsOf } from './captureFile.testkit.ts';
import { converted, judgementsOf } from './converted.testkit.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';
import { CaptureFeed } from './report/captureFeed.ts';
import { savedCapture } from './savedCapture.ts';

const arbitraryMessage = fc.oneof(
  fc.integer().map((t) => JSON.stringify({ t, unit: 'C' })),
  fc.integer({ min: -500, max: 50_000 }).map((value) => (value / 10).toFixed(1)),
  fc.constantFrom('ON', 'OFF', 'online'),
);
const arbitraryTopic = fc
  .array(fc.constantFrom('plant', 'heat', 'temperature', 'a', 'sensor-7'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((levels) => levels.join('/'));

const PING: readonly Sent[] = [
  { direction: 'out', bytes: Uint8Array.of(0xc0, 0) },
  { direction: 'in', bytes: Uint8Array.of(0xd0, 0) },
];

/** A PUBLISH with its PUBACK, if there is one. */
const arbitraryPublish = (version: ProtocolVersion): fc.Arbitrary<readonly Sent[]> =>
  fc
    .record({
      topic: arbitraryTopic,
      message: arbitraryMessage,
      direction: fc.constantFrom<Direction>('in', 'out'),
      packetId: fc.option(fc.integer({ min: 1, max: 0xffff }), { nil: undefined }),
    })
    .map(({ topic, message, direction, packetId }) => {
      const rest = {
        dup: false,
        retain: false,
        topic,
        payload: encodeUtf8(message),
        properties: [],
      };
      const quality =
        packetId === undefined ? ({ qos: 0 } as const) : { qos: 1 as const, packetId };
      const bytes = encode({ type: 'publish', ...rest, ...quality }, version);
      if (packetId === undefined) return [{ direction, bytes }];
      const answer = Uint8Array.of(0x40, 2, packetId >> 8, packetId & 0xff);
      return [
        { direction, bytes },
        { direction: direction === 'in' ? 'out' : 'in', bytes: answer },
      ];
    });

interface Conversation {
  readonly version: ProtocolVersion;
  readonly steps: readonly (readonly Sent[])[];
  readonly serverPort: number;
  readonly clientPort: number;
  readonly lost: Readonly<Record<Direction, number>>;
  readonly segment: number;
}

const arbitraryConversation: fc.Arbitrary<Conversation> = fc
  .constantFrom<ProtocolVersion>(4, 5)
  .chain((version) =>
    fc.record({
      version: fc.constant(version),
      steps: fc.array(fc.oneof(arbitraryPublish(version), fc.constant(PING)), {
        minLength: 1,
        maxLength: 12,
      }),
      serverPort: fc.constantFrom(1883, 25_001, 31_883),
      clientPort: fc.constantFrom(50_000, 20_001),
      lost: fc.record({ in: fc.nat(40), out: fc.nat(40) }),
      segment: fc.constantFrom(1400, 20),
    }),
  );

/** Its first bytes and its size, which overwriting keeps. */
const outlineOf = (direction: Direction, bytes: Uint8Array): string =>
  `${direction} ${Buffer.from(bytes.subarray(0, 2)).toString('hex')} ${bytes.length}`;

/** Checks that every packet after the gap is read. @returns numbers of packets, and of those overwritten */
function readsRest(
  conversation: fc.Arbitrary<Conversation>,
  runs: number,
): readonly [packets: number, masked: number] {
  let [packets, masked] = [0, 0];
  const read = fc.property(conversation, ({ version, steps, lost, ...options }) => {
    const isFirst = { in: true, out: true };
    const whole: Sent[] = [];
    // A ping shows the sides.
    const cut = [...steps, PING].flat().map(({ direction, bytes }) => {
      const missing = isFirst[direction] ? lost[direction] : 0;
      isFirst[direction] = false;
      if (missing === 0) whole.push({ direction, bytes });
      return { direction, bytes: bytes.subarray(missing) };
    });
    const file = pcapOf(framesOf(cut, { ...options, midStream: true }));
    const reports = reportsOf(readEvents(file));
    const outlines = reports.map(({ dir, hex }) => outlineOf(dir, Buffer.from(hex, 'hex')));
    const wanted = whole.map(({ direction, bytes }) => outlineOf(direction, bytes));
    expect(outlines).toEqual(expect.arrayContaining(wanted));
    packets += reports.length;
    masked += reports.filter(({ masked: isMasked }) => isMasked).length;
    const messages = reports.filter(({ type }) => type === 3);
    expect(messages.filter((report) => report.version !== version)).toEqual([]);
  });
  fc.assert(read, { numRuns: runs, seed: 7 });
  return [packets, masked];
}

it('reads every packet after a gap, with its side and version', () => {
  const [packets, masked] = readsRest(arbitraryConversation, tries(3000, 200));
  // A packet identifier may look like the beginning of a packet after a password.
  expect(masked / packets).toBeLessThan(0.01);
});

it('reads packets after a gap also if their topics and messages are not UTF-8', () => {
  const [t, umlaut] = [0x74, 0xfc];
  const inLatin1 = ({ direction, bytes }: Sent): Sent => ({
    direction,
    bytes: (bytes[0] ?? 0) >> 4 === 3 ? bytes.map((byte) => (byte === t ? umlaut : byte)) : bytes,
  });
  const conversation = arbitraryConversation.map((one) => ({
    ...one,
    steps: one.steps.map((step) => step.map(inLatin1)),
  }));
  readsRest(conversation, tries(3000, 200));
  const copies = fc.property(conversation, ({ steps, serverPort, clientPort, segment }) => {
    const sent = [...steps, PING].flat();
    const options = { serverPort, clientPort, segment, midStream: true };
    const events = readEvents(pcapOf(framesOf(sent, options)));
    for (const format of COPY_FORMATS) {
      const copy = readEvents(converted(events, format, true));
      expect(judgementsOf(copy)).toEqual(judgementsOf(events));
    }
  });
  fc.assert(copies, { numRuns: tries(1000, 40), seed: 7 });
});

it.each([1883, 25_001])('has every byte on port %i in a packet or in a note', (serverPort) => {
  for (const size of [300, 20_000, 200_000]) {
    const rest: Sent = { direction: 'out', bytes: new Uint8Array(size).fill(0xff) };
    const publish: Sent = { direction: 'out', bytes: encodeUtf8('0\u0008\u0000\u0004a/b/21') };
    const sent = [rest, publish, ...PING, publish, ...PING];
    const events = readEvents(pcapOf(framesOf(sent, { midStream: true, serverPort })));
    const cut = reportsOf(events).reduce((sum, { size: bytes }) => sum + bytes, 0);
    const noted = factsOf(events).flatMap((fact) => {
      const note = fact.key === 'of-stream' ? fact.args.note : fact;
      return note.key === 'bytes-uncut' || note.key === 'bytes-missing' ? [note.args.count] : [];
    });
    const sum = cut + noted.reduce((all, count) => all + count, 0);
    expect(sum).toBe(sent.reduce((all, { bytes }) => all + bytes.length, 0));
    expect(reportsOf(events)).toHaveLength(sent.length - 1);
  }
});

it.each([4, 5] as const)('says in a saved copy that version %i is inferred', (version) => {
  const publish = encode(
    {
      type: 'publish',
      dup: false,
      retain: false,
      qos: 1,
      packetId: 7,
      topic: 'plant/heat',
      properties: [],
      payload: encodeUtf8('{"t":21.5}'),
    },
    version,
  );
  const sent: readonly Sent[] = [{ direction: 'out', bytes: publish }, ...PING];
  const events = readEvents(pcapOf(framesOf(sent, { midStream: true })));
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of events) feed.take(event);
  const inferred = reportsOf(events).map((one) => [one.version, one.versionInferred]);
  expect(inferred).toEqual(Array.from({ length: 3 }, () => [version, true]));
  const saved = [...savedCapture(feed.capture)].filter((event) => event.kind !== 'passed-over');
  expect(reportsOf(saved).map((one) => [one.version, one.versionInferred])).toEqual(inferred);
});

it.each(['in', 'out'] as const)(
  'shows no guessed packet that its own bytes refute: %s',
  (direction) => {
    // Like a SUBACK of 14 kB, but without its codes.
    const other = Uint8Array.of(0x90, 0xe4, 0x73, 0x8d, 0x0d, ...new Uint8Array(3757).fill(0x4b));
    const frames = framesOf(
      [
        { direction, bytes: new Uint8Array(1400).fill(2) },
        { direction, bytes: other },
        { direction: direction === 'in' ? 'out' : 'in', bytes: Uint8Array.of(0xc0, 0) },
      ],
      { midStream: true, segment: 1400 },
    );
    const events = readEvents(pcapOf(frames));
    const packets = events.flatMap((event) => (event.kind === 'packet' ? [[...event.bytes]] : []));
    expect(packets).toEqual([[0xc0, 0]]);
  },
);
