/** A convention that a file describes, before the file is loaded. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';

/** Seconds. */
const PATIENCE = 10;
const MICROSECONDS = 1_000_000;

/** What is needed of a file before it is loaded. */
export interface FileHead {
  readonly id: string;
  readonly name: string;
  /** What the names of its topics begin with. */
  readonly beginnings: readonly string[];
  /** Of those that begin with anything. */
  readonly endings?: readonly string[];
  /** Seconds. */
  readonly patience?: number | undefined;
}

export function fileConvention(
  { id, name, beginnings, endings, patience = PATIENCE }: FileHead,
  meaning: Lazy<Meaning>,
): Convention {
  const waits = patience * MICROSECONDS;
  return { id, name, topics: { patience: waits, beginnings, endings, meaning } };
}
