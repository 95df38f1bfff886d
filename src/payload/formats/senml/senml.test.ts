import { encode } from 'cbor2';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { layersRead } from '../../layersRead.testkit.ts';
import { formatOf, loadFormats } from '../formats.ts';
import { bytesOf } from '../tree.testkit.ts';

beforeAll(loadFormats);

const read = async (payload: Uint8Array, how?: Parameters<typeof layersRead>[1]) => {
  const { names, value, error } = await layersRead(payload, how);
  return { names, value, error };
};
const json = (pack: unknown) => encodeUtf8(JSON.stringify(pack));
const map = (entries: readonly (readonly [number, unknown])[]) => new Map(entries);
const cbor = (...records: ReturnType<typeof map>[]) => Uint8Array.from(encode(records));

/** RFC 8428, section 5.1.3, shortened. */
const PACK = [
  {
    bn: 'urn:dev:ow:10e2073a0108006:',
    bt: 1276020076.001,
    bu: 'A',
    bver: 5,
    n: 'voltage',
    u: 'V',
    v: 120.1,
  },
  { n: 'current', t: -5, v: 1.2 },
  { n: 'current', v: 1.7 },
];
const RESOLVED = [
  {
    t: '2010-06-08T18:01:16.001Z',
    n: 'urn:dev:ow:10e2073a0108006:voltage',
    u: 'V',
    v: 120.1,
  },
  {
    u: 'A',
    n: 'urn:dev:ow:10e2073a0108006:current',
    t: '2010-06-08T18:01:11.001Z',
    v: 1.2,
  },
  {
    u: 'A',
    t: '2010-06-08T18:01:16.001Z',
    n: 'urn:dev:ow:10e2073a0108006:current',
    v: 1.7,
  },
];

describe('SenML in JSON', () => {
  it('is recognised, and its base fields are resolved', async () => {
    expect(await read(json(PACK))).toEqual({
      names: ['SenML'],
      value: RESOLVED,
      error: undefined,
    });
  });

  it('is found by filters as resolved, and by its base fields', async () => {
    const { found } = await layersRead(json(PACK));
    expect(found(1, 'n')).toBe('urn:dev:ow:10e2073a0108006:current');
    expect(found(0, 'bu')).toBe('A');
  });

  it('adds base values and base sums without rounding', async () => {
    const pack = [
      { bn: 'm', bv: 0.1, bs: 1e3, v: 0.2 },
      { n: 'x', v: -0.1, s: 0.5 },
    ];
    const { value } = await read(json(pack));
    expect(value).toEqual([
      { n: 'm', v: 0.3 },
      { n: 'mx', v: 0, s: 1000.5 },
    ]);
  });

  it('keeps texts, booleans, data, relative times and unknown fields', async () => {
    const pack = [
      { bn: 'a/', n: 'label', vs: 'Machine Room' },
      { n: 'open', vb: false, t: -10 },
      { n: 'nfc', vd: 'aGkgCg', x: 7 },
    ];
    const { value } = await read(json(pack), { contentType: 'application/senml+json' });
    expect(value).toEqual([
      { n: 'a/label', vs: 'Machine Room' },
      { n: 'a/open', vb: false, t: -10 },
      { n: 'a/nfc', vd: Uint8Array.of(0x68, 0x69, 0x20, 0x0a), x: 7 },
    ]);
  });

  it('skips records that only set base fields', async () => {
    const { value } = await read(
      json([
        { bn: 'a/', bu: 'Cel' },
        { n: 't', v: 21.5 },
      ]),
    );
    expect(value).toEqual([{ u: 'Cel', n: 'a/t', v: 21.5 }]);
  });

  it.each([
    ['values without telling labels', [{ n: 'a', v: 1 }], 'json'],
    ['a measurement without a name', [{ u: 'Cel', v: 1 }], 'json'],
    ['another label', [{ n: 'a', u: 'Cel', v: 1, value: 2 }], 'json'],
    ['a unit that is no text', [{ n: 'a', u: 3, v: 1 }], 'json'],
    ['no measurement', [{ bn: 'a', bu: 'Cel' }], 'json'],
    ['a name and a unit', [{ n: 'a', u: 'Cel', v: 1 }], 'senml'],
    ['a base name', [{ bn: 'a', v: 1 }], 'senml'],
  ])('is distinguished from other JSON: %s', (_name, pack, id) => {
    expect(formatOf(json(pack))?.id).toBe(id);
  });

  it('is recognised by its content type', () => {
    const contentType = 'application/sensml+json';
    expect(formatOf(json([{ n: 'a', v: 1, x: [1] }]), { contentType })?.id).toBe('senml');
  });
});

describe('SenML in CBOR', () => {
  /** RFC 8428, section 6, shortened. */
  const packed = cbor(
    map([
      [-2, 'urn:dev:ow:10e2073a0108006:'],
      [-3, 1276020076.001],
      [-4, 'A'],
      [-1, 5],
      [0, 'voltage'],
      [1, 'V'],
      [2, 120.1],
    ]),
    map([
      [0, 'current'],
      [6, -5],
      [2, 1.2],
    ]),
    map([
      [0, 'current'],
      [2, 1.7],
    ]),
  );

  it('is recognised and has the names of its labels', async () => {
    const { names, value } = await read(packed);
    expect(names).toEqual(['SenML (CBOR)']);
    expect(value).toEqual(RESOLVED);
  });

  it('is a step for both notations', async () => {
    const chain = 'senml[1].v';
    for (const payload of [packed, json(PACK)])
      expect((await read(payload, { chain })).value).toBe(1.2);
  });

  it('reads decimal fractions and data', async () => {
    // [{0: "a", 2: 4([-1, 215]), 8: h'0102'}]
    const payload = bytesOf('81a300616102c4822018d708420102');
    const { value } = await read(payload, { contentType: 'application/senml+cbor' });
    expect(value).toEqual([{ n: 'a', v: 21.5, vd: Uint8Array.of(1, 2) }]);
  });

  it('ends at an item that is no record', async () => {
    const { error } = await read(json([{ bn: 'a', v: 1 }, 5]), { chain: 'senml' });
    expect(error).toEqual({ key: 'syntax', offset: 18 });
  });

  it('leaves other maps with small numbers as CBOR', () => {
    const other = cbor(
      map([
        [1, 'text'],
        [2, 'more text'],
        [9, 5],
      ]),
    );
    expect(formatOf(other)?.id).toBe('cbor');
  });
});
