import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileFilter } from '../../../engine/filter/compile.ts';
import type { FilterErrorFacts } from '../../../engine/filter/syntax/filterErrorFacts.ts';
import { filterError as english } from '../../en/facts/filterError.ts';
import { filterErrors as inEnglish } from '../../en/facts/filterErrors.ts';
import { filterError as chinese } from './filterError.ts';
import { filterErrors as inChinese } from './filterErrors.ts';

describe('errors in a filter', () => {
  it.each([
    ['topic ~ sensors/#', 9, '~ needs a quoted pattern. Write "sensors/#"'],
    ['topic ~', 7, '~ needs a quoted pattern. Write ~ "sensors/#"'],
    ['topic ~ "a#"', 9, /^"a#" is not a topic filter\. /],
    ['qos === 1', 5, '=== is not an operator here. Write =='],
    ['qos == 1 & dup', 10, '& is not an operator here. Write &&'],
    ['mqtt.mstype == 3', 1, 'There is no field mqtt.mstype. Write mqtt.msgtype'],
    ['topc == "x"', 1, 'There is no field topc. Write topic'],
    ['type == publsh', 9, /^type is never publsh; it is one of connect, .* Write publish$/],
    ['topic == a/b', 10, 'topic is compared with quoted text. Write "a/b"'],
    ['topic contains temp', 16, 'contains needs quoted text. Write "temp"'],
    ['qos contains "1"', 5, /^contains searches in text, and qos is not text\. Write ==$/],
    ['size ~ "a"', 6, /^~ compares topics, and size is not one\./],
    ['qos > high', 7, /^qos is a number\.$/],
    ['dup > true', 5, /^dup has no order/],
    ['dir == up', 8, /^dir is never up; it is one of in, out\. Write out$/],
    ['size > 5ms', 8, /^ms is not a unit here\. The units of size are B, /],
    ['topic matches "(a"', 15, /A \( is not closed\.$/],
    ['topic matches "(?=a)"', 15, /Lookahead and lookbehind are not supported\.$/],
    ['topic matches "(a)\\\\1"', 15, /Back references are not supported\.$/],
    ['payload matches "a{5000}"', 17, /too large/],
    ['(qos == 1', 1, 'This ( has no ). Write )'],
    ['qos == 1)', 9, ') is not expected here. Write qos == 1'],
    ['payload.a.b 30', 13, 'An operator is missing between payload.a.b and 30. Write == 30'],
    ['qos == 1 dup', 10, /an operator is missing before it\. Write and dup$/],
    ['topic == "a', 10, 'This text has no closing quote. Write "a"'],
    ['type in publish', 9, 'in needs values in braces. Write {publish}'],
    ['type in {1', 9, 'This { has no }. Write }'],
    ['and qos', 1, /^and is an operator/],
    ['qos and', 8, 'The filter is incomplete. Write qos'],
    ['user[site] == "x"', 5, /Write \["site"\]$/],
    ['topic["x"]', 1, /^topic has no parts/],
    ['3 == qos', 1, /^A comparison begins with a field/],
  ])('%s: at column %i', (text, column, message) => {
    const filter = compileFilter(text);
    expect(filter).toMatchObject({ ok: false, error: { column } });
    expect(filter.ok ? '' : english(filter.error)).toMatch(message);
  });
});

/** Sample arguments for each fact; data is the user's text. */
const SAMPLES: {
  readonly [Key in keyof FilterErrorFacts]: (data: string) => FilterErrorFacts[Key];
} = {
  'waits-for-nothing': () => ({}),
  'quote-open': () => ({}),
  'ends-early': () => ({}),
  'field-missing': (operator) => ({ operator, isLast: operator.length > 3 }),
  'not-an-operator-here': (sign) => ({ sign }),
  'quote-closes-nothing': () => ({}),
  'unexpected-operand': (shown) => ({ shown }),
  unexpected: (shown) => ({ shown }),
  'in-without-braces': () => ({}),
  'not-behind-field': (word) => ({ word }),
  'not-an-operator': (word) => ({ word }),
  'operator-missing': (value) => ({ field: 'size', value }),
  'begins-without-field': (value) => ({ value }),
  'no-such-field': (name) => ({ name }),
  'empty-text': () => ({}),
  'not-a-field': (word) => ({ word }),
  'step-unquoted': () => ({}),
  'pattern-missing': () => ({}),
  'value-missing': (operator) => ({ operator }),
  'bracket-open': (bracket) => ({ bracket, closing: ')' }),
  'braces-empty': () => ({}),
  'user-property-path': () => ({}),
  'no-parts': (field) => ({ field }),
  'name-missing-in-path': () => ({}),
  'too-deep': () => ({ levels: 100 }),
  'too-long': () => ({ most: 65_536 }),
  'too-many-comparisons': () => ({ most: 5000 }),
  'too-many-patterns': () => ({ most: 50 }),
  'regular-expression': (letter) => ({ why: { key: 'escape-unknown', args: { letter } } }),
  'not-a-topic': (field) => ({ field }),
  'not-a-topic-filter': (pattern) => ({ pattern, why: { key: 'hash-before-end', args: {} } }),
  'not-a-text': (field) => ({ operator: 'contains', field }),
  'no-order': (field) => ({ field }),
  'not-a-number': (field) => ({ field }),
  'no-such-unit': (unit) => ({ unit, field: 'size', units: unit.length > 3 ? [] : ['B', 'kB'] }),
  'no-such-word': (word) => ({ field: 'dir', word, words: ['in', 'out'] }),
  'not-a-truth': (field) => ({ field }),
  'operator-needs-text': (operator) => ({ operator }),
  'field-needs-text': (field) => ({ field }),
  'range-without-numbers': () => ({}),
};

const isKey = (key: string): key is keyof FilterErrorFacts => key in SAMPLES;
const MARK = '\u{1F4CD}';

describe.each([
  ['English', inEnglish],
  ['Chinese', inChinese],
])('in %s', (language, words) => {
  const told = <Key extends keyof FilterErrorFacts>(key: Key, data: string) =>
    words[key](SAMPLES[key](data));

  test.each(Object.keys(SAMPLES).filter(isKey))('%s is a sentence', (key) => {
    expect(told(key, 'x')).toMatch(language === 'English' ? /^[^]+\.$/ : /\p{Script=Han}[^]*。$/u);
  });

  it('the user’s text is kept unchanged', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.constantFrom('topic name', 'a and b', '{}', '{1}', '$&'),
    );
    for (const key of Object.keys(SAMPLES).filter(isKey)) {
      if (!told(key, MARK).includes(MARK)) continue;
      fc.assert(
        fc.property(typed, (data) => {
          expect(told(key, data)).toContain(data);
        }),
        { numRuns: 20 },
      );
    }
  });
});

it('a fix is suggested in each language, with the text to write', () => {
  const filter = compileFilter('topic == a/b');
  const error = filter.ok ? undefined : filter.error;
  expect(error && english(error)).toBe('topic is compared with quoted text. Write "a/b"');
  expect(error && chinese(error)).toBe('topic 与带引号的文本比较。请写 "a/b"');
});
