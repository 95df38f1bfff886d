/** Types and equality of JSON values, as defined by JSON Schema. */
import { type StepBudget, TooDeep } from './stepBudget.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Characters copied or compared per step. */
const CHARACTERS = 64;
/** Maximum nesting of a value; a stack has room for many more. */
const DEEPEST = 500;

/** Returns equal texts for equal values: members in any order, `1` equals `1.0`. Throws `BudgetSpent`. */
export function canonicalText(value: unknown, steps: StepBudget, depth = 0): string {
  steps.take(1);
  if (depth > DEEPEST) throw new TooDeep(DEEPEST);
  if (typeof value === 'string') {
    steps.take(Math.ceil(value.length / CHARACTERS));
    return JSON.stringify(value);
  }
  if (isList(value)) {
    const items = value.map((item) => canonicalText(item, steps, depth + 1));
    return joined('[', items, ']', steps);
  }
  if (isObject(value)) {
    const members = Object.keys(value)
      .toSorted()
      .map(
        (name) =>
          `${canonicalText(name, steps, depth + 1)}:${canonicalText(value[name], steps, depth + 1)}`,
      );
    return joined('{', members, '}', steps);
  }
  return String(value);
}

function joined(open: string, parts: readonly string[], close: string, steps: StepBudget): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  steps.take(Math.ceil(length / CHARACTERS));
  return `${open}${parts.join()}${close}`;
}

/** The values of `enum`: scalars are compared directly, others by their canonical text. */
export class ValueSet {
  readonly #scalars = new Set<unknown>();
  readonly #composites = new Set<string>();

  /** Throws `BudgetSpent`. */
  constructor(values: readonly unknown[], steps: StepBudget) {
    for (const value of values) {
      steps.take(1);
      if (typeof value === 'object' && value !== null) {
        this.#composites.add(canonicalText(value, steps));
      } else this.#scalars.add(value);
    }
  }

  /** Throws `BudgetSpent`. */
  has(value: unknown, steps: StepBudget): boolean {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'string') steps.take(Math.ceil(value.length / CHARACTERS));
      return this.#scalars.has(value);
    }
    return this.#composites.size > 0 && this.#composites.has(canonicalText(value, steps));
  }
}
