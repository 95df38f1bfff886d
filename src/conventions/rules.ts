/** The problem rules of conventions, in addition to those of MQTT (`engine/rules`). */
import type { ProblemRule, ProblemSeverity } from '../engine/findings/problem.ts';
import { PROBLEM_RULES } from '../engine/rules/rules.ts';
import { HOME_ASSISTANT_RULES } from './homeAssistant/rules.ts';
import { SPARKPLUG_RULES } from './sparkplug/rules.ts';

/** First levels of the topics that Sparkplug B reserves. */
const SPARKPLUG_ROOTS = ['spBv1.0', 'STATE'];

const HOME_ASSISTANT_ROOTS = ['homeassistant'];

interface ConventionRule {
  readonly severity: ProblemSeverity;
  readonly statement: string;
}

const rulesOn = (
  topicRoots: readonly string[],
  rules: Readonly<Record<string, ConventionRule>>,
): readonly ProblemRule[] =>
  Object.entries(rules).map(([id, { severity, statement }]) => ({
    id,
    severity,
    statement: () => statement,
    judgedOn: { topicRoots },
  }));

const CONVENTION_RULES: readonly ProblemRule[] = [
  ...rulesOn(SPARKPLUG_ROOTS, SPARKPLUG_RULES),
  ...rulesOn(HOME_ASSISTANT_ROOTS, HOME_ASSISTANT_RULES),
];

/** Rules of MQTT and of conventions, by id. */
export const ALL_RULES: ReadonlyMap<string, ProblemRule> = new Map([
  ...PROBLEM_RULES,
  ...CONVENTION_RULES.map((rule) => [rule.id, rule] as const),
]);

export function ruleById(id: string): ProblemRule {
  const rule = ALL_RULES.get(id);
  if (rule === undefined) throw new Error(`There is no rule ${id}.`);
  return rule;
}
