import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { diffLines } from './linesDiff.ts';

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;
const shown = (previous: string, current: string) =>
  diffLines(previous.split('\n'), current.split('\n')).map(
    ({ kind, text }) => `${SIGNS[kind]}${text}`,
  );

describe('lines of two texts', () => {
  test('removed lines come before the lines that replace them', () => {
    expect(shown('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([' a', '-b', '+x', ' c', ' d', '+e']);
  });

  test('a moved line is removed and added next to unchanged ones', () => {
    expect(shown('a\nb\nc', 'b\nc\na')).toEqual(['-a', ' b', ' c', '+a']);
  });

  test('both texts can be reconstructed, and common lines have both numbers', () => {
    const line = fc.constantFrom('a', 'b', 'c', '');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (previous, current) => {
        const lines = diffLines(previous, current);
        const of = (side: 'previous' | 'current') =>
          lines.filter((one) => one[side] !== undefined).map(({ text }) => text);
        expect(of('previous')).toEqual(previous);
        expect(of('current')).toEqual(current);
        const same = lines.filter(({ kind }) => kind === 'same');
        expect(same.map((line) => previous[line.previous ?? -1])).toEqual(
          same.map((line) => current[line.current ?? -1]),
        );
      }),
      { numRuns: tries(300) },
    );
  });

  test('long texts with little in common give two blocks quickly', () => {
    const [previous, current] = ['p', 'c'].map((name) =>
      Array.from({ length: 3000 }, (_, at) => `${name}${at}`),
    );
    const kinds = diffLines(previous ?? [], current ?? []).map(({ kind }) => kind);
    expect(kinds.indexOf('added')).toBe(3000);
    expect(kinds.lastIndexOf('removed')).toBe(2999);
  });
});

test('handles very many lines that all differ', () => {
  const lines = diffLines(Array<string>(300_000).fill('1'), Array<string>(300_000).fill('2'));
  expect(lines).toHaveLength(600_000);
  expect(lines[0]?.kind).toBe('removed');
  expect(lines.at(-1)?.kind).toBe('added');
});
