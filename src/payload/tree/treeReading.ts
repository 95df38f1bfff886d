/** Builds the usual lazily loaded reader. */
import type { FormatReading } from './format.ts';
import { type DecodedTree, laidOut } from './notation.ts';

/**
 * Reads and formats payloads that decode to a tree.
 * @param most byte limit; longer payloads are not read
 */
export function treeReading(
  decodeAny: (payload: Uint8Array) => DecodedTree,
  most = Number.POSITIVE_INFINITY,
): FormatReading {
  const decode = (payload: Uint8Array): DecodedTree =>
    payload.length > most
      ? { tree: undefined, error: { key: 'many', offset: 0 } }
      : decodeAny(payload);
  return { decode, layOut: (payload) => laidOut(decode(payload)) };
}
