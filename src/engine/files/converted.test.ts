import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { randomOf, sessionOf } from '../outOfStep/mutations.testkit.ts';
import { COPY_FORMATS, connectOf, readEvents, reportsOf } from './captureFile.testkit.ts';
import type { ExportFormat } from './captureFormats.ts';
import {
  CAPTURE_FILES,
  converted,
  judgementsOf,
  leftOutOf,
  missingIn,
  notesOf,
  problemsOf,
  wordsOf,
} from './converted.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';

/** Captures with packets. */
const CAPTURES = CAPTURE_FILES.flatMap(([name, file]) => {
  const events = readEvents(file);
  if (!events.some(({ kind }) => kind === 'packet')) return [];
  return [[name, events] as const];
});

/** Captures of which copies without secrets leave nothing out. */
const WHOLE = CAPTURES.filter(([, events]) => leftOutOf(events) === 0);

/** Notes that a format keeps. pcapng has none, but holes of the same size. */
const keptNotes = (events: readonly CaptureEvent[], format: ExportFormat) =>
  format === 'pcapng' ? missingIn(events) : notesOf(events);

/** What the rules and the reader say. Frames do not tell which field is missing in an overwritten packet. */
const saidOf = (events: readonly CaptureEvent[], format: ExportFormat) => ({
  judgements: judgementsOf(events),
  words: format === 'pcapng' ? [] : wordsOf(events).toSorted(),
  notes: keptNotes(events, format),
});

describe.each(COPY_FORMATS)('converted to %s', (format) => {
  it.each(CAPTURES)('%s keeps its problems, times and notes', (_name, events) => {
    const copy = readEvents(converted(events, format, true));
    expect(saidOf(copy, format)).toMatchObject(saidOf(events, format));
  });

  it.each(WHOLE)('without secrets, %s keeps its problems, times and notes', (_name, events) => {
    const copy = readEvents(converted(events, format));
    expect(saidOf(copy, format)).toMatchObject(saidOf(events, format));
  });
});

describe.each(COPY_FORMATS)('overwritten, converted to %s', (format) => {
  it('a packet of a reserved type is judged: its first byte shows the only problem', () => {
    const [, events = []] = CAPTURES.find(([name]) => name.startsWith('pub-20')) ?? [];
    expect(judgementsOf(events)).toEqual(['3 error reserved-type 20000.000']);
    expect(judgementsOf(readEvents(converted(events, format)))).toEqual(judgementsOf(events));
  });

  it('a stream out of step is overwritten if a later packet holds a password', () => {
    const sent = (bytes: Uint8Array): Sent => ({ direction: 'out', bytes });
    const cut = publish(7).subarray(0, 30);
    const later = [publish(7), publish(8), signIn('geheim'), publish(9)].map(sent);
    const events = readEvents(pcapOf(framesOf([...SENT.slice(0, 2), sent(cut), ...later])));
    expect(wordsOf(events).some((one) => one.includes('announces'))).toBe(true);
    const text = String.fromCharCode(...converted(events, format));
    expect(text).not.toContain('geheim');
    expect(text).not.toContain(Buffer.from('geheim').toString('hex'));
  });

  it('a CONNECT that may hide a password anywhere is left out, with its place', () => {
    const [, ...rest] = connectOf(5, 'c');
    // Announces less than its fields need.
    const bytes = Uint8Array.of(0x10, (rest[0] ?? 0) - 2, ...rest.slice(1, -2));
    const sent = [bytes, publish(7), publish(8)].map(
      (one) => ({ direction: 'out', bytes: one }) as const,
    );
    const events = readEvents(pcapOf(framesOf(sent)));
    expect(leftOutOf(events)).toBe(bytes.length);
    const copy = readEvents(converted(events, format));
    expect(reportsOf(copy).map(({ type }) => type)).toEqual([3, 3]);
    expect(notesOf(copy).join()).toContain(`${bytes.length} bytes from the client`);
  });
});

it('encrypted, converted to mqttscope, says why there are no packets', () => {
  const [, file] = CAPTURE_FILES.find(([name]) => name === 'interop-tls-ccm8.pcap') ?? [];
  const events = file === undefined ? [] : readEvents(file);
  expect(notesOf(events)).toHaveLength(1);
  expect(notesOf(readEvents(converted(events, 'mqttscope')))).toEqual(notesOf(events));
});

