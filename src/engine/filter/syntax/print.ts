/** Prints a filter from its tree. Parsing the text gives the same tree. */
import { quote } from '../../../base/quoting.ts';
import { stepText } from '../../../payload/tree/valueTree.ts';
import type { Expression, FieldReference, Literal, Member } from './expression.ts';

export function printFilter(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.map(printOperand).join(` ${expression.kind} `);
    case 'not':
      return `not ${printOperand(expression.operand)}`;
    case 'present':
      return printField(expression.field);
    case 'compare': {
      const { field, operator, value } = expression;
      return `${printField(field)} ${operator} ${printLiteral(value)}`;
    }
    case 'in':
      return `${printField(expression.field)} in {${expression.members.map(printMember).join(', ')}}`;
    case 'word':
      return quote(expression.text);
  }
}

function printOperand(expression: Expression): string {
  const text = printFilter(expression);
  return expression.kind === 'and' || expression.kind === 'or' ? `(${text})` : text;
}

function printField({ name, steps }: FieldReference): string {
  const parts = steps.map((step) =>
    name === 'payload' || typeof step === 'number' ? stepText(step) : `[${quote(step)}]`,
  );
  return name + parts.join('');
}

function printLiteral(literal: Literal): string {
  if (literal.kind === 'number') return `${literal.text}${literal.unit}`;
  return literal.kind === 'text' ? quote(literal.value) : literal.value;
}

function printMember({ from, to }: Member): string {
  return to === undefined ? printLiteral(from) : `${printLiteral(from)}..${printLiteral(to)}`;
}
