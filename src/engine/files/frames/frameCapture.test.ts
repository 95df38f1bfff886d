import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import {
  connectOf,
  factsOf,
  notesOf,
  packetBytes,
  readEvents,
  reportsOf,
} from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { framesOf, pcapOf, type Sent, withHopByHop } from './frames.testkit.ts';
import { LINKS } from './links.testkit.ts';

function message(topic: string, size = 30): Uint8Array {
  return encode(
    {
      type: 'publish',
      dup: false,
      qos: 1,
      retain: false,
      topic,
      packetId: 7,
      properties: [],
      payload: new Uint8Array(size).fill(0x61),
    },
    4,
  );
}

const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const PUBACK = Uint8Array.of(0x40, 2, 0, 7);
const PINGREQ = Uint8Array.of(0xc0, 0);

const session: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: CONNACK },
  { direction: 'out', bytes: message('a/first') },
  { direction: 'in', bytes: PUBACK },
  { direction: 'out', bytes: message('a/second', 200) },
  { direction: 'in', bytes: PUBACK },
  { direction: 'out', bytes: Buffer.concat([PINGREQ, message('a/third'), PINGREQ]) },
];

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const packets = ['out', 'in'].map((direction) =>
  session.flatMap((sent) => (sent.direction === direction ? [hex(sent.bytes)] : [])).join(''),
);

/** All bytes of each direction. */
function bytesOf(events: readonly CaptureEvent[]): string[] {
  return ['out', 'in'].map((direction) =>
    packetBytes(
      events.filter((event) => event.kind === 'packet' && event.direction === direction),
    ).join(''),
  );
}

describe('frames of every kind', () => {
  const kinds = Object.entries(LINKS);

  it.each(kinds)('%s: IPv4', (_name, { linkType, wrap }) => {
    const events = readEvents(pcapOf(framesOf(session).map(wrap), { linkType }));
    expect(bytesOf(events)).toEqual(packets);
    expect(notesOf(events)).toEqual([]);
  });

  it.each(kinds)('%s: IPv6', (_name, { linkType, wrap }) => {
    const addresses = { clientAddress: 'fe80::1:0:0:2', serverAddress: '2001:db8::1' };
    const events = readEvents(pcapOf(framesOf(session, addresses).map(wrap), { linkType }));
    expect(bytesOf(events)).toEqual(packets);
    expect(events.find(({ kind }) => kind === 'opened')).toMatchObject({
      client: { address: 'fe80::1:0:0:2', port: 50_000 },
      server: { address: '2001:db8::1', port: 1883 },
    });
  });

  it('IPv6 with an extension header', () => {
    const frames = framesOf(session, { clientAddress: '::1', serverAddress: '::1' });
    expect(bytesOf(readEvents(pcapOf(frames.map(withHopByHop))))).toEqual(packets);
  });

  it.each([
    { littleEndian: true, nanoseconds: true },
    { littleEndian: false, nanoseconds: true },
    { littleEndian: false, nanoseconds: false },
  ])('$littleEndian little-endian, $nanoseconds nanoseconds', (options) => {
    const events = readEvents(pcapOf(framesOf(session), options));
    expect(bytesOf(events)).toEqual(packets);
    expect(reportsOf(events).map(({ time }) => time)).toEqual(
      reportsOf(readEvents(pcapOf(framesOf(session)))).map(({ time }) => time),
    );
  });

  it.each([
    ['radiotap', 127, []],
    ['802.11 in PPI', 192, [0, 0, 8, 0, 105, 0, 0, 0]],
  ])('names a link layer that cannot be read: %s', (_name, linkType, header) => {
    const frames = framesOf(session).map((frame) => Uint8Array.of(...header, ...frame));
    const notes = factsOf(readEvents(pcapOf(frames, { linkType })));
    expect(notes).toEqual([{ key: 'link-type', args: { type: header[4] ?? linkType } }]);
  });
});

