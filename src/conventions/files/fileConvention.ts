/** A convention described by a file that is loaded later. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';

/** Default time to wait for a reply, in seconds. */
const REPLY_TIMEOUT = 10;
const MICROSECONDS = 1_000_000;

/** The parts of a file that are needed before it is loaded. */
export interface FileHead {
  readonly id: string;
  readonly name: string;
  /** Beginnings of its topic names. */
  readonly beginnings: readonly string[];
  /** Endings of topics with any beginning. */
  readonly endings?: readonly string[];
  /** Time to wait for a reply, in seconds. */
  readonly patience?: number | undefined;
}

export function fileConvention(
  { id, name, beginnings, endings, patience = REPLY_TIMEOUT }: FileHead,
  meaning: Lazy<Meaning>,
): Convention {
  const waits = patience * MICROSECONDS;
  return { id, name, topics: { patience: waits, beginnings, endings, meaning } };
}
