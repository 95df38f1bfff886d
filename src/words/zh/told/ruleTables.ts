/** What rules and statements say. */
import { ruleIdOf } from '../../../engine/rules/ruleId.ts';
import type { ConversationRuleId } from '../../../engine/rules/rules.ts';
import type { Texts } from '../../en/texts.ts';
import type { RuleWords } from '../../en/told.ts';
import { CONNECTION_RULES } from './connectionRules.ts';
import { MESSAGE_RULES } from './messageRules.ts';
import { PACKET_RULES } from './packetRules.ts';
import { STATEMENTS } from './statements.ts';

/** Every one: the type says so. */
const CONVERSATION: Readonly<Record<ConversationRuleId, RuleWords>> = {
  ...CONNECTION_RULES,
  ...MESSAGE_RULES,
};

const BY_ID: ReadonlyMap<string, RuleWords> = new Map([
  ...Object.entries(CONVERSATION),
  ...Object.entries(PACKET_RULES).map(([name, words]): [string, RuleWords] => [
    ruleIdOf(name),
    words,
  ]),
]);

/** A rule of a newer program keeps its English. */
export const rule: Texts['told']['rule'] = (id, english) => BY_ID.get(id) ?? english;

export const statement: Texts['told']['statement'] = ({ names, property, text }) => {
  if (property !== undefined)
    return `${property} 最多出现一次（除非可以重复），并具有允许的值之一。`;
  return names.length === 0 ? text : names.map((name) => STATEMENTS[name]).join('');
};
