/** Several JSON texts in one payload: lines of JSON (NDJSON), or texts in a row. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { jsonSequence as read } from '../json/nearlyJson.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { isJsonSequence } from '../tree/jsonScan.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { laidOut } from '../tree/notation.ts';

const STARTS: ReadonlySet<number | undefined> = new Set([0x7b, 0x5b, 0x20, 0x0a, 0x0d, 0x09]);

export const jsonSequence: PayloadFormat = {
  id: 'json-sequence',
  name: 'JSON sequence',
  extension: '.ndjson',
  mediaType: /^application\/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines)\b/i,
  shown: 'where-found',
  detect: (payload, isNamed) =>
    (isNamed || STARTS.has(payload[0])) &&
    payload.length <= LARGEST_READ &&
    isJsonSequence(payload, isNamed) &&
    decodeUtf8(payload) !== undefined
      ? 'sure'
      : undefined,
  isText: true,
  decode: (payload) =>
    payload.length > LARGEST_READ
      ? { tree: undefined, error: { key: 'many', offset: 0 } }
      : read(payload),
  layOut: (payload) => (payload.length > LARGEST_READ ? undefined : laidOut(read(payload))),
};
