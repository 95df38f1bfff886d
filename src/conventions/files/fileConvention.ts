/** A convention described by a file that is loaded later. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import type { SecretDeliveries } from '../../mqtt/secrets/secrets.ts';

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
  /** Form of topics with any beginning. */
  readonly form?: RegExp;
  /** Time to wait for a reply, in seconds. */
  readonly patience?: number | undefined;
  /** Messages that deliver secrets. Known at once, so that none is shown while the file is loading. */
  readonly secrets?: SecretDeliveries;
}

export function fileConvention(
  { id, name, beginnings, endings, form, patience = REPLY_TIMEOUT, secrets }: FileHead,
  meaning: Lazy<Meaning>,
): Convention {
  const waits = patience * MICROSECONDS;
  const topics = { patience: waits, beginnings, endings, form, meaning };
  const slashed = beginnings.filter((one) => one.startsWith('/'));
  return {
    id,
    name,
    topics,
    ...(slashed.length > 0 && {
      hasLeadingSlash: (topic) => slashed.some((one) => topic.startsWith(one)),
    }),
    ...(secrets && { secrets }),
  };
}
