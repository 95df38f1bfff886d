/** Tests text that is JSON except for an error: its values, and the byte and reason of the error. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { loadFormats } from '../formats/formats.ts';
import { json } from '../formats/json.ts';
import { expectPlacesInOrder } from '../formats/tree.testkit.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { nearlyJson } from './nearlyJson.ts';

beforeAll(loadFormats);

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('text that is nearly JSON', () => {
  it.each([
    ['{"t":21.5,"h":nan,"p":1013}', 'not-a-number', 14],
    ['{"t":21.5,"h":NaN,"p":1013}', 'not-a-number', 14],
    ['{"t":21.5,"h":-Infinity,"p":1013}', 'not-a-number', 14],
    ['{"t":21.5,"h":-nan,"p":1013}', 'not-a-number', 14],
    ['{"t":21.5,"h":inf,"p":1013}', 'not-a-number', 14],
    ['{"t":21.5,"h":None,"p":1013}', 'word', 14],
    ['{"t":21.5,"h":[object Object],"p":1013}', 'object-text', 14],
    ['{"t":21.5,"h":01,"p":1013}', 'number', 14],
    ['{"t":21.5,"h":.5,"p":1013}', 'number', 14],
    ['{"t":21.5,"h":0x1F,"p":1013}', 'number', 14],
    ['{"t":21.5,"p":1013,}', 'trailing-comma', 18],
    ['{"t":21.5,/* h */"p":1013}', 'comment', 10],
    ['{"t":21.5, // h\n"p":1013}', 'comment', 11],
    ['{"t":21.5, # h\n"p":1013}', 'comment', 11],
    ['# h\n{"t":21.5,"p":1013}', 'comment', 0],
    [' // h\n{"t":21.5,"p":1013}', 'comment', 1],
    ['/* {} */{"t":21.5,"p":1013}', 'comment', 0],
    ['{"t":21.5,"p":1013} // h', 'comment', 20],
    ['{"t":21.5,"p":1013}\n# h', 'comment', 20],
    ["{'t':21.5,'p':1013}", 'single-quotes', 1],
    ['{t:21.5,p:1013}', 'key', 1],
    ['{"t":21.5,"h":"a\nb","p":1013}', 'control', 16],
    ['{"t":21.5,"h":"a\u00cfb","p":1013}', 'not-utf8', 16],
    ['{"t":21.5,"h\u00cf":1,"p":1013}', 'not-utf8', 12],
  ])('%j: %s at byte %i, and the values beside it', async (text, why, offset) => {
    const { names, value, error, found } = await layersRead(latin1(text));
    expect(names).toEqual(['JSON']);
    expect(error).toEqual({ key: 'json', why, offset, isHarmless: true });
    expect(value).toMatchObject({ t: 21.5, p: 1013 });
    expect([found('t'), found('p')]).toEqual([21.5, 1013]);
  });

  it('may have keys in any script without quotation marks', async () => {
    const { value, error } = await layersRead(encodeUtf8('{温度:21.5,été_2:1}'));
    expect(value).toEqual({ 温度: 21.5, été_2: 1 });
    expect(error).toEqual({ key: 'json', why: 'key', offset: 1, isHarmless: true });
  });

  it('may be the text of an object in JavaScript', async () => {
    const { names, value, error } = await layersRead(encodeUtf8('[object Object]'));
    expect([names, value]).toEqual([['JSON'], undefined]);
    expect(error).toEqual({ key: 'json', why: 'object-text', offset: 0, isHarmless: true });
    expect((await layersRead(encodeUtf8('[object of art]'))).names).toEqual(['Text']);
  });

  it('has no value where the error is', async () => {
    const { value, found } = await layersRead(encodeUtf8('{"t":NaN,"u":[1,inf]}'));
    expect(value).toEqual({ t: undefined, u: [1, undefined] });
    expect([found('t'), found('u', 0), found('u', 1)]).toEqual([undefined, 1, undefined]);
  });

  it('places the items of lists within the payload', () => {
    const text = encodeUtf8('[1,NaN,{"t":inf}]');
    const { tree } = nearlyJson(text) ?? {};
    if (tree === undefined) throw new Error('not read');
    expect(tree.tape.size).toBe(5);
    expectPlacesInOrder(tree, text.length);
  });

  it('has bytes instead of a text that is not UTF-8', async () => {
    const { found } = await layersRead(latin1('{"unit":"\u00b0C"}'));
    expect(found('unit')).toEqual(Uint8Array.of(0xb0, 0x43));
  });

  it('is laid out with one line per value', () => {
    const { text, error } = json.layOut?.(encodeUtf8('{"t":NaN, /* x */ "u":[1,]}')) ?? {};
    expect(text).toBe('{\n  "t": NaN,\n  "u": [\n    1\n  ]\n}');
    expect(error?.offset).toBe(5);
  });

  it('may be followed by NUL bytes', async () => {
    const { value } = await layersRead(encodeUtf8('{"t":1}\0\0'), { chain: 'json' });
    expect(value).toEqual({ t: 1 });
  });
});

