/** All rules by their id. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import { ACKNOWLEDGING } from './acknowledgingRules.ts';
import { CONNECTING } from './connectingRules.ts';
import type { RuleEntry } from './entry.ts';
import { PACKET_RULES, type PacketRuleId, ruleIdOf } from './packetRules.ts';
import type { ProblemRule } from './problem.ts';
import { PUBLISHING } from './publishingRules.ts';
import { KEEP_ALIVE, SESSIONS } from './sessionRules.ts';
import { SUBSCRIBING } from './subscribingRules.ts';

const CONVERSATION = {
  ...CONNECTING,
  ...SESSIONS,
  ...KEEP_ALIVE,
  ...ACKNOWLEDGING,
  ...SUBSCRIBING,
  ...PUBLISHING,
};
export type ConversationRuleId = keyof typeof CONVERSATION;
export type RuleId = ConversationRuleId | PacketRuleId;

const isConversationRule = (id: string): id is ConversationRuleId => id in CONVERSATION;
export const CONVERSATION_RULES: readonly ConversationRuleId[] =
  Object.keys(CONVERSATION).filter(isConversationRule);

function conversationRule([id, { severity, v4, v5 }]: [string, RuleEntry]): ProblemRule {
  const statement = (version: ProtocolVersion) =>
    `MQTT-${(version === 5 ? v5 : v4) ?? v5 ?? v4 ?? '4.8'}`;
  return { id, severity, statement };
}

const ALL = [...Object.entries<RuleEntry>(CONVERSATION).map(conversationRule), ...PACKET_RULES];

export const PROBLEM_RULES: ReadonlyMap<string, ProblemRule> = new Map(
  ALL.map((rule) => [rule.id, rule]),
);

/** The rule that a packet's own bytes break, or the one on bytes that are no packet. */
export function ruleOf(problem: PacketProblem): ProblemRule {
  return ruleById(ruleIdOf(problem));
}

/** Of an id of the tables. */
export function ruleById(id: string): ProblemRule {
  const rule = PROBLEM_RULES.get(id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  return rule;
}

/** Rules on conversations: those whose statement stands in that version. */
export function appliesTo(id: ConversationRuleId, version: ProtocolVersion): boolean {
  const entry: RuleEntry = CONVERSATION[id];
  return (version === 5 ? entry.v5 : entry.v4) !== undefined;
}
