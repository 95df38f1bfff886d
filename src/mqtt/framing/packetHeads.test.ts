/** Reads packet heads from chunks of any size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from '../codec/encode.ts';
import { PacketHeads } from './packetHeads.ts';

const MOST = 4096;
const PINGREQ = encode({ type: 'pingreq' }, 4);

const publish = (size: number): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'plant/oven',
      payload: new Uint8Array(size),
      properties: [],
    },
    4,
  );

const isPublish = (firstByte: number): boolean => firstByte >> 4 === 3;

test('reports each selected packet once, with its first bytes and its size', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(9000)), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }),
      (sizes, cuts) => {
        const packets = sizes.map((size) => (size === null ? PINGREQ : publish(size)));
        const all = Uint8Array.from(packets.flatMap((packet) => [...packet]));
        const heads = { all: new PacketHeads(MOST), some: new PacketHeads(MOST, isPublish) };
        const seen: Record<keyof typeof heads, [number[], number][]> = { all: [], some: [] };
        for (let at = 0, turn = 0; at < all.length; turn += 1) {
          const piece = all.subarray(at, at + (cuts[turn % cuts.length] ?? 1));
          heads.all.push(piece, (head, size) => seen.all.push([[...head], size]));
          heads.some.push(piece, (head, size) => seen.some.push([[...head], size]));
          at += piece.length;
        }
        const told = packets.map((packet) => [[...packet.subarray(0, MOST)], packet.length]);
        expect(seen.all).toEqual(told);
        expect(seen.some).toEqual(told.filter((_, at) => sizes[at] !== null));
        expect(heads.all.unfinished).toBeUndefined();
      },
    ),
    { numRuns: 30 },
  );
});

test('knows the first byte of an incomplete packet, and its size once that has arrived', () => {
  const heads = new PacketHeads(MOST, () => false);
  const bytes = publish(500);
  const none = (): never => {
    throw new Error('It is not whole, and not wanted.');
  };
  heads.push(bytes.subarray(0, 2), none);
  expect(heads.unfinished).toMatchObject({ first: 0x30, size: 0 });
  heads.push(bytes.subarray(2, 100), none);
  expect(heads.unfinished).toMatchObject({ first: 0x30, size: bytes.length });
  heads.push(bytes.subarray(100), none);
  expect(heads.unfinished).toBeUndefined();
});

test.each([1, 3, 9])('an invalid length ends it, in pieces of %i bytes', (step) => {
  const heads = new PacketHeads(MOST);
  const bytes = Uint8Array.of(...PINGREQ, 0x30, 0xff, 0xff, 0xff, 0xff, 0x01, ...PINGREQ);
  const seen: number[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    heads.push(bytes.subarray(at, at + step), (_, size) => seen.push(size));
  }
  expect([seen, heads.isLost, heads.unfinished]).toEqual([[2], true, undefined]);
});
