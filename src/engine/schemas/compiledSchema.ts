/** Checks values against a JSON Schema of the user within bounds. Neither creation nor checks throw. */
import { errorText } from '../../base/errorText.ts';
import type { NotJudged } from '../findings/notJudged.ts';
import { type Breach, Evaluation } from './evaluating/evaluation.ts';
import { isList, isObject } from './evaluating/jsonValue.ts';
import { isSamePlace, pathOf } from './evaluating/place.ts';
import { BudgetSpent, StepBudget, TooDeep } from './evaluating/stepBudget.ts';
import { SchemaError, type SchemaRejection } from './keywords/schemaRejections.ts';
import { type PreparedSchema, prepareSchema } from './preparing/prepareSchema.ts';

/** First violation of a schema in a value. */
export interface SchemaBreach {
  /** Path such as `payload.params.temp`. */
  readonly path: string;
  /** Keyword of the schema, such as `minimum`. */
  readonly keyword: string;
  /** Requirement of the keyword as JSON, truncated. For `required`: the missing names. */
  readonly wanted: string;
  /** Number of further violations. */
  readonly more: number;
}

export type Judgement =
  | { readonly kind: 'match' }
  | { readonly kind: 'breach'; readonly breach: SchemaBreach }
  | { readonly kind: 'not-judged'; readonly why: NotJudged };

export type MadeSchema =
  | { readonly ok: true; readonly schema: CompiledSchema }
  | { readonly ok: false; readonly error: SchemaRejection };

/** Steps per check, some tens of milliseconds. */
export const MOST_STEPS = 1_000_000;
/**
 * Steps to prepare all schemas of a connection, including their memory; enough for about 40,000 subschemas.
 */
const MOST_TO_PREPARE = 1_000_000;
/** Characters, or values, of a schema's text read per step. */
const CHARACTERS = 32;
const VALUES = 2;
/** Maximum nesting of a schema's text. */
const DEEPEST = 200;
/** Maximum characters of `wanted`. */
const LONGEST = 120;

export class CompiledSchema {
  readonly #prepared: PreparedSchema;

  private constructor(prepared: PreparedSchema) {
    this.#prepared = prepared;
  }

  static make(text: string): MadeSchema {
    const [made] = CompiledSchema.makeAll([text]);
    return made ?? { ok: false, error: { key: 'no-schema', args: {} } };
  }

  /** Creates all schemas of a connection with a shared budget. */
  static makeAll(texts: readonly string[]): readonly MadeSchema[] {
    const steps = new StepBudget(MOST_TO_PREPARE);
    return texts.map((text) => {
      try {
        return { ok: true, schema: new CompiledSchema(prepared(text, steps)) };
      } catch (error) {
        return { ok: false, error: errorOf(error) };
      }
    });
  }

  judge(value: unknown): Judgement {
    const { root, tracks } = this.#prepared;
    const evaluation = new Evaluation(new StepBudget(MOST_STEPS), tracks);
    try {
      if (evaluation.check(root, evaluation.root(value), 'not')) return { kind: 'match' };
      return { kind: 'breach', breach: breachOf(evaluation.breaches) };
    } catch (error) {
      return { kind: 'not-judged', why: whyNotJudged(error) };
    }
  }
}

function whyNotJudged(error: unknown): NotJudged {
  if (error instanceof TooDeep) return { key: 'too-deep', args: { levels: error.levels } };
  if (error instanceof BudgetSpent) return { key: 'expensive', args: { steps: MOST_STEPS } };
  return { key: 'failed', args: { error: errorText(error) } };
}

/** Throws `SchemaError`, `BudgetSpent`. */
function prepared(text: string, steps: StepBudget): PreparedSchema {
  steps.take(Math.ceil(text.length / CHARACTERS));
  const read = readJson(text);
  if (typeof read === 'boolean') return prepareSchema(read ? {} : { not: {} }, steps);
  if (!isObject(read)) throw new SchemaError({ key: 'no-schema', args: {} });
  measure(read, steps);
  return prepareSchema(read, steps);
}

/** Throws `SchemaError`. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SchemaError({ key: 'json', args: {} });
  }
}

/**
 * Throws `SchemaError`, `BudgetSpent`. Without recursion, because a text may be nested as deep as it is long.
 */
function measure(root: unknown, steps: StepBudget): void {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new SchemaError({ key: 'too-deep', args: { levels: DEEPEST } });
    steps.take(Math.ceil(level.length / VALUES));
    level = level.flatMap((value) =>
      isList(value) ? value : isObject(value) ? Object.values(value) : [],
    );
  }
}

function errorOf(error: unknown): SchemaRejection {
  if (error instanceof SchemaError) return error.error;
  if (error instanceof BudgetSpent) return { key: 'too-large', args: {} };
  return { key: 'failed', args: { error: errorText(error) } };
}

function breachOf(breaches: readonly Breach[]): SchemaBreach {
  const [first] = breaches;
  if (first === undefined) return { path: 'payload', keyword: 'not', wanted: '', more: 0 };
  const { place, keyword, wanted } = first;
  const others = breaches.filter(
    (one) => one.keyword !== keyword || !isSamePlace(one.place, place),
  );
  return { path: pathOf(place), keyword, wanted: shortened(wanted), more: others.length };
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
