import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, tries } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { connectOf, joined, notesOf, packetBytes, readEvents } from './captureFile.testkit.ts';
import { readCaptureFile } from './captureFile.ts';
import { packed } from './deflate.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { GroupedNotes } from './events/groupedNotes.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';
import { DECODERS } from './tls/allDecoders.ts';
import { frameOf, upgrade } from './webSocket/webSocket.testkit.ts';

type Direction = Sent['direction'];

const publish = (payload: Uint8Array, topic = 'a/b') =>
  encode({ type: 'publish', dup: false, qos: 0, retain: false, topic, properties: [], payload }, 4);
const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const EXTENSIONS = 'permessage-deflate; server_max_window_bits=9';
const greeting = upgrade({ extensions: EXTENSIONS });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const read = (sent: readonly Sent[], segment = 1400): CaptureEvent[] =>
  readEvents(pcapOf(framesOf(sent, { serverPort: 9001, segment })));

/** Splits a message into `pieces` frames, with a ping between them. */
function framed(direction: Direction, content: Uint8Array, pieces = 1): Sent[] {
  const size = Math.ceil(content.length / pieces);
  return Array.from({ length: pieces }, (_, at) => {
    const isFirst = at === 0;
    const isLast = at === pieces - 1;
    const options = { opcode: isFirst ? 2 : 0, isLast, isCompressed: isFirst };
    const frame = frameOf(direction, content.subarray(at * size, (at + 1) * size), options);
    const ping = isLast ? new Uint8Array(0) : frameOf(direction, Uint8Array.of(1), { opcode: 9 });
    return { direction, bytes: joined([frame, ping]) };
  });
}

const compression = fc.record({
  windowBits: fc.integer({ min: 9, max: 15 }),
  level: fc.integer({ min: 0, max: 9 }),
  takeover: fc.boolean(),
  final: fc.boolean(),
});
const payloads = fc.array(
  fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(3000).fill(7))),
  { minLength: 1, maxLength: 6 },
);

