import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { runs, tries } from '../../base/runs.testkit.ts';
import { textPlace } from '../../base/textPlace.ts';
import { hasLoneSurrogate } from '../../base/utf8.ts';
import { findJsonError, scanJson } from '../tree/jsonScan.ts';
import { pathText } from '../tree/valueTree.ts';
import { prettyJson } from './jsonText.ts';
import { type JsonTree, jsonTree } from './jsonTree.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function treeOf(text: string): JsonTree {
  const result = jsonTree(bytes(text));
  if (!result.ok) throw new Error(`not JSON: ${result.key}`);
  return result.tree;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts similar to JSON, many of them broken in one place. */
const nearlyJson = fc
  .tuple(
    fc.jsonValue().map((value) => JSON.stringify(value, undefined, 1)),
    fc.nat(),
    fc.constantFrom(
      '',
      ',',
      '}',
      ']',
      '"',
      '\\',
      '0',
      '-',
      '.',
      'e',
      '\t',
      '\u0001',
      ':',
      '{',
      'é',
    ),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([text, at, piece, removed]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place + removed);
  });

describe('scanJson', () => {
  it('accepts exactly the texts that JSON.parse accepts', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string()), (text) => {
        // A lone surrogate cannot be encoded.
        fc.pre(!hasLoneSurrogate(text));
        const scan = scanJson(bytes(text));
        expect(scan.ok).toBe(isJson(text));
        expect(findJsonError(bytes(text))).toEqual(scan.ok ? undefined : scan);
      }),
      { numRuns: tries(5000) },
    );
  });

  it.each([
    ['', 'empty', 0],
    [' \n', 'empty', 2],
    ['{"a":1,}', 'trailing-comma', 6],
    ['{a:1}', 'key', 1],
    ['{"a" 1}', 'colon', 5],
    ['{"a":1 "b":2}', 'comma-or-brace', 7],
    ['[1 2]', 'comma-or-bracket', 3],
    ['[1,]', 'trailing-comma', 2],
    ['[1', 'text-end', 2],
    ['{"a":', 'text-end', 5],
    ['"abc', 'string-end', 4],
    ['"a\nb"', 'control', 2],
    [String.raw`"\x"`, 'escape', 1],
    [String.raw`"\u12g4"`, 'escape', 1],
    ['01', 'number', 1],
    ['1.e1', 'number', 2],
    ['-a', 'number', 1],
    ['nul', 'value', 0],
    ['1 2', 'rest', 2],
    ['NaN', 'not-a-number', 0],
    ["'a'", 'single-quotes', 0],
  ])('names the error and its place in %j: %s at %i', (text, key, offset) => {
    expect(scanJson(bytes(text))).toEqual({ ok: false, key, offset });
  });
});

describe('jsonTree', () => {
  it('returns every value with its bytes, key and parent', () => {
    const text = '\ufeff{"größe": [1, {"\\u0061": "é"}], "größe": null}';
    const tree = treeOf(text);
    const rows = Array.from({ length: tree.size }, (_, row) => tree.node(row));
    expect(rows.map(({ kind, key, parent }) => [kind, key, parent])).toEqual([
      ['object', undefined, -1],
      ['array', 'größe', 0],
      ['number', undefined, 1],
      ['object', undefined, 1],
      ['string', 'a', 3],
      ['null', 'größe', 0],
    ]);
    expect(rows.map(({ row }) => tree.source(row))).toEqual([
      text.slice(1),
      '[1, {"\\u0061": "é"}]',
      '1',
      '{"\\u0061": "é"}',
      '"é"',
      'null',
    ]);
    expect(pathText(tree.path(4))).toBe('payload["größe"][0][1].a');
    expect(tree.string(4)).toBe('é');
    expect(rows[1]).toMatchObject({ children: 2, keyStart: 5, keyEnd: 12 });
  });

  it('agrees with JSON.parse about every value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, blanks) => {
        const tree = treeOf(JSON.stringify(value, undefined, blanks));
        for (let row = 0; row < tree.size; row++) {
          const found = tree.path(row).reduce<unknown>(step, JSON.parse(tree.source(0)));
          expect(JSON.parse(tree.source(row))).toEqual(found);
          expect(tree.rowAt(tree.tape.start(row))).toBe(row);
        }
      }),
    );
  });

  it('finds the value that contains a byte, also by its key', () => {
    const tree = treeOf('{"a": {"b": 1}, "c": 2}');
    const owner = (offset: number) => tree.rowAt(offset);
    expect([0, 1, 2, 5, 6, 7, 12, 13, 14, 16, 21, 22, 23].map(owner)).toEqual([
      0, 1, 1, 1, 1, 2, 2, 1, 0, 3, 3, 0, -1,
    ]);
  });

  it('rejects ill-formed UTF-8', () => {
    expect(jsonTree(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false, key: 'utf8' });
  });
});