const publish = (packetId: number): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 1,
      retain: false,
      packetId,
      topic: 'plant/pump/pressure',
      payload: new Uint8Array(20),
      properties: [],
    },
    4,
  );

const signIn = (password: string): Uint8Array =>
  encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'c',
      userName: 'ann',
      password: encodeUtf8(password),
      properties: [],
    },
    4,
  );

const exchange = (packetId: number): Sent[] => [
  { direction: 'out', bytes: publish(packetId) },
  { direction: 'in', bytes: encode({ type: 'puback', packetId }, 4) },
];

const SENT: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4, 'a-client-with-a-long-name') },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
  ...[1, 2, 3].flatMap(exchange),
];

/** The beginning of a packet of no type. */
const STRAY = Uint8Array.of(0, 0xff);

const FRAMES = framesOf(SENT);

const SOURCE_PORT = 34;

/** True if the frame is from the usual port of the client. */
const isOfClient = (frame: Uint8Array): boolean =>
  ((frame[SOURCE_PORT] ?? 0) << 8) + (frame[SOURCE_PORT + 1] ?? 0) === 50_000;

/** The beginning of a message. */
const CUT: Sent = { direction: 'out', bytes: publish(9).subarray(0, 12) };

/** Neither side can be divided into packets. */
const OTHER_PROTOCOL: readonly Sent[] = [
  { direction: 'in', bytes: encodeUtf8('SSH-2.0-server\r\n') },
  { direction: 'out', bytes: encodeUtf8('SSH-2.0-client\r\n') },
  { direction: 'in', bytes: encodeUtf8('more of the server') },
  { direction: 'out', bytes: encodeUtf8('more of the client') },
];

const HTTP: readonly Sent[] = [
  { direction: 'out', bytes: encodeUtf8('GET / HTTP/1.1\r\nHost: b\r\n\r\n') },
  { direction: 'in', bytes: encodeUtf8('HTTP/1.1 404 Not Found\r\n\r\n') },
];

/** Lengths of more than four bytes. */
const ENDLESS: readonly Sent[] = [
  { direction: 'out', bytes: new Uint8Array(7).fill(0xff) },
  { direction: 'in', bytes: new Uint8Array(8).fill(0xff) },
];

/** Begins within a message of the server, which the capture shows before the client. */
const WITHIN: readonly Sent[] = [
  { direction: 'in', bytes: new Uint8Array(200_000).fill(0x61) },
  ...exchange(1),
  ...exchange(2),
];

/** The same connection, of which the capture lacks the beginning, a frame, or the ends of frames. */
const INCOMPLETE: readonly (readonly [name: string, file: Uint8Array])[] = [
  ...FRAMES.slice(0, -5).map((_, at) => [`from frame ${at}`, pcapOf(FRAMES.slice(at))] as const),
  ...FRAMES.map((_, at) => [`without frame ${at}`, pcapOf(FRAMES.toSpliced(at, 1))] as const),
  // The shortest cuts the CONNECT before its version.
  ...[55, 60, 66, 68, 80, 90].map(
    (snapLength) => [`frames cut to ${snapLength}`, pcapOf(FRAMES, { snapLength })] as const,
  ),
  ['of another protocol', pcapOf(framesOf(OTHER_PROTOCOL))],
  ['of HTTP in small segments', pcapOf(framesOf(HTTP, { segment: 7 }))],
  ['of endless lengths', pcapOf(framesOf(ENDLESS))],
  ['from within a long message', pcapOf(framesOf(WITHIN, { midStream: true }))],
  ['without the end of the server', pcapOf(FRAMES.slice(0, -2))],
  ['without the server', pcapOf(FRAMES.filter((frame) => isOfClient(frame)))],
  ['without the client', pcapOf(FRAMES.filter((frame) => !isOfClient(frame)))],
  ['from the middle, ended midway', pcapOf(framesOf([...SENT.slice(4), CUT]).slice(3))],
];

const INCOMPLETE_WHOLE = INCOMPLETE.map(([name, file]) => [name, readEvents(file)] as const).filter(
  ([, events]) => leftOutOf(events) === 0,
);

