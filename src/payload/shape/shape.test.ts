import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { payloadTree } from '../formats/reading.ts';
import { isMissing } from '../tree/format.ts';
import { pathText } from '../tree/valueTree.ts';
import { EACH, isRare, Shape } from './shape.ts';

function shapeOf(...texts: readonly string[]): Shape {
  const shape = new Shape();
  for (const [at, text] of texts.entries()) {
    const found = payloadTree(encodeUtf8(text));
    if (!isMissing(found) && found?.tree) shape.add(found.tree, { packet: at + 1, time: at * 10 });
  }
  return shape;
}

const ofValues = (...values: readonly unknown[]) =>
  shapeOf(...values.map((value) => JSON.stringify(value)));

const key = (shape: Shape, text: string) =>
  shape.report().keys.find(({ path }) => pathText(path) === text);

describe('the shape of a topic', () => {
  test('has each key with its kinds, ranges, few texts and examples, parents first', () => {
    const shape = ofValues(
      { id: 'a1', state: 'run', n: 3, list: [1, 'x'] },
      { id: 'a2', state: 'run', n: -2.5, list: [] },
      { id: 'a3', state: 'idle', n: null },
      { id: 'a4', state: 'run', n: 7 },
    );
    const told = shape.report().keys.map(({ path, kinds, seen, of }) => {
      const each = kinds.map(({ kind, count }) => `${kind} ${count}`).join(' ');
      return `${pathText(path)}: ${each}, ${seen} of ${of}`;
    });
    expect(told).toEqual([
      'payload: object 4, 4 of 4',
      'payload.id: string 4, 4 of 4',
      'payload.state: string 4, 4 of 4',
      'payload.n: integer 2 number 1 null 1, 4 of 4',
      'payload.list: array 2, 2 of 4',
      `payload.list["${EACH}"]: integer 1 string 1, 2 of 2`,
    ]);
    expect(key(shape, 'payload.n')?.range).toEqual({ least: '-2.5', most: '7' });
    expect(key(shape, 'payload.state')?.texts).toEqual(['run', 'idle']);
    expect(key(shape, 'payload.id')).toMatchObject({
      texts: undefined,
      examples: ['"a1"', '"a2"', '"a3"', '"a4"'],
      length: { least: 2, most: 2 },
    });
    expect(key(shape, 'payload.list')?.length).toEqual({ least: 0, most: 2 });
  });

  test('records when and how often each key changed, including its parents', () => {
    const shape = ofValues(
      { a: { b: 1, c: 'x' }, l: [1, 2] },
      { a: { b: 2, c: 'x' }, l: [1, 2] },
      { a: { b: 2, c: 'x' }, l: [1, 3] },
      { a: { b: 2, c: 'x' }, l: [1, 3] },
    );
    const when = (path: string) => [key(shape, path)?.changed?.packet, key(shape, path)?.changes];
    expect(when('payload.a.b')).toEqual([2, 1]);
    expect(when('payload.a')).toEqual([2, 1]);
    expect(when('payload.a.c')).toEqual([undefined, 0]);
    expect(when('payload.l')).toEqual([3, 1]);
    expect(when('payload')).toEqual([3, 2]);
    expect(key(shape, 'payload.l')?.changed).toEqual({ packet: 3, time: 20 });
  });

  test('counts an added or removed key as a change of its parents and children, but not of array elements', () => {
    const shape = ofValues(
      { a: 1, l: [{ x: 1 }] },
      { a: 1, e: { code: 5 }, l: [{ x: 1 }] },
      { a: 1, e: { code: 5 }, l: [{ x: 1 }] },
      { a: 1, l: [{ x: 1 }] },
      { a: 1, e: 5, l: [{ x: 1 }] },
    );
    const when = (path: string) => [key(shape, path)?.changed?.packet, key(shape, path)?.changes];
    expect(when('payload')).toEqual([5, 3]);
    expect(when('payload.e')).toEqual([5, 3]);
    expect(when('payload.e.code')).toEqual([4, 2]);
    expect(when('payload.a')).toEqual([undefined, 0]);
    expect(when(`payload.l["${EACH}"].x`)).toEqual([undefined, 0]);
  });

  test('compares numbers with every digit, and recognizes times', () => {
    const shape = shapeOf(
      '{"n":9223372036854775806,"ts":1795183346480,"when":"2026-11-22T08:00:00Z"}',
      '{"n":9223372036854775807,"ts":1795183351482,"when":"2026-11-22T08:00:05Z"}',
    );
    expect(key(shape, 'payload.n')?.range).toEqual({
      least: '9223372036854775806',
      most: '9223372036854775807',
    });
    expect([key(shape, 'payload.ts')?.format, key(shape, 'payload.when')?.format]).toEqual([
      'epoch-ms',
      'date-time',
    ]);
  });

  test('marks keys as rare if their parent is frequent', () => {
    const shape = ofValues({ a: 1, error: 'x' }, ...Array.from({ length: 19 }, () => ({ a: 1 })));
    expect(
      shape
        .report()
        .keys.filter(isRare)
        .map(({ path }) => pathText(path)),
    ).toEqual(['payload.error']);
  });

  test('limits the number of keys and the depth', () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at]));
    const report = ofValues(wide).report();
    expect([report.keys.length, report.isCut]).toEqual([2000, true]);
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(shapeOf(deep).report().keys.length).toBeLessThan(20);
  });
});
