import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../base/cpuTime.testkit.ts';
import { csvRows } from '../../../base/csvRows.testkit.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { MOST_VALUES } from '../../tree/builtTree.ts';
import type { FormatReading } from '../../tree/format.ts';
import { scalar } from '../../tree/textValues.ts';
import { formatOf } from '../formats.ts';
import { bytesOf, expectReadable, plain } from '../tree.testkit.ts';
import { csv, urlEncoded } from './csv.ts';
import { csvReading, csvReadingBy } from './csvReading.ts';
import { urlReading } from './urlReading.ts';

const read = ({ decode }: FormatReading, text: string) => {
  const { tree, error } = decode?.(encodeUtf8(text)) ?? {};
  return [tree && plain(tree), error];
};

const cell = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '')),
  fc.constantFrom('a,b', 'say "x"', 'two\nlines', ''),
);
/** Without numbers, so that the first row is not a header and cells are texts. */
const table = fc
  .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 5 })
  .map((rows) => [['1', ...(rows[0] ?? [])], ...rows]);

describe('CSV', () => {
  it('agrees with papaparse and csvRows', () => {
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
        expect(cells).toEqual(csvRows(text).map((row) => row.map(numbered)));
      }),
      { numRuns: tries(300) },
    );
  });

  it('takes column names from a header row', () => {
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
    // Without a header, with decimal commas.
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
  ])('detects its divider: %j', (text, wanted) => {
    expect(read(csvReading, text)).toEqual([wanted, undefined]);
  });

  it('accepts a given divider', () => {
    expect(read(csvReadingBy(';'), 'a,b;c,d\n1;2\n')[0]).toEqual([
      [
        ['a,b', 1],
        ['c,d', 2],
      ],
    ]);
    expect(read(csvReadingBy(','), 'a;b\n1;2\n')[0]).toEqual([[['a;b', '1;2']]]);
  });

  it('locates an unclosed quotation mark', () => {
    expect(read(csvReading, 'ä,b\n1,"x\n2,3\n')).toEqual([
      [
        [
          ['ä', 1],
          ['b', 'x\n2,3\n'],
        ],
      ],
      { key: 'ends', offset: 7 },
    ]);
    expect(csvReading.layOut?.(encodeUtf8('a,"b'))?.error).toEqual({ key: 'ends', offset: 2 });
  });

  it('has only a comma between two cells', () => {
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

  const BINARY = bytesOf(
    '73 69 74 65 2c 72 61 77 0a c3 a4 2c ff 00 2c 37 0a 22 78 ff 22 22 0a 22 2c 31 0a',
  );

  it('shows cells of invalid UTF-8 as bytes in place', () => {
    const { tree, error } = csvReading.decode?.(BINARY) ?? {};
    expect(error).toBeUndefined();
    expect(tree && plain(tree)).toEqual([
      [
        ['site', 'ä'],
        ['raw', Uint8Array.of(0xff, 0)],
        [2, 7],
      ],
      [
        ['site', Uint8Array.of(0x78, 0xff, 0x22, 0x0a)],
        ['raw', 1],
      ],
    ]);
    const places = [...(tree?.childRows(0) ?? [])].flatMap((row) =>
      [...(tree?.childRows(row) ?? [])].map((one) => [tree?.tape.start(one), tree?.tape.end(one)]),
    );
    expect(places).toEqual([
      [9, 11],
      [12, 14],
      [15, 16],
      [17, 24],
      [25, 26],
    ]);
    expect(tree?.source(0)).toContain("h'ff00'");
  });

  it('is formatted with such cells as bytes, and maps each line to its byte', () => {
    expect(csvReading.layOut?.(BINARY)).toEqual({
      text: "site,raw\nä,h'ff00',7\nh'78ff220a',1\n",
      lineOffsets: [0, 9, 17, 27],
      error: undefined,
    });
  });

  it('reads each cell as its text or its bytes for any content', () => {
    const cellBytes = fc
      .uint8Array({ minLength: 1, maxLength: 5 })
      .map((bytes) => bytes.map((byte) => (byte < 0x30 || byte === 0x3b ? 0x61 : byte)));
    fc.assert(
      fc.property(fc.array(cellBytes, { minLength: 2, maxLength: 6 }), (cells) => {
        const bytes = Uint8Array.from(
          cells.flatMap((one, at) => [...(at > 0 ? [0x2c] : []), ...one]),
        );
        const { tree } = csvReadingBy(',').decode?.(bytes) ?? {};
        const [row = 0] = tree?.childRows(0) ?? [];
        const found = [...(tree?.childRows(row) ?? [])].map((one) => [
          tree?.value(one),
          bytes.slice(tree?.tape.start(one), tree?.tape.end(one)),
        ]);
        expect(found).toEqual(
          cells.map((one) => {
            const text = decodeUtf8(one);
            return [text === undefined ? one : scalar(text).value, one];
          }),
        );
        expectReadable({ ...csv, ...csvReading }, bytes);
      }),
      { numRuns: tries(300) },
    );
  });

  it('is offered, or recognized by its content type, even if some cells are no text', () => {
    expect(csv.detect?.(BINARY, false)).toBeUndefined();
    const even = bytesOf('61 2c 62 0a 31 2c ff fe 0a');
    expect(csv.detect?.(even, false)).toBe('guess');
    expect(formatOf(even, { contentType: 'text/csv' })).toBe(csv);
    expect(formatOf(bytesOf('00 01 2c 0a ff 2c 02'))).not.toBe(csv);
  });

  it('is recognized by its content type', () => {
    const payload = encodeUtf8('a,b\n1,2\n');
    expect(formatOf(payload, { contentType: 'text/csv; header=present' })).toBe(csv);
    expect(formatOf(payload)?.id).toBe('text');
  });

  it('stops quickly at a limit of cells', () => {
    const payload = new Uint8Array(2 << 20).fill(0x2c);
    const started = cpuTime();
    const { tree, error } = csvReading.decode?.(payload) ?? {};
    expect([error?.key, Number(tree?.tape.size) < 3 * MOST_VALUES]).toEqual(['many', true]);
    expect(cpuTime() - started).toBeLessThan(12_000);
    const lines = encodeUtf8(',\n'.repeat(200_000));
    expect(csvReading.decode?.(lines).error?.key).toBe('many');
  });
});

/** The text of a cell, changed if it would be read as a number. */
function numbered(text: string): string {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && text.length < 15
    ? String(Number(text))
    : text;
}

describe('URL-encoded', () => {
  it('agrees with URLSearchParams', () => {
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

  it('locates each value in the bytes', () => {
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

  it('locates invalid UTF-8, and never throws', () => {
    expect(read(urlReading, 'a=1&b=%ff')).toEqual([[['a', 1]], { key: 'utf8', offset: 4 }]);
    expect(read(urlReading, 'a=%4')).toEqual([[['a', '%4']], undefined]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const error = expectReadable({ ...urlEncoded, ...urlReading }, bytes);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(300) },
    );
  });

  it('is recognized by its content type', () => {
    const contentType = 'application/x-www-form-urlencoded';
    expect(formatOf(encodeUtf8('a=1'), { contentType })).toBe(urlEncoded);
  });
});
