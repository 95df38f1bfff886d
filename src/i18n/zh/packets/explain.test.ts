import { expect, test } from 'vitest';
import { PROBLEM_RULES } from '../../../engine/rules/rules.ts';
import { findStatement } from '../../../mqtt/statements/statements.ts';
import { zh } from '../texts.ts';

const { explain } = zh;
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

test('every rule and every statement has Chinese texts', () => {
  for (const rule of PROBLEM_RULES.values()) {
    const { title = '', explanation = title, remedy = '' } = explain.rule(rule.id) ?? {};
    expect([title, explanation, remedy].map(isChinese)).toEqual([true, true, true]);
    for (const version of [4, 5] as const) {
      const statement = findStatement(rule.statement(version), version);
      expect(statement && isChinese(explain.statement(statement))).toBe(true);
    }
  }
});
