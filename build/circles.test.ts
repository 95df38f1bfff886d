/** Circles of files are found wherever they begin. */
import { expect, test } from 'vitest';
import { circleIn } from './circles.ts';

const files = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text.split('; ').map((one) => {
      const [file = '', imports = ''] = one.split(':');
      return [file, imports.match(/\w+/g) ?? []];
    }),
  );

test.each([
  ['a: b c; b: c; c:', undefined],
  ['a: b; b: c; c: b', ['b', 'c', 'b']],
  ['a:; b: a; c: c', ['c', 'c']],
  ['a: b d; b: c; c: d; d: b', ['b', 'c', 'd', 'b']],
])('%s', (text, circle) => {
  expect(circleIn(files(text))).toEqual(circle);
});
