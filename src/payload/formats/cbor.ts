/** CBOR (RFC 8949). */
import { Part } from '../../mqtt/part.ts';
import { isReadable } from '../text.ts';
import { mayBeginCbor } from './cborHeads.ts';
import type { PayloadFormat } from './format.ts';
import { CBOR } from './names.ts';

const READING = new Part(async () => (await import('./cborReading.ts')).cborReading);

export const cbor: PayloadFormat = {
  ...CBOR,
  extension: '.cbor',
  mediaType: /^application\/(?:[\w.+-]+\+)?cbor\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    if (READING.found !== undefined) return READING.found.detect(payload, isNamed);
    const mayBe = payload.length >= 4 && mayBeginCbor(payload[0] ?? 0);
    return isNamed || (mayBe && !isReadable(payload)) ? 'untried' : undefined;
  },
  readBy: READING,
};
