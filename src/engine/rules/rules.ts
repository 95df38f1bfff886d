/** All rules by their id. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import type { Rule } from '../../mqtt/rule.ts';
import { RULES, statementId } from '../../mqtt/rules.ts';
import { ACKNOWLEDGING } from './acknowledgingRules.ts';
import { CONNECTING } from './connectingRules.ts';
import { CONNECT_ENTRIES } from './connectPacketRules.ts';
import type { PacketRuleEntry, RuleEntry } from './entry.ts';
import { FORMAT_ENTRIES } from './formatRules.ts';
import type { ProblemRule, ProblemSeverity } from './problem.ts';
import { PUBLISHING } from './publishingRules.ts';
import { PUBLISH_ENTRIES } from './publishPacketRules.ts';
import { ruleIdOf } from './ruleId.ts';
import { KEEP_ALIVE, SESSIONS } from './sessionRules.ts';
import { PROPERTY_ENTRIES, SUBSCRIBE_ENTRIES } from './subscribePacketRules.ts';
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

const isConversationRule = (id: string): id is ConversationRuleId => id in CONVERSATION;
export const CONVERSATION_RULES: readonly ConversationRuleId[] =
  Object.keys(CONVERSATION).filter(isConversationRule);

/** Rules of `src/mqtt` that a conversation breaks and no packet alone. */
const OF_CONVERSATION = {
  firstPacket: 'first-packet-not-connect',
  secondConnect: 'second-connect',
  maximumPacketSize: 'packet-too-large',
} as const satisfies Partial<Record<keyof typeof RULES, ConversationRuleId>>;

/** What no rule of `src/mqtt` says: bytes that are no whole packet, or travelled as they may not. */
const PARTIAL_SEVERITY = {
  captureGap: 'note',
  captureEnd: 'note',
  cutOff: 'warn',
  textFrame: 'error',
  unframed: 'error',
} as const satisfies Record<string, ProblemSeverity>;
type PartialName = keyof typeof PARTIAL_SEVERITY;

/** Of a rule on packets, as `src/mqtt` calls it. */
export type PacketRuleName =
  | Exclude<keyof typeof RULES, keyof typeof OF_CONVERSATION>
  | PartialName;

/** Every rule on packets has its entry here: the type says so. */
const PACKET: Record<PacketRuleName, PacketRuleEntry> = {
  ...FORMAT_ENTRIES,
  ...CONNECT_ENTRIES,
  ...PUBLISH_ENTRIES,
  ...SUBSCRIBE_ENTRIES,
  ...PROPERTY_ENTRIES,
};

/** Where nothing else is to be said: the transport lost something, or never carried MQTT. */
const WHOLE_PACKETS = 'MQTT-4.2.0-1';
const BINARY_FRAMES = 'MQTT-6.0.0-1';

function conversationRule(id: string, entry: RuleEntry): ProblemRule {
  const { title, severity, v4, v5, explanation, remedy } = entry;
  const statement = (version: ProtocolVersion) =>
    `MQTT-${(version === 5 ? v5 : v4) ?? v5 ?? v4 ?? '4.8'}`;
  return { id, title, severity, statement, explanation, remedy };
}

function packetRule(name: string, entry: PacketRuleEntry): ProblemRule {
  const partial = new Map<string, ProblemSeverity>(Object.entries(PARTIAL_SEVERITY)).get(name);
  const rule = new Map(Object.entries<Rule>(RULES)).get(name);
  const severity = rule?.severity === 'caution' ? 'warn' : 'error';
  const ofTransport = name === 'textFrame' ? BINARY_FRAMES : WHOLE_PACKETS;
  return {
    ...entry,
    id: ruleIdOf(name),
    severity: partial ?? severity,
    statement: (version) => (rule ? statementId(rule, version) : ofTransport),
  };
}

export const PROBLEM_RULES: ReadonlyMap<string, ProblemRule> = new Map(
  [
    ...Object.entries<RuleEntry>(CONVERSATION).map(([id, entry]) => conversationRule(id, entry)),
    ...Object.entries(PACKET).map(([name, entry]) => packetRule(name, entry)),
  ].map((rule) => [rule.id, rule]),
);

const BY_PACKET_RULE: ReadonlyMap<string, string> = new Map([
  ...Object.keys(PACKET).map((name): [string, string] => [name, ruleIdOf(name)]),
  ...Object.entries<string>(OF_CONVERSATION),
]);

/** What a framer says has no name of a rule. */
const BY_STATEMENT: ReadonlyMap<string, string> = new Map([
  ['MQTT-1.5.5', 'remaining-length'],
  ['MQTT-2.2.3', 'remaining-length'],
  ['MQTT-3.1.2-24', 'packet-too-large'],
]);

/** The rule that a packet's own bytes break, or the one on bytes that are no packet. */
export function ruleOf(problem: PacketProblem): ProblemRule {
  const named = problem.rule === undefined ? undefined : BY_PACKET_RULE.get(problem.rule);
  return ruleById(named ?? BY_STATEMENT.get(problem.statement) ?? 'unframed');
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
