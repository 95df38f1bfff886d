import { expect, test } from 'vitest';
import { PROBLEM_RULES } from '../../engine/rules/rules.ts';
import { findStatement } from '../../mqtt/statements.ts';
import * as topics from '../../mqtt/topics.ts';
import { JSON_FAULTS } from '../../payload/jsonScan.ts';
import { zh } from './texts.ts';

const { told } = zh;
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** Those without words; where there are only names of packets and codes, the punctuation is told. */
const left = (sentences: Iterable<string>): string[] =>
  [...new Set(sentences)].filter((sentence) => told.sentence(sentence) === sentence);

test('every rule and every statement has Chinese words', () => {
  for (const rule of PROBLEM_RULES.values()) {
    const words = Object.values(told.rule(rule.id) ?? {});
    expect(words.map(isChinese)).toEqual([true, true, true]);
    for (const version of [4, 5] as const) {
      const statement = findStatement(rule.statement(version), version);
      expect(statement && isChinese(told.statement(statement))).toBe(true);
    }
  }
});

test('what is wrong with topics and with what was typed', () => {
  const names = ['', 'a#', 'a/+', '\0', 'x'.repeat(70_000)].map(topics.topicNameFault);
  const filters = ['', 'a#', '#/a', 'a+', '$share/x', '$share//x', '$share/+/x', '\0'].map(
    (filter) => topics.topicFilterFault(filter),
  );
  const faults = [...names, ...filters, ...Object.values(JSON_FAULTS)];
  expect(left(faults.map((fault) => fault ?? 'undefined'))).toEqual([]);
});
