import { expect, test } from 'vitest';
import type { AnswerRule } from '../settings/answerRule.ts';
import { answerRulesIn, disabledRules } from './answerRules.ts';

const RULE: AnswerRule = {
  id: 'r',
  name: 'Ping',
  isOn: true,
  when: { kind: 'filter', text: 'topic == "ping"' },
  alsoRetained: true,
  topic: 'pong/{{n}}',
  payload: '{{payload}}',
  format: 'json',
  qos: 2,
  retain: true,
  properties: [{ name: 'userProperty', value: ['a', 'b'] }],
  correlates: false,
  perSecond: 7,
};

test('restores rules unchanged, also through JSON', () => {
  const written: unknown = JSON.parse(JSON.stringify([RULE]));
  expect(answerRulesIn(written)).toEqual([RULE]);
});

test('a stopped rule stays stopped, except in a file for others', () => {
  const stopped: AnswerRule = { ...RULE, isStopped: true };
  const written: unknown = JSON.parse(JSON.stringify([stopped]));
  expect(answerRulesIn(written)).toEqual([stopped]);
  expect(disabledRules(written)).toEqual([{ ...RULE, isOn: false }]);
});

test('reads a rule that an earlier version stopped because of a loop', () => {
  const stopped = { kind: 'loop', through: ['r', 's'] };
  expect(answerRulesIn([{ ...RULE, stopped }])).toEqual([RULE]);
});

test('omits damaged rules, and keeps the others', () => {
  const damaged = [
    null,
    7,
    { ...RULE, qos: 3 },
    { ...RULE, when: 'ping' },
    { ...RULE, payload: 'x'.repeat(65_537) },
    { ...RULE, properties: [{ name: 'correlationData', value: 'x' }] },
    { ...RULE, perSecond: 1e6 },
    { ...RULE, isStopped: 'x' },
  ];
  expect(answerRulesIn([...damaged, RULE])).toEqual([RULE]);
  expect(answerRulesIn({ 0: RULE })).toEqual([]);
  expect(answerRulesIn(Array.from({ length: 60 }, () => RULE))).toHaveLength(50);
});

test('rules of a file are disabled until the user has seen them', () => {
  expect(disabledRules([RULE])).toEqual([{ ...RULE, isOn: false }]);
});