test.each([
  '[INFO] started',
  '[INFO]',
  '[12:30] {x}',
  '# HELP up\nup 1',
  '# a\n[section]',
  '// nothing else',
  '# [1]',
  '{温度}',
  '{ON}',
  '{name}',
  '{a b}',
  '[1 2]',
  '{"t":1',
  '{"t":1}}',
  '{"t":1 "u":2}',
  '{"t" 1}',
  '{"t":on}',
])('%j is text', (text) => {
  expect(json.detect?.(encodeUtf8(text), false)).toBeUndefined();
});

test('JSON is never read as nearly JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { tree, error } = json.decode?.(encodeUtf8(JSON.stringify(value))) ?? {};
      expect([tree === undefined, error]).toEqual([false, undefined]);
    }),
    { numRuns: tries(500) },
  );
});

test('a cut JSON has no values, and the reason', async () => {
  const { value, error } = await layersRead(encodeUtf8('{"t":21.5,"name":"sh'), { chain: 'json' });
  expect([value, error]).toEqual([undefined, { key: 'json', why: 'string-end', offset: 20 }]);
});

describe('text intended as JSON', () => {
  it.each([
    ['{"t":1 "u":2}', 7, 'comma-or-brace'],
    ['{\n "t": 21.5\n "u": 4\n}', 14, 'comma-or-brace'],
    ['["a" "b"]', 5, 'comma-or-bracket'],
    ['[1 2]', 3, 'comma-or-bracket'],
    ['{"t":1,,"u":2}', 7, 'key'],
    ['[1,,2]', 3, 'value'],
    ['{,"t":1}', 1, 'key'],
    ['{"t":1', 6, 'text-end'],
    ['{"t":[1,2,"u":3}', 13, 'comma-or-bracket'],
    ['{"t":1};', 7, 'rest'],
    ['{"t":1},', 7, 'rest'],
    ['{"t":1}}', 7, 'rest'],
    ['{{"t":1}', 1, 'key'],
    ['{"t" 1}', 5, 'colon'],
    ['{"t"=1}', 4, 'colon'],
    ['{"t":}', 5, 'value'],
    ['{"t":on}', 5, 'value'],
    ['{"t":"on', 8, 'string-end'],
    ['{t":1}', 1, 'key'],
    ['{“t”:1}', 1, 'key'],
    ['{"t":21.5C}', 9, 'comma-or-brace'],
    ['{"t":"C:\\data"}', 8, 'escape'],
  ])('%j: byte %i: %s, and no values', async (text, offset, why) => {
    for (const contentType of [undefined, 'application/json']) {
      const { names, value, error } = await layersRead(encodeUtf8(text), { contentType });
      expect({ names, value, error }).toEqual({
        names: ['JSON'],
        value: undefined,
        error: { key: 'json', offset, why },
      });
    }
  });

  it.each(['{ON}', '{name}', '[INFO] started', '[12:30] {"t":1}', 'cb({"t":1})', '{a b}'])(
    'is not %j',
    async (text) => {
      expect((await layersRead(encodeUtf8(text))).names).toEqual(['Text']);
    },
  );
});
