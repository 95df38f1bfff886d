/** MessagePack, with its extension types and timestamps. */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { mayBeginMessagePack } from './messagePack/messagePackHeads.ts';
import { MESSAGE_PACK } from './names.ts';

const READING = new Lazy(
  async () => (await import('./messagePack/messagePackReading.ts')).messagePackReading,
);

export const messagePack: PayloadFormat = {
  ...MESSAGE_PACK,
  extension: '.msgpack',
  mediaType: /^application\/(?:(?:x-|vnd\.)?(?:msgpack|messagepack)|[\w.+-]+\+msgpack)\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    if (READING.found !== undefined) return READING.found.detect(payload, isNamed);
    const mayBe = payload.length >= 4 && mayBeginMessagePack(payload[0] ?? 0);
    return isNamed || (mayBe && !isReadable(payload)) ? 'untried' : undefined;
  },
  readBy: READING,
};
