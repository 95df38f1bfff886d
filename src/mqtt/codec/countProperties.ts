/** Counts a packet's properties without decoding them: a decoded property costs far more than its bytes. */

import { readVarint } from '../../base/varint.ts';
import { connectVersion, headerLength, peekPublish, peekType } from '../framing/peek.ts';
import { propertyEnd, textEnd } from '../framing/propertyEnd.ts';
import type { ProtocolVersion } from '../tables/packet.ts';
import { PROPERTIES, type PropertyFormat } from '../tables/properties.ts';

const FORMATS = new Map<number, PropertyFormat>(
  Object.values(PROPERTIES).map(({ id, format }) => [id, format]),
);

const WILL_FLAG = 0x04;

/**
 * Includes the will properties of a CONNECT. For a malformed packet, counts the properties that can be
 * separated. A CONNECT states its own version; an unknown level is read as MQTT 5.
 */
export function countProperties(bytes: Uint8Array, version: ProtocolVersion): number {
  const start = headerLength(bytes);
  const type = peekType(bytes);
  if (start === 0) return 0;
  if (type === 'connect') return (connectVersion(bytes) ?? 5) < 5 ? 0 : ofConnect(bytes, start);
  if (version < 5) return 0;
  switch (type) {
    case 'publish':
      return skim(bytes, peekPublish(bytes)?.bodyOffset ?? bytes.length).count;
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return skim(bytes, start + 3).count;
    case 'connack':
    case 'subscribe':
    case 'suback':
    case 'unsubscribe':
    case 'unsuback':
      return skim(bytes, start + 2).count;
    case 'disconnect':
    case 'auth':
      return skim(bytes, start + 1).count;
    case 'pingreq':
    case 'pingresp':
    case undefined:
      return 0;
  }
}

function ofConnect(bytes: Uint8Array, start: number): number {
  const levelAt = textEnd(bytes, start);
  const flags = bytes[levelAt + 1] ?? 0;
  const own = skim(bytes, levelAt + 4);
  if ((flags & WILL_FLAG) === 0) return own.count;
  return own.count + skim(bytes, textEnd(bytes, own.end)).count;
}

/** @param at offset of the property length */
function skim(bytes: Uint8Array, at: number): { readonly count: number; readonly end: number } {
  const length = readVarint(bytes, at);
  if (typeof length === 'string') return { count: 0, end: bytes.length };
  let next = at + length.length;
  const end = Math.min(next + length.value, bytes.length);
  let count = 0;
  while (next < end) {
    const format = FORMATS.get(bytes[next] ?? 0);
    if (format === undefined) break;
    count += 1;
    next = propertyEnd(bytes, next + 1, format) ?? bytes.length;
  }
  return { count, end };
}
