/** Keywords that combine several schemas. */
import type { SchemaNode } from '../evaluating/evaluation.ts';
import { isList } from '../evaluating/jsonValue.ts';
import { below } from '../evaluating/place.ts';
import { type Keyword, type KeywordContext, wrong } from './keyword.ts';

function schemas(value: unknown, context: KeywordContext): readonly SchemaNode[] {
  if (!isList(value)) throw wrong(context, 'schemas');
  return value.map((schema, index) => context.inPlace(schema, below(context.place, index)));
}

const not: Keyword = (value, context) => {
  const node = context.inPlace(value, context.place);
  return (spot, evaluation) =>
    !evaluation.fits(node, { ...spot, seen: undefined }, 'not') ||
    evaluation.fail(spot, 'not', value);
};

const allOf: Keyword = (value, context) => {
  const nodes = schemas(value, context);
  return (spot, evaluation) => {
    let fits = true;
    for (const node of nodes) {
      fits = evaluation.checkInPlace(node, spot, 'allOf') && fits;
      if (!fits && evaluation.isQuiet) return false;
    }
    return fits;
  };
};

/** Counts the matching schemas. Reports the breach before theirs, and drops all if enough match. */
const someOf =
  (isEnough: (fitting: number) => boolean): Keyword =>
  (value, context) => {
    const nodes = schemas(value, context);
    const { keyword } = context;
    return (spot, evaluation) => {
      const before = evaluation.breaches.length;
      evaluation.fail(spot, keyword, value);
      let fitting = 0;
      for (const node of nodes) if (evaluation.checkInPlace(node, spot, keyword)) fitting += 1;
      if (!isEnough(fitting)) return false;
      evaluation.forget(before);
      return true;
    };
  };

const condition: Keyword = (value, context) => {
  const { schema, place } = context;
  const beside = (keyword: string): SchemaNode | undefined =>
    Object.hasOwn(schema, keyword)
      ? context.inPlace(schema[keyword], { ...place, step: keyword })
      : undefined;
  const node = context.inPlace(value, place);
  const [whenFits, otherwise] = [beside('then'), beside('else')];
  return (spot, evaluation) => {
    const chosen = evaluation.fits(node, spot, 'if') ? whenFits : otherwise;
    return chosen === undefined || evaluation.checkInPlace(chosen, spot, 'if');
  };
};

/** Applied by `if`. */
const branch: Keyword = (value, context) => {
  context.inPlace(value, context.place);
  return undefined;
};

export const COMBINING: readonly (readonly [string, Keyword])[] = [
  ['not', not],
  ['anyOf', someOf((fitting) => fitting > 0)],
  ['allOf', allOf],
  ['oneOf', someOf((fitting) => fitting === 1)],
  ['if', condition],
  ['then', branch],
  ['else', branch],
];
