/** `problems --list-rules`: prints each rule with its statement, explanation and remedy. */
import { jsonLine } from '../../base/printable.ts';
import { ruleById } from '../../conventions/rules.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { findStatement } from '../../mqtt/statements/statements.ts';
import { SN_RULE_KEYS, snRuleOf } from '../../mqttsn/reading/snRules.ts';
import type { LineOutput } from '../cli/lineOutput.ts';
import { PROBLEMS_SCHEMA } from './findings.ts';

/** Prints a line for each rule, and indented below it its statement, why it matters and what to do. */
export function describeRules(output: LineOutput, { problems: words, sensors }: Lines): void {
  for (const id of words.ruleIds()) {
    const { severity, statement } = ruleById(id);
    const { title, explanation, remedy } = words.rule(id);
    const statements = new Set([statement(4), statement(5)]);
    output.line(`${id.padEnd(34)} ${severity.padEnd(5)} ${title}`);
    output.line(`  ${[...statements].join(', ')}`);
    const found = findStatement(statement(5), 5);
    if (found !== undefined) output.line(`  ${words.statement(found)}`);
    if (explanation !== undefined) output.line(`  ${explanation}`);
    output.line(`  ${words.remedy(remedy)}`);
  }
  for (const key of SN_RULE_KEYS) {
    output.line(`${snRuleOf(key).padEnd(40)} ${sensors.title(key)}`);
  }
}

/** Prints an object for each rule. */
export function listRules(output: LineOutput, { problems: english, sensors }: Lines): void {
  for (const id of english.ruleIds()) {
    const { severity, statement } = ruleById(id);
    const { title, explanation, remedy } = english.rule(id);
    const told = {
      schema: PROBLEMS_SCHEMA,
      rule: id,
      severity,
      title,
      statement: { '3.1.1': statement(4), '5.0': statement(5) },
      explanation,
      remedy,
    };
    output.line(jsonLine(told));
  }
  for (const key of SN_RULE_KEYS) {
    const told = { rule: snRuleOf(key), protocol: 'mqttsn', title: sensors.title(key) };
    output.line(jsonLine({ schema: PROBLEMS_SCHEMA, ...told }));
  }
}
