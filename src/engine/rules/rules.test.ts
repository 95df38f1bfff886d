import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findStatement } from '../../mqtt/statements/statements.ts';
import { CONVERSATION_RULES, PROBLEM_RULES } from './rules.ts';

const textOf = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');

describe('every rule', () => {
  it.each([...PROBLEM_RULES.values()])('$id can be looked up', (rule) => {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const version of [3, 4, 5] as const) {
      expect(findStatement(rule.statement(version), version)?.text).toMatch(/\.$/);
    }
  });

  it('is one of more than 40', () => {
    expect(PROBLEM_RULES.size).toBeGreaterThan(40);
  });
});

it('every conversation rule has its scenes, in its family’s test', () => {
  const tests = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts'));
  const tested = tests.map(textOf).filter((text) => text.includes('\ndescribeRules('));
  const ids = CONVERSATION_RULES.map(([id]) => id);
  expect(ids.length).toBeGreaterThan(80);
  expect(ids.filter((id) => !tested.some((text) => text.includes(`\n  '${id}': {`)))).toEqual([]);
});
