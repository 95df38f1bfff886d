import Module, { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';

interface Bytes {
  readonly length: number;
  readonly append: (bytes: Uint8Array) => void;
  readonly consume: (count: number) => void;
  readonly slice: (start?: number, end?: number) => Uint8Array;
  readonly toString: (encoding: string, start: number, end: number) => string;
  readonly readUInt8: (at: number) => number;
  readonly readUInt16BE: (at: number) => number;
  readonly readUInt32BE: (at: number) => number;
}

const require = createRequire(import.meta.url);
/** The package that it stands for is mqtt-packet's. */
const ofMqttPacket = Module.createRequire(require.resolve('mqtt-packet'));
const isMade = (value: unknown): value is () => Bytes => typeof value === 'function';
function loaded(load: NodeJS.Require, name: string): () => Bytes {
  const found: unknown = load(name);
  if (!isMade(found)) throw new Error(`${name} is no function.`);
  return found;
}
const ours = loaded(require, './bytesInOne.cjs');
const theirs = loaded(ofMqttPacket, 'bl');

const steps = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.nat(25).map((count) => ({ consume: count })),
  ),
  { maxLength: 12 },
);

test('reads what comes in pieces as bl does', () => {
  fc.assert(
    fc.property(steps, fc.nat(20), fc.nat(20), (taken, start, more) => {
      const [one, other] = [ours(), theirs()];
      for (const step of taken) {
        for (const bytes of [one, other]) {
          if (step instanceof Uint8Array) bytes.append(step);
          else bytes.consume(step.consume);
        }
        expect(one.length).toBe(other.length);
        const end = start + more;
        expect(Buffer.from(one.slice(start, end))).toEqual(Buffer.from(other.slice(start, end)));
        expect(one.toString('utf8', start, end)).toBe(other.toString('utf8', start, end));
        const at = other.length - 4;
        if (at < 0) continue;
        expect(one.readUInt8(at)).toBe(other.readUInt8(at));
        expect(one.readUInt16BE(at)).toBe(other.readUInt16BE(at));
        expect(one.readUInt32BE(at)).toBe(other.readUInt32BE(at));
      }
    }),
  );
});
