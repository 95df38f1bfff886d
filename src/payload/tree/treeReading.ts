/** What most readers that are loaded later are. */
import type { FormatReading } from './format.ts';
import { type DecodedTree, laidOut } from './notation.ts';

/**
 * Reads and lays out what decodes to such a tree.
 * @param most bytes; of a longer payload nothing is read
 */
export function treeReading(
  decodeAny: (payload: Uint8Array) => DecodedTree,
  most = Number.POSITIVE_INFINITY,
): FormatReading {
  const decode = (payload: Uint8Array): DecodedTree =>
    payload.length > most
      ? { tree: undefined, fault: { key: 'many', offset: 0 } }
      : decodeAny(payload);
  return { decode, layOut: (payload) => laidOut(decode(payload)) };
}
