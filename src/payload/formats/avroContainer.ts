/** Avro container files, which contain their schema. Other Avro is read by the step `avro`. */
import { Lazy } from '../../base/lazy.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { beginsWith } from './compressed/signatures.ts';

export const avroContainer: PayloadFormat = {
  id: 'avro-container',
  name: 'Avro container',
  extension: '.avro',
  mediaType:
    /^(?:avro\/binary|application\/(?:x-)?avro|application\/vnd\.apache\.avro(?:\+binary)?)\b/i,
  shown: 'where-found',
  detect: beginsWith(0x4f, 0x62, 0x6a, 0x01),
  readBy: new Lazy(async () => (await import('../avro/avroFrames.ts')).containerReading),
};
