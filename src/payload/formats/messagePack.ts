/** MessagePack, with its extension types and timestamps. */
import type { PayloadFormat } from './format.ts';
import { decodeItems, detectItems, itemReader, layOutItem } from './items.ts';
import { messagePackSyntax } from './messagePackSyntax.ts';
import { MESSAGE_PACK } from './names.ts';

const ITEMS = {
  syntax: messagePackSyntax,
  // Maps and arrays that hold something.
  mayBegin: (byte: number) =>
    (byte >= 0x81 && byte <= 0x9f && byte !== 0x90) || (byte >= 0xdc && byte <= 0xdf),
};

export const messagePack: PayloadFormat = {
  ...MESSAGE_PACK,
  extension: '.msgpack',
  mediaType: /^application\/(?:(?:x-|vnd\.)?(?:msgpack|messagepack)|[\w.+-]+\+msgpack)\b/i,
  shown: 'where-found',
  detect: (payload, isNamed) => detectItems(payload, isNamed, ITEMS),
  decode: (payload) => decodeItems(payload, messagePackSyntax),
  layOut: (payload) => layOutItem(payload, messagePackSyntax),
  reader: (steps) => itemReader(steps, ITEMS),
};
