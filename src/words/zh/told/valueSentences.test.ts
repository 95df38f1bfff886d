import { expect, test } from 'vitest';
import { parseRulesFile } from '../../../broker/faults/rulesFile.ts';
import { told } from '../told.ts';

function messageOf(rule: unknown, version: unknown = 1): string {
  const parsed = parseRulesFile(JSON.stringify({ version, rules: [rule] }));
  return parsed.ok ? 'nothing is wrong' : parsed.message;
}

const RULE = { id: 'a', enabled: true, match: {}, do: { action: 'drop' } };

test.each([
  messageOf(RULE, 2),
  messageOf({ ...RULE, id: '' }),
  messageOf({ ...RULE, id: 7 }),
  messageOf({ ...RULE, enabled: 'yes' }),
  messageOf({ ...RULE, harm: 1 }),
  messageOf({ ...RULE, do: undefined }),
  messageOf({ ...RULE, do: { action: 'fly' } }),
  messageOf({ ...RULE, do: { action: 'delay', milliseconds: 'long' } }),
  messageOf({ ...RULE, do: { action: 'answer', reasonCode: 3 } }),
  messageOf({ ...RULE, match: [] }),
  messageOf({ ...RULE, match: { qos: 3 } }),
  messageOf({ ...RULE, match: { topic: 'a#' } }),
  messageOf({ ...RULE, match: { packet: [] } }),
  messageOf({ ...RULE, match: { packet: ['PUBLOSH'] } }),
  messageOf({ ...RULE, match: { chance: 2 } }),
  messageOf({ ...RULE, match: { nth: 0 } }),
  messageOf({ ...RULE, match: { direction: 'up' } }),
])('%s', (message) => {
  const chinese = told.sentence(message);
  expect(chinese).toMatch(/\p{Script=Han}/u);
  expect(chinese).not.toMatch(/\b(?:must|is|line|known|whole|or|topic filter)\b/);
});

test('a reason alone, and as a sentence behind its path', () => {
  expect(told.sentence('must be a whole number, 1 to 20')).toBe('须为 1 至 20 的整数');
  expect(told.sentence('rules[0].match.nth must be a whole number, 1 or above.')).toBe(
    'rules[0].match.nth 须为不小于 1 的整数。',
  );
});
