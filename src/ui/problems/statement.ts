import { PROBLEM_RULES } from '../../engine/problems/rules/rules.ts';
import { findStatement } from '../../mqtt/statements.ts';

/** What a problem's normative statement says, in the edition whose number it has. */
export function statementText(rule: string, statement: string): string | undefined {
  const is5 = PROBLEM_RULES.get(rule)?.statement(5) === statement;
  return findStatement(statement, is5 ? 5 : 4)?.text;
}
