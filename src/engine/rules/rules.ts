/** All rules by id. A new family is a line in this list; a rule is an entry of its family. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ProblemRule } from '../findings/problem.ts';
import { ACKNOWLEDGING } from './acknowledging.ts';
import { CONNECTING } from './connecting.ts';
import { CONVENTION_LIMIT } from './conventionRule.ts';
import { FORWARDING } from './forwarding.ts';
import { judgedOn } from './judgedOn.ts';
import { KEEP_ALIVE } from './keepAlive.ts';
import { NAMING } from './naming.ts';
import { PACKET_RULES, type PacketRuleId, ruleIdOf } from './packetRules.ts';
import { MEANT_AS_JSON, PACKET_IN_PAYLOAD, PAYLOAD_NUL } from './payloadRules.ts';
import { PUBLISHING } from './publishing.ts';
import { REPEATED_ENDS } from './repeatedEnds.ts';
import { REPEATING } from './repeating.ts';
import { RETAINING } from './retaining.ts';
import type { Rule } from './rule.ts';
import { SCHEMA_BREACH, SCHEMA_OFF } from './schemaRule.ts';
import { SESSIONS } from './sessions.ts';
import { SHARING } from './sharing.ts';
import { OUT_OF_STEP } from './stepRule.ts';
import { SUBSCRIBING } from './subscribing.ts';
import { VALUE_TYPE } from './valueRule.ts';
import { WILLS } from './wills.ts';

/** Rules on conversations, in the order of their calls. */
const CONVERSATION = {
  ...SESSIONS,
  ...REPEATED_ENDS,
  ...CONNECTING,
  ...KEEP_ALIVE,
  ...PUBLISHING,
  ...ACKNOWLEDGING,
  ...SUBSCRIBING,
  ...SHARING,
  ...NAMING,
  ...FORWARDING,
  ...REPEATING,
  ...RETAINING,
  ...WILLS,
};
/** Rules about schemas, convention files, payloads and the types of values. */
export type SuppliedRuleId =
  | typeof SCHEMA_BREACH.id
  | typeof SCHEMA_OFF.id
  | typeof CONVENTION_LIMIT.id
  | typeof VALUE_TYPE.id
  | typeof PAYLOAD_NUL.id
  | typeof MEANT_AS_JSON.id
  | typeof PACKET_IN_PAYLOAD.id
  | typeof OUT_OF_STEP.id;
export type RuleId = keyof typeof CONVERSATION | PacketRuleId | SuppliedRuleId;

export const CONVERSATION_RULES: readonly (readonly [id: string, rule: Rule])[] =
  Object.entries<Rule>(CONVERSATION);

function told([id, rule]: readonly [string, Rule]): ProblemRule {
  const { severity, v4, v5 } = rule;
  const statement = (version: ProtocolVersion) =>
    `MQTT-${(version === 5 ? v5 : v4) ?? v5 ?? v4 ?? '4.8'}`;
  return { id, severity, statement, judgedOn: judgedOn(rule) };
}

const ALL = [
  ...CONVERSATION_RULES.map(told),
  ...PACKET_RULES,
  SCHEMA_BREACH,
  SCHEMA_OFF,
  CONVENTION_LIMIT,
  VALUE_TYPE,
  PAYLOAD_NUL,
  MEANT_AS_JSON,
  PACKET_IN_PAYLOAD,
  OUT_OF_STEP,
];

export const PROBLEM_RULES: ReadonlyMap<string, ProblemRule> = new Map(
  ALL.map((rule) => [rule.id, rule]),
);

/** The rule that the packet's own bytes break, or the rule on bytes that are not a packet. */
export function ruleOf(problem: PacketProblem): ProblemRule {
  return ruleById(ruleIdOf(problem));
}

/** @param id an id of the tables */
export function ruleById(id: string): ProblemRule {
  const rule = PROBLEM_RULES.get(id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  return rule;
}

/** True if the rule has a statement in that version. */
export function appliesTo({ v4, v5 }: Rule, version: ProtocolVersion): boolean {
  return (version === 5 ? v5 : v4) !== undefined;
}
