import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import { WriteBuffer } from './writeBuffer.ts';

describe('buffered packets', () => {
  it('are returned unchanged, in few pieces', () => {
    const sizes = fc.oneof(fc.nat(20), fc.nat(3000), fc.constantFrom(2047, 2048, 40_000));
    fc.assert(
      fc.property(fc.array(fc.array(sizes, { maxLength: 40 }), { maxLength: 3 }), (rounds) => {
        const writeBuffer = new WriteBuffer();
        let next = 0;
        for (const round of rounds) {
          const packets = round.map((size) => new Uint8Array(size).fill((next += 1)));
          for (const packet of packets) writeBuffer.add(packet);
          const pieces = writeBuffer.take();
          expect(Buffer.concat(pieces).equals(Buffer.concat(packets))).toBe(true);
          const large = packets.filter(({ length }) => length >= 2048).length;
          const small = packets.reduce((sum, { length }) => sum + (length < 2048 ? length : 0), 0);
          expect(pieces.length).toBeLessThanOrEqual(2 * large + 1 + small / 60_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are not copied if large or single', () => {
    const writeBuffer = new WriteBuffer();
    const small = Uint8Array.of(1);
    writeBuffer.add(small);
    expect(writeBuffer.take()[0]).toBe(small);
    const large = new Uint8Array(5000);
    writeBuffer.add(small);
    writeBuffer.add(large);
    expect(writeBuffer.take()).toEqual([small, large]);
    writeBuffer.add(large);
    expect(writeBuffer.take()[0]).toBe(large);
    expect(writeBuffer.take()).toEqual([]);
  });

  it('include PUBLISH packets with their identifiers, and acknowledgements', () => {
    const publish = fc.record({
      kind: fc.constant('publish' as const),
      topic: fc.constantFrom('a', 'sensors/line-3'.repeat(10)),
      qos: fc.constantFrom(1, 2),
      dup: fc.boolean(),
      size: fc.constantFrom(0, 100, 2100),
      isShared: fc.boolean(),
    });
    const ack = fc.record({ kind: fc.constantFrom('puback', 'pubrec', 'pubrel', 'pubcomp') });
    const packetId = fc.integer({ min: 1, max: 0xffff });
    const steps = fc.array(fc.tuple(fc.oneof(publish, ack), packetId), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const writeBuffer = new WriteBuffer();
        const expected: Uint8Array[] = [];
        const kept: (readonly [Uint8Array, Uint8Array])[] = [];
        for (const [step, id] of all) {
          if (step.kind !== 'publish') {
            const packet = encode({ type: step.kind, packetId: id }, 4);
            writeBuffer.addAck(packet[0] ?? 0, id);
            expected.push(packet);
            continue;
          }
          const { topic, qos, dup, isShared } = step;
          const payload = new Uint8Array(step.size).fill(id);
          const packet = { type: 'publish', retain: false, properties: [], topic, qos } as const;
          const template = encode({ ...packet, dup: false, payload, packetId: 0 }, 4);
          if (isShared) kept.push([template, template.slice()]);
          writeBuffer.addNumbered(template, id, dup, isShared);
          expected.push(encode({ ...packet, dup, payload, packetId: id }, 4));
        }
        expect(Buffer.concat(writeBuffer.take()).equals(Buffer.concat(expected))).toBe(true);
        expect(kept.every(([one, before]) => Buffer.compare(one, before) === 0)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
