/** A prepared schema: a list of checks. Schemas that refer to each other are a graph of nodes. */
import type { Evaluation, Spot } from './evaluation.ts';

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
