import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import {
  connectOf,
  corpusCapture,
  factsOf,
  packetBytes,
  pcapngOf,
  readEvents,
  reportsOf,
  tryRead,
} from './captureFile.testkit.ts';
import { type CaptureEvent, UnreadableFile } from './events/captureEvents.ts';

const { events, packets } = corpusCapture();
const file = pcapngOf(events);
const reports = reportsOf(readEvents(file));

const message = (topic: string): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 1,
      retain: false,
      topic,
      packetId: 7,
      properties: [],
      payload: new Uint8Array(40),
    },
    4,
  );

/** A small connection. */
const small: readonly CaptureEvent[] = [
  { kind: 'origin', wallClock: 1_700_000_000_000 },
  { kind: 'opened', stream: 1, time: 0, carrier: 'tcp' },
  { kind: 'packet', stream: 1, direction: 'out', time: 10, bytes: connectOf(4) },
  { kind: 'packet', stream: 1, direction: 'in', time: 20.5, bytes: Uint8Array.of(32, 2, 0, 0) },
  { kind: 'packet', stream: 1, direction: 'out', time: 30, bytes: message('a/b') },
  { kind: 'packet', stream: 1, direction: 'in', time: 40, bytes: Uint8Array.of(64, 2, 0, 7) },
  { kind: 'closed', stream: 1, time: 50 },
];

describe('a pcapng file of every session of the corpus', () => {
  it('does not claim who closed a connection, because its closing frames are synthetic', () => {
    const closed = readEvents(pcapngOf(small)).find(({ kind }) => kind === 'closed');
    expect(closed).toMatchObject({ time: 50 });
    expect(closed).not.toHaveProperty('end');
  });

  it('gives every packet, in order', () => {
    expect(reports).toHaveLength(packets.length);
    expect(packetBytes(readEvents(file))).toEqual(packetBytes(events));
  });

  it('names malformed packets and breaches of the protocol as errors, and no others', () => {
    const wrong = packets.flatMap((packet, at) => {
      if (packet === undefined) return [];
      const isError = reports[at]?.problems.some(({ severity }) => severity === 'error');
      const { verdict } = packet;
      const isOpen = verdict === 'semantic' || verdict === 'extension';
      const expected = verdict === 'malformed' || verdict === 'protocol';
      return isOpen || isError === expected ? [] : [`${packet.name}: ${verdict}`];
    });
    expect(wrong).toEqual([]);
  });

  it('contains the version of each stream', () => {
    const wrong = packets.flatMap((packet, at) =>
      packet === undefined || reports[at]?.version === packet.version ? [] : [packet.name],
    );
    // The connection is read as the default version.
    expect(wrong).toEqual(['5.0/bad connect level 6']);
  });

  it('gives the times since the first packet', () => {
    expect(reports.slice(0, 3).map(({ time }) => time)).toEqual([0, 0.0015, 0.003]);
  });
});

describe('a file read in chunks', () => {
  it('reads the same for any split', () => {
    const bytes = pcapngOf(small);
    const whole = readEvents(bytes);
    expect(whole.filter(({ kind }) => kind === 'packet')).toHaveLength(4);
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (places) => {
        expect(readEvents(bytes, places)).toEqual(whole);
      }),
      { numRuns: tries(100) },
    );
  });

  it('reads the same byte by byte', () => {
    const bytes = pcapngOf(small);
    const everywhere = Array.from({ length: bytes.length }, (_, at) => at);
    expect(readEvents(bytes, everywhere)).toEqual(readEvents(bytes));
  });
});

describe('a truncated file', () => {
  it('reads the rest and reports the offset of the end, at any byte', () => {
    const bytes = pcapngOf(small);
    const whole = packetBytes(small);
    // Coprime to the four bytes of a block's alignment.
    const step = isThorough ? 1 : 5;
    const lengths: number[] = [];
    for (let length = bytes.length - 1; length > 0; length -= step) lengths.unshift(length);
    const readings = lengths.map((length) => tryRead(bytes.subarray(0, length)));
    const counts = readings.map((read) => packetBytes(read ?? []).length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBe(whole.length);
    for (const [at, read] of readings.entries()) {
      const found = packetBytes(read ?? []);
      expect(whole.slice(0, found.length)).toEqual(found);
      const places = (read ?? []).flatMap((event) =>
        event.kind === 'note' && event.note !== 'empty' ? [event.byte] : [],
      );
      expect(places.filter((place) => place !== lengths[at])).toEqual([]);
    }
    expect(readings.filter((read) => read === undefined).length).toBeLessThan(200);
  });

  it('stops at an invalid block and reports its position', () => {
    const bytes = pcapngOf(small);
    const damaged = bytes.slice();
    const second = bytes.length - 100;
    damaged.fill(0xff, second);
    expect(factsOf(readEvents(damaged))).toMatchObject([{ key: 'breaks-off' }]);
  });
});

describe('a file that is not a capture', () => {
  it.each([
    ['nothing', new Uint8Array(0), { key: 'empty', args: {} }],
    ['text', encodeUtf8('hello, world'), { key: 'unknown-format', args: { is: { kind: 'text' } } }],
    [
      'text in two bytes for each character',
      encodeUtf8(`a${'é'.repeat(2000)}`),
      { key: 'unknown-format', args: { is: { kind: 'text' } } },
    ],
    ['a few letters', encodeUtf8('abc'), { key: 'unknown-format', args: { is: { kind: 'text' } } }],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
      { key: 'unknown-format', args: { is: { kind: 'picture', format: 'PNG' } } },
    ],
    ['other bytes', Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8), { key: 'unknown-format', args: {} }],
    [
      'packets as lines of JSON',
      encodeUtf8('{"schema":2,"no":1,"time":0}\n'),
      { key: 'only-written', args: { format: 'NDJSON' } },
    ],
    [
      'a table of packets',
      encodeUtf8('no,time,utc,stream\r\n'),
      { key: 'only-written', args: { format: 'CSV' } },
    ],
    [
      'the beginning of a pcap file',
      Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2),
      { key: 'breaks-off-early', args: { byte: 5 } },
    ],
  ])('%s is rejected with the reason', (_name, bytes, why) => {
    expect(() => readEvents(bytes)).toThrow(expect.objectContaining({ why }));
    expect(() => readEvents(bytes)).toThrow(UnreadableFile);
  });

  it('fails only with the documented error for any bytes after the magic number', () => {
    const magics = [
      [0xd4, 0xc3, 0xb2, 0xa1],
      [0xa1, 0xb2, 0x3c, 0x4d],
      [0x0a, 0x0d, 0x0d, 0x0a],
    ];
    const noise = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(fc.constantFrom(...magics), noise, (magic, rest) => {
        expect(() => tryRead(Uint8Array.of(...magic, ...rest))).not.toThrow();
      }),
      { numRuns: tries(300) },
    );
  });
});
