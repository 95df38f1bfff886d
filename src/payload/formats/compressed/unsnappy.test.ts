import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { formatOf } from '../formats.ts';
import { bytesOf, mutated } from '../tree.testkit.ts';
import { unwrapSnappy } from './unsnappy.ts';

const MOST = 1 << 20;
const TEXT = '{"t":21.5,"unit":"C","more":"CCCCCCCCCCCCCCCC"}'.repeat(3);
/** By SnappyJS. */
const BLOCK = bytesOf(
  '8d01647b2274223a32312e352c22756e6974223a2243222c226d6f7265010b3a010008227d7bfe2f00722f00',
);
const SIGNATURE = 'ff060000734e61507059';
/** `123456789`, whose CRC-32C is 0xe3069283. */
const STREAM = bytesOf(`${SIGNATURE}010d0000e5b08ac7313233343536373839`);

const textOf = (packed: Uint8Array): string | undefined =>
  decodeUtf8(unwrapSnappy(packed, MOST).bytes);

describe('a block of Snappy', () => {
  it('is unpacked', () => {
    expect(unwrapSnappy(BLOCK, MOST)).toEqual({ bytes: encodeUtf8(TEXT) });
  });

  it('has literals of any length', () => {
    const content = new Uint8Array(70_000).fill(0x61);
    const size = [0xf0, 0xa2, 0x04];
    const packed = Uint8Array.from([...size, 62 << 2, 0x6f, 0x11, 0x01, ...content]);
    expect(unwrapSnappy(packed, MOST)).toEqual({ bytes: content });
    expect(unwrapSnappy(packed, 1000).error?.key).toBe('large');
  });

  it.each([
    ['', 'packed'],
    ['05', 'ends'],
    ['050461', 'ends'],
    ['05010061', 'packed'],
    ['0104616101', 'packed'],
  ])('is rejected if it is malformed: %s', (packed, error) => {
    expect(unwrapSnappy(bytesOf(packed), MOST).error?.key).toBe(error);
  });

  it('ends with an error or its size, whatever its bytes are', () => {
    fc.assert(
      fc.property(mutated(fc.constant(BLOCK)), (packed) => {
        expect(unwrapSnappy(packed, 4096).bytes.length).toBeLessThanOrEqual(4096);
      }),
      { numRuns: tries(300) },
    );
  });
});

describe('a stream of Snappy', () => {
  it('is recognised and unpacked', () => {
    expect(formatOf(STREAM)?.id).toBe('snappy');
    expect(textOf(STREAM)).toBe('123456789');
  });

  it('may contain padding and compressed chunks', () => {
    const chunk = `000f0000e5b08ac70920313233343536373839`;
    expect(textOf(bytesOf(`${SIGNATURE}fe0200000000${chunk}`))).toBe('123456789');
  });

  it.each([
    [`${SIGNATURE}010d0000e5b08ac8313233343536373839`, 'checksum'],
    [`${SIGNATURE}010d0000e5b08ac7313233`, 'ends'],
    [`${SIGNATURE}0201000000`, 'packed'],
  ])('is rejected if it is malformed: %s', (packed, error) => {
    expect(unwrapSnappy(bytesOf(packed), MOST).error?.key).toBe(error);
  });
});
