/** Finds the moments that the times of day in a filter mean. */
import { clockOf, momentOf, type TimeSpan } from './clockTime.ts';
import type { Expression, Literal } from './expression.ts';
import { parseFilter } from './parse.ts';

export interface MeantClock {
  /** The text as written. */
  readonly written: string;
  /** µs since 1970. */
  readonly moment: number;
  /** True for the reader's time zone; false if it has its own offset. */
  readonly isLocal: boolean;
}

export function clocksIn(text: string, span: TimeSpan): readonly MeantClock[] {
  const { expression } = parseFilter(text);
  return expression === undefined ? [] : momentsIn(expression, span);
}

function momentsIn(expression: Expression, span: TimeSpan): readonly MeantClock[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.flatMap((operand) => momentsIn(operand, span));
    case 'not':
      return momentsIn(expression.operand, span);
    case 'compare':
      return expression.field.name === 'time' ? meant(expression.value, span) : [];
    case 'in':
      if (expression.field.name !== 'time') return [];
      return expression.members.flatMap(({ from, to }) => {
        const [start] = meant(from, span);
        return [start ?? [], to ? meant(to, span, start?.moment) : []].flat();
      });
    case 'present':
    case 'word':
      return [];
  }
}

function meant(literal: Literal, span: TimeSpan, after?: number): readonly MeantClock[] {
  const clock = clockOf(literal);
  if (clock === undefined) return [];
  const moment = momentOf(clock, span, after);
  return [{ written: String(literal.value), moment, isLocal: clock.offset === undefined }];
}
