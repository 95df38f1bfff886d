/** Keywords for names and members of objects. */
import { isList, isObject, type JsonObject } from '../evaluating/jsonValue.ts';
import { below } from '../evaluating/place.ts';
import type { StepBudget } from '../evaluating/stepBudget.ts';
import { count, type Keyword, type KeywordContext, members, names, ofObjects } from './keyword.ts';
import { Pattern } from './patterns.ts';
import { wrongKeyword } from './schemaRejections.ts';

/** Engines sort the names of a large object each time, so each one takes a step. */
function namesOf(object: JsonObject, steps: StepBudget): readonly string[] {
  const found = Object.keys(object);
  steps.take(found.length);
  return found;
}

const size =
  (holds: (size: number, limit: number) => boolean): Keyword =>
  (value, context) => {
    const limit = count(value, context);
    const { keyword } = context;
    return ofObjects(
      (found, spot, evaluation) =>
        holds(namesOf(found, evaluation.steps).length, limit) ||
        evaluation.fail(spot, keyword, value),
    );
  };

function missing(wanted: readonly string[], object: JsonObject, steps: StepBudget) {
  steps.take(wanted.length);
  return wanted.filter((name) => !Object.hasOwn(object, name));
}

const required: Keyword = (value, context) => {
  const wanted = names(value, context.place);
  return ofObjects((found, spot, evaluation) => {
    const lacking = missing(wanted, found, evaluation.steps);
    // Reports a breach per name, so that they are counted.
    for (const name of lacking) {
      evaluation.fail(spot, 'required', lacking.length === 1 ? name : lacking);
    }
    return lacking.length === 0;
  });
};

const propertyNames: Keyword = (value, context) => {
  const node = context.subschema(value, context.place);
  return ofObjects((found, spot, evaluation) => {
    let fits = true;
    for (const name of namesOf(found, evaluation.steps)) {
      fits = evaluation.check(node, evaluation.nameOf(spot, name), 'propertyNames') && fits;
    }
    return fits;
  });
};

/** Applies if a member is present: requires other names, or a schema for the whole object. */
const dependent =
  (takes: 'names-by-name' | 'schemas-by-name' | 'names-or-schema'): Keyword =>
  (value, context) => {
    const { keyword, place, inPlace } = context;
    const needs = members(value, context, takes).map(([name, need]) => {
      const at = below(place, name);
      if (takes === 'names-by-name' || (takes === 'names-or-schema' && isList(need))) {
        return { name, names: names(need, at), node: undefined };
      }
      if (takes === 'names-or-schema' && !isObject(need) && typeof need !== 'boolean') {
        throw wrongKeyword(at, 'names-or-schema');
      }
      return { name, names: [], node: inPlace(need, at) };
    });
    return ofObjects((found, spot, evaluation) => {
      evaluation.steps.take(needs.length);
      let fits = true;
      for (const need of needs) {
        if (!Object.hasOwn(found, need.name)) continue;
        if (need.node !== undefined) {
          fits = evaluation.checkInPlace(need.node, spot, keyword) && fits;
        }
        for (const _ of missing(need.names, found, evaluation.steps)) {
          fits = evaluation.fail(spot, keyword, value);
        }
      }
      return fits;
    });
  };

const properties: Keyword = (value, context) => {
  const { place, subschema } = context;
  const known = members(value, context, 'schemas-by-name').map(
    ([name, schema]) => [name, subschema(schema, below(place, name))] as const,
  );
  return ofObjects((found, spot, evaluation) => {
    evaluation.steps.take(known.length);
    let fits = true;
    for (const [name, node] of known) {
      if (!Object.hasOwn(found, name)) continue;
      spot.seen?.name(name);
      fits = evaluation.check(node, evaluation.member(spot, found, name), 'properties') && fits;
      if (!fits && evaluation.isQuiet) return false;
    }
    return fits;
  });
};

const patternProperties: Keyword = (value, context) => {
  const { place, steps, subschema } = context;
  const known = members(value, context, 'schemas-by-name').map(([source, schema]) => {
    const at = below(place, source);
    return { pattern: new Pattern(source, at, steps), node: subschema(schema, at) };
  });
  return ofObjects((found, spot, evaluation) => {
    const present = namesOf(found, evaluation.steps);
    let fits = true;
    for (const { pattern, node } of known) {
      for (const name of present) {
        if (!pattern.test(name, evaluation.steps)) continue;
        spot.seen?.name(name);
        const member = evaluation.member(spot, found, name);
        fits = evaluation.check(node, member, 'patternProperties') && fits;
      }
    }
    return fits;
  });
};

/** Keys of a sibling keyword, which reports its own errors. */
function keysBeside({ schema }: KeywordContext, keyword: string): readonly string[] {
  const beside = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return isObject(beside) ? Object.keys(beside) : [];
}

const additionalProperties: Keyword = (value, context) => {
  const { place, steps, subschema } = context;
  const node = subschema(value, place);
  const known = new Set(keysBeside(context, 'properties'));
  const patterns = keysBeside(context, 'patternProperties').map(
    (source) => new Pattern(source, place, steps),
  );
  return ofObjects((found, spot, evaluation) => {
    let fits = true;
    for (const name of namesOf(found, evaluation.steps)) {
      if (known.has(name) || patterns.some((one) => one.test(name, evaluation.steps))) continue;
      spot.seen?.name(name);
      const member = evaluation.member(spot, found, name);
      fits = evaluation.check(node, member, 'additionalProperties') && fits;
    }
    return fits;
  });
};

const unevaluatedProperties: Keyword = (value, context) => {
  const node = context.subschema(value, context.place);
  return ofObjects((found, spot, evaluation) => {
    let fits = true;
    for (const name of namesOf(found, evaluation.steps)) {
      if (spot.seen?.hasName(name) === true) continue;
      spot.seen?.name(name);
      const member = evaluation.member(spot, found, name);
      fits = evaluation.check(node, member, 'unevaluatedProperties') && fits;
    }
    return fits;
  });
};

export const OBJECTS: readonly (readonly [string, Keyword])[] = [
  ['required', required],
  ['minProperties', size((found, limit) => found >= limit)],
  ['maxProperties', size((found, limit) => found <= limit)],
  ['propertyNames', propertyNames],
  ['dependentRequired', dependent('names-by-name')],
  ['dependentSchemas', dependent('schemas-by-name')],
  ['dependencies', dependent('names-or-schema')],
  ['properties', properties],
  ['patternProperties', patternProperties],
  ['additionalProperties', additionalProperties],
  ['unevaluatedProperties', unevaluatedProperties],
];
