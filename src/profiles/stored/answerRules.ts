/** Reads auto-reply rules stored with a profile. Stored data is untrusted; damaged parts are left out. */
import { type AnswerRule, MOST_ANSWERS, type RuleStop } from '../settings/answerRule.ts';
import { Fields, StoredError } from './storedFields.ts';
import { readProperty } from './storedProperty.ts';

const QOS = [0, 1, 2] as const;

export function answerRulesIn(stored: unknown): readonly AnswerRule[] {
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return list.slice(0, MOST_ANSWERS.rules).flatMap((one) => {
    try {
      return [readRule(new Fields(one, ''))];
    } catch (error) {
      if (error instanceof StoredError) return [];
      throw error;
    }
  });
}

/** Rules from another user: all are disabled until the user has seen them. */
export function disabledRules(stored: unknown): readonly AnswerRule[] {
  return answerRulesIn(stored).map(({ stopped: _here, ...rule }) => ({ ...rule, isOn: false }));
}

function readRule(fields: Fields): AnswerRule {
  const when = fields.group('when');
  const perSecond = fields.whole('perSecond', MOST_ANSWERS.perSecond, 20);
  return {
    id: bounded(fields, 'id', 100),
    name: bounded(fields, 'name', 1000),
    isOn: fields.flag('isOn', false),
    when: {
      kind: when.oneOf('kind', ['topic', 'filter'] as const),
      text: bounded(when, 'text', MOST_ANSWERS.text),
    },
    alsoRetained: fields.flag('alsoRetained', false),
    topic: bounded(fields, 'topic', MOST_ANSWERS.text),
    payload: bounded(fields, 'payload', MOST_ANSWERS.payload),
    format: bounded(fields, 'format', 100),
    qos: fields.oneOf('qos', QOS, 0),
    retain: fields.flag('retain', false),
    properties: fields.list('properties', readProperty),
    correlates: fields.flag('correlates', true),
    perSecond: Math.max(1, perSecond),
    ...(fields.has('stopped') && { stopped: readStop(fields.group('stopped')) }),
  };
}

function readStop(fields: Fields): RuleStop {
  const kind = fields.oneOf('kind', ['loop', 'turns', 'held'] as const);
  switch (kind) {
    case 'loop':
      return { kind, through: fields.texts('through').slice(0, MOST_ANSWERS.rules) };
    case 'turns':
      return { kind, turns: fields.whole('turns', Number.MAX_SAFE_INTEGER) };
    case 'held':
      return { kind };
  }
}

function bounded(fields: Fields, name: string, most: number): string {
  const text = fields.text(name, '');
  if (text.length > most) throw fields.error(name, `a text of at most ${most} characters`);
  return text;
}
