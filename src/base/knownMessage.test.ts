import { expect, test } from 'vitest';
import {
  isAbsentOr,
  isLocalizable,
  isLocalizableOf,
  isNumber,
  isOneOf,
  isText,
  isTexts,
  type SubjectOf,
} from './knownMessage.ts';
import type { Localizable } from './message.ts';

const INNER = { end: {}, side: { of: isOneOf('left', 'right') } } as const;
const SHAPES = {
  plain: {},
  named: { name: isText, count: isNumber },
  listed: { names: isTexts, most: isAbsentOr(isNumber) },
  why: { why: isLocalizableOf(INNER) },
} as const;

type Known = Localizable<SubjectOf<typeof SHAPES>>;

test.each<Known>([
  { key: 'plain', args: {} },
  { key: 'named', args: { name: '', count: 0 } },
  { key: 'listed', args: { names: ['a'], most: undefined } },
  { key: 'listed', args: { names: [], most: 1 } },
  { key: 'why', args: { why: { key: 'side', args: { of: 'left' } } } },
])('%j is known', (fact) => {
  expect(isLocalizable(SHAPES, fact)).toBe(true);
  expect(isLocalizable(SHAPES, JSON.parse(JSON.stringify(fact)))).toBe(true);
});

test.each([
  [undefined],
  [null],
  ['plain'],
  [{ key: 'plain' }],
  [{ key: 'plain', args: null }],
  [{ key: 'newer', args: {} }],
  [{ key: '__proto__', args: {} }],
  [{ key: 'toString', args: {} }],
  [{ key: 7, args: {} }],
  [{ key: 'named', args: { name: 'a' } }],
  [{ key: 'named', args: { name: 1, count: 1 } }],
  [{ key: 'listed', args: { names: ['a', 1] } }],
  [{ key: 'listed', args: { names: 'a' } }],
  [{ key: 'why', args: { why: { key: 'side', args: { of: 'above' } } } }],
  [{ key: 'why', args: { why: 'end' } }],
])('rejects %j', (value) => {
  expect(isLocalizable(SHAPES, value)).toBe(false);
});