function step(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** The tokens of a JSON text, without white space. */
function tokens(text: string): readonly string[] {
  return text.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

describe('prettyJson', () => {
  it('formats a payload by its structure', () => {
    const pretty = prettyJson(bytes(' {"a":[1,{"b":[]}],"c":{} ,"d":"x, y"}\n'));
    expect(pretty?.text).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {},\n  "d": "x, y"\n}',
    );
    expect(pretty?.lineOffsets).toEqual([1, 2, 7, 9, 10, 16, 17, 19, 27, 37]);
  });

  it('keeps numbers, repeated keys, order and escapes unchanged', () => {
    const text = String.raw`{"n":12345678901234567890.10e+00,"z":127.0,"a":1,"a":2,"\u00e9":"\/\ud800"}`;
    expect(tokens(prettyJson(bytes(text))?.text ?? '')).toEqual(tokens(text));
  });

  it('changes only white space, and maps each line to its first byte', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, blanks) => {
        const text = JSON.stringify(value, undefined, blanks);
        const payload = bytes(text);
        const pretty = prettyJson(payload);
        expect(tokens(pretty?.text ?? '')).toEqual(tokens(text));
        const lines = pretty?.text.split('\n') ?? [];
        expect(pretty?.lineOffsets.length).toBe(lines.length);
        for (const [i, line] of lines.entries()) {
          const first = bytes(line.trimStart())[0];
          expect(payload[pretty?.lineOffsets[i] ?? -1]).toBe(first);
        }
      }),
    );
  });

  it('returns undefined for a payload that is not JSON', () => {
    expect(prettyJson(bytes('{'))).toBeUndefined();
    expect(prettyJson(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
  });
});

describe('a payload of unusual size', () => {
  it('may be nested 50,000 deep', () => {
    const depth = runs(50_000);
    const text = '[{"a":'.repeat(depth / 2) + '7' + '}]'.repeat(depth / 2);
    const tree = treeOf(text);
    expect(tree.size).toBe(depth + 1);
    expect(tree.path(tree.size - 1).length).toBe(depth);
    expect(tree.rowAt(text.indexOf('7'))).toBe(tree.size - 1);
    const pretty = prettyJson(bytes(text));
    expect(pretty?.lineOffsets.length).toBe(2 * depth + 1);
    expect(pretty?.text.replaceAll(/\s/g, '')).toBe(text);
    expect(scanJson(bytes(text.slice(0, -1))).ok).toBe(false);
  });

  it('is not formatted into mostly spaces if it is nested deeply', () => {
    const depth = 400_000;
    const pretty = prettyJson(bytes('['.repeat(depth) + ']'.repeat(depth)));
    expect(pretty?.lineOffsets.length).toBe(2 * depth - 1);
    // 64 MiB of this is white space.
    expect(pretty?.text.length).toBeLessThan(70_000_000);
  });

  it('is read in time linear in its length', () => {
    const count = runs(100_000);
    const text = `[${Array.from({ length: count }, (_, i) => `{"id":${i},"v":"é"}`).join(',')}]`;
    const started = cpuTime();
    expect(treeOf(text).size).toBe(3 * count + 1);
    expect(prettyJson(bytes(text))?.lineOffsets.length).toBe(4 * count + 2);
    // About 2 MB; non-linear code would take about a second per megabyte.
    expect(cpuTime() - started).toBeLessThan(2000);
  });
});

describe('textPlace', () => {
  it('counts lines and characters from 1', () => {
    const text = bytes('{\n  "é": x}');
    expect(textPlace(text, text.length - 2)).toEqual({ line: 2, column: 8 });
    expect(textPlace(text, 0)).toEqual({ line: 1, column: 1 });
  });
});

it('stops at a limit of values, because a large text may have more than fit in memory', () => {
  const most = 8 << 20;
  const text = new Uint8Array(
    Buffer.alloc(2 * most + 3, ',1')
      .fill('[', 0, 1)
      .fill(']', 2 * most + 2),
  );
  // The array counts as a value.
  expect(scanJson(text)).toEqual({ ok: false, key: 'many', offset: 2 * most - 1 });
  expect(scanJson(text.slice(2 * most - 98).fill(0x5b, 0, 1))).toHaveProperty('ok', true);
});