describe('TCP', () => {
  it('is reassembled from segments of any size, with any wrap of sequence numbers', () => {
    const start = fc.record({
      out: fc.constantFrom(0, 0xffffffff, 0xfffffff0, 0x7ffffff0),
      in: fc.constantFrom(1, 0xfffffffe),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), start, (segment, numbers) => {
        const frames = framesOf(session, { segment, start: numbers });
        expect(bytesOf(readEvents(pcapOf(frames)))).toEqual(packets);
      }),
      { numRuns: tries(60) },
    );
  });

  it('is reassembled from repeated and reordered frames', () => {
    const frames = framesOf(session, { segment: 20 });
    const swaps = fc.array(fc.nat(frames.length - 5), { maxLength: 12 });
    const repeats = fc.array(fc.nat(frames.length - 1), { maxLength: 12 });
    fc.assert(
      fc.property(swaps, repeats, (swapped, repeated) => {
        const sent = frames.slice(3);
        for (const at of swapped) {
          const [one, two] = [sent[at], sent[at + 1]];
          if (one && two) sent.splice(at, 2, two, one);
        }
        for (const at of repeated) {
          const again = sent[at];
          if (again) sent.splice(at + 1, 0, again);
        }
        const events = readEvents(pcapOf([...frames.slice(0, 3), ...sent]));
        expect(bytesOf(events)).toEqual(packets);
        // A frame that is far from its place may be of another clock.
        expect(notesOf(events).filter((key) => key !== 'clocks-differ')).toEqual([]);
      }),
      // An answer before its request, repeated many times.
      {
        numRuns: tries(200),
        examples: [
          [
            [6, 7, 8],
            [6, 6, 6, 6, 6, 6],
          ],
        ],
      },
    );
  });

  it('merges overlapping segments', () => {
    const fine = framesOf(session, { segment: 7 });
    const coarse = framesOf(session, { segment: 23 });
    const mixed = [...fine.slice(0, 9), ...coarse.slice(3), ...fine.slice(9)];
    expect(bytesOf(readEvents(pcapOf(mixed)))).toEqual(packets);
  });

  it('distinguishes connections, even successive ones between the same ports', () => {
    const other = framesOf(session, { clientPort: 50_001 });
    const first = framesOf(session);
    const again = framesOf(session, { start: { out: 77, in: 99 } });
    const interleaved = first.flatMap((frame, at) => [frame, other[at] ?? frame]);
    const events = readEvents(pcapOf([...interleaved, ...again]));
    for (const stream of [1, 2, 3]) {
      const own = events.filter((event) => event.kind === 'packet' && event.stream === stream);
      expect(bytesOf(own)).toEqual(packets);
    }
    expect(events.filter(({ kind }) => kind === 'closed')).toHaveLength(3);
  });

  it.each([
    ['out', 'client'],
    ['in', 'server'],
  ] as const)('reports the side that closed a connection first: %s', (closer, by) => {
    const events = readEvents(pcapOf(framesOf(session, { closer })));
    expect(events.find(({ kind }) => kind === 'closed')).toMatchObject({ end: { by } });
  });

  it('reads a connection that began before the capture, from either side', () => {
    const late = session.slice(2);
    const events = readEvents(pcapOf(framesOf(late, { midStream: true, serverPort: 20_000 })));
    expect(packetBytes(events)).toHaveLength(7);
    expect(reportsOf(events).map(({ dir }) => dir)[0]).toBe('out');
    const answered = readEvents(pcapOf(framesOf(session.slice(3), { midStream: true })));
    expect(reportsOf(answered)[0]).toMatchObject({ dir: 'in', type: 4 });
  });

  it('identifies the client from the packets', () => {
    const options = { midStream: true, clientPort: 700, serverPort: 40_000 };
    const frames = framesOf([{ direction: 'out', bytes: PINGREQ }], options);
    expect(reportsOf(readEvents(pcapOf(frames)))).toMatchObject([{ dir: 'out', type: 12 }]);
  });
});

test('hides secrets of an apparent server without a start, because it may be a client', () => {
  // A CONNECT with the packet type of SUBACK.
  const bytes = Uint8Array.from([0x90, 0x0a, ...Buffer.from('dp\u0000\u0006secret')]);
  const hexOf = (midStream: boolean) => {
    const frames = framesOf([{ direction: 'in', bytes }], { midStream, segment: 7 });
    return reportsOf(readEvents(pcapOf(frames))).map(({ hex }) => hex);
  };
  expect(hexOf(true)).toEqual([]);
  expect(hexOf(false)).toEqual([Buffer.from(bytes).toString('hex')]);
});

describe('the side that sent the SYN', () => {
  it('is the client for any bytes of the other side', () => {
    const frames = framesOf([{ direction: 'in', bytes: connectOf(4) }]);
    const [report] = reportsOf(readEvents(pcapOf(frames)));
    expect(report).toMatchObject({ dir: 'in', type: 1 });
    expect(report?.problems).toMatchObject([{ rule: 'direction', severity: 'error' }]);
  });
});

