import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ThingType, ThingValue } from '../../alibaba/alink/thingModel.ts';
import { choicesOf, type Fields, fieldsOf, parseObject, readFields } from './valueDraft.ts';

const value = (identifier: string, type: ThingType): ThingValue => ({
  identifier,
  name: identifier,
  type,
});

const KNOWN: readonly ThingValue[] = [
  value('speed', { type: 'int', min: 0, max: 100 }),
  value('temperature', { type: 'double' }),
  value('label', { type: 'text', length: 10 }),
  value('since', { type: 'date' }),
  value('mode', { type: 'enum', names: new Map([[0, 'auto']]) }),
  value('__proto__', { type: 'float' }),
  value('place', {
    type: 'struct',
    members: [value('lat', { type: 'double' }), value('__proto__', { type: 'text' })],
  }),
  value('list', { type: 'array', item: { type: 'int' } }),
];

const read = (fields: Fields) => readFields(KNOWN, fields);
const one = (identifier: string, text: string) => read(new Map([[identifier, text]]));

describe('a form of values', () => {
  test('nothing typed is nothing sent', () => {
    expect(read(fieldsOf(KNOWN, {}))).toEqual({ values: {}, faults: new Map() });
  });

  test('each is read by its type, and what does not fit the model is sent all the same', () => {
    expect(one('speed', ' 200 ').values).toEqual({ speed: 200 });
    expect(one('temperature', '-1.5e3').values).toEqual({ temperature: -1500 });
    expect(one('label', '  ').values).toEqual({ label: '  ' });
    expect(one('since', '1700000000000').values).toEqual({ since: '1700000000000' });
    expect(one('mode', '7').values).toEqual({ mode: 7 });
    expect(one('list', '[1, 2]').values).toEqual({ list: [1, 2] });
  });

  test.each([
    ['speed', '1.5', 'not-whole'],
    ['speed', 'fast', 'not-number'],
    ['temperature', '0x10', 'not-number'],
    ['temperature', '1e999', 'not-number'],
    ['list', '{}', 'not-array'],
    ['list', '[1', 'not-array'],
  ])('%s of %s is %s', (identifier, text, fault) => {
    expect(one(identifier, text)).toEqual({
      values: {},
      faults: new Map([[`/${identifier}`, fault]]),
    });
  });

  test('a fault in a struct has its path', () => {
    const fields = new Map([['place', new Map([['lat', 'north']])]]);
    expect(read(fields).faults).toEqual(new Map([['/place/lat', 'not-number']]));
  });

  test('what was reported comes back as it was, whatever it is called', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
    const reported = fc.record({
      speed: fc.integer(),
      temperature: number,
      label: fc.string({ minLength: 1 }),
      list: fc.array(fc.integer()),
      ['__proto__']: number,
      place: fc.record({ lat: number, ['__proto__']: fc.string({ minLength: 1 }) }),
    });
    fc.assert(
      fc.property(reported, (values) => {
        const { values: sent, faults } = read(fieldsOf(KNOWN, values));
        expect(faults.size).toBe(0);
        expect(JSON.parse(JSON.stringify(sent))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      { numRuns: 50 },
    );
  });
});

test('an enum and a bool are chosen by value and name', () => {
  expect(choicesOf({ type: 'bool', names: new Map() })).toEqual([
    { value: '0', label: '0' },
    { value: '1', label: '1' },
  ]);
  expect(choicesOf({ type: 'enum', names: new Map([[3, 'cool']]) })).toEqual([
    { value: '3', label: '3 cool' },
  ]);
  expect(choicesOf({ type: 'text' })).toBeUndefined();
});

test('JSON that is no object says so, and other text says why', () => {
  expect(parseObject('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  expect(parseObject('[1]')).toEqual({ ok: false, why: undefined });
  expect(parseObject('{')).toHaveProperty('ok', false);
});
