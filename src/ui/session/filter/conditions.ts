/** The conditions that a filter requires all of. */
import type { Expression } from '../../../engine/filter/syntax/expression.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import { printFilter } from '../../../engine/filter/syntax/print.ts';
import { withCondition } from './expressionFor.ts';

function operandsOf(filter: string): readonly Expression[] {
  const { expression } = parseFilter(filter);
  if (expression === undefined) return [];
  return expression.kind === 'and' ? expression.operands : [expression];
}

/** @param filter valid, or empty */
export const conditionsIn = (filter: string): readonly string[] =>
  operandsOf(filter).map(printFilter);

/** The filter without one of its conditions. */
export function withoutCondition(filter: string, at: number): string {
  const operands = operandsOf(filter).filter((_, index) => index !== at);
  const [only] = operands;
  if (only === undefined) return '';
  return printFilter(operands.length === 1 ? only : { kind: 'and', operands });
}

/** The filter with the condition, instead of another value of its field. Without the condition if it has it. */
export function toggled(filter: string, condition: string): string {
  const at = conditionsIn(filter).indexOf(condition);
  if (at >= 0) return withoutCondition(filter, at);
  const isSameField = ([field, sign]: readonly string[]): boolean =>
    sign === '==' && condition.startsWith(`${field} == `);
  const other = conditionsIn(filter).findIndex((one) => isSameField(one.split(' ')));
  return withCondition(other < 0 ? filter : withoutCondition(filter, other), condition, 'for');
}