describe('gaps', () => {
  const withoutFrame = (frames: readonly Uint8Array[], at: number) => frames.toSpliced(at, 1);

  it('are reported, and reading resumes at the next packet, for any missing frame', () => {
    const frames = framesOf(session, { segment: 64 });
    const whole = new Set(packetBytes(readEvents(pcapOf(frames))));
    for (let at = 3; at < frames.length - 3; at += 1) {
      const isData = (frames[at]?.length ?? 0) > 54;
      if (!isData) continue;
      const events = readEvents(pcapOf(withoutFrame(frames, at)));
      const found = reportsOf(events, { withSecrets: true });
      const good = found.filter(({ problems }) => problems.length === 0);
      expect(good.filter((report) => !whole.has(report.hex))).toEqual([]);
      expect(good.length).toBeGreaterThanOrEqual(whole.size - 3);
      expect(notesOf(events)).toContain('bytes-missing');
      const errors = found.flatMap(({ problems }) => problems.map(({ severity }) => severity));
      expect(errors.filter((severity) => severity === 'error')).toEqual([]);
    }
  });

  it('within a long packet leave later packets intact', () => {
    const sent: Sent[] = [
      { direction: 'out', bytes: connectOf(4) },
      { direction: 'out', bytes: Buffer.concat([message('long', 5000), message('next')]) },
    ];
    const frames = framesOf(sent, { segment: 1000 });
    const reports = reportsOf(readEvents(pcapOf(withoutFrame(frames, 7))));
    expect(reports.map(({ fields }) => fields['mqtt.topic'])).toEqual([undefined, 'long', 'next']);
    expect(reports[1]?.problems).toMatchObject([{ rule: 'captureGap', severity: 'note' }]);
  });

  it('within a payload that looks like packets cause no false packets', () => {
    // A PINGREQ followed by the start of a long packet, repeated.
    const trap = encode(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: 'trap',
        properties: [],
        payload: Uint8Array.from({ length: 3000 }, (_, at) => [0xc0, 0, 0x70, 0x7f][at % 4] ?? 0),
      },
      4,
    );
    const sent: Sent[] = [
      { direction: 'out', bytes: connectOf(4) },
      { direction: 'out', bytes: trap },
      { direction: 'out', bytes: message('next') },
    ];
    const frames = framesOf(sent, { segment: 1000 });
    // The length of the packet is unknown without its first segment.
    const events = readEvents(pcapOf(withoutFrame(frames, 5)));
    const reports = reportsOf(events, { withSecrets: true });
    expect(reports.at(-1)?.fields['mqtt.topic']).toBe('next');
  });

  it('are reported for truncated frames', () => {
    const frames = framesOf(session);
    const events = readEvents(pcapOf(frames, { snapLength: 200 }));
    const good = reportsOf(events).filter(({ problems }) => problems.length === 0);
    expect(good).toHaveLength(7 + 1);
    expect(notesOf(events)).toHaveLength(1);
  });
});

