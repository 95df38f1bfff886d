import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { decode, decodeByReader, errorAtStart } from '../codec/decode.ts';
import { encode, encodeByWriter } from '../codec/encode.ts';
import { quickDecode } from '../codec/quickDecode.ts';
import { quickEncode } from '../codec/quickEncode.ts';
import { dissect } from '../dissect/dissect.ts';
import { treeErrors } from '../dissect/tree.testkit.ts';
import { arbitrarySender, arbitrarySent, arbitraryVersion } from './packet.testkit.ts';
import type { Packet, ProtocolVersion } from './packet.ts';

// Property tests are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

describe('any valid packet', () => {
  it('equals its decoded bytes', () => {
    fc.assert(
      fc.property(arbitrarySent, ({ version, sender, packet }) => {
        expect(decode(encode(packet, version), version, sender)).toEqual({ ok: true, packet });
      }),
      { numRuns: tries(2000) },
    );
  });

  it('has a sound field tree, no violation, and means the same as when decoded', () => {
    fc.assert(
      fc.property(arbitrarySent, ({ version, sender, packet }) => {
        const bytes = encode(packet, version);
        const dissection = dissect(bytes, { version, sender });
        expect(treeErrors(dissection.fields, bytes.length)).toEqual([]);
        expect(dissection.problems.filter(({ severity }) => severity !== 'caution')).toEqual([]);
        expect(dissection.packet).toEqual(packet);
      }),
      { numRuns: tries(1000) },
    );
  });
});

/** Damaged packets, which reach deeper into the code than random bytes do. */
const damaged = arbitrarySent.chain(({ version, sender, packet }) => {
  const bytes = encode(packet, version);
  const at = fc.nat({ max: bytes.length - 1 });
  return fc
    .record({
      changes: fc.array(fc.tuple(at, fc.nat({ max: 255 })), { maxLength: 3 }),
      end: fc.oneof(fc.constant(bytes.length), at),
      tail: fc.uint8Array({ maxLength: 3 }),
    })
    .map(({ changes, end, tail }) => {
      const result = new Uint8Array([...bytes.subarray(0, end), ...tail]);
      for (const [offset, value] of changes) if (offset < end) result[offset] = value;
      return { version, sender, bytes: result };
    });
});
const random = fc.record({
  version: arbitraryVersion,
  sender: arbitrarySender,
  bytes: fc.uint8Array({ maxLength: 60 }),
});

describe('any bytes', () => {
  it('dissect to a sound field tree', () => {
    fc.assert(
      fc.property(fc.oneof(random, damaged), ({ version, sender, bytes }) => {
        const { fields } = dissect(bytes, { version, sender });
        expect(treeErrors(fields, bytes.length)).toEqual([]);
      }),
      { numRuns: tries(2000) },
    );
  });

  it('are rejected with the first violation of the dissection, or have the same value', () => {
    fc.assert(
      fc.property(fc.oneof(random, damaged), ({ version, sender, bytes }) => {
        const { problems, packet } = dissect(bytes, { version, sender });
        const decoded = decode(bytes, version, sender);
        const breach = problems.find(({ severity }) => severity !== 'caution');
        expect(decoded.ok ? undefined : decoded.problem).toEqual(breach);
        expect(decoded.ok ? decoded.packet : undefined).toEqual(breach ? undefined : packet);
      }),
      { numRuns: tries(2000) },
    );
  });

  it('point problems at bytes of the packet', () => {
    fc.assert(
      fc.property(fc.oneof(random, damaged), ({ version, sender, bytes }) => {
        for (const { offset, length } of dissect(bytes, { version, sender }).problems) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: tries(2000) },
    );
  });
});

describe('the start of a packet', () => {
  it('is rejected only if the whole packet is', () => {
    const valid = arbitrarySent.map(({ version, sender, packet }) => ({
      version,
      sender,
      bytes: encode(packet, version),
    }));
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(valid, damaged), part, ({ version, sender, bytes }, cut) => {
        const length = Math.max(1, Math.floor(cut * bytes.length));
        const error = errorAtStart(bytes.subarray(0, length), version, sender);
        expect(error === undefined || !decode(bytes, version, sender).ok).toBe(true);
      }),
      { numRuns: tries(2000) },
    );
  });

  it.each([
    ['type 0', '00', 4],
    ['QoS 3', '36', 5],
    ['flags of PINGREQ', 'c1', 4],
    ['CONNACK from a client', '20', 5],
    ['a body of PINGREQ', 'c064', 5],
    ['a wildcard in a topic name', '30640001232b', 4],
    ['packet identifier 0', '32640001610000', 4],
    ['packet identifier 0 of SUBSCRIBE', '82640000', 5],
    ['text longer than the packet', '30030009', 5],
    ['a property twice', '3064000161100100010100', 5],
    ['a filter', '82640001000003612f23230061', 5],
  ] as const)('%s: is rejected or accepted at that byte', (_, hex, version) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    expect(errorAtStart(bytes, version, 'client')?.ok).toBe(false);
  });
});

