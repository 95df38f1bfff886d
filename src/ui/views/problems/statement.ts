import { PROBLEM_RULES } from '../../../engine/rules/rules.ts';
import { findStatement, type Statement } from '../../../mqtt/statements.ts';

/** A problem's normative statement, in the edition whose number it has. */
export function statementOf(rule: string, statement: string): Statement | undefined {
  const is5 = PROBLEM_RULES.get(rule)?.statement(5) === statement;
  return findStatement(statement, is5 ? 5 : 4);
}
