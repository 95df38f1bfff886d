import { expect, test } from 'vitest';
import * as chinese from '../../zh/alibaba/alinkTables.ts';
import * as english from './alinkTables.ts';

const codesOf = ({ CODES, SHADOW_CODES }: typeof english) => [
  ...Object.entries(CODES),
  ...Object.entries(SHADOW_CODES),
];

test('each code except success has a remedy in a sentence', () => {
  for (const [code, { meaning, remedy }] of codesOf(english)) {
    expect(meaning).toMatch(/^[^.]+$/);
    expect(remedy).toMatch(code === '200' ? /^$/ : /^[A-Z].*\.$/);
  }
  for (const [code, { meaning, remedy }] of codesOf(chinese)) {
    expect(meaning).toMatch(/^[^。]*\p{Script=Han}[^。]*$/u);
    expect(remedy).toMatch(code === '200' ? /^$/ : /\p{Script=Han}.*。$/u);
  }
});
