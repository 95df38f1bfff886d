/** Prepared schemas, and the evaluation of a value against one: counts steps and collects errors. */
import type { JsonObject } from './jsonValue.ts';
import { below, type Place } from './place.ts';
import { Seen } from './seen.ts';
import { type StepBudget, TooDeep } from './stepBudget.ts';

/** A value within the judged one. */
export interface Spot {
  readonly value: unknown;
  readonly place: Place | undefined;
  /** Set only if a schema asks which parts were evaluated. */
  readonly seen: Seen | undefined;
}

export interface Breach {
  readonly place: Place | undefined;
  readonly keyword: string;
  /** Value of the keyword, or the violated part of it. */
  readonly wanted: unknown;
}

/** Checks a value against one keyword. Returns false after reporting an error. */
export type Check = (spot: Spot, evaluation: Evaluation) => boolean;

/** A schema with its own identifier, and the targets of `$dynamicRef` in it. */
export interface DynamicScope {
  readonly dynamicAnchors: ReadonlyMap<string, SchemaNode>;
}

export class SchemaNode {
  /** Filled during preparation. */
  readonly checks: Check[] = [];
  /** Schemas applied to the same value. */
  readonly inPlace: SchemaNode[] = [];
  readonly scope: DynamicScope | undefined;
  /** The schema `false`, which matches no value. */
  readonly isFalse: boolean;

  constructor(scope: DynamicScope | undefined, isFalse = false) {
    this.scope = scope;
    this.isFalse = isFalse;
  }
}

export const TRUE_NODE = new SchemaNode(undefined);
export const FALSE_NODE = new SchemaNode(undefined, true);

/** Maximum nesting of schemas; a stack has room for several times as many. */
const DEEPEST = 600;
/** Steps for each breach, in addition to its check. */
const BREACH = 4;
/** Work steps for recording which parts a schema evaluated. */
const SEEN = 3;

export class Evaluation {
  readonly steps: StepBudget;
  readonly breaches: Breach[] = [];
  readonly #tracks: boolean;
  readonly #scopes: DynamicScope[] = [];
  #quiet = 0;
  #depth = 0;

  /** @param tracks true if the schema asks which parts were evaluated */
  constructor(steps: StepBudget, tracks: boolean) {
    this.steps = steps;
    this.#tracks = tracks;
  }

  /** Entered schemas, the outermost first. */
  get scopes(): readonly DynamicScope[] {
    return this.#scopes;
  }

  /** True if only the result matters: the first breach ends the check. */
  get isQuiet(): boolean {
    return this.#quiet > 0;
  }

  root(value: unknown): Spot {
    return { value, place: undefined, seen: this.#tracks ? new Seen() : undefined };
  }

  member({ place }: Spot, object: JsonObject, name: string): Spot {
    return this.#child(object[name], below(place, name));
  }

  item({ place }: Spot, items: readonly unknown[], index: number): Spot {
    return this.#child(items[index], below(place, index));
  }

  /** The name of a member as a value. */
  nameOf({ place }: Spot, name: string): Spot {
    return this.#child(name, below(place, name));
  }

  #child(value: unknown, place: Place): Spot {
    return { value, place, seen: this.#tracks ? new Seen() : undefined };
  }

  /** Throws `BudgetSpent`. @param keyword keyword that applies the schema */
  check(node: SchemaNode, spot: Spot, keyword: string): boolean {
    this.steps.take(1);
    if (node.isFalse) return this.fail(spot, keyword, false);
    if (this.#depth >= DEEPEST) throw new TooDeep(DEEPEST);
    const isEntered = node.scope !== undefined && node.scope !== this.#scopes.at(-1);
    if (isEntered && node.scope !== undefined) this.#scopes.push(node.scope);
    this.#depth += 1;
    const fits = this.#checkAll(node, spot);
    this.#depth -= 1;
    if (isEntered) this.#scopes.pop();
    return fits;
  }

  #checkAll({ checks }: SchemaNode, spot: Spot): boolean {
    let fits = true;
    for (const check of checks) {
      this.steps.take(1);
      if (check(spot, this)) continue;
      fits = false;
      if (this.isQuiet) break;
    }
    return fits;
  }

  /**
   * Throws `BudgetSpent`. Applies another schema to the same value. If it matches, its evaluated parts count.
   */
  checkInPlace(node: SchemaNode, spot: Spot, keyword: string): boolean {
    if (spot.seen === undefined) return this.check(node, spot, keyword);
    this.steps.take(SEEN);
    const seen = new Seen();
    const fits = this.check(node, { ...spot, seen }, keyword);
    if (fits) {
      this.steps.take(seen.size);
      spot.seen.add(seen);
    }
    return fits;
  }

  /** Throws `BudgetSpent`. Like `checkInPlace`, without breaches. */
  fits(node: SchemaNode, spot: Spot, keyword: string): boolean {
    this.#quiet += 1;
    const fits = this.checkInPlace(node, spot, keyword);
    this.#quiet -= 1;
    return fits;
  }

  /** Reports a breach. */
  fail({ place }: Spot, keyword: string, wanted: unknown): false {
    if (!this.isQuiet) {
      this.steps.take(BREACH);
      this.breaches.push({ place, keyword, wanted });
    }
    return false;
  }

  /** Drops the breaches after the first `count`. */
  forget(count: number): void {
    this.breaches.length = count;
  }
}