describe('permessage-deflate', () => {
  it('is read as zlib packs it, with and without takeover, for all windows, cut anywhere', () => {
    fc.assert(
      fc.property(
        payloads,
        compression,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 900 }),
        (contents, options, pieces, segment) => {
          const packets = [connectOf(4), ...contents.map((payload) => publish(payload))];
          const sent = packed(packets, options);
          const [answer = new Uint8Array(0)] = packed([CONNACK], options);
          const events = read(
            [
              ...greeting,
              ...framed('in', answer, 1),
              ...sent.flatMap((bytes) => framed('out', bytes, pieces)),
            ],
            segment,
          );
          expect(packetBytes(events)).toEqual([CONNACK, ...packets].map(hex));
          expect(notesOf(events)).toEqual([]);
        },
      ),
      { numRuns: tries(40) },
    );
  });

  const texts = ['one', 'two', 'three'].map((text) =>
    publish(new TextEncoder().encode(`${text}: a sentence that comes again and again`)),
  );

  it('continues in the middle of a connection if each message is independent', () => {
    const sent = packed(texts, { takeover: false }).flatMap((bytes) => framed('out', bytes));
    const frames = framesOf(sent, { serverPort: 9001, midStream: true });
    expect(packetBytes(readEvents(pcapOf(frames)))).toEqual(texts.map(hex));
  });

  it('reports messages that refer to data before the capture, and shows no wrong ones', () => {
    const sent = packed([connectOf(4), ...texts]).flatMap((bytes) => framed('out', bytes));
    const frames = framesOf(sent.slice(2), { serverPort: 9001, midStream: true });
    const events = readEvents(pcapOf(frames));
    expect(packetBytes(events)).toEqual([]);
    expect(notesOf(events)).toContain('unpacks-with-before');
  });

  it('never shows bytes that were not sent after a lost segment', () => {
    const packets = Array.from({ length: 12 }, (_, at) =>
      publish(new TextEncoder().encode(`reading ${at % 5} of the sensor: ${'x'.repeat(at % 3)}`)),
    );
    const known = new Set([connectOf(4), ...packets].map(hex));
    const sent = packed([connectOf(4), ...packets]).flatMap((bytes) => framed('out', bytes));
    const frames = framesOf([...greeting, ...sent], { serverPort: 9001 });
    fc.assert(
      fc.property(fc.integer({ min: 9, max: frames.length - 4 }), (lost) => {
        const events = readEvents(pcapOf(frames.toSpliced(lost, 1)));
        const whole = events.filter((event) => event.kind === 'packet' && !event.partial);
        for (const bytes of packetBytes(whole)) expect(known).toContain(bytes);
      }),
      { numRuns: runs(15) },
    );
  });

  it('reports where it cannot be decompressed', () => {
    const [broken] = framed('out', Uint8Array.of(0xff, 0xff, 0xff));
    const events = read([...greeting, ...(broken ? [broken] : [])]);
    expect(notesOf(events)).toEqual(['unpacks-not']);
  });

  it('is reported once for any number of connections', () => {
    const gathered = new GroupedNotes();
    const [broken] = framed('out', Uint8Array.of(0xff, 0xff, 0xff));
    const frames = Array.from({ length: 12 }, (_, at) =>
      framesOf([...greeting, ...(broken ? [broken] : [])], {
        serverPort: 9001,
        clientPort: 50_000 + at,
      }),
    ).flat();
    for (const event of readEvents(pcapOf(frames))) if (event.kind === 'note') gathered.take(event);
    expect(gathered.notes.map(({ fact }) => fact)).toEqual([
      {
        key: 'many-streams',
        args: {
          count: 12,
          streams: [1, 2, 3, 4, 5, 6, 7, 8],
          more: true,
          note: { key: 'unpacks-not', args: {} },
        },
      },
    ]);
  });

  it('does not decompress a bomb completely', () => {
    const begun = publish(new Uint8Array(30 * 1024 * 1024));
    const [bomb = new Uint8Array(0)] = packed([begun]);
    expect(bomb.length).toBeLessThan(120_000);
    const head = Uint8Array.of(
      0xc2,
      127,
      0,
      0,
      0,
      0,
      0,
      bomb.length >> 16,
      bomb.length >> 8,
      bomb.length,
    );
    const sent = { direction: 'in' as const, bytes: joined([head, bomb]) };
    const events = read([...greeting, sent]);
    expect(notesOf(events)).toContain('unpacks-too-far');
    const sizes = events.map((event) => (event.kind === 'packet' ? event.bytes.length : 0));
    expect(Math.max(...sizes)).toBeLessThan(24 * 1024 * 1024);
  });

  /** Puts a message of any length into a single frame. */
  function longFrame(content: Uint8Array): Sent {
    const { length } = content;
    const size = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
    const head = Uint8Array.of(0xc2, 127, 0, 0, 0, 0, ...size);
    return { direction: 'in', bytes: joined([head, content]) };
  }

  it('does not decompress very many small packets completely', () => {
    const pings = new Uint8Array(8 * 1024 * 1024).map((_, at) => (at % 2 === 0 ? 0xd0 : 0));
    const [bomb = new Uint8Array(0)] = packed([pings]);
    let count = 0;
    const notes: CaptureEvent[] = [];
    const reader = readCaptureFile((event) => {
      if (event.kind === 'packet') count += 1;
      if (event.kind === 'note') notes.push(event);
    }, DECODERS);
    reader.push(pcapOf(framesOf([...greeting, longFrame(bomb)], { serverPort: 9001 })));
    reader.end();
    expect(notesOf(notes)).toContain('unpacks-too-far');
    expect(count).toBeGreaterThan(100_000);
    expect(count).toBeLessThan(700_000);
  });

  it('has one limit for all connections, and reads regular data after it', () => {
    const [half = new Uint8Array(0)] = packed([publish(new Uint8Array(12 * 1024 * 1024))]);
    const fine = packed(texts).map(longFrame);
    const frames = [[longFrame(half)], [longFrame(half)], fine].flatMap((sent, at) =>
      framesOf([...greeting, ...sent], { serverPort: 9001, clientPort: 50_000 + at }),
    );
    const events = readEvents(pcapOf(frames));
    expect(notesOf(events)).toContain('unpacks-too-far');
    const sizes = events.map((event) => (event.kind === 'packet' ? event.bytes.length : 0));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20 * 1024 * 1024);
    expect(packetBytes(events.filter((event) => 'stream' in event && event.stream === 3))).toEqual(
      texts.map(hex),
    );
  });
});