describe('the time of a packet', () => {
  /** Replaces a missing frame. */
  const nothing = new Uint8Array(60);
  const isData = (frame: Uint8Array | undefined) => (frame?.length ?? 0) > 54;
  const numbered = Array.from({ length: 12 }, (_, at) => message(`n/${at}`));
  const talk: Sent[] = [
    { direction: 'out', bytes: connectOf(4) },
    { direction: 'in', bytes: CONNACK },
    ...numbered.flatMap((bytes): Sent[] => [
      { direction: 'out', bytes },
      { direction: 'in', bytes: Uint8Array.of(0x40, 2, 1, numbered.indexOf(bytes)) },
    ]),
  ];
  const timesOf = (frames: readonly Uint8Array[]) =>
    readEvents(pcapOf(frames)).flatMap((event) =>
      event.kind === 'packet' ? [[hex(event.bytes), event.time] as const] : [],
    );

  it('is that of its own frame after a gap that is never filled', () => {
    const frames = framesOf(talk);
    const whole = timesOf(frames);
    for (let at = 3; at < frames.length - 3; at += 1) {
      if (!isData(frames[at])) continue;
      const found = timesOf(frames.with(at, nothing));
      expect(found).toEqual(whole.filter(([bytes]) => found.some(([one]) => one === bytes)));
      expect(found).toHaveLength(whole.length - 1);
    }
  });

  it('is that of its own frame if the other side acknowledges nothing', () => {
    const [connect, ...messages] = talk.filter(({ direction }) => direction === 'out');
    const out = framesOf([...(connect ? [connect] : []), ...messages], { unclosed: true });
    const answers = talk.filter(({ direction }) => direction === 'in');
    const into = framesOf(answers, { unclosed: true }).slice(3).filter(isData);
    const frames = [
      ...out.slice(0, 3),
      ...out
        .slice(3)
        .filter(isData)
        .flatMap((frame, at) => [frame, into[at] ?? nothing]),
    ];
    const whole = timesOf(frames);
    const missing = hex(messages[1]?.bytes ?? nothing);
    expect(timesOf(frames.with(3 + 4, nothing))).toEqual(
      whole.filter(([bytes]) => bytes !== missing),
    );
  });

  it('is that of the missing segment if it arrives late', () => {
    const frames = framesOf([
      ...talk.slice(0, 2),
      ...talk.filter((_, at) => at > 1 && at % 2 === 0),
    ]);
    const data = frames.flatMap((frame, at) => (isData(frame) ? [at] : []));
    const [, , first = 0, second = 0, third = 0] = data;
    const late = frames.with(first, nothing).toSpliced(third + 1, 0, frames[first] ?? nothing);
    const times = new Map(timesOf(late));
    for (const at of [0, 1, 2]) {
      expect(times.get(hex(numbered[at] ?? nothing))).toBe((third + 1) * 1000);
    }
    expect(second).toBeLessThan(third);
    expect(times.get(hex(numbered[3] ?? nothing))).toBe(((data[5] ?? 0) + 1) * 1000);
  });

  it('never decreases within a connection', () => {
    const frames = framesOf(talk, { segment: 20 });
    const at = fc.nat(frames.length - 1);
    const snapLength = fc.constantFrom(62, 262_144);
    fc.assert(
      fc.property(
        fc.array(at, { maxLength: 5 }),
        fc.array(fc.tuple(at, at), { maxLength: 5 }),
        snapLength,
        (missing, moved, snap) => {
          let all = frames.filter((_, no) => !missing.includes(no));
          for (const [from, to] of moved) {
            const frame = all[from];
            if (frame) all = all.toSpliced(from, 1).toSpliced(to, 0, frame);
          }
          const events = readEvents(pcapOf(all, { snapLength: snap }));
          const times = events.flatMap((event) => ('time' in event ? [event.time] : []));
          expect(times).toEqual(times.toSorted((one, other) => one - other));
        },
      ),
      { numRuns: tries(150) },
    );
  });
});

describe('the end of a connection', () => {
  const half = message('a/b').subarray(0, 12);
  const cut: Sent[] = [
    { direction: 'out', bytes: connectOf(4) },
    { direction: 'out', bytes: half },
  ];

  it('in the middle of a packet is an error of its sender', () => {
    const [, report] = reportsOf(readEvents(pcapOf(framesOf(cut))));
    expect(report).toMatchObject({ hex: hex(half), type: 3 });
    expect(report?.problems.map(({ severity }) => severity)).toContain('error');
  });

  it('leads to no problem if it was not captured', () => {
    const [, report] = reportsOf(readEvents(pcapOf(framesOf(cut, { unclosed: true }))));
    expect(report?.problems).toMatchObject([{ rule: 'captureEnd', severity: 'note' }]);
  });
});

describe('other protocols', () => {
  it('are skipped, and only reported if there is nothing else', () => {
    const sent: Sent[] = [
      { direction: 'out', bytes: new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n') },
      { direction: 'in', bytes: new TextEncoder().encode('HTTP/1.1 200 OK\r\n\r\nhello') },
    ];
    const other = framesOf(sent, { serverPort: 80 });
    const events = readEvents(pcapOf(other));
    const fact = { key: 'only-http', args: { ports: [80], more: false } };
    expect(events.slice(1)).toEqual([{ kind: 'note', note: 'empty', fact }]);
    const mqtt = framesOf([{ direction: 'out', bytes: connectOf(4) }]);
    expect(notesOf(readEvents(pcapOf([...other, ...mqtt])))).toEqual([]);
  });

  it('are reported with advice if they are encrypted', () => {
    const hello = Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3);
    const frames = framesOf([{ direction: 'out', bytes: hello }], { serverPort: 8883 });
    const events = readEvents(pcapOf(frames));
    expect(events).toContainEqual(expect.objectContaining({ kind: 'opened', carrier: 'tls' }));
    expect(notesOf(events)).toEqual(['tls-no-key-log']);
  });
});
