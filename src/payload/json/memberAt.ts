/** Members of JSON payloads, for uses where places do not matter. */

import { Decimal } from '../../base/decimal.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { ValuePath } from '../tree/valueTree.ts';
import { parseExactJson } from './exactJson.ts';

/** Bytes; of a longer payload nobody waits for a member. A home's list of Zigbee devices has some 5 kB for each. */
export const LARGEST_JSON = 1024 * 1024;

/** Levels of lists and objects that are written out: strangers nest them as deep as they like. */
const DEEPEST = 100;

/**
 * With a `Decimal` where a number would be written otherwise. undefined: it is no JSON, or too long.
 * @param text of the payload, where it is known
 */
export function jsonOf(payload: Uint8Array, text?: string): unknown {
  return payload.length > LARGEST_JSON ? undefined : parseExactJson(payload, text);
}

/** The value at a path; undefined where there is none. */
export function memberAt(value: unknown, path: ValuePath): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** @param path of a member of JSON; without one, all of the payload. @returns undefined where there is none */
export function textAt(payload: Uint8Array, path: ValuePath = []): string | undefined {
  if (path.length === 0) return payload.length > LARGEST_JSON ? undefined : decodeUtf8(payload);
  return plainText(memberAt(jsonOf(payload), path));
}

/** A text as it is, everything else as JSON; undefined for nothing. */
export function plainText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : written(value, 0);
}

/** `JSON.stringify` knows no `Decimal`, and throws where values are nested deep. */
function written(value: unknown, depth: number): string {
  if (value instanceof Decimal) return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === DEEPEST) return '…';
  const inner = (one: unknown) => written(one, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${inner(one)}`);
  return `{${members.join(',')}}`;
}

/** A number as a double, which may round it; everything else as it is. */
export const rounded = (value: unknown): unknown =>
  value instanceof Decimal ? Number(value.toString()) : value;
