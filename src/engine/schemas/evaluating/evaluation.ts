/** Prepared schemas, and the evaluation of one value against one of them: counts its steps and collects errors. */
import type { JsonObject } from './jsonValue.ts';
import { below, type Place } from './place.ts';
import { Seen } from './seen.ts';
import { type StepBudget, TooDeep } from './stepBudget.ts';

/** A value within the one that is judged. */
export interface Spot {
  readonly value: unknown;
  readonly place: Place | undefined;
  /** Only where a schema asks what was evaluated. */
  readonly seen: Seen | undefined;
}

export interface Breach {
  readonly place: Place | undefined;
  readonly keyword: string;
  /** Value of the keyword, or the part of it that is not met. */
  readonly wanted: unknown;
}

/** Checks a value against one keyword. Returns false after reporting an error. */
export type Check = (spot: Spot, evaluation: Evaluation) => boolean;

/** A schema with an identifier of its own, and what `$dynamicRef` may find in it. */
export interface DynamicScope {
  readonly dynamicAnchors: ReadonlyMap<string, SchemaNode>;
}

export class SchemaNode {
  /** Filled while the schema is prepared. */
  readonly checks: Check[] = [];
  /** Schemas that are held to the same value as this one. */
  readonly inPlace: SchemaNode[] = [];
  readonly scope: DynamicScope | undefined;
  /** The schema `false`: no value fits. */
  readonly isFalse: boolean;

  constructor(scope: DynamicScope | undefined, isFalse = false) {
    this.scope = scope;
    this.isFalse = isFalse;
  }
}

export const TRUE_NODE = new SchemaNode(undefined);
export const FALSE_NODE = new SchemaNode(undefined, true);

/** Schemas within each other; a stack has room for several times as many. */
const DEEPEST = 600;
/** Steps that a breach costs beside its check. */
const BREACH = 4;
/** Steps of remembering what a schema evaluated. */
const SEEN = 3;

export class Evaluation {
  readonly steps: StepBudget;
  readonly breaches: Breach[] = [];
  readonly #tracks: boolean;
  readonly #scopes: DynamicScope[] = [];
  #quiet = 0;
  #depth = 0;

  /** @param tracks whether the schema asks what was evaluated */
  constructor(steps: StepBudget, tracks: boolean) {
    this.steps = steps;
    this.#tracks = tracks;
  }

  /** Schemas that were entered and not left, the outermost first. */
  get scopes(): readonly DynamicScope[] {
    return this.#scopes;
  }

  /** Whether breaches are wanted; otherwise one that is found is enough. */
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

  /** The name of a member as a value of its own. */
  nameOf({ place }: Spot, name: string): Spot {
    return this.#child(name, below(place, name));
  }

  #child(value: unknown, place: Place): Spot {
    return { value, place, seen: this.#tracks ? new Seen() : undefined };
  }

  /** Throws `BudgetSpent`. @param keyword the one that holds the value to this schema */
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

  /** Throws `BudgetSpent`. Holds the same value to another schema: what that evaluates counts if it fits. */
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

  /** Throws `BudgetSpent`. The same, without breaches. */
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

  /** Drops the breaches that were reported since there were so many. */
  forget(count: number): void {
    this.breaches.length = count;
  }
}
