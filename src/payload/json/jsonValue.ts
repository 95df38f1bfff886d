/**
 * Reads the value at a path in a JSON payload without building a tree, because a display filter does this for
 * every packet.
 */

import { findBytes, placeOfBytes } from '../../base/byteSearch.ts';
import { holdsLongNumber } from '../../base/decimal.ts';
import { decodeUtf8, encodeUtf8, markLength } from '../../base/utf8.ts';
import { CONTAINER, type PayloadReader } from '../tree/format.ts';
import { valueAt } from '../tree/valueAt.ts';
import type { TreeValue } from '../tree/valueTree.ts';
import { jsonTree } from './jsonTree.ts';
import { nearlyJson } from './nearlyJson.ts';
import { parseJson } from './parseJson.ts';

const BACKSLASH = Uint8Array.of(0x5c);

/** @param steps member names and element indexes; a name of digits matches an element, too */
export function jsonReader(steps: readonly (string | number)[]): PayloadReader {
  const longest = longestName(steps);
  const wanted = encodeUtf8(longest);
  const counted = namesBeforeNumbers(steps);
  return (payload) => {
    // Parsing JSON costs far more than a search for the name.
    const mayHold = findBytes(payload, wanted) || (longest !== '' && findBytes(payload, BACKSLASH));
    if (!mayHold || !looksLikeJson(payload, steps.length > 0)) return undefined;
    const text = decodeUtf8(payload.subarray(markLength(payload)));
    const root = text === undefined ? undefined : parseJson(text);
    if (root === undefined) {
      const nearly = nearlyJson(payload);
      return nearly && valueAt(nearly.tree, steps);
    }
    const value = parsedAt(root, steps);
    // `JSON.parse` keeps the last of repeated members.
    if (value === undefined && counted.some((name) => isTwiceIn(payload, name))) {
      return exactAt(payload, steps);
    }
    const isExact = typeof value !== 'number' || text === undefined || !holdsLongNumber(text);
    return isExact ? value : (exactAt(payload, steps) ?? value);
  };
}

/**
 * The longest name that must occur in the payload. Names of digits do not count, because they may be indexes.
 */
export function longestName(steps: readonly (string | number)[]): string {
  return steps
    .filter((step) => typeof step === 'string' && !/^\d+$/.test(step))
    .reduce<string>((a, b) => (String(b).length > a.length ? String(b) : a), '');
}

/** Names followed by a number, which may select one of several members of that name. */
export function namesBeforeNumbers(steps: readonly (string | number)[]): readonly Uint8Array[] {
  return steps.flatMap((step, at) =>
    typeof step === 'string' && typeof steps[at + 1] === 'number' ? [encodeUtf8(step)] : [],
  );
}

function isTwiceIn(payload: Uint8Array, name: Uint8Array): boolean {
  const first = placeOfBytes(payload, name);
  return first >= 0 && findBytes(payload.subarray(first + 1), name);
}

function looksLikeJson(payload: Uint8Array, isContainer: boolean): boolean {
  let at = markLength(payload);
  while (at < payload.length && (payload[at] ?? 0) <= 0x20) at += 1;
  const first = payload[at];
  // Comments may precede JSON.
  return isContainer ? [0x7b, 0x5b, 0x23, 0x2f].includes(first ?? 0) : first !== undefined;
}

function parsedAt(
  root: unknown,
  steps: readonly (string | number)[],
): TreeValue | typeof CONTAINER | undefined {
  let value = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^\d+$/.test(String(step))) return undefined;
    if (typeof step === 'number' && !Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  if (typeof value === 'object') return value === null ? null : CONTAINER;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? value : undefined;
}

/** The number found by `parsedAt`, with every digit. */
function exactAt(payload: Uint8Array, steps: readonly (string | number)[]) {
  const read = jsonTree(payload);
  return read.ok ? valueAt(read.tree, steps) : undefined;
}
