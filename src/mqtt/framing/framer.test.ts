import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encode } from '../codec/encode.ts';
import { arbitrarySent } from '../tables/packet.testkit.ts';
import { Framer } from './framer.ts';

// Property tests are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const bytes = (...values: number[]) => new Uint8Array(values);
const toHex = (data: Uint8Array) => Buffer.from(data).toString('hex');

const concat = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** The same bytes in chunks that end at the given places. */
function cut(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places, stream.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => stream.slice(ends[index - 1] ?? 0, end));
}

const arbitraryStream = fc
  .array(
    arbitrarySent.map(({ packet, version }) => encode(packet, version)),
    { maxLength: 8 },
  )
  .chain((packets) => {
    const stream = concat(packets);
    return fc
      .array(fc.nat(stream.length), { maxLength: 12 })
      .map((places) => ({ packets, stream, chunks: cut(stream, places) }));
  });

describe('framing', () => {
  it('gives the same packets for any chunk boundaries', () => {
    fc.assert(
      fc.property(arbitraryStream, ({ packets, chunks }) => {
        const framer = new Framer();
        const framed: string[] = [];
        for (const chunk of chunks) framer.push(chunk, (packet) => framed.push(toHex(packet)));
        expect(framed).toEqual(packets.map(toHex));
        expect(framer.pending).toBe(0);
      }),
      { numRuns: tries(500) },
    );
  });

  it('loses no byte of any stream: packets and remainder are the stream', () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(chunks, (some) => {
        const framer = new Framer();
        const framed: Uint8Array[] = [];
        const pushed: Uint8Array[] = [];
        for (const chunk of some) {
          pushed.push(chunk);
          if (framer.push(chunk, (packet) => framed.push(packet.slice()))) break;
        }
        expect(toHex(concat([...framed, framer.remainder()]))).toBe(toHex(concat(pushed)));
      }),
      { numRuns: tries(2000) },
    );
  });

  it('returns a view of the chunk if it contains the whole packet', () => {
    const chunk = bytes(0xc0, 0x00, 0xd0, 0x00);
    const framed: Uint8Array[] = [];
    new Framer().push(chunk, (packet) => framed.push(packet));
    expect(framed.map((packet) => [packet.buffer === chunk.buffer, packet.byteOffset])).toEqual([
      [true, 0],
      [true, 2],
    ]);
  });

  it('keeps returned packets intact when more bytes arrive', () => {
    const framed: Uint8Array[] = [];
    const framer = new Framer();
    for (const value of [0x40, 0x02, 0x00, 0x01, 0x40, 0x02, 0x00, 0x02]) {
      framer.push(bytes(value), (packet) => framed.push(packet));
    }
    expect(framed.map(toHex)).toEqual(['40020001', '40020002']);
  });

  it('passes type 0 and wrong flags to the decoder', () => {
    const framed: string[] = [];
    const error = new Framer().push(bytes(0x00, 0x00, 0xff, 0x01, 0x07), (packet) =>
      framed.push(toHex(packet)),
    );
    expect([error, framed]).toEqual([undefined, ['0000', 'ff0107']]);
  });

  it('reports the number and position of a packet’s buffered bytes', () => {
    const framer = new Framer();
    framer.push(bytes(0xc0, 0x00, 0x30, 0x0a, 0x00), () => undefined);
    expect(framer.pending).toBe(3);
    expect([...framer.remainder()]).toEqual([0x30, 0x0a, 0x00]);
  });

  it('stops permanently at a fifth length byte, and reports its offset (MQTT-1.5.5)', () => {
    const framer = new Framer();
    const framed: string[] = [];
    const onPacket = (packet: Uint8Array) => framed.push(toHex(packet));
    framer.push(bytes(0xc0, 0x00, 0x30, 0xff), onPacket);
    const error = framer.push(bytes(0xff, 0xff, 0xff, 0x7f, 0x00), onPacket);
    expect(error).toMatchObject({
      kind: 'length',
      statement: 'MQTT-1.5.5',
      packetOffset: 2,
      offset: 6,
    });
    expect(toHex(framer.remainder())).toBe('30ffffffff7f00');
    expect(framer.push(bytes(0xc0, 0x00), onPacket)).toBe(error);
    expect(framed).toEqual(['c000']);
  });

  it('rejects a packet above the maximum by its header (MQTT-3.1.2-24)', () => {
    const framer = new Framer({ maximumPacketSize: 4 });
    const framed: string[] = [];
    const onPacket = (packet: Uint8Array) => framed.push(toHex(packet));
    expect(framer.push(bytes(0x40, 0x02, 0x00, 0x01), onPacket)).toBeUndefined();
    expect(framer.push(bytes(0x30, 0x03), onPacket)).toMatchObject({
      kind: 'too large',
      packetOffset: 4,
    });
    expect(framed).toEqual(['40020001']);
  });

  it('does not allocate memory for a merely announced size', () => {
    const framer = new Framer();
    const before = process.memoryUsage().arrayBuffers;
    framer.push(bytes(0x30, 0xff, 0xff, 0xff, 0x7f, 0x00), () => undefined);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });
});
