/** Keywords `type`, `const` and `enum`. */
import { isList, ValueSet } from '../evaluating/jsonValue.ts';
import { finite, type Keyword, type KeywordContext, wrong } from './keyword.ts';

const TYPES: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'object',
  'array',
  'number',
  'string',
  'integer',
]);

const type: Keyword = (value, context) => {
  const types: ReadonlySet<unknown> = new Set(isList(value) ? value : [value]);
  if (types.size === 0 || ![...types].every((one) => TYPES.has(one))) throw wrong(context, 'types');
  return (spot, evaluation) =>
    types.has(typeOf(spot.value)) ||
    (types.has('integer') && Number.isInteger(spot.value)) ||
    evaluation.fail(spot, 'type', value);
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}

function oneOfValues(values: readonly unknown[], wanted: unknown, context: KeywordContext) {
  const known = new ValueSet(finite(values, context), context.steps);
  const { keyword } = context;
  return ((spot, evaluation) =>
    known.has(spot.value, evaluation.steps) ||
    evaluation.fail(spot, keyword, wanted)) satisfies ReturnType<Keyword>;
}

const constant: Keyword = (value, context) => oneOfValues([value], value, context);

const enumeration: Keyword = (value, context) => {
  if (!isList(value)) throw wrong(context, 'list');
  return oneOfValues(value, value, context);
};

export const ANY_VALUE: readonly (readonly [string, Keyword])[] = [
  ['type', type],
  ['const', constant],
  ['enum', enumeration],
];
