/** CBOR (RFC 8949). */

import type { PayloadFormat } from '../tree/format.ts';
import { decodeItems, detectItems, itemReader, layOutItem } from '../tree/items.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { cborSyntax } from './cbor/cborSyntax.ts';
import { CBOR } from './names.ts';

const ITEMS = {
  syntax: cborSyntax,
  // Non-empty arrays and maps, and tags.
  mayBegin: (byte: number) => byte >= 0x81 && byte <= 0xdb && byte !== 0xa0,
  // A text of indefinite length.
  splitting: 0x7f,
};

/** A tag of a text, bytes or a number, which is offered. */
function isTagged(payload: Uint8Array): boolean {
  const [first = 0] = payload;
  const mayBe = first >= 0xc0 && first <= 0xdb && payload.length <= LARGEST_READ;
  return mayBe && decodeItems(payload, cborSyntax).error === undefined;
}

export const cbor: PayloadFormat = {
  ...CBOR,
  extension: '.cbor',
  mediaType: /^application\/(?:[\w.+-]+\+)?cbor(?![\w.-])/i,
  shown: 'where-found',
  detect: (payload, isNamed) =>
    detectItems(payload, isNamed, ITEMS) ?? (isTagged(payload) ? 'guess' : undefined),
  decode: (payload) => decodeItems(payload, cborSyntax),
  layOut: (payload) => layOutItem(payload, cborSyntax),
  reader: (steps) => itemReader(steps, ITEMS),
};
