import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const loaded: unknown = createRequire(import.meta.url)('./buffer.cjs');
/** What has these functions has the ones that are tested. */
const has = (value: unknown): value is { readonly Buffer: typeof Buffer } =>
  typeof value === 'object' && value !== null && 'Buffer' in value;
if (!has(loaded)) throw new Error('buffer.cjs has no Buffer.');
const { Buffer: Ours } = loaded;

const plain = (bytes: Uint8Array) => [...bytes];
const arrays = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 });
const places = fc.tuple(fc.nat(45), fc.nat(45));

test('bytes become the same text as in Node', () => {
  fc.assert(
    fc.property(arrays, places, (bytes, [start, end]) => {
      expect(Ours.from(bytes).toString()).toBe(Buffer.from(bytes).toString());
      const part = Ours.from(bytes).toString('utf8', start, end);
      expect(part).toBe(Buffer.from(bytes).toString('utf8', start, end));
    }),
  );
  expect(Ours.from([0xef, 0xbb, 0xbf, 0x61]).toString()).toBe('\uFEFFa');
});

test('parts share the memory, copies do not', () => {
  fc.assert(
    fc.property(arrays, places, ([...bytes], [start, end]) => {
      const ours = Ours.from(bytes);
      const nodes = Buffer.from(bytes);
      expect(plain(ours.slice(start, end))).toEqual(plain(nodes.slice(start, end)));
      ours.slice(start, end).fill(7);
      nodes.slice(start, end).fill(7);
      expect(plain(ours)).toEqual(plain(nodes));
      const joined = Ours.concat([ours, Ours.alloc(3), ours]);
      expect(plain(joined)).toEqual(plain(Buffer.concat([nodes, Buffer.alloc(3), nodes])));
      ours.fill(9);
      expect(plain(joined.slice(0, nodes.length))).toEqual(plain(nodes));
    }),
  );
  const memory = new Uint8Array([1, 2, 3, 4]).buffer;
  Ours.from(memory, 1, 2)[0] = 9;
  expect(plain(new Uint8Array(memory))).toEqual([1, 9, 3, 4]);
});

test('numbers are read and written as in Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
      const ours = Ours.from(bytes);
      const nodes = Buffer.from(bytes);
      expect(ours.readUInt8(1)).toBe(nodes.readUInt8(1));
      expect(ours.readUInt16BE(2)).toBe(nodes.readUInt16BE(2));
      expect(ours.readUInt32BE(0)).toBe(nodes.readUInt32BE(0));
      expect(ours.writeUInt8(200, 3)).toBe(nodes.writeUInt8(200, 3));
      expect(plain(ours)).toEqual(plain(nodes));
    }),
  );
});

test('text is UTF-8, or refused', () => {
  expect(() => Ours.from([1]).toString('latin1')).toThrow('latin1');
});
