/** Detection and search for formats of items. */

import { findBytes } from '../../base/byteSearch.ts';
import { isReadable } from '../../base/text.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Certainty, Decoded, LaidOut, PayloadReader } from './format.ts';
import { type ItemSyntax, type ItemsRead, readItems } from './itemReading.ts';
import { ItemTree } from './itemTree.ts';
import { LARGEST_READ } from './largest.ts';
import { laidOut } from './notation.ts';
import { valueAt } from './valueAt.ts';

/** Shorter payloads could be anything. */
const SHORTEST = 4;
/** A text, or two other items of several bytes: rare by chance. */
const ENOUGH = 2;

interface ItemFormat {
  readonly syntax: ItemSyntax;
  /** Whether an object or an array can begin with this byte, tags included. */
  readonly mayBegin: (byte: number) => boolean;
  /** The byte that begins a text in several parts. */
  readonly splitting?: number;
}

function isTelling(payload: Uint8Array, { tape, evidence }: ItemsRead): boolean {
  if (payload.length < SHORTEST || evidence < ENOUGH || tape.size < 2) return false;
  const kind = tape.kind(0);
  return kind === 'object' || kind === 'array';
}

export function detectItems(payload: Uint8Array, isNamed: boolean, format: ItemFormat): Certainty {
  if (payload.length > LARGEST_READ) return undefined;
  // Readable text is never detected as another format.
  if (!isNamed && (!format.mayBegin(payload[0] ?? 0) || isReadable(payload))) return undefined;
  const read = readItems(payload, format.syntax);
  if (isNamed ? read.tape.size === 0 : !isTelling(payload, read)) return undefined;
  return read.error === undefined ? 'sure' : 'begun';
}

interface DecodedItems extends Decoded {
  readonly tree: ItemTree | undefined;
}

export function decodeItems(payload: Uint8Array, syntax: ItemSyntax): DecodedItems {
  const { tape, error } = readItems(payload, syntax);
  return { tree: tape.size === 0 ? undefined : new ItemTree(payload, tape, syntax), error };
}

export function layOutItem(payload: Uint8Array, syntax: ItemSyntax): LaidOut | undefined {
  return payload.length > LARGEST_READ ? undefined : laidOut(decodeItems(payload, syntax));
}

/**
 * The notation of keys that are no texts (digits, lists, bytes and the like), which does not occur in the
 * payload.
 */
const NO_TEXT = /^(?:[-\d.[{(]|h'|(?:true|false|null|undefined|NaN|Infinity)$|simple\()/;

export function itemReader(steps: readonly (string | number)[], format: ItemFormat): PayloadReader {
  const longest = steps
    .filter((step) => typeof step === 'string' && !NO_TEXT.test(step))
    .reduce<string>((a, b) => (String(b).length > a.length ? String(b) : a), '');
  const wanted = encodeUtf8(longest);
  const { mayBegin, splitting, syntax } = format;
  const mayHold = (payload: Uint8Array): boolean =>
    findBytes(payload, wanted) || (splitting !== undefined && payload.includes(splitting));
  return (payload) => {
    // Cheap tests come first, because this runs for every packet.
    if (!mayBegin(payload[0] ?? 0) || payload.length > LARGEST_READ || !mayHold(payload)) {
      return undefined;
    }
    const read = isReadable(payload) ? undefined : readItems(payload, syntax);
    if (read === undefined || read.error !== undefined || !isTelling(payload, read)) {
      return undefined;
    }
    return valueAt(new ItemTree(payload, read.tape, syntax), steps);
  };
}
