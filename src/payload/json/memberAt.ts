/** Reads members of JSON payloads, for uses that need no places. */

import { Decimal } from '../../base/decimal.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { ValuePath } from '../tree/valueTree.ts';
import { parseExactJson } from './exactJson.ts';

/**
 * Byte limit: longer payloads are not parsed for a member. A list of Zigbee devices has about 5 kB for each
 * device.
 */
export const LARGEST_JSON = 1024 * 1024;

/** Nesting limit for output, because payloads from others may nest to any depth. */
const DEEPEST = 100;

/**
 * Parses with a `Decimal` for each number that a double would change. undefined if the payload is no JSON, or
 * too long.
 * @param text of the payload, if known
 */
export function jsonOf(payload: Uint8Array, text?: string): unknown {
  return payload.length > LARGEST_JSON ? undefined : parseExactJson(payload, text);
}

/** The value at a path; undefined if there is none. */
export function memberAt(value: unknown, path: ValuePath): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** @param path of a JSON member; empty for the whole payload. @returns undefined if there is none */
export function textAt(payload: Uint8Array, path: ValuePath = []): string | undefined {
  if (path.length === 0) return payload.length > LARGEST_JSON ? undefined : decodeUtf8(payload);
  return plainText(memberAt(jsonOf(payload), path));
}

/** Text unchanged, everything else as JSON; undefined for undefined. */
export function plainText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : written(value, 0);
}

/** Used because `JSON.stringify` does not know `Decimal`, and throws on deep nesting. */
function written(value: unknown, depth: number): string {
  if (value instanceof Decimal) return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === DEEPEST) return '…';
  const inner = (one: unknown) => written(one, depth + 1);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${inner(one)}`);
  return `{${members.join(',')}}`;
}

/** Converts a number to a double, which may round it, and leaves everything else unchanged. */
export const rounded = (value: unknown): unknown =>
  value instanceof Decimal ? Number(value.toString()) : value;
