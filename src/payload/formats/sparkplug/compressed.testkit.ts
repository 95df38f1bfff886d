/** Compresses Sparkplug B payloads like the libraries of Eclipse Tahu. */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as tahu from 'sparkplug-payload';

export const METHODS = { gzip: gzipSync, zlib: deflateSync, raw: deflateRawSync };

/** @param algorithm the value of the metric; undefined leaves the metric out */
export function envelope(body: Uint8Array, algorithm?: string): Uint8Array {
  const library = tahu.get('spBv1.0');
  if (library === null) throw new Error('no library');
  const value = algorithm ?? '';
  const metric = { name: 'algorithm', type: 'String', value } as const;
  const metrics = algorithm === undefined ? [] : [metric];
  return new Uint8Array(library.encodePayload({ uuid: 'SPBV1.0_COMPRESSED', body, metrics }));
}

export const compressed = (payload: Uint8Array): Uint8Array =>
  envelope(METHODS.zlib(payload), 'DEFLATE');
