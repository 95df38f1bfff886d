import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { formatOf, formatsToShow, loadFormat } from '../formats.ts';
import { payloadReader } from '../reading.ts';
import { expectReadable, mutated, plain, readWhole } from '../tree.testkit.ts';
import { yaml } from './yaml.ts';
import { yamlReading } from './yamlReading.ts';

await loadFormat(yaml);

const READ = { ...yaml, ...yamlReading };
const read = (text: string) => yamlReading.decode?.(encodeUtf8(text));
const said = (text: string) => {
  const tree = read(text)?.tree;
  return tree && plain(tree);
};

/** Values that both libraries can express: no ambiguous text, and no number outside the range of a double. */
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.integer({ min: -1e9, max: 1e9 }).map((number) => number / 1000),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/\p{C}/gu, '')),
    fc.constantFrom('yes', '1.0', 'null', '~', '- a', 'a: b', '#x', 'two\nlines\n', '', ' '),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b c', '"q"', 'true', 'größe'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

/** The form in which `plain` returns a value. */
function asRead(held: unknown): unknown {
  if (Array.isArray(held)) return held.map(asRead);
  if (typeof held === 'object' && held !== null) {
    return Object.entries(held).map(([key, inner]) => [key, asRead(inner)]);
  }
  return held;
}

describe('YAML', () => {
  it('agrees with the package yaml', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, true), (held, isFlow) => {
        const text = stringify(held, { ...(isFlow && { collectionStyle: 'flow' }), lineWidth: 40 });
        expect(readWhole(READ, encodeUtf8(text))).toEqual(asRead(parse(text)));
      }),
      { numRuns: tries(400) },
    );
  });

  it('reads scalars by the core schema, with every digit', () => {
    const text = [
      'f: 127.0',
      'hex: 0xff',
      'oct: 0o17',
      'no: no',
      'day: 2026-11-22',
      'none:',
      'inf: -.inf',
      'text: !!str 5',
      'v: 1.2.3',
      'lead: 007',
    ].join('\n');
    const meant = [
      ['f', 127],
      ['hex', 255],
      ['oct', 15],
      ['no', 'no'],
      ['day', '2026-11-22'],
      ['none', null],
      ['inf', Number.NEGATIVE_INFINITY],
      ['text', '5'],
      ['v', '1.2.3'],
      ['lead', 7],
    ];
    expect(asRead(parse(text))).toEqual(meant);
    const big = '\nbig: 9223372036854775807';
    expect(said(text + big)).toEqual([...meant, ['big', '9223372036854775807']]);
    expect(read(text)?.tree?.source(1)).toBe('127.0');
  });

  it('locates each value in the bytes', () => {
    const text = 'ü: "ß"\nlist:\n  - {t: 21.5, on: true} # c\n  - [1, 2]\nblock: |\n  x\n';
    const tree = read(text)?.tree;
    const bytes = encodeUtf8(text);
    const places = Array.from({ length: tree?.tape.size ?? 0 }, (_, row) =>
      decodeUtf8(bytes.subarray(tree?.memberStart(row), tree?.tape.end(row))),
    );
    expect(places.slice(1)).toEqual([
      'ü: "ß"',
      'list:\n  - {t: 21.5, on: true} # c\n  - [1, 2]',
      '{t: 21.5, on: true}',
      't: 21.5',
      'on: true',
      '[1, 2]',
      '1',
      '2',
      'block: |\n  x\n',
    ]);
    expect(tree?.path(8)).toEqual(['list', 1, 1]);
  });

  it('reads several documents as an array', () => {
    expect(said('---\na: 1\n---\n- 2\n...\n')).toEqual([[['a', 1]], [2]]);
  });

  it('does not expand aliases: an alias is its scalar, or its name', () => {
    const bomb = Array.from(
      { length: 60 },
      (_, n) => `k${n}: &k${n} [${Array.from({ length: 9 }, () => `*k${n - 1}`).join(', ')}]`,
    );
    const text = ['k: &k-1 5', ...bomb].join('\n');
    const decode = () => read(text);
    expect(decode()?.tree?.value(3)).toBe(5);
    expect(decode()?.tree?.tape.size).toBe(2 + 60 * 10);
    expect(leastCpuTime(decode, 2, 500)).toBeLessThan(500);
    const cycle = read('a: &a [1, *a]');
    expect(cycle?.tree?.source(0)).toBe('{"a": [1, *a]}');
  });

  it.each([
    ['---\na: 1\n', 'yaml', []],
    ['%YAML 1.2\n---\n- 1\n- 2\n', 'yaml', []],
    ['temperature: 21.5\nunit: C\n', 'text', ['yaml']],
    ['55.49', 'text', []],
    ['12345678', 'text', []],
    ['1234567a', 'text', ['base64-text', 'hex-text']],
    ['empty', 'text', []],
    ['yes', 'text', []],
    ['a: b', 'text', []],
    ['---\nhello\n', 'text', []],
    ['a,b', 'text', []],
    ['a,b\n1,2\n', 'text', ['csv']],
    ['a=1&b=2', 'text', ['urlencoded']],
    ['a=1', 'text', []],
    ['aGVsbG8gd29ybGQ=', 'text', ['base64-text']],
    ['00ff 10ab', 'text', ['hex-text']],
    ['offline', 'text', []],
    ['x?a=1&b=2', 'text', []],
  ])('detects %j as %s, and offers %j', (text, id, offered) => {
    const payload = encodeUtf8(text);
    const found = formatOf(payload);
    expect(found?.id).toBe(id);
    const always = ['json', 'text', 'hex', id];
    const shown = formatsToShow(payload, found).map((one) => one.id);
    expect(shown.filter((one) => !always.includes(one))).toEqual(offered);
  });

  it('is recognized by its content type, and filtered', () => {
    const payload = encodeUtf8('temperature: 21.5\nunit: C\n');
    expect(formatOf(payload, { contentType: 'application/yaml' })).toBe(yaml);
    expect(payloadReader(['t'])(encodeUtf8('---\nt: 21.5\n'))).toBe(21.5);
  });

  it('locates errors', () => {
    expect(read('a: 1\nb: [1, 2\nc: 3\n')?.error).toMatchObject({ key: 'syntax' });
    expect(read('[')?.error?.offset).toBeLessThanOrEqual(1);
  });

  it('rejects deep nesting, and takes linear time', () => {
    expect(read('['.repeat(100_000))?.error?.key).toBe('depth');
    expect(read('- '.repeat(50_000))?.error?.key).toBe('depth');
    const wide = Array.from({ length: 40_000 }, (_, n) => `k${n}: ${n}`).join('\n');
    expect(leastCpuTime(() => read(wide), 1)).toBeLessThan(5000);
  });

  it('never throws on damaged bytes', () => {
    fc.assert(
      fc.property(mutated(value.map((held) => encodeUtf8(stringify(held)))), (bytes) => {
        const error = expectReadable(READ, bytes);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(400) },
    );
  });
});