describe('the fast path for decoding common packets', () => {
  it('gives the reader’s result, for valid packets and any bytes', () => {
    const valid = arbitrarySent.map(({ version, sender, packet }) => ({
      version,
      sender,
      bytes: encode(packet, version),
    }));
    fc.assert(
      fc.property(fc.oneof(valid, random, damaged), ({ version, sender, bytes }) => {
        expect(decode(bytes, version, sender)).toEqual(decodeByReader(bytes, version, sender));
      }),
      { numRuns: tries(2000) },
    );
  });

  it('is used for publications without properties and for plain acknowledgements', () => {
    const hex = [
      '30050001616869',
      '320700016100076869',
      '40020007',
      '50020007',
      '62020007',
      '70020007',
    ];
    const isQuick = hex.map((text) => quickDecode(new Uint8Array(Buffer.from(text, 'hex')), 4));
    expect(isQuick.map((packet) => packet?.type)).toEqual([
      'publish',
      'publish',
      'puback',
      'pubrec',
      'pubrel',
      'pubcomp',
    ]);
  });
});

describe('the fast path for encoding common packets', () => {
  const bytesOr = (make: () => Uint8Array): string => {
    try {
      return Buffer.from(make()).toString('hex');
    } catch (error) {
      return String(error);
    }
  };
  const byWriter = (packet: Packet, version: ProtocolVersion) =>
    bytesOr(() => encodeByWriter(packet, version));

  it('gives the writer’s result, for any packet in any version', () => {
    fc.assert(
      fc.property(arbitrarySent, arbitraryVersion, ({ packet }, version) => {
        expect(bytesOr(() => encode(packet, version))).toBe(byWriter(packet, version));
      }),
      { numRuns: tries(2000) },
    );
  });

  it('gives the writer’s result, or rejects, for any content of a PUBLISH or an acknowledgement', () => {
    const packetId = fc.constantFrom(undefined, -1, 0, 1, 0.5, 255, 256, 0xffff, 0x1_0000);
    const flags = { dup: fc.boolean(), retain: fc.boolean() };
    const topic = fc
      .oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('', 'a/b', 'ä', '\ud800'))
      .chain((part) => fc.constantFrom(part, part.repeat(60)));
    const payload = fc
      .constantFrom(0, 1, 120, 130, 16_500)
      .map((length) => new Uint8Array(length).fill(7));
    const publish = fc
      .record({ ...flags, qos: fc.constantFrom(0, 1, 2), topic, payload, packetId })
      .map(({ packetId: id, ...rest }): Packet => {
        const packet = { type: 'publish', properties: [], ...rest } as const;
        return id === undefined ? packet : { ...packet, packetId: id };
      });
    const ack = fc
      .record({
        type: fc.constantFrom('puback', 'pubrec', 'pubrel', 'pubcomp'),
        packetId,
        dup: fc.boolean(),
        reasonCode: fc.constantFrom(undefined, 0, 0x87),
      })
      .map(
        ({ type, packetId: id, dup, reasonCode }): Packet => ({
          type,
          packetId: id ?? 7,
          ...(dup ? { dup } : {}),
          ...(reasonCode === undefined ? {} : { reasonCode }),
        }),
      );
    fc.assert(
      fc.property(fc.oneof(publish, ack), arbitraryVersion, (packet, version) => {
        expect(bytesOr(() => encode(packet, version))).toBe(byWriter(packet, version));
      }),
      { numRuns: tries(2000) },
    );
  });

  it('is used for publications without properties and for plain acknowledgements', () => {
    const publish = {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a',
      properties: [],
      payload: new Uint8Array(1),
    } as const;
    const packets: readonly Packet[] = [
      publish,
      { ...publish, qos: 2, packetId: 9 },
      ...(['puback', 'pubrec', 'pubrel', 'pubcomp'] as const).map((type) => ({
        type,
        packetId: 7,
      })),
    ];
    for (const version of [3, 4, 5] as const) {
      expect(packets.filter((packet) => quickEncode(packet, version) === undefined)).toEqual([]);
    }
  });
});
