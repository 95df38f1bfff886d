/** Reads CBOR: what `cbor.ts` loads when it is first needed. */
import { mayBeginCbor } from './cborHeads.ts';
import { cborSyntax } from './cborSyntax.ts';
import type { RecognisedLater } from './format.ts';
import { decodeItems, detectItems, itemReader, layOutItem } from './items.ts';

const ITEMS = {
  syntax: cborSyntax,
  mayBegin: mayBeginCbor,
  // A text of indefinite length.
  splitting: 0x7f,
};

export const cborReading: RecognisedLater = {
  detect: (payload, isNamed) => detectItems(payload, isNamed, ITEMS),
  decode: (payload) => decodeItems(payload, cborSyntax),
  layOut: (payload) => layOutItem(payload, cborSyntax),
  reader: (steps) => itemReader(steps, ITEMS),
};
