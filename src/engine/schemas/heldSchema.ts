/** A JSON Schema of the user's that values are held to, within bounds: neither making nor judging ever throws. */
import { errorText } from '../../base/errorText.ts';
import type { NotJudged } from '../findings/notJudged.ts';
import { type Breach, Evaluation } from './evaluating/evaluation.ts';
import { isList, isObject } from './evaluating/jsonValue.ts';
import { isSamePlace, pathOf } from './evaluating/place.ts';
import { BudgetSpent, StepBudget, TooDeep } from './evaluating/stepBudget.ts';
import { type HeldFault, SchemaError } from './keywords/schemaFaults.ts';
import { type PreparedSchema, prepareSchema } from './preparing/prepareSchema.ts';

/** The first place where a value does not match a schema. */
export interface SchemaBreach {
  /** `$.params.temp` */
  readonly path: string;
  /** Of the schema, such as `minimum`. */
  readonly keyword: string;
  /** What the keyword asks for, as JSON, shortened; of `required` the names that are missing. */
  readonly wanted: string;
  /** How many more there are. */
  readonly more: number;
}

export type Judgement =
  | { readonly kind: 'match' }
  | { readonly kind: 'breach'; readonly breach: SchemaBreach }
  | { readonly kind: 'not-judged'; readonly why: NotJudged };

export type MadeSchema =
  | { readonly ok: true; readonly schema: HeldSchema }
  | { readonly ok: false; readonly fault: HeldFault };

/** Steps of one judgement: some tens of milliseconds. */
export const MOST_STEPS = 1_000_000;
/** Steps for preparing all schemas of a connection, their memory included: some 40,000 schemas within schemas. */
const MOST_TO_PREPARE = 1_000_000;
/** Characters of a schema's text that are read in one step, and values. */
const CHARACTERS = 32;
const VALUES = 2;
/** Levels of a schema's text. */
const DEEPEST = 200;
/** Characters of what is asked for. */
const LONGEST = 120;

export class HeldSchema {
  readonly #prepared: PreparedSchema;

  private constructor(prepared: PreparedSchema) {
    this.#prepared = prepared;
  }

  static make(text: string): MadeSchema {
    const [made] = HeldSchema.makeAll([text]);
    return made ?? { ok: false, fault: { key: 'no-schema', args: {} } };
  }

  /** All schemas of a connection: together they have one budget. */
  static makeAll(texts: readonly string[]): readonly MadeSchema[] {
    const steps = new StepBudget(MOST_TO_PREPARE);
    return texts.map((text) => {
      try {
        return { ok: true, schema: new HeldSchema(prepared(text, steps)) };
      } catch (error) {
        return { ok: false, fault: faultOf(error) };
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

/** Throws `SchemaError`, `BudgetSpent`. Without recursion: a text may be nested as deep as it is long. */
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

function faultOf(error: unknown): HeldFault {
  if (error instanceof SchemaError) return error.fault;
  if (error instanceof BudgetSpent) return { key: 'too-large', args: {} };
  return { key: 'failed', args: { error: errorText(error) } };
}

function breachOf(breaches: readonly Breach[]): SchemaBreach {
  const [first] = breaches;
  if (first === undefined) return { path: '$', keyword: 'not', wanted: '', more: 0 };
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
