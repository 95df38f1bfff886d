/** Detection and search for formats of items. */

import { findBytes } from '../../base/byteSearch.ts';
import { isReadable } from '../../base/text.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Certainty, Decoded, LaidOut, PayloadReader } from './format.ts';
import { type ItemSyntax, type ItemsRead, readItemSequence, readItems } from './itemReading.ts';
import { ItemSequenceTree, ItemTree } from './itemTree.ts';
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
  if (read.error === undefined) return 'sure';
  return sequenceAfter(payload, read, format.syntax) === undefined ? 'begun' : 'sure';
}

/** The sequence that a payload is if more bytes follow its first item, and each item is an object or array. */
function sequenceAfter(
  payload: Uint8Array,
  { error }: ItemsRead,
  syntax: ItemSyntax,
): ItemSequenceTree | undefined {
  if (error?.key !== 'rest' || isReadable(payload)) return undefined;
  const { tape, error: inSequence } = readItemSequence(payload, syntax);
  if (inSequence !== undefined) return undefined;
  const areContainers = Array.from(tape.childRows(0), (row) => tape.kind(row)).every(
    (kind) => kind === 'object' || kind === 'array',
  );
  return areContainers ? new ItemSequenceTree(payload, tape, syntax) : undefined;
}

interface DecodedItems extends Decoded {
  readonly tree: ItemTree | undefined;
}

export function decodeItems(payload: Uint8Array, syntax: ItemSyntax): DecodedItems {
  const read = readItems(payload, syntax);
  const sequence = sequenceAfter(payload, read, syntax);
  if (sequence !== undefined) return { tree: sequence };
  const { tape, error } = read;
  return { tree: tape.size === 0 ? undefined : new ItemTree(payload, tape, syntax), error };
}

export function layOutItem(payload: Uint8Array, syntax: ItemSyntax): LaidOut | undefined {
  return payload.length > LARGEST_READ ? undefined : laidOut(decodeItems(payload, syntax));
}

/**
 * The notation of keys that are not texts (digits, lists, bytes and the like), which does not occur in the
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
    // Cheap tests are first, because this runs for every packet.
    if (!mayBegin(payload[0] ?? 0) || payload.length > LARGEST_READ || !mayHold(payload)) {
      return undefined;
    }
    const read = isReadable(payload) ? undefined : readItems(payload, syntax);
    if (read === undefined || !isTelling(payload, read)) return undefined;
    const sequence = sequenceAfter(payload, read, syntax);
    if (sequence !== undefined) return valueAt(sequence, steps);
    if (read.error !== undefined) return undefined;
    return valueAt(new ItemTree(payload, read.tape, syntax), steps);
  };
}
