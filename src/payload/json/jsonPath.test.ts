import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { loadFormats } from '../formats/formats.ts';
import { payloadReader } from '../formats/reading.ts';
import { CONTAINER } from '../tree/format.ts';
import { JsonPath } from './jsonPath.ts';
import { jsonReader } from './jsonValue.ts';

beforeAll(loadFormats);

const blank = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n  ');
const name = fc.constantFrom('a', 'b', 'items', 'temp', '温度', '', '0', '__proto__', 'length');
const key = fc.oneof(
  { weight: 12, arbitrary: name.map((text) => JSON.stringify(text)) },
  fc.constantFrom('"\\u0061"', '"x\\"y"', '"it\\u0065ms"'),
);
const leaf = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.integer({ min: -99, max: 99 }), fc.nat({ max: 99_999 }))
    .map(([a, b]) => `${a}.${String(b).padStart(5, '0')}`),
  fc.constantFrom('-0', '0.10', '9007199254740993', '1e400', '12E-3', '1.5e+2', '01', '1.', '-'),
  fc.constantFrom(
    'true',
    'false',
    'null',
    'tru',
    'NaN',
    '""',
    '"a"',
    '"温度"',
    '"\\n\\u00e9"',
    '"\\x"',
  ),
  fc.string({ maxLength: 20 }).map((text) => JSON.stringify(text)),
);
const node: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .array(fc.tuple(blank, key, blank, tie('node'), blank), { maxLength: 4 })
      .map((all) => `{${all.map(([a, k, b, v, c]) => `${a}${k}${b}:${a}${v}${c}`).join(',')}}`),
    fc
      .array(fc.tuple(blank, tie('node')), { maxLength: 3 })
      .map((all) => `[${all.map(([a, v]) => a + v).join(',')}${all[0]?.[0] ?? ''}]`),
  ),
})).node;
const step = fc.oneof({ weight: 3, arbitrary: name }, fc.constantFrom(0, 1, '1', '01', 'x"y'));
const steps = fc.array(step, { minLength: 1, maxLength: 3 });

/** Payloads that are nearly always JSON. */
const payload = fc
  .tuple(
    blank,
    fc.array(fc.tuple(key, node), { maxLength: 4 }),
    fc.boolean(),
    fc.option(fc.tuple(fc.nat(60), fc.nat(255)), { freq: 4 }),
    fc.constantFrom('', '', '', ' ', '\n', 'x', '\u0000', ']'),
  )
  .map(([before, members, isArray, change, after]) => {
    const inner = members.map(([k, v]) => (isArray ? v : `${k}:${v}`)).join(',');
    const bytes = encodeUtf8(`${before}${isArray ? `[${inner}]` : `{${inner}}`}${after}`);
    if (change && change[0] < bytes.length) bytes[change[0]] = change[1];
    return bytes;
  });

/** Returns `unsure` if the quick search is. */
function quick(path: JsonPath, bytes: Uint8Array): unknown {
  // The payload lies among other bytes that are JSON as well.
  const among = new Uint8Array(bytes.length + 20).fill(0x22);
  among.set(bytes, 10);
  const found = path.find(among, 10, 10 + bytes.length);
  switch (found) {
    case 'unsure':
      return found;
    case 'nothing':
      return undefined;
    case 'container':
      return CONTAINER;
    case 'number':
      return path.number() ?? 'unsure';
    case 'text': {
      const text = path.text();
      const plain = decodeUtf8(among.subarray(path.start, path.end));
      return path.isPlain() && plain !== text ? 'not plain' : (text ?? 'unsure');
    }
    case 'null':
      return null;
    case 'true':
    case 'false':
      return found === 'true';
  }
}

describe('a value found in the bytes of JSON', () => {
  it('equals the parsed value for any payload', () => {
    let sure = 0;
    let all = 0;
    fc.assert(
      fc.property(payload, steps, (bytes, way) => {
        const found = quick(new JsonPath(way), bytes);
        all += 1;
        if (found === 'unsure') return;
        sure += 1;
        expect(found).toEqual(payloadReader(way)(bytes));
      }),
      { numRuns: tries(30_000) },
    );
    expect(sure / all).toBeGreaterThan(0.3);
  });

  it.each<[string, (string | number)[], unknown]>([
    ['{"a": {"b": 1}, "a": {}}', ['a', 'b'], undefined],
    ['{"a": 1, "a": 2}', ['a'], 2],
    ['{"a": [5], "a": [6]}', ['a', 0], 'unsure'],
    ['{"a": [{"b": -0.25}, {"b": "x"}]}', ['a', 0, 'b'], -0.25],
    ['[1, [2, 3]]', [1, '1'], 3],
    ['{"temp": 9007199254740993}', ['temp'], 'unsure'],
    ['{"temp": 1.5e2, "id": "20231231235959123"}', ['temp'], 150],
    ['{"\\u0061": 1}', ['a'], 'unsure'],
    ['{"a": "x\\ny"}', ['a'], 'unsure'],
    ['{"a": "x", "b": "\\n"}', ['a'], 'x'],
    ['{"a": 1', ['temp'], undefined],
    ['{"a": 1', ['a'], 'unsure'],
    ['"a"', ['a'], 'unsure'],
    ['[true, {"b": 2}]', ['1', 'b'], 2],
    [`${'['.repeat(500)}${']'.repeat(500)}`, [0], 'unsure'],
  ])('%s at %j is %j', (text, way, wanted) => {
    expect(quick(new JsonPath(way), encodeUtf8(text))).toEqual(wanted);
  });

  it('needs no other format if the payload begins as an object or an array', () => {
    const anything = fc
      .tuple(fc.constantFrom('{', '[', ' {', '\n[', '\t{'), fc.uint8Array({ maxLength: 40 }))
      .map(([begin, rest]) => Uint8Array.from([...encodeUtf8(begin), ...rest]));
    fc.assert(
      fc.property(anything, steps, (bytes, way) => {
        if (quick(new JsonPath(way), bytes) !== undefined) return;
        expect(payloadReader(way)(bytes)).toBeUndefined();
      }),
      { numRuns: tries(10_000) },
    );
  });
});

it('reads values after a byte order mark', () => {
  expect(jsonReader(['t'])(encodeUtf8('\ufeff{"t":21.5}'))).toBe(21.5);
});
