/** BSON (bsonspec.org, version 1.1): a document that begins with its own length. */
import { Lazy } from '../../../base/lazy.ts';
import type { PayloadFormat } from '../../tree/format.ts';

/** A double or one of the types that follow it in the list; the smallest and the largest key. */
const isType = (byte: number): boolean =>
  (byte >= 0x01 && byte <= 0x13) || byte === 0x7f || byte === 0xff;

/** Bytes of an empty document. */
const EMPTY = 5;

export const bson: PayloadFormat = {
  id: 'bson',
  name: 'BSON',
  extension: '.bson',
  mediaType: /^application\/(?:x-)?bson\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    const { length } = payload;
    const [a = 0, b = 0, c = 0, d = 0, type = 0] = payload;
    const said = a + b * 0x100 + c * 0x1_0000 + d * 0x100_0000;
    // An empty document resembles too many other payloads.
    if (isNamed && said === EMPTY && length === EMPTY && type === 0) return 'sure';
    return length >= 8 && said === length && isType(type) && payload[length - 1] === 0
      ? 'sure'
      : undefined;
  },
  readBy: new Lazy(async () => (await import('./bsonReading.ts')).bsonReading),
};
