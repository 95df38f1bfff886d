/** A JSON Schema of the user's that values are held to, within bounds: neither making nor judging ever throws. */
import { errorText } from '../../mqtt/errorText.ts';
import type { NotJudged } from '../findings/notJudged.ts';
import { type Breach, Evaluation } from './evaluating/evaluation.ts';
import { isList, isObject } from './evaluating/jsonValue.ts';
import { isSamePlace, pathOf } from './evaluating/place.ts';
import { BudgetSpent, StepBudget } from './evaluating/stepBudget.ts';
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

type Made =
  | { readonly ok: true; readonly schema: HeldSchema }
  | { readonly ok: false; readonly fault: HeldFault };

/** Steps of one judgement: some tens of milliseconds. */
export const MOST_STEPS = 1_000_000;
/** Steps for preparing a schema, its memory included. */
const MOST_TO_PREPARE = 2_000_000;
/** Values of a schema's text, and levels. */
const MOST_VALUES = 300_000;
const DEEPEST = 200;
/** Characters of what is asked for. */
const LONGEST = 120;

export class HeldSchema {
  readonly #prepared: PreparedSchema;

  private constructor(prepared: PreparedSchema) {
    this.#prepared = prepared;
  }

  static make(text: string): Made {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      return { ok: false, fault: { key: 'json', args: {} } };
    }
    if (typeof read !== 'boolean' && !isObject(read)) {
      return { ok: false, fault: { key: 'no-schema', args: {} } };
    }
    if (isTooLarge(read)) return { ok: false, fault: { key: 'too-large', args: {} } };
    const root = typeof read === 'boolean' ? (read ? {} : { not: {} }) : read;
    try {
      const prepared = prepareSchema(root, new StepBudget(MOST_TO_PREPARE));
      return { ok: true, schema: new HeldSchema(prepared) };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  judge(value: unknown): Judgement {
    const { root, tracks } = this.#prepared;
    const evaluation = new Evaluation(new StepBudget(MOST_STEPS), tracks);
    try {
      if (evaluation.check(root, evaluation.root(value), 'not')) return { kind: 'match' };
      return { kind: 'breach', breach: breachOf(evaluation.breaches) };
    } catch (error) {
      const why: NotJudged =
        error instanceof BudgetSpent
          ? { key: 'expensive', args: { steps: MOST_STEPS } }
          : { key: 'failed', args: { error: errorText(error) } };
      return { kind: 'not-judged', why };
    }
  }
}

function faultOf(error: unknown): HeldFault {
  if (error instanceof SchemaError) return error.fault;
  if (error instanceof BudgetSpent) return { key: 'too-large', args: {} };
  return { key: 'failed', args: { error: errorText(error) } };
}

/** Without recursion: a text may be nested as deep as it is long. */
function isTooLarge(root: unknown): boolean {
  let level: readonly unknown[] = [root];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > DEEPEST || values > MOST_VALUES) return true;
    level = level.flatMap((value) =>
      isList(value) ? value : isObject(value) ? Object.values(value) : [],
    );
  }
  return false;
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
