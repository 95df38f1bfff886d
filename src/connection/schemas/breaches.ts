/** The first violation of a schema in a value, from the evaluator's list of errors. */
import { type OutputUnit, type Schema, type SchemaDraft, validate } from '@cfworker/json-schema';
import { childOf, clipped, isObject, stepsOf } from './places.ts';

export interface Prepared {
  readonly schema: Schema | boolean;
  readonly draft: SchemaDraft;
  /** Parts of the schema by their absolute URIs. */
  readonly lookup: Record<string, Schema | boolean>;
}

export interface Breach {
  /** Place in the value, such as `#/params/temp`. */
  readonly location: string;
  readonly keyword: string;
  readonly wanted: string;
  readonly more: number;
}

/** Keywords whose errors only say that the errors of a subschema follow. */
const APPLICATORS: ReadonlySet<string> = new Set([
  '$recursiveRef',
  '$ref',
  'additionalItems',
  'additionalProperties',
  'allOf',
  'dependentSchemas',
  'if',
  'items',
  'patternProperties',
  'prefixItems',
  'properties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
/** Keywords whose violation is more than that of their subschemas, which are not counted. */
const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'contains', 'dependencies', 'oneOf']);

/** Maximum characters of `wanted`. */
const LONGEST = 120;

/** Undefined if the value matches. Throws whatever the evaluator throws. */
export function breachOf(prepared: Prepared, value: unknown): Breach | undefined {
  const { schema, draft, lookup } = prepared;
  const { valid, errors } = validate(value, schema, draft, lookup, false);
  if (valid) return undefined;
  const leaves = leavesOf(errors);
  const first = leaves[0] ?? errors[0];
  if (first === undefined) return { location: '#', keyword: 'false', wanted: '', more: 0 };
  const { keyword, instanceLocation } = first;
  const others = leaves.filter(
    (leaf) => leaf.keyword !== keyword || leaf.instanceLocation !== instanceLocation,
  );
  return {
    location: instanceLocation,
    keyword,
    wanted: wantedBy(prepared, first, value),
    more: others.length,
  };
}

function leavesOf(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const leaves: OutputUnit[] = [];
  let choice: string | undefined;
  for (const error of errors) {
    // An error of the schema `false` has no location in the schema and belongs to the error before.
    const isBelow =
      choice !== undefined &&
      (error.keyword === 'false' || error.keywordLocation.startsWith(`${choice}/`));
    if (isBelow) continue;
    choice = CHOICES.has(error.keyword) ? error.keywordLocation : undefined;
    if (!APPLICATORS.has(error.keyword)) leaves.push(error);
  }
  return leaves;
}

function wantedBy(prepared: Prepared, error: OutputUnit, value: unknown): string {
  const wanted = requirementAt(prepared, error.keywordLocation);
  if (wanted === undefined || error.keyword === 'false') return '';
  if (error.keyword !== 'required' || !Array.isArray(wanted)) return shortened(wanted);
  const found = stepsOf(error.instanceLocation).reduce(childOf, value);
  const missing = wanted.filter(
    (name: unknown) => typeof name === 'string' && isObject(found) && !Object.hasOwn(found, name),
  );
  return shortened(missing.length === 1 ? missing[0] : missing);
}

/** The value of the keyword at a location that leads through references. */
function requirementAt({ schema, lookup }: Prepared, location: string): unknown {
  let part: unknown = schema;
  for (const step of stepsOf(location)) {
    const isReference = step === '$ref' && typeof childOf(part, step) === 'string';
    part = isReference ? targetOf(part, lookup) : childOf(part, step);
  }
  return part;
}

/** The evaluator notes the absolute URI of each reference in the schema. */
function targetOf(part: unknown, lookup: Prepared['lookup']): unknown {
  const uri = isObject(part) ? part['__absolute_ref__'] : undefined;
  return typeof uri === 'string' ? lookup[uri] : undefined;
}

const shortened = (value: unknown): string => clipped(JSON.stringify(value) ?? '', LONGEST);
