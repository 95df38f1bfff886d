import { describe, expect, it } from 'vitest';
import { layersRead } from '../layersRead.testkit.ts';
import { encodeCbor } from './cbor/cborWriter.ts';
import { loadFormats } from './formats.ts';
import { bytesOf } from './tree.testkit.ts';

const read = async (hex: string) => {
  await loadFormats();
  const { names, value, error } = await layersRead(bytesOf(hex));
  return { names, value, error };
};
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const SHOWN = { names: ['CBOR (embedded)'], error: undefined };

describe('CBOR with embedded items', () => {
  it('opens them', async () => {
    const inner = hexOf(encodeCbor({ t: 21.5 }));
    const length = (inner.length / 2).toString(16).padStart(2, '0');
    const hex = `a1646d656173d81858${length}${inner}`;
    expect(await read(hex)).toEqual({ ...SHOWN, value: { meas: { t: 21.5 } } });
  });

  it('is read where the content type names CBOR', async () => {
    await loadFormats();
    const contentType = 'application/cbor';
    const { names, value } = await layersRead(bytesOf('a16164d8184101'), {
      contentType,
    });
    expect([names, value]).toEqual([['CBOR (embedded)'], { d: 1 }]);
    const plain = await layersRead(bytesOf('a1616401'), { contentType });
    expect(plain.names).toEqual(['CBOR']);
  });

  it('leaves bytes that are no item unchanged', async () => {
    const { value } = await read('a1646d656173d81843ffffff');
    expect(value).not.toHaveProperty('meas.t');
  });
});

it.each([
  ['d864194d2f', '2024-02-06'],
  ['d86420', '1969-12-31'],
  ['d903e9a1011a65920080', '2024-01-01T00:00:00Z'],
  ['d903e9a2011a65920080221901f4', '2024-01-01T00:00:00.5Z'],
  ['d83046001122334455', '00:11:22:33:44:55'],
  ['d90108822119010a', 2.66],
])('the tag in %s has a value', async (item, value) => {
  expect((await read(`a16161${item}`)).value).toEqual({ a: value });
});

it('a time with unknown parts stays a map', async () => {
  expect((await read('a16161d903e9a2011a6592008020 01'.replaceAll(' ', ''))).value).toEqual({
    a: { 1: 1_704_067_200, [-1]: 1 },
  });
});

describe('the step cbor', () => {
  it.each([
    ['d8184564494554 46', 'IETF'],
    ['a16164d8184101', { d: 1 }],
    ['a1616401', { d: 1 }],
  ])('opens the embedded items of %s', async (hex, wanted) => {
    await loadFormats();
    const { names, value, error } = await layersRead(bytesOf(hex.replaceAll(' ', '')), {
      chain: 'cbor',
    });
    expect({ names, value, error }).toEqual({ names: ['CBOR'], value: wanted, error: undefined });
  });

  it.each([
    ['d83482181843c0a800', '192.168.0.0/24'],
    ['d8348244c0a800011818', '192.168.0.1/24'],
    ['d836821820 44 20010db8', '2001:db8::/32'],
    ['d8348218 21 41 0a', undefined],
  ])('reads the addresses %s as %s', async (hex, wanted) => {
    await loadFormats();
    const { value } = await layersRead(bytesOf(hex.replaceAll(' ', '')), { chain: 'cbor' });
    expect(typeof value === 'string' ? value : undefined).toBe(wanted);
  });
});
