/**
 * Tasks in the form that is posted to a worker and back. Formats contain functions, so the worker rebuilds
 * them.
 */

import { FORMATS, formatNamed } from '../../../payload/formats/formats.ts';
import type { ChainParts, PayloadFormat } from '../../../payload/tree/format.ts';
import { formatTold } from '../payloadRules/told.ts';
import type { Asked, TaskName } from './tasks.ts';

type PostedFormat =
  | { readonly id: string }
  | { readonly parts: ChainParts; readonly later: number | undefined };

interface PostedValue {
  readonly payload: Uint8Array;
  readonly contentType: string | undefined;
  readonly chosen: PostedFormat | undefined;
}

export interface Posted<K extends TaskName = TaskName> extends Omit<Asked<K>, 'of'> {
  readonly of: readonly (PostedValue | undefined)[];
}

/** Request that is answered at once with `alive`. */
export const PROBE = 'probe';
export const ALIVE = 'alive';

/** Answer of a worker. */
export type Answer =
  | { readonly kind: 'told'; readonly task: TaskName; readonly told: unknown }
  /** Something that it needs could not be loaded there. */
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'error'; readonly message: string };

/** Undefined if it can only be read in the page. */
export function posted<K extends TaskName>(asked: Asked<K>): Posted<K> | undefined {
  const of = asked.of.map(
    (one) =>
      one && {
        payload: one.payload.slice(),
        contentType: one.contentType,
        chosen: postedFormat(one.chosen),
      },
  );
  const isWhole = asked.of.every((one, at) => one?.chosen === undefined || of[at]?.chosen);
  return isWhole ? { task: asked.task, how: asked.how, of } : undefined;
}

function postedFormat(format: PayloadFormat | undefined): PostedFormat | undefined {
  if (format === undefined) return undefined;
  const { id, madeOf, later } = format;
  if (madeOf !== undefined) return { parts: madeOf, later };
  return FORMATS.includes(format) ? { id } : undefined;
}

/** Worker side: rebuilds a task. */
export function received<K extends TaskName>({ task, how, of }: Posted<K>): Asked<K> {
  return { task, how, of: of.map((one) => one && { ...one, chosen: formatOf(one.chosen) }) };
}

function formatOf(format: PostedFormat | undefined): PayloadFormat | undefined {
  if (format === undefined) return undefined;
  return 'id' in format
    ? formatNamed(format.id)
    : formatTold({ ...format.parts, later: format.later });
}
