import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { jsonTree } from '../../json/jsonTree.ts';
import { pathText } from '../valueTree.ts';
import { diffBytes } from './bytesDiff.ts';
import { diffTrees, oldSource } from './valueDiff.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function diffJson(previous: Uint8Array, current: Uint8Array, limit?: number) {
  const [before, after] = [jsonTree(previous), jsonTree(current)];
  if (!before.ok || !after.ok) throw new Error('no JSON');
  return diffTrees(before.tree, after.tree, limit);
}

function changes(previous: string, current: string) {
  const diff = diffJson(bytes(previous), bytes(current));
  return diff.changes.map((change) => [
    change.kind,
    pathText(change.path),
    oldSource(diff, change),
    change.start < 0 ? undefined : current.slice(change.start, change.end),
  ]);
}

describe('diffTrees', () => {
  it('lists changed, added and removed values with the old value', () => {
    expect(
      changes(
        '{"t": 21.5, "ok": true, "list": [1, 2, 3], "gone": {"x": 1}}',
        '{"list":[1,5],"t":21.50,"ok":true,"new":"x"}',
      ),
    ).toEqual([
      ['changed', 'payload.list[1]', '2', '5'],
      ['removed', 'payload.list[2]', '3', undefined],
      ['changed', 'payload.t', '21.5', '21.50'],
      ['added', 'payload.new', undefined, '"x"'],
      ['removed', 'payload.gone', '{"x": 1}', undefined],
    ]);
  });

  it('ignores order, white space and the spelling of strings', () => {
    expect(changes(String.raw`{"a":"\u0041", "b":[]}`, '{"b":[ ],"a":"A"}')).toEqual([]);
  });

  it('detects a change that rounding would hide', () => {
    expect(changes('12345678901234567890', '12345678901234567891')).toEqual([
      ['changed', 'payload', '12345678901234567890', '12345678901234567891'],
    ]);
  });

  it('compares repeated keys one by one', () => {
    expect(changes('{"a":1,"a":2,"a":3}', '{"a":1,"a":4}')).toEqual([
      ['changed', 'payload.a[1]', '2', '4'],
      ['removed', 'payload.a[2]', '3', undefined],
    ]);
  });

  it('handles names of built-in object properties', () => {
    expect(changes('{"__proto__":1}', '{"__proto__":2,"constructor":3}')).toEqual([
      ['changed', 'payload.__proto__', '1', '2'],
      ['added', 'payload.constructor', undefined, '3'],
    ]);
  });

  it('finds changes exactly if JSON.parse gives different values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const before = JSON.stringify(a);
        const after = JSON.stringify(b);
        const total = diffJson(bytes(before), bytes(after)).total;
        const same = sorted(JSON.parse(before)) === sorted(JSON.parse(after));
        expect(total === 0).toBe(same);
        expect(diffJson(bytes(before), bytes(before)).total).toBe(0);
      }),
      { numRuns: tries(500) },
    );
  });

  it('counts changes that it does not list', () => {
    const list = (n: number) => bytes(JSON.stringify(Array.from({ length: 50 }, () => n)));
    const diff = diffJson(list(1), list(2), 10);
    expect({ total: diff.total, listed: diff.changes.length }).toEqual({ total: 50, listed: 10 });
  });

  it('works at any depth', () => {
    const nested = (inner: string) => bytes('[0,'.repeat(100_000) + inner + ']'.repeat(100_000));
    const diff = diffJson(nested('1'), nested('2'));
    expect(diff.total).toBe(1);
    expect(diff.changes[0]?.path.length).toBe(100_000);
  });
});

/** A text that is equal for equal values, whatever the order of their keys. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, v]) => `${JSON.stringify(key)}:${sorted(v)}`);
  return `{${members.sort().join()}}`;
}

describe('diffBytes', () => {
  it('returns the range that differs', () => {
    expect(diffBytes(bytes('state: on!'), bytes('state: off!'))).toEqual({
      start: 8,
      previousEnd: 9,
      currentEnd: 10,
    });
    expect(diffBytes(bytes('same'), bytes('same'))).toBeUndefined();
    expect(diffBytes(bytes('aa'), bytes('aaa'))).toEqual({
      start: 2,
      previousEnd: 2,
      currentEnd: 3,
    });
  });

  it('never splits a character', () => {
    expect(diffBytes(bytes('xéy'), bytes('xèy'), { text: true })).toEqual({
      start: 1,
      previousEnd: 3,
      currentEnd: 3,
    });
  });

  it('reconstructs the current payload from the previous one', () => {
    const pair = fc.tuple(fc.uint8Array({ max: 2 }), fc.uint8Array({ max: 2 }));
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const diff = diffBytes(a, b) ?? {
          start: b.length,
          previousEnd: a.length,
          currentEnd: b.length,
        };
        const made = [
          ...a.subarray(0, diff.start),
          ...b.subarray(diff.start, diff.currentEnd),
          ...a.subarray(diff.previousEnd),
        ];
        expect(made).toEqual([...b]);
      }),
      { numRuns: tries(1000) },
    );
  });

  it('keeps whole characters if both are text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', 'è', '€', '₭', '😀', '😁') });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [before, after] = [bytes(a), bytes(b)];
        const diff = diffBytes(before, after, { text: true });
        fc.pre(diff !== undefined);
        expect(() => decoder.decode(before.subarray(diff.start, diff.previousEnd))).not.toThrow();
        expect(() => decoder.decode(after.subarray(diff.start, diff.currentEnd))).not.toThrow();
      }),
      { numRuns: tries(1000) },
    );
  });
});
