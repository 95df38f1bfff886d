/** Evaluates JSON Schemas. Nothing is thrown, but one evaluation may take forever. */
import { dereference, type Schema, type SchemaDraft } from '@cfworker/json-schema';
import { errorText } from '../../base/errorText.ts';
import type { NotJudged } from '../../engine/findings/notJudged.ts';
import type { Judgement, SchemaAnswer, SchemaRequest } from '../../engine/schemas/judgement.ts';
import type { SchemaRejection } from '../../engine/schemas/schemaRejections.ts';
import { breachOf, type Prepared } from './breaches.ts';
import { KEYWORDS } from './keywords.ts';
import { clipped, pathOf, placeWhere, pointerOf, stepsOf } from './places.ts';

const KEYWORDS_PREPARED: Prepared = {
  schema: KEYWORDS,
  draft: '2020-12',
  lookup: dereference(KEYWORDS),
};

export class SchemaEvaluator {
  readonly #kept = new Map<number, Prepared>();

  answer(request: SchemaRequest): SchemaAnswer {
    return request.kind === 'prepare'
      ? { kind: 'prepared', rejection: this.#prepare(request.text, request.keep) }
      : { kind: 'judged', judgement: this.#judge(request.schema, request.value) };
  }

  #prepare(text: string, keep: number | undefined): SchemaRejection | undefined {
    if (keep !== undefined) this.#kept.delete(keep);
    try {
      const made = prepared(text);
      if ('key' in made) return made;
      if (keep !== undefined) this.#kept.set(keep, made);
      return undefined;
    } catch (error) {
      return failure(error);
    }
  }

  #judge(number: number, value: unknown): Judgement {
    const schema = this.#kept.get(number);
    try {
      if (schema === undefined) throw new Error('The schema is not prepared.');
      const breach = breachOf(schema, value);
      if (breach === undefined) return { kind: 'match' };
      const { location, ...found } = breach;
      return { kind: 'breach', breach: { path: pathOf(location), ...found } };
    } catch (error) {
      return { kind: 'not-judged', why: failure(error) };
    }
  }
}

/** The evaluator recurses, so a full stack is a matter of nesting. */
const failure = (error: unknown): NotJudged =>
  error instanceof RangeError
    ? { key: 'too-deep', args: {} }
    : { key: 'failed', args: { error: clipped(errorText(error)) } };

function prepared(text: string): Prepared | SchemaRejection {
  const read = readJson(text);
  if (read === undefined) return { key: 'json', args: {} };
  const { value: schema } = read;
  if (!isSchema(schema)) return { key: 'no-schema', args: {} };
  const malformed = breachOf(KEYWORDS_PREPARED, schema);
  if (malformed !== undefined) {
    const { location, keyword: requirement, wanted } = malformed;
    const place = pointerOf(stepsOf(location));
    return { key: 'keyword', args: { place, requirement, wanted } };
  }
  const lookup = lookupOf(schema);
  if (lookup === undefined) return noUri(schema);
  return unresolved(schema, lookup) ?? { schema, draft: draftOf(schema), lookup };
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isSchema = (value: unknown): value is Schema | boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'object' && value !== null && !Array.isArray(value));

/** Undefined if an identifier or a reference is not a URI. */
function lookupOf(schema: Schema | boolean): Prepared['lookup'] | undefined {
  try {
    return dereference(schema);
  } catch (error) {
    // `URL` throws it.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function noUri(schema: Schema | boolean): SchemaRejection {
  for (const keyword of ['$id', 'id', '$ref']) {
    const found = placeWhere(schema, (part) => !isUri(part[keyword]));
    if (found === undefined) continue;
    const uri = clipped(String(found.part[keyword]));
    return { key: 'no-uri', args: { place: `${found.place}/${keyword}`, uri } };
  }
  return { key: 'failed', args: { error: 'Invalid URI' } };
}

function isUri(value: unknown): boolean {
  if (typeof value !== 'string') return true;
  try {
    return new URL(value, 'https://example.com/') instanceof URL;
  } catch {
    return false;
  }
}

/** The evaluator marks parts that are schemas, so that data in `const` and the like is not taken for them. */
function unresolved(
  schema: Schema | boolean,
  lookup: Prepared['lookup'],
): SchemaRejection | undefined {
  const missing = placeWhere(schema, ({ __absolute_ref__: target }) =>
    typeof target === 'string' ? lookup[target] === undefined : false,
  );
  if (missing !== undefined) {
    const reference = clipped(String(missing.part['$ref']));
    return { key: 'reference', args: { place: `${missing.place}/$ref`, reference } };
  }
  const dynamic = placeWhere(
    schema,
    (part) => part['__absolute_uri__'] !== undefined && typeof part['$dynamicRef'] === 'string',
  );
  return dynamic && { key: 'dynamic', args: { place: `${dynamic.place}/$dynamicRef` } };
}

/** The newest draft unless the schema names another. */
function draftOf(schema: Schema | boolean): SchemaDraft {
  const named = typeof schema === 'boolean' ? '' : String(schema.$schema ?? '');
  if (/draft-0[34]/.test(named)) return '4';
  if (/draft-0[67]/.test(named)) return '7';
  return named.includes('2019-09') ? '2019-09' : '2020-12';
}
