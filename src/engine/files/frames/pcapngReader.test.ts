import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import {
  connectOf,
  joined,
  packetBytes,
  readEvents,
  reportsOf,
  tryRead,
} from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from './frames.testkit.ts';
import { LINKS } from './links.testkit.ts';
import { PcapngReader } from './pcapngReader.ts';

const session: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(5) },
  { direction: 'in', bytes: Uint8Array.of(0x20, 3, 0, 0, 0) },
  { direction: 'out', bytes: Uint8Array.of(0xc0, 0) },
  { direction: 'in', bytes: Uint8Array.of(0xd0, 0) },
];
const frames = framesOf(session);
const expected = session.map(({ bytes }) => Buffer.from(bytes).toString('hex'));

const SECOND = 1_700_000_000n;

interface Blocks {
  readonly section: () => Uint8Array;
  readonly interface: (linkType: number, options?: readonly (readonly number[])[]) => Uint8Array;
  readonly packet: (frame: Uint8Array, units: bigint, interfaceId?: number) => Uint8Array;
  readonly oldPacket: (frame: Uint8Array, units: bigint) => Uint8Array;
  readonly simplePacket: (frame: Uint8Array) => Uint8Array;
  readonly unknown: () => Uint8Array;
}

/** Builds blocks in one byte order. */
function blocksIn(little: boolean): Blocks {
  const block = (type: number, body: ByteWriter) => {
    const padding = (4 - (body.length % 4)) % 4;
    const length = body.length + padding + 12;
    const writer = new ByteWriter().u32(type, little).u32(length, little).raw(body.bytes());
    return writer.zeros(padding).u32(length, little).bytes();
  };
  const timed = (frame: Uint8Array, units: bigint, head: ByteWriter) =>
    head
      .u32(Number(units >> 32n), little)
      .u32(Number(units & 0xffffffffn), little)
      .u32(frame.length, little)
      .u32(frame.length, little)
      .raw(frame);
  const word = () => new ByteWriter();
  return {
    section: () => {
      const body = word().u32(0x1a2b3c4d, little).u16(1, little).u16(0, little);
      return block(0x0a0d0d0a, body.u32(0xffffffff, little).u32(0xffffffff, little));
    },
    interface: (linkType, options = []) => {
      const body = word().u16(linkType, little).u16(0, little).u32(0, little);
      for (const [code = 0, ...value] of options) {
        body.u16(code, little).u16(value.length, little).raw(Uint8Array.from(value));
        body.zeros((4 - (value.length % 4)) % 4);
      }
      return block(1, body.zeros(4));
    },
    packet: (frame, units, interfaceId = 0) =>
      block(6, timed(frame, units, word().u32(interfaceId, little))),
    oldPacket: (frame, units) =>
      block(2, timed(frame, units, word().u16(0, little).u16(0, little))),
    simplePacket: (frame) => block(3, word().u32(frame.length, little).raw(frame)),
    unknown: () => block(0x0bad, word().u32(1, little).u8(7)),
  };
}

const timesOf = (file: Uint8Array) => reportsOf(readEvents(file)).map(({ time }) => time);
/** Frames with data are 1.5 ms apart. */
const spacing = frames.map((_frame, at) => BigInt(at) * 1500n);

describe.each([
  ['little-endian', true],
  ['big-endian', false],
] as const)('pcapng, %s', (_name, little) => {
  const blocks = blocksIn(little);

  it.each([
    ['microseconds by default', [], 1_000_000n],
    ['nanoseconds', [[9, 9]], 1_000_000_000n],
    ['milliseconds', [[9, 3]], 1000n],
    ['powers of two', [[9, 0x80 + 20]], 1n << 20n],
  ] as const)('has times in %s', (_unit, options, perSecond) => {
    const file = joined([
      blocks.section(),
      blocks.interface(1, options),
      ...frames.map((frame, at) =>
        blocks.packet(frame, SECOND * perSecond + ((spacing[at] ?? 0n) * perSecond) / 1_000_000n),
      ),
    ]);
    expect(packetBytes(readEvents(file))).toEqual(expected);
    const [first = 0, second = 0] = timesOf(file);
    expect(first).toBe(0);
    expect(second).toBeCloseTo(0.003, perSecond === 1000n ? 2 : 5);
  });

  it('has an offset to all times', () => {
    const offset = [
      ...new ByteWriter()
        .u32(little ? 100 : 0, little)
        .u32(little ? 0 : 100, little)
        .bytes(),
    ];
    const file = joined([
      blocks.section(),
      blocks.interface(1, [[14, ...offset]]),
      ...frames.map((frame) => blocks.packet(frame, 0n)),
    ]);
    expect(readEvents(file)[0]).toEqual({ kind: 'origin', wallClock: 100_000 });
  });

  it('has several interfaces, old and simple packets, and unknown blocks', () => {
    const cooked = LINKS['Linux cooked'];
    const file = joined([
      blocks.section(),
      blocks.interface(1),
      blocks.interface(113, [[9, 9]]),
      blocks.unknown(),
      ...frames.map((frame, at) => {
        const units = SECOND * 1_000_000n + (spacing[at] ?? 0n);
        if (at % 4 === 0) return blocks.oldPacket(frame, units);
        if (at % 4 === 1) return blocks.simplePacket(frame);
        if (at % 4 === 2) return blocks.packet(cooked?.wrap(frame) ?? frame, units * 1000n, 1);
        return blocks.packet(frame, units);
      }),
    ]);
    expect(packetBytes(readEvents(file))).toEqual(expected);
  });

  it('has several sections, the later in the other byte order', () => {
    const others = blocksIn(!little);
    const half = 6;
    const file = joined([
      blocks.section(),
      blocks.interface(1),
      ...frames.slice(0, half).map((frame) => blocks.packet(frame, SECOND * 1_000_000n)),
      others.section(),
      others.interface(1),
      ...frames.slice(half).map((frame) => others.packet(frame, SECOND * 1_000_000n)),
    ]);
    expect(packetBytes(readEvents(file))).toEqual(expected);
  });

  it('stops at a frame of an undefined interface', () => {
    const start = joined([blocks.section(), blocks.interface(1)]);
    const file = joined([start, ...frames.map((frame) => blocks.packet(frame, 1n, 3))]);
    const why = { key: 'no-interface', args: { id: 3 } };
    expect(() => readEvents(file)).toThrow(
      expect.objectContaining({ why: { key: 'breaks-off', args: { byte: start.length, why } } }),
    );
  });
});

