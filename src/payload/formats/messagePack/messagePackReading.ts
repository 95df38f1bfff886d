/** Reads MessagePack. `messagePack.ts` loads it on first use. */
import type { Certainty, FormatReading } from '../../tree/format.ts';
import { decodeItems, detectItems, itemReader, layOutItem } from '../../tree/items.ts';
import { mayBeginMessagePack } from './messagePackHeads.ts';
import { messagePackSyntax } from './messagePackSyntax.ts';

const ITEMS = { syntax: messagePackSyntax, mayBegin: mayBeginMessagePack };

interface Recognising extends FormatReading {
  readonly detect: (payload: Uint8Array, isNamed: boolean) => Certainty;
}

export const messagePackReading: Recognising = {
  detect: (payload, isNamed) => detectItems(payload, isNamed, ITEMS),
  decode: (payload) => decodeItems(payload, messagePackSyntax),
  layOut: (payload) => layOutItem(payload, messagePackSyntax),
  reader: (steps) => itemReader(steps, ITEMS),
};
