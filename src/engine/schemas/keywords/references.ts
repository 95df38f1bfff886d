/** Keywords that refer to schemas elsewhere in the document, or only contain schemas. */
import type { SchemaNode } from '../evaluating/evaluation.ts';
import { below } from '../evaluating/place.ts';
import { type Keyword, members, text, wrong } from './keyword.ts';

const ref: Keyword = (value, context) => {
  const { target } = context.reference(text(value, context), false);
  return (spot, evaluation) => evaluation.checkInPlace(target(), spot, '$ref');
};

const dynamicRef =
  (keyword: '$dynamicRef' | '$recursiveRef'): Keyword =>
  (value, context) => {
    if (keyword === '$recursiveRef' && value !== '#') throw wrong(context, 'root-reference');
    const { target, dynamicAnchor } = context.reference(text(value, context), true);
    return (spot, evaluation) => {
      const anchor = dynamicAnchor();
      let found: SchemaNode | undefined;
      if (anchor !== undefined) {
        evaluation.steps.take(evaluation.scopes.length);
        const scope = evaluation.scopes.find(({ dynamicAnchors }) => dynamicAnchors.has(anchor));
        found = scope?.dynamicAnchors.get(anchor);
      }
      return evaluation.checkInPlace(found ?? target(), spot, keyword);
    };
  };

/** Only used through references. */
const definitions: Keyword = (value, context) => {
  const { place, subschema } = context;
  for (const [name, schema] of members(value, context, 'schemas-by-name')) {
    subschema(schema, below(place, name));
  }
  return undefined;
};

export const REFERENCES: readonly (readonly [string, Keyword])[] = [
  ['$recursiveRef', dynamicRef('$recursiveRef')],
  ['$dynamicRef', dynamicRef('$dynamicRef')],
  ['$ref', ref],
];

export const DEFINITIONS: readonly (readonly [string, Keyword])[] = [
  ['$defs', definitions],
  ['definitions', definitions],
];
