import { describe, expect, it } from 'vitest';
import { ALL_RULES } from '../conventions/rules.ts';
import { rule as english, RULE_IDS } from './en/rules/all.ts';
import type { RuleWords } from './ruleWords.ts';

describe('texts of rules', () => {
  it.each([...ALL_RULES.keys()])('%s is readable', (id) => {
    const words = english(id);
    expect(words?.title).toMatch(/^[A-Z].*[^.]$/);
    expect(words?.explanation ?? 'None.').toMatch(/^[A-Z].*\.$/);
    expect(words?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('explain a rule in both languages or in none', async () => {
    const chinese = (await import('./zh/rules/all.ts')).rule;
    const isExplained = (words: RuleWords | undefined) => words?.explanation !== undefined;
    const explained = RULE_IDS.filter((id) => isExplained(english(id)));
    expect(RULE_IDS.filter((id) => isExplained(chinese(id)))).toEqual(explained);
    expect(explained.length).toBeLessThan(RULE_IDS.length);
  });

  it('exist for each rule in both languages, in the same order', async () => {
    expect([...RULE_IDS].toSorted()).toEqual([...ALL_RULES.keys()].toSorted());
    expect((await import('./zh/rules/all.ts')).RULE_IDS).toEqual(RULE_IDS);
  });
});
