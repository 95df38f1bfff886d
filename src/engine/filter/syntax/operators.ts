/** The words and signs between operands, and their equivalents in other languages. */
import type { Operator } from './expression.ts';

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['==', '=='],
  ['=', '=='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['~', '~'],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['is', 'is'],
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
]);
export const AND: ReadonlySet<string> = new Set(['and', '&&']);
export const OR: ReadonlySet<string> = new Set(['or', '||']);
export const NOT: ReadonlySet<string> = new Set(['not', '!']);
export const IN: ReadonlySet<string> = new Set(['in']);
export const RESERVED: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  ...OPERATORS.keys(),
]);

/** Signs of other languages, with their equivalents. */
export const FOREIGN_SIGNS: ReadonlyMap<string, string> = new Map([
  ['===', '=='],
  ['!==', '!='],
  ['=!', '!='],
  ['<>', '!='],
  ['=<', '<='],
  ['=>', '>='],
  ['=~', 'matches'],
  ['&', '&&'],
  ['|', '||'],
]);

/** Words of other languages between a field and a value. */
export const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map([
  ['equal', '=='],
  ['equals', '=='],
  ['isnt', '!='],
  ['neq', '!='],
  ['gte', '>='],
  ['lte', '<='],
  ['contain', 'contains'],
  ['containing', 'contains'],
  ['includes', 'contains'],
  ['include', 'contains'],
  ['has', 'contains'],
  ['like', 'contains'],
  ['match', 'matches'],
  ['matching', 'matches'],
  ['regex', 'matches'],
  ['regexp', 'matches'],
]);

/** Words of other languages between two comparisons, and typing errors too short for an edit distance. */
export const FOREIGN_JOINTS: ReadonlyMap<string, string> = new Map([
  [',', 'and'],
  ['ad', 'and'],
  ['an', 'and'],
  ['plus', 'and'],
  ['but', 'and'],
  ['ro', 'or'],
]);
