/** What most readers that are loaded later are. */
import type { FormatReading } from './format.ts';
import { type DecodedTree, laidOut } from './notation.ts';

/** Reads and lays out what decodes to such a tree. */
export function treeReading(decode: (payload: Uint8Array) => DecodedTree): FormatReading {
  return { decode, layOut: (payload) => laidOut(decode(payload)) };
}
