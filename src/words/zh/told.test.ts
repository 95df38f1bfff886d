import { expect, test } from 'vitest';
import { PROBLEM_RULES } from '../../engine/rules/rules.ts';
import { corpus } from '../../mqtt/corpus.testkit.ts';
import { dissect } from '../../mqtt/dissect.ts';
import { findStatement } from '../../mqtt/statements.ts';
import * as topics from '../../mqtt/topics.ts';
import type { Utf8Fault } from '../../mqtt/utf8.ts';
import { JSON_FAULTS } from '../../payload/jsonScan.ts';
import { zh } from './texts.ts';

const { told } = zh;
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** Those without words; where there are only names of packets and codes, the punctuation is told. */
const left = (sentences: Iterable<string>): string[] =>
  [...new Set(sentences)].filter((sentence) => told.sentence(sentence) === sentence);

test('every rule and every statement has Chinese words', () => {
  for (const rule of PROBLEM_RULES.values()) {
    const { title, explanation, remedy } = told.rule(rule.id, rule);
    expect([title, explanation, remedy].filter((text) => !isChinese(text))).toEqual([]);
    for (const version of [4, 5] as const) {
      const statement = findStatement(rule.statement(version), version);
      expect(statement && isChinese(told.statement(statement))).toBe(true);
    }
  }
});

test('whatever is wrong with a packet can be said in Chinese', () => {
  const said = corpus.flatMap(({ bytes, version, sender }) =>
    dissect(bytes, { version, sender }).problems.map(({ message }) => message),
  );
  expect(said.length).toBeGreaterThan(50);
  expect(left(said)).toEqual([]);
});

test('whatever is wrong with text that is no UTF-8 can be said in Chinese', () => {
  const texts: Readonly<Record<Utf8Fault['kind'], readonly number[]>> = {
    surrogate: [0xed, 0xa0, 0x80],
    overlong: [0xc0, 0x80],
    'above U+10FFFF': [0xf5, 0x80, 0x80, 0x80],
    incomplete: [0xc3, 0x28],
    'stray byte': [0x80],
  };
  for (const [kind, bytes] of Object.entries(texts)) {
    const publish = Uint8Array.of(0x30, 2 + bytes.length, 0, bytes.length, ...bytes);
    const [problem] = dissect(publish, { version: 4, sender: 'client' }).problems;
    expect(problem?.message).toContain(`(${kind})`);
    expect(told.sentence(problem?.message ?? '')).toMatch(/（(?:\p{Script=Han}| U\+10FFFF)+）。$/u);
  }
});

test('so can what is wrong with topics and with what was typed', () => {
  const names = ['', 'a#', 'a/+', '\0', 'x'.repeat(70_000)].map(topics.topicNameFault);
  const filters = ['', 'a#', '#/a', 'a+', '$share/x', '$share//x', '$share/+/x', '\0'].map(
    (filter) => topics.topicFilterFault(filter),
  );
  const faults = [...names, ...filters, ...Object.values(JSON_FAULTS)];
  expect(left(faults.map((fault) => fault ?? 'undefined'))).toEqual([]);
});
