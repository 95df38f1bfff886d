import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { PatternError } from './patternErrorFacts.ts';
import { Regex } from './regex.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '[a-c]',
  '\\d',
  '\\w',
  '\\S',
  '\\.',
  'é',
  '\\x61',
  '1',
  '[\\d-]',
  '\\u0062',
  '\\n',
);
const source = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    { weight: 2, arbitrary: atom },
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('tree'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,3}', '{0,1}', '{2,}'))
      .map(([a, times]) => `(${a})${times}`),
    tie('tree').map((a) => `(^${a})`),
    tie('tree').map((a) => `(${a}$)`),
    tie('tree').map((a) => `(|${a})`),
  ),
})).tree;
const subject = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '.', 'é', '\n', '-'),
  maxLength: 12,
});

/** The result, or the reason why the pattern is rejected. */
function tried(pattern: string): string {
  try {
    return String(new Regex(pattern).test('ab1'));
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

describe('a regular expression', () => {
  it('matches the same texts as in JavaScript', () => {
    fc.assert(
      fc.property(source, fc.array(subject, { maxLength: 6 }), (pattern, texts) => {
        const regex = new Regex(pattern);
        const own = new RegExp(pattern);
        for (const text of texts) {
          expect([pattern, text, regex.test(text)]).toEqual([pattern, text, own.test(text)]);
          expect(regex.testBytes(encodeUtf8(text))).toBe(own.test(text));
          const among = encodeUtf8(`ab${text}ab`);
          expect(regex.testBytes(among, 2, among.length - 2)).toBe(own.test(text));
        }
      }),
      { numRuns: tries(3000) },
    );
  });

  it.each([
    '.',
    '\\s',
    '\\S',
    '\\d',
    '\\D',
    '\\w',
    '\\W',
    '[^\\s]',
    '[^\\W]',
    '[\\b]',
    '[^\\b]',
    '\\0',
    '\\n',
    '\\r',
    '\\t',
    '\\f',
    '\\v',
    '\\-',
    '[\\0-\\x1f]',
    '[a-a]',
    '[a-]',
    '[-a]',
    '[\\d-z]',
    '[a-c\\uffff]',
    '[^\\uffff]',
    '[^\\u2028\\u2029]',
  ])('%s matches the same characters as in JavaScript', (pattern) => {
    const [regex, own] = [new Regex(`^${pattern}$`), new RegExp(`^${pattern}$`)];
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const differing = codes.filter((code) => {
      const text = String.fromCharCode(code);
      return regex.test(text) !== own.test(text);
    });
    expect(differing).toEqual([]);
  });

  it.each([
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{2,}$', ['aa', 'aaa'], ['a']],
    ['^a{0,1}$', ['', 'a'], ['aa']],
    ['(?i)^[A-C]$', ['a', 'C'], ['!', '@', '`', 'd', 'D', '\u0000']],
    ['(?i)^[a-c]$', ['a', 'C'], ['!', '@', '`', 'd', 'D', '\u0081']],
    ['(?i)^[^a-c]$', ['d', '@'], ['a', 'B']],
    ['(?i)^[9-B]$', ['9', ':', 'a', 'B'], ['c', 'Z', '8']],
  ])('%s matches %j and not %j', (pattern, matched, others) => {
    const regex = new Regex(pattern);
    expect(matched.filter((text) => !regex.test(text))).toEqual([]);
    expect(others.filter((text) => regex.test(text))).toEqual([]);
  });

  it('limits the depth of groups, and not their number', () => {
    expect(new Regex(`^${'(a)'.repeat(200)}$`).test('a'.repeat(200))).toBe(true);
    expect(new Regex(`${'('.repeat(50)}a${')'.repeat(50)}`).test('a')).toBe(true);
  });

  it('ignores case after (?i)', () => {
    expect(new Regex('(?i)^TeMp[A-C]é$').test('tEmPbÉ')).toBe(true);
    expect(new Regex('temp').test('TEMP')).toBe(false);
  });

  it.each([
    ['n.where', 'nOwhere', 'nWhere'],
    ['(?i)on.+LINE', 'OnOnLiNe', 'onlyOn'],
    ['^(?:ab)+cd|x$', 'x', 'xcd '],
    ['x{0,3}yy', 'yy', 'xy'],
    ['(?i)k1', 'K1', '\u212a1'],
    ['[a-b]c', 'bc', 'cc'],
    ['(?:ab|ac)d', 'acd', 'aad'],
    ['(?:ab|c)+', 'c', 'ba'],
    ['(?i)[xX]y', 'XY', 'zy'],
    ['(?:abc)?de', 'de', 'abc'],
    ['éa', 'éa', 'ea'],
  ])('%s first searches a required text', (pattern, matched, other) => {
    const regex = new Regex(pattern);
    expect(regex.testBytes(encodeUtf8(matched))).toBe(true);
    expect(regex.testBytes(encodeUtf8(other))).toBe(false);
  });

  it('treats bytes of invalid UTF-8 one by one', () => {
    expect(new Regex('^\\xff\\xfea$').testBytes(Uint8Array.of(0xff, 0xfe, 0x61))).toBe(true);
  });

  it.each([
    ['(a+)+$', 'a'.repeat(50_000)],
    ['(a|aa)*c', 'a'.repeat(50_000)],
    ['(.*)*x', 'y'.repeat(50_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
    ['(a?){100}a{100}$', 'a'.repeat(5000)],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    // More sets of states than can be cached.
    ['(a|b)*a(a|b){14}c', 'ab'.repeat(1000) + 'aabba'.repeat(1000)],
  ])('%s ends quickly', { timeout: 20_000 }, (pattern, text) => {
    expect(new Regex(pattern).test(`${text}!`)).toBe(false);
  });

  it.each([
    ['a)', 'closes-nothing'],
    ['[a', 'class-open'],
    ['*a', 'nothing-to-repeat'],
    ['a**', 'repeated-twice'],
    ['(?<=a)b', 'looks-around'],
    ['(?<name>a)', 'group-unknown'],
    ['\\bword', 'escape-unknown'],
    ['(a)\\1', 'back-reference'],
    ['(a', 'group-open'],
    ['^*a', 'repeats-a-place'],
    ['a$+', 'repeats-a-place'],
    ['[b-a]', 'range-reversed'],
    ['[a-\\d]', 'range-reversed'],
    ['\\b', 'escape-unknown'],
    ['a{3,2}', 'counts-reversed'],
    ['(a{100}){100}', 'too-large'],
    ['('.repeat(1000), 'too-deep'],
    [`${'('.repeat(51)}a${')'.repeat(51)}`, 'too-deep'],
    ['a\\', 'ends-with-escape'],
    ['\\xZZ', 'escape-incomplete'],
    ['[😀]', 'above-ffff'],
  ])('rejects %s: %s', (pattern, key) => {
    expect(() => new Regex(pattern)).toThrow(PatternError);
    expect(() => new Regex(pattern)).toThrow(key);
  });

  it('accepts or rejects any text with a reason', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('ab()[]{}*+?|^$\\-,.1:=!<i')),
        maxLength: 12,
      }),
    );
    fc.assert(
      fc.property(anything, (pattern) => {
        expect(tried(pattern)).toMatch(/^(true|false|[a-z-]+)$/);
      }),
      { numRuns: tries(3000) },
    );
  });
});
