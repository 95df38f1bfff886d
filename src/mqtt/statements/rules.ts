/** The rules, by name, that a packet's own bytes can violate. */

import type { ProtocolVersion } from '../tables/packet.ts';
import { CONNECT_RULES } from './connectRules.ts';
import { FORMAT_RULES } from './formatRules.ts';
import { PROPERTY_RULES } from './propertyRules.ts';
import { PUBLISH_RULES } from './publishRules.ts';
import type { Rule } from './rule.ts';
import { SUBSCRIBE_RULES } from './subscribeRules.ts';

export const RULES = {
  ...FORMAT_RULES,
  ...CONNECT_RULES,
  ...PUBLISH_RULES,
  ...SUBSCRIBE_RULES,
  ...PROPERTY_RULES,
};

const RULE_NAMES: ReadonlyMap<Rule, string> = new Map(
  Object.entries<Rule>(RULES).map(([name, rule]) => [rule, name]),
);

/** The rule's name, the same in every version of MQTT. */
export function ruleName(rule: Rule): string | undefined {
  return RULE_NAMES.get(rule);
}

/** The number of a rule in a version. MQTT 3.1 has no numbers and uses the 3.1.1 numbers. */
export function statementId(rule: Rule, version: ProtocolVersion): string {
  const number = version === 5 ? (rule.v5 ?? rule.v4) : (rule.v4 ?? rule.v5);
  return `MQTT-${number ?? '4.8'}`;
}
