/** Tests payloads of several values, and framed values. */
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { leastCpuTime } from '../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { formatOf, loadFormats } from './formats/formats.ts';
import { bytesOf } from './formats/tree.testkit.ts';
import { layersRead } from './layersRead.testkit.ts';

beforeAll(loadFormats);

describe('a sequence of JSON texts', () => {
  it.each([['{"t":1}\n{"t":2}\n'], ['{"t":1}\r\n{"t":2}'], ['{"t":1}{"t":2}']])(
    '%j is detected, as a list',
    async (text) => {
      const { names, value, error, found } = await layersRead(encodeUtf8(text));
      expect([names, value, error]).toEqual([['JSON sequence'], [{ t: 1 }, { t: 2 }], undefined]);
      expect([found(0, 't'), found(1, 't')]).toEqual([1, 2]);
    },
  );

  it.each(['application/x-ndjson', 'application/jsonl'])(
    '%s is a list of any texts',
    async (contentType) => {
      const texts = await layersRead(encodeUtf8('1\n"a"\n'), { contentType });
      expect([texts.names, texts.value]).toEqual([['JSON sequence'], [1, 'a']]);
      const single = await layersRead(encodeUtf8('{"t":1}\n'), { contentType });
      expect(single.value).toEqual([{ t: 1 }]);
    },
  );

  it.each([
    ['{"t":1}\n{"t":}\n{"t":3}\n', 'value', 13],
    ['{"t":1}\r\n{"t":2\r\n{"t":3}', 'text-end', 15],
    ['{"t":1}\n["t":2]\n{"t":3}', 'comma-or-bracket', 12],
  ])('%j: the good lines, and the bad line with its reason', async (text, why, offset) => {
    const { names, value, error, found } = await layersRead(encodeUtf8(text));
    expect(names).toEqual(['JSON sequence']);
    expect(value).toEqual([{ t: 1 }, undefined, { t: 3 }]);
    expect([found(0, 't'), found(1, 't'), found(2, 't')]).toEqual([1, undefined, 3]);
    expect(error).toEqual({ key: 'json', why, offset, line: 2, isHarmless: true });
  });

  it('has the other values of a line with NaN', async () => {
    const { value, error } = await layersRead(encodeUtf8('{"t":1}\n{"t":NaN,"u":2}\n'));
    expect(value).toEqual([{ t: 1 }, { t: undefined, u: 2 }]);
    expect(error).toMatchObject({ why: 'not-a-number', line: 2 });
  });

  it.each(['[1]\n[/*\n', '[1]\n[\n', '[\n', '[1]\n["\n', '{"t":1}\n{"t":\n'])(
    'reads repeated lines %j in linear time',
    (lines) => {
      const text = encodeUtf8(lines.repeat(1 << 16));
      expect(leastCpuTime(() => formatOf(text), 2)).toBeLessThan(2000);
    },
  );

  test.each([
    ['{"t":}\n{"t":', 'json'],
    ['{"t":1}{"t":}', 'json'],
    ['1\n2\n3', 'text'],
    ['on\noff', 'text'],
    ['{"t":1}\nnote', 'json'],
    ['[12:30] a\n[12:31] b', 'text'],
  ])('%j is no sequence', (text, format) => {
    expect(formatOf(encodeUtf8(text))?.id).toBe(format);
  });
});

describe('a sequence of items', () => {
  it.each([
    ['CBOR', 'a161740182f5f93e00', [{ t: 1 }, [true, 1.5]]],
    ['MessagePack', '81a2747401 93c3c3a3616263', [{ tt: 1 }, [true, true, 'abc']]],
  ])('%s is detected, as a list', async (name, hex, wanted) => {
    const { names, value, error } = await layersRead(bytesOf(hex));
    expect([names, value, error]).toEqual([[name], wanted, undefined]);
  });

  it('is not an item with other bytes after it', async () => {
    const { error } = await layersRead(bytesOf('a1617401 00'), { chain: 'cbor' });
    expect(error?.key).toBe('rest');
  });
});

describe('framed values', () => {
  const JSON_FRAME = Uint8Array.of(0, 0, 0, 0, 42, ...encodeUtf8('{"t":21.5}'));

  it('of JSON with the header of a registry are detected', async () => {
    const { names, value, found } = await layersRead(JSON_FRAME);
    expect([names, value, found('t')]).toEqual([['Confluent', 'JSON'], { t: 21.5 }, 21.5]);
  });

  const files = [{ name: 'a.proto', text: 'message A { optional int32 n = 1; }' }];
  it.each([
    ['00', 'the first message'],
    ['0202', 'the second message'],
    ['040002', 'a message within the first'],
  ])('of Protobuf have indexes: %s', async (indexes) => {
    const payload = bytesOf(`000000002a ${indexes} 0807`);
    const chains = ['confluent(protobuf)', 'confluent'].map(
      (one) => `${one} | protobuf(a.proto, A)`,
    );
    for (const chain of chains) {
      const { value } = await layersRead(payload, { chain, files });
      expect(value).toEqual({ n: 7 });
    }
  });

  it.each(['01', '03', '04 02', '02 80'])('of Protobuf have no indexes: %s', async (indexes) => {
    const chain = 'confluent | protobuf(a.proto, A)';
    const { error } = await layersRead(bytesOf(`000000002a ${indexes}`), { chain, files });
    expect(error?.key).toBe('head');
  });

  it('of Protobuf without its schema have indexes', async () => {
    const payload = bytesOf('000000002a 0202 0807');
    const { value } = await layersRead(payload, { chain: 'confluent | protobuf' });
    expect(value).toEqual({ 1: 7 });
  });

  it('are read after skipped bytes', async () => {
    const { value } = await layersRead(JSON_FRAME, { chain: 'skip(5) | json' });
    expect(value).toEqual({ t: 21.5 });
    const short = await layersRead(Uint8Array.of(1), { chain: 'skip(5) | json' });
    expect([short.value, short.error?.key]).toEqual([undefined, 'ends']);
  });

  it('are rejected without the header', async () => {
    const { error } = await layersRead(encodeUtf8('{"t":1}'), { chain: 'confluent | json' });
    expect(error?.key).toBe('head');
  });

  it('are deflated without a header', async () => {
    const payload = new Uint8Array(deflateRawSync('{"t":21.5}'));
    const { value } = await layersRead(payload, { chain: 'deflate | json' });
    expect(value).toEqual({ t: 21.5 });
  });
});

test('a table with tabs is read by its content type, also with commas in its cells', async () => {
  const contentType = 'text/tab-separated-values';
  const { names, value } = await layersRead(encodeUtf8('a,b\tc\n1\t2\n'), { contentType });
  expect([names, value]).toEqual([['TSV'], [{ 'a,b': 1, c: 2 }]]);
});

test('Zstandard is detected after a skippable frame', () => {
  const skippable = '502a4d180400000061626364';
  expect(formatOf(bytesOf(`${skippable} 28b52ffd2001090000 61`))?.id).toBe('zstd');
  expect(formatOf(bytesOf(skippable))?.id).toBe('hex');
});
