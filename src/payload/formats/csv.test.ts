import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../mqtt/cpuTime.testkit.ts';
import { tries } from '../../mqtt/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../mqtt/utf8.ts';
import { csvRows } from '../csvRows.ts';
import { MOST_VALUES } from './builtTree.ts';
import { csv, urlEncoded } from './csv.ts';
import { csvReading, csvReadingBy } from './csvReading.ts';
import type { FormatReading } from './format.ts';
import { formatOf } from './formats.ts';
import { expectReadable, plain } from './tree.testkit.ts';
import { urlReading } from './urlReading.ts';

const read = ({ decode }: FormatReading, text: string) => {
  const { tree, fault } = decode?.(encodeUtf8(text)) ?? {};
  return [tree && plain(tree), fault];
};

const cell = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '')),
  fc.constantFrom('a,b', 'say "x"', 'two\nlines', ''),
);
/** No number among them: the first row is no header, and cells are texts. */
const table = fc
  .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 5 })
  .map((rows) => [['1', ...(rows[0] ?? [])], ...rows]);

describe('CSV', () => {
  it('says what papaparse reads, and csvRows', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const text = Papa.unparse(rows, { newline: '\r\n' });
        const { tree } = csvReading.decode?.(encodeUtf8(text)) ?? {};
        const cells = (tree === undefined ? [] : [...tree.childRows(0)]).map((row) =>
          [...(tree?.childRows(row) ?? [])].map((one) => String(tree?.value(one))),
        );
        const theirs = Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' }).data;
        const asNumbers = theirs.map((row) => row.map(numbered));
        expect(cells).toEqual(asNumbers);
        expect(cells).toEqual([...csvRows(text)].map((row) => row.map(numbered)));
      }),
      { numRuns: tries(300) },
    );
  });

  it('has names by its first row, if those are names', () => {
    expect(read(csvReading, 'site,t,"n,1"\nhz-3,21.50,x\nhz-4,"7",\n')).toEqual([
      [
        [
          ['site', 'hz-3'],
          ['t', 21.5],
          ['n,1', 'x'],
        ],
        [
          ['site', 'hz-4'],
          ['t', '7'],
          ['n,1', ''],
        ],
      ],
      undefined,
    ]);
    expect(read(csvReading, 'a,a\n1,2')).toEqual([
      [
        ['a', 'a'],
        [1, 2],
      ],
      undefined,
    ]);
    expect(read(csvReading, '1,2\n3,4')).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      undefined,
    ]);
    expect(read(csvReading, 'a,b')).toEqual([[['a', 'b']], undefined]);
  });

  it.each([
    [
      'a;b\n1;2,5\n',
      [
        [
          ['a', 1],
          ['b', '2,5'],
        ],
      ],
    ],
    [
      'a\tb\n1\t2\n',
      [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    ],
    // Without names, with decimal commas.
    [
      '12:00;1,5\n12:01;1,6\n',
      [
        ['12:00', '1,5'],
        ['12:01', '1,6'],
      ],
    ],
    [
      'a,b;c\n1,2;3\n',
      [
        [
          ['a', 1],
          ['b;c', '2;3'],
        ],
      ],
    ],
    [
      '"x;y",b\n1,2\n',
      [
        [
          ['x;y', 1],
          ['b', 2],
        ],
      ],
    ],
    ['1,2;3', [[1, '2;3']]],
    ['1;2,5', [['1;2', 5]]],
  ])('is divided by what stands there: %j', (text, wanted) => {
    expect(read(csvReading, text)).toEqual([wanted, undefined]);
  });

  it('is divided by what somebody says', () => {
    expect(read(csvReadingBy(';'), 'a,b;c,d\n1;2\n')[0]).toEqual([
      [
        ['a,b', 1],
        ['c,d', 2],
      ],
    ]);
    expect(read(csvReadingBy(','), 'a;b\n1;2\n')[0]).toEqual([[['a;b', '1;2']]]);
  });

  it('says where a quotation mark is that is not closed', () => {
    expect(read(csvReading, 'ä,b\n1,"x\n2,3\n')).toEqual([
      [
        [
          ['ä', 1],
          ['b', 'x\n2,3\n'],
        ],
      ],
      { key: 'ends', offset: 7 },
    ]);
    expect(csvReading.layOut?.(encodeUtf8('a,"b'))?.fault).toEqual({ key: 'ends', offset: 2 });
  });

  it('fills its rows: between two cells there is a comma and nothing else', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const bytes = encodeUtf8(Papa.unparse(rows));
        expect(expectReadable({ ...csv, ...csvReading }, bytes)).toBeUndefined();
        const { tree } = csvReading.decode?.(bytes) ?? {};
        for (const row of tree?.childRows(0) ?? []) {
          let reached = tree?.tape.start(row) ?? 0;
          const between: (number | undefined)[] = [];
          for (const one of tree?.childRows(row) ?? []) {
            between.push(...bytes.subarray(reached, tree?.tape.start(one)));
            reached = tree?.tape.end(one) ?? 0;
          }
          expect(between).toEqual(
            Array.from({ length: (tree?.tape.children(row) ?? 0) - 1 }, () => 0x2c),
          );
          expect(tree?.tape.end(row)).toBe(reached);
        }
      }),
      { numRuns: tries(100) },
    );
  });

  it('is what its content type says', () => {
    const payload = encodeUtf8('a,b\n1,2\n');
    expect(formatOf(payload, { contentType: 'text/csv; header=present' })).toBe(csv);
    expect(formatOf(payload)?.id).toBe('text');
  });

  it('ends at a number of cells, soon', () => {
    const payload = new Uint8Array(2 << 20).fill(0x2c);
    const started = cpuTime();
    const { tree, fault } = csvReading.decode?.(payload) ?? {};
    expect([fault?.key, Number(tree?.tape.size) < 3 * MOST_VALUES]).toEqual(['many', true]);
    expect(cpuTime() - started).toBeLessThan(6000);
    const lines = encodeUtf8(',\n'.repeat(200_000));
    expect(csvReading.decode?.(lines).fault?.key).toBe('many');
  });
});

