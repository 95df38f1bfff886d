/** Reads auto-reply rules stored with a profile. Stored data is untrusted; damaged parts are left out. */
import { type AnswerRule, MOST_ANSWERS } from '../settings/answerRule.ts';
import { Fields, readOrUndefined } from './storedFields.ts';
import { readProperty } from './storedProperty.ts';

const QOS = [0, 1, 2] as const;

export function answerRulesIn(stored: unknown): readonly AnswerRule[] {
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return list.slice(0, MOST_ANSWERS.rules).flatMap((one) => {
    const rule = readOrUndefined(() => readRule(new Fields(one, '')));
    return rule === undefined ? [] : [rule];
  });
}

/** Rules from another user: all are disabled until the user has seen them. */
export function disabledRules(stored: unknown): readonly AnswerRule[] {
  return answerRulesIn(stored).map(({ isStopped: _here, ...rule }) => ({ ...rule, isOn: false }));
}

function readRule(fields: Fields): AnswerRule {
  const when = fields.group('when');
  const perSecond = fields.whole('perSecond', MOST_ANSWERS.perSecond, 20);
  return {
    id: fields.text('id', '', 100),
    name: fields.text('name', '', 1000),
    isOn: fields.flag('isOn', false),
    when: {
      kind: when.oneOf('kind', ['topic', 'filter'] as const),
      text: when.text('text', '', MOST_ANSWERS.text),
    },
    alsoRetained: fields.flag('alsoRetained', false),
    topic: fields.text('topic', '', MOST_ANSWERS.text),
    payload: fields.text('payload', '', MOST_ANSWERS.payload),
    format: fields.text('format', '', 100),
    qos: fields.oneOf('qos', QOS, 0),
    retain: fields.flag('retain', false),
    properties: fields.list('properties', readProperty),
    correlates: fields.flag('correlates', true),
    perSecond: Math.max(1, perSecond),
    ...(fields.flag('isStopped', false) && { isStopped: true }),
  };
}
