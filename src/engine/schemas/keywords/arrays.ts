/** Keywords for the length of arrays and their elements. */
import type { Check, SchemaNode } from '../evaluating/evaluation.ts';
import { canonicalText, isList, isObject } from '../evaluating/jsonValue.ts';
import { below } from '../evaluating/place.ts';
import { count, type Keyword, type KeywordContext, ofLists, wrong } from './keyword.ts';

const length =
  (holds: (length: number, limit: number) => boolean): Keyword =>
  (value, context) => {
    const limit = count(value, context);
    const { keyword } = context;
    return ofLists(
      (found, spot, evaluation) =>
        holds(found.length, limit) || evaluation.fail(spot, keyword, value),
    );
  };

/** Length of a keyword's list of schemas. */
function tupleLength({ schema }: KeywordContext, keyword: string): number {
  const tuple = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return isList(tuple) ? tuple.length : 0;
}

/** Applies one schema to each of the first elements. */
function tuple(schemas: readonly unknown[], context: KeywordContext): Check {
  const { keyword, place, subschema } = context;
  const nodes = schemas.map((schema, index) => subschema(schema, below(place, index)));
  return ofLists((found, spot, evaluation) => {
    let fits = true;
    for (const [index, node] of nodes.slice(0, found.length).entries()) {
      const item = evaluation.item(spot, found, index);
      fits = evaluation.check(node, item, keyword) && fits;
    }
    spot.seen?.items(Math.min(nodes.length, found.length));
    return fits;
  });
}

/** Applies one schema to all elements from an index on. */
function rest(node: SchemaNode, first: number, keyword: string): Check {
  return ofLists((found, spot, evaluation) => {
    let fits = true;
    for (let index = first; index < found.length; index += 1) {
      fits = evaluation.check(node, evaluation.item(spot, found, index), keyword) && fits;
      if (!fits && evaluation.isQuiet) return false;
    }
    spot.seen?.items(found.length);
    return fits;
  });
}

const prefixItems: Keyword = (value, context) => {
  if (!isList(value)) throw wrong(context, 'schemas');
  return tuple(value, context);
};

const items: Keyword = (value, context) => {
  if (isList(value)) return tuple(value, context);
  if (typeof value !== 'boolean' && !isObject(value)) throw wrong(context, 'schema-or-list');
  const first = tupleLength(context, 'prefixItems');
  return rest(context.subschema(value, context.place), first, 'items');
};

const additionalItems: Keyword = (value, context) => {
  const node = context.subschema(value, context.place);
  const { schema } = context;
  // Without a list, there are no additional elements.
  if (!Object.hasOwn(schema, 'items') || !isList(schema['items'])) return undefined;
  return rest(node, tupleLength(context, 'items'), 'additionalItems');
};

const limitOf = ({ schema }: KeywordContext, keyword: string): number | undefined => {
  const limit = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return typeof limit === 'number' ? limit : undefined;
};

const contains: Keyword = (value, context) => {
  const node = context.subschema(value, context.place);
  const least = limitOf(context, 'minContains');
  const most = limitOf(context, 'maxContains');
  const isEvaluating = context.draft === '2020-12';
  return ofLists((found, spot, evaluation) => {
    let contained = 0;
    for (let index = 0; index < found.length; index += 1) {
      // Elements that do not match are not a breach.
      if (!evaluation.fits(node, evaluation.item(spot, found, index), 'contains')) continue;
      contained += 1;
      if (isEvaluating) spot.seen?.item(index);
    }
    if (contained < (least ?? 1)) {
      return least === undefined
        ? evaluation.fail(spot, 'contains', value)
        : evaluation.fail(spot, 'minContains', least);
    }
    return most === undefined || contained <= most || evaluation.fail(spot, 'maxContains', most);
  });
};

const contained: Keyword = (value, context) => {
  count(value, context);
  return undefined;
};

const unevaluatedItems: Keyword = (value, context) => {
  const node = context.subschema(value, context.place);
  return ofLists((found, spot, evaluation) => {
    let fits = true;
    for (let index = 0; index < found.length; index += 1) {
      evaluation.steps.take(1);
      if (spot.seen?.hasItem(index) === true) continue;
      const item = evaluation.item(spot, found, index);
      fits = evaluation.check(node, item, 'unevaluatedItems') && fits;
    }
    spot.seen?.items(found.length);
    return fits;
  });
};

const uniqueItems: Keyword = (value, context) => {
  if (typeof value !== 'boolean') throw wrong(context, 'boolean');
  if (!value) return undefined;
  return ofLists((found, spot, evaluation) => {
    const known = new Set<string>();
    for (const item of found) {
      const canonical = canonicalText(item, evaluation.steps);
      if (known.has(canonical)) return evaluation.fail(spot, 'uniqueItems', value);
      known.add(canonical);
    }
    return true;
  });
};

export const ARRAYS: readonly (readonly [string, Keyword])[] = [
  ['maxItems', length((found, limit) => found <= limit)],
  ['minItems', length((found, limit) => found >= limit)],
  ['prefixItems', prefixItems],
  ['items', items],
  ['additionalItems', additionalItems],
  ['minContains', contained],
  ['maxContains', contained],
  ['contains', contains],
  ['unevaluatedItems', unevaluatedItems],
  ['uniqueItems', uniqueItems],
];