describe('a pcapng file ends', () => {
  const little = blocksIn(true);
  const start = joined([little.section(), little.interface(1)]);
  const [frame = new Uint8Array()] = frames;
  const packet = little.packet(frame, SECOND * 1_000_000n);

  /** Changes a number of the packet's block. */
  function changed(at: number, value: number): Uint8Array {
    const block = packet.slice();
    new DataView(block.buffer).setUint32(at, value, true);
    return block;
  }

  /** A block of TLS secrets that announces this many bytes and has 8. */
  function secrets(announced: number, format = 0x544c534b): Uint8Array {
    const body = [0x0a, 28, format, announced].reduce(
      (writer, word) => writer.u32(word, true),
      new ByteWriter(),
    );
    return body.raw(Buffer.from('# none\n\n')).u32(28, true).bytes();
  }

  /** Frames, secrets, and where and why reading ended. */
  function read(...blocks: readonly Uint8Array[]): readonly unknown[] {
    const found: unknown[] = [];
    const reader = new PcapngReader({
      frame: ({ missing }) => found.push(missing === 0 ? 'frame' : `frame without ${missing}`),
      keys: (bytes) => found.push(`${bytes.length} bytes of keys`),
      comments: () => undefined,
      broken: (byte, { key, args }) => found.push([byte - start.length, key, args]),
    });
    reader.push(joined([start, ...blocks]));
    reader.end();
    return found;
  }

  it.each([
    [[packet], ['frame']],
    [
      [packet, packet.subarray(0, 11)],
      ['frame', [packet.length + 11, 'block-cut-off']],
    ],
    [[packet.subarray(0, -1)], [[packet.length - 1, 'block-cut-off']]],
    [[changed(4, 8)], [[0, 'block-length']]],
    [[changed(4, packet.length + 1)], [[0, 'block-length']]],
    [
      [packet, changed(4, 0xffff_fff0)],
      ['frame', [packet.length, 'block-length']],
    ],
    [[changed(packet.length - 4, packet.length - 4)], [[0, 'block-lengths-differ']]],
    [[changed(8, 1)], [[0, 'no-interface']]],
    [[changed(20, frame.length + 4)], [[0, 'frame-longer-than-block']]],
    [[changed(24, frame.length + 7)], ['frame without 7']],
    [
      [secrets(8), packet],
      ['8 bytes of keys', 'frame'],
    ],
    [[secrets(7)], ['7 bytes of keys']],
    [[secrets(9), packet], [[0, 'secrets-too-long']]],
    [[secrets(9, 1), packet], ['frame']],
  ])('at the first wrong block: %#', (blocks, wanted) => {
    const found = read(...blocks);
    expect(found.map((one) => (Array.isArray(one) ? one.slice(0, 2) : one))).toEqual(wanted);
  });

  it('at the invalid number', () => {
    expect(read(changed(4, 8))).toEqual([[0, 'block-length', { bytes: 8 }]]);
    expect(read(changed(8, 5))).toEqual([[0, 'no-interface', { id: 5 }]]);
    expect(read(packet.subarray(0, 20))).toEqual([[20, 'block-cut-off', { byte: start.length }]]);
  });
});

describe('damaged frames', () => {
  const kinds = Object.values(LINKS);

  it('fail only with a message', () => {
    const damage = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 20 });
    const addresses = fc.constantFrom({}, { clientAddress: '::1', serverAddress: '::2' });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), addresses, damage, (kind, options, places) => {
        const wrapped = framesOf(session, options).map(kind.wrap);
        const file = pcapOf(wrapped, { linkType: kind.linkType });
        for (const [at, byte] of places) if (at < file.length) file[at] = byte;
        expect(() => tryRead(file)).not.toThrow();
      }),
      { numRuns: tries(500) },
    );
  });
});
