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
 * Parses with a `Decimal` for each number that a double would change. undefined if the payload is not JSON, or
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
  if (value === undefined || typeof value === 'string') return value;
  const writing = new Writing(Number.POSITIVE_INFINITY);
  writing.write(value);
  return writing.text;
}

/** Writes JSON. Used because `JSON.stringify` does not know `Decimal`, and throws on deep nesting. */
export class Writing {
  text = '';
  /** Number of members of all objects that were read. */
  members = 0;
  readonly #most: number;

  /** @param most characters after which it stops */
  constructor(most: number) {
    this.#most = most;
  }

  write(value: unknown, depth = 0): void {
    if (value instanceof Decimal) this.text += value.toString();
    else if (typeof value !== 'object' || value === null) this.text += JSON.stringify(value);
    else if (depth === DEEPEST) this.text += '…';
    else if (Array.isArray(value))
      this.#writeAll('[', value, (one) => this.write(one, depth + 1), ']');
    else {
      const members = Object.entries(value);
      this.members += members.length;
      const write = ([key, one]: [string, unknown]): void => {
        this.text += `${JSON.stringify(key)}:`;
        this.write(one, depth + 1);
      };
      this.#writeAll('{', members, write, '}');
    }
  }

  #writeAll<T>(begin: string, all: readonly T[], write: (one: T) => void, end: string): void {
    this.text += begin;
    for (const [at, one] of all.entries()) {
      if (this.text.length > this.#most) return;
      if (at > 0) this.text += ',';
      write(one);
    }
    this.text += end;
  }
}

/** Converts a number to a double, which may round it, and leaves everything else unchanged. */
export const rounded = (value: unknown): unknown =>
  value instanceof Decimal ? Number(value.toString()) : value;

/** NaN for objects, whose conversion fails if a member is named `toString`. */
export function numberIn(found: unknown): number {
  const value = rounded(found);
  return value === null || typeof value === 'object' ? Number.NaN : Number(value);
}
