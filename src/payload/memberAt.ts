/** Members of JSON payloads, for uses where places and digits do not matter. */
import { decodeUtf8 } from '../mqtt/utf8.ts';
import { parseJson } from './parseJson.ts';
import type { ValuePath } from './valueTree.ts';

/** Bytes; of a longer payload nobody waits for a member. */
const LARGEST = 256 * 1024;

/** undefined: it is no JSON, or too long. */
export function jsonOf(payload: Uint8Array): unknown {
  const text = payload.length > LARGEST ? undefined : decodeUtf8(payload);
  return text === undefined ? undefined : parseJson(text);
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
  if (path.length === 0) return payload.length > LARGEST ? undefined : decodeUtf8(payload);
  return plainText(memberAt(jsonOf(payload), path));
}

/** A text as it is, everything else as JSON; undefined for nothing. */
export function plainText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
