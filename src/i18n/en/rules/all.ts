/** Texts of rules by id. */
import type { HomeAssistantRule } from '../../../conventions/homeAssistant/rules.ts';
import type { SparkplugRuleId } from '../../../conventions/sparkplug/findings.ts';
import type { RuleId } from '../../../engine/rules/rules.ts';
import type { RuleTexts, RuleWords } from '../../ruleWords.ts';
import { acknowledging } from './acknowledging.ts';
import { connecting } from './connecting.ts';
import { connectPacket } from './connectPacket.ts';
import { format } from './format.ts';
import { forwarding } from './forwarding.ts';
import { homeAssistant } from './homeAssistant.ts';
import { keepAlive } from './keepAlive.ts';
import { naming } from './naming.ts';
import { property } from './property.ts';
import { publishing } from './publishing.ts';
import { publishPacket } from './publishPacket.ts';
import { repeatedEnds } from './repeatedEnds.ts';
import { repeating } from './repeating.ts';
import { retaining } from './retaining.ts';
import { schemas } from './schemas.ts';
import { sessions } from './sessions.ts';
import { sharing } from './sharing.ts';
import { sparkplug } from './sparkplug.ts';
import { subscribePacket } from './subscribePacket.ts';
import { subscribing } from './subscribing.ts';
import { wills } from './wills.ts';

/** All rules in the order of the list; the type ensures that. */
const RULES: RuleTexts<RuleId | SparkplugRuleId | HomeAssistantRule> = {
  ...connecting,
  ...sessions,
  ...repeatedEnds,
  ...keepAlive,
  ...acknowledging,
  ...subscribing,
  ...sharing,
  ...naming,
  ...forwarding,
  ...repeating,
  ...retaining,
  ...wills,
  ...publishing,
  ...format,
  ...connectPacket,
  ...publishPacket,
  ...subscribePacket,
  ...property,
  ...schemas,
  ...sparkplug,
  ...homeAssistant,
};

export const RULE_IDS: readonly string[] = Object.keys(RULES);

const BY_ID: ReadonlyMap<string, RuleWords> = new Map(Object.entries(RULES));

/** undefined for a rule of a newer program. */
export const rule = (id: string): RuleWords | undefined => BY_ID.get(id);
