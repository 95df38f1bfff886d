import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { compareFirstLevels, compareLevels } from '../naturalOrder.testkit.ts';
import {
  compareFirstLevelBytes,
  compareLevelBytes,
  type Level,
  sharedLevels,
} from './levelBytes.ts';

test('numbers are compared as numbers, and letters of either case are adjacent', () => {
  const sorted = ['', '1', '01', '2', '10', 'a', 'A1', 'a2', 'a10', 'B', 'b'];
  expect(sorted.toReversed().sort(compareLevels)).toEqual([
    '',
    '01',
    '1',
    '2',
    '10',
    'a',
    'A1',
    'a2',
    'a10',
    'B',
    'b',
  ]);
  const long = '9'.repeat(400);
  expect(compareLevels(`${long}1`, `${long}2`)).toBeLessThan(0);
  expect(['$SYS', 'z', '$a', ''].sort(compareFirstLevels)).toEqual(['', 'z', '$a', '$SYS']);
});

const level = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'A', 'b', '-', 'é', '$') });

test('is a total order', () => {
  fc.assert(
    fc.property(level, level, level, (a, b, c) => {
      for (const compare of [compareLevels, compareFirstLevels]) {
        expect(compare(a, b) === 0).toBe(a === b);
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        expect(compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0).toBe(false);
      }
    }),
    { numRuns: tries(2_000) },
  );
});

const written = fc.string({
  unit: fc.constantFrom(
    '0',
    '1',
    '9',
    'a',
    'A',
    'b',
    '-',
    '$',
    'é',
    'è',
    '\u{ffee}',
    '💡',
    '\u{80}',
  ),
});

const levelOf = (text: string): Level => {
  const bytes = encodeUtf8(`x/${text}/y`);
  return { bytes, start: 2, end: bytes.length - 2 };
};

test('bytes of levels have the order of their texts', () => {
  fc.assert(
    fc.property(written, written, written, (head, a, b) => {
      const [left, right] = [head + a, head + b];
      expect(Math.sign(compareLevelBytes(levelOf(left), levelOf(right)))).toBe(
        Math.sign(compareLevels(left, right)),
      );
      expect(Math.sign(compareFirstLevelBytes(levelOf(left), levelOf(right)))).toBe(
        Math.sign(compareFirstLevels(left, right)),
      );
    }),
    { numRuns: tries(10_000) },
  );
});

test('the common levels of two names end before the first difference, and exclude the last level', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é') });
  const common = fc.tuple(name, name, name).map(([begin, a, b]) => [begin + a, begin + b] as const);
  fc.assert(
    fc.property(common, ([a, b]) => {
      const [left, right] = [encodeUtf8(a), encodeUtf8(b)];
      const bytes = Uint8Array.of(...left, ...right);
      const shared = sharedLevels(
        bytes,
        { start: 0, length: left.length },
        { start: left.length, length: right.length },
      );
      const [as, bs] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
      const differs = as.findIndex((one, at) => one !== bs[at]);
      const same = as.slice(0, differs === -1 ? as.length : differs);
      expect(shared).toBe(same.length === 0 ? -1 : encodeUtf8(same.join('/')).length);
    }),
    { numRuns: tries(2_000) },
  );
});