/** As a cell is read that reads as a number. */
function numbered(text: string): string {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && text.length < 15
    ? String(Number(text))
    : text;
}

describe('URL-encoded', () => {
  it('says what URLSearchParams reads of what it wrote', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `k${text}`),
        fc.string({ unit: 'grapheme' }).map((text) => `v${text}`),
      ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(pairs, (held) => {
        const text = new URLSearchParams(held).toString();
        expect(read(urlReading, text)).toEqual([[...new URLSearchParams(text)], undefined]);
      }),
      { numRuns: tries(300) },
    );
  });

  it('names each value with its bytes', () => {
    const text = 'a+b=x%20y&t=21.50&&flag&e=';
    const { tree } = urlReading.decode?.(encodeUtf8(text)) ?? {};
    expect(tree && plain(tree)).toEqual([
      ['a b', 'x y'],
      ['t', 21.5],
      ['flag', ''],
      ['e', ''],
    ]);
    const bytes = encodeUtf8(text);
    const places = [1, 2, 3, 4].map((row) =>
      decodeUtf8(bytes.subarray(tree?.memberStart(row), tree?.tape.end(row))),
    );
    expect(places).toEqual(['a+b=x%20y', 't=21.50', 'flag', 'e=']);
  });

  it('says where it is no UTF-8, and never throws', () => {
    expect(read(urlReading, 'a=1&b=%ff')).toEqual([[['a', 1]], { key: 'utf8', offset: 4 }]);
    expect(read(urlReading, 'a=%4')).toEqual([[['a', '%4']], undefined]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const fault = expectReadable({ ...urlEncoded, ...urlReading }, bytes);
        expect(fault?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(300) },
    );
  });

  it('is what its content type says', () => {
    const contentType = 'application/x-www-form-urlencoded';
    expect(formatOf(encodeUtf8('a=1'), { contentType })).toBe(urlEncoded);
  });
});