describe.each(COPY_FORMATS)('of an incomplete capture, converted to %s', (format) => {
  it.each(INCOMPLETE)('%s: times, notes and what is not judged are the same', (_name, file) => {
    const events = readEvents(file);
    const copy = readEvents(converted(events, format, true));
    expect(saidOf(copy, format)).toMatchObject(saidOf(events, format));
  });

  it.each(INCOMPLETE_WHOLE)('without secrets, %s: they are the same', (_name, events) => {
    const copy = readEvents(converted(events, format));
    expect(saidOf(copy, format)).toMatchObject(saidOf(events, format));
  });
});

/** Frames of three connections in any order, one of which began earlier. */
function interleaved(seed: number): Uint8Array {
  const random = randomOf(seed);
  const client = (first: number): Sent[] =>
    sessionOf(random, 'client')
      .packets.slice(first)
      .map((bytes) => ({ direction: 'out', bytes }));
  const left = [
    framesOf(client(0), { clientPort: 50_000 }),
    framesOf(client(2), { clientPort: 50_001, midStream: true }),
    framesOf(client(0), { clientPort: 50_002, serverPort: 25_001 }),
  ];
  const frames: Uint8Array[] = [];
  while (left.some(({ length }) => length > 0)) {
    frames.push(...(left[random(left.length)]?.splice(0, 1) ?? []));
  }
  return pcapOf(frames);
}

const streamsOf = (events: readonly CaptureEvent[]): readonly number[] =>
  events.flatMap((event) => (event.kind === 'packet' ? [event.stream] : []));

describe.each(COPY_FORMATS)('of interleaved connections, converted to %s', (format) => {
  it('streams keep their numbers, notes and problems', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const events = readEvents(interleaved(seed));
      for (const withSecrets of [true, false]) {
        const copy = readEvents(converted(events, format, withSecrets));
        expect(streamsOf(copy)).toEqual(streamsOf(events));
        expect(judgementsOf(copy)).toEqual(judgementsOf(events));
        expect(keptNotes(copy, format)).toMatchObject(keptNotes(events, format));
      }
    }
  });
});

/** A stream whose last packet, of which nothing can be shown, is cut by the end. */
const OVERWRITTEN_END = [
  ['of the connection', pcapOf(framesOf([...SENT, { direction: 'out', bytes: STRAY }]))],
  [
    'of the capture',
    pcapOf(framesOf([...SENT, { direction: 'out', bytes: STRAY }], { unclosed: true })),
  ],
] as const;

describe.each(COPY_FORMATS)('overwritten bytes, converted to %s', (format) => {
  it.each(OVERWRITTEN_END)('are a part of a packet at the end %s', (_name, file) => {
    const events = readEvents(file);
    const copy = readEvents(converted(events, format));
    expect(reportsOf(copy).at(-1)).toMatchObject({ size: STRAY.length, hex: '2a2a' });
    expect(wordsOf(copy)).toEqual(wordsOf(events));
    expect(judgementsOf(copy)).toEqual(judgementsOf(events));
  });
});

it.each(COPY_FORMATS)('an incomplete packet has the time of its last byte in %s', (format) => {
  const frames = framesOf([...SENT, CUT], { closer: 'in' });
  const times = frames.map((_, at) => (at < frames.length - 3 ? at : at + 30_000));
  const events = readEvents(pcapOf(frames, { times }));
  const last = (some: readonly CaptureEvent[]) => reportsOf(some).at(-1)?.time;
  // The frame before it acknowledges the connection's first one.
  const sent = (frames.length - 5 - 3) / 1000;
  expect(last(events)).toBe(sent);
  expect(last(readEvents(converted(events, format)))).toBe(sent);
});

it('names the packets that the capture lacks a part of', () => {
  const problems = problemsOf(readEvents(pcapOf(FRAMES, { snapLength: 68 })));
  expect(problems.filter((one) => one.endsWith('capture-gap'))).toHaveLength(4);
});

it.each([56, 57, 60, 62])(
  'frames cut to %i bytes have a CONNECT, without its version',
  (snapLength) => {
    const notes = notesOf(readEvents(pcapOf(FRAMES, { snapLength })));
    const ofVersion = notes.filter((note) => note.includes('is inferred'));
    expect(ofVersion).toEqual([
      'Connection #1: The part of its CONNECT with the protocol version is not in the capture; MQTT 3.1.1 is inferred from its packets.',
    ]);
  },
);
