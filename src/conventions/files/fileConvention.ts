/** A convention described by a file that is loaded later. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import type { SecretsForm } from './conventionFile.ts';
import { deliveriesOf } from './secretDeliveries.ts';

/** Default time to wait for a reply, in seconds. */
const REPLY_TIMEOUT = 10;
const MICROSECONDS = 1_000_000;

/** The parts of a file that are needed before it is loaded. */
export interface FileHead {
  readonly id: string;
  readonly name: string;
  /** Beginnings of its topic names. */
  readonly beginnings: readonly string[];
  /** Source of the regular expression for topics with other beginnings. */
  readonly form?: string;
  /** Time to wait for a reply, in seconds. */
  readonly patience?: number;
  /** Messages that deliver secrets. Known at once, so that none is shown while the file is loading. */
  readonly secrets?: readonly SecretsForm[];
}

export function fileConvention(
  { id, name, beginnings, form, patience = REPLY_TIMEOUT, secrets }: FileHead,
  meaning: Lazy<Meaning>,
): Convention {
  const waits = patience * MICROSECONDS;
  const topics = {
    patience: waits,
    beginnings,
    form: form === undefined ? undefined : new RegExp(form),
    meaning,
  };
  const slashed = beginnings.filter((one) => one.startsWith('/'));
  return {
    id,
    name,
    topics,
    ...(slashed.length > 0 && {
      hasLeadingSlash: (topic) => slashed.some((one) => topic.startsWith(one)),
    }),
    ...(secrets && { secrets: deliveriesOf(secrets) }),
  };
}
