/** Detects other protocols than MQTT by the first bytes of a side. */
import { isFullyMasked } from './masking.ts';

export type HttpPart = 'request' | 'answer';

const REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|PRI) [/*\w]/;
const ANSWER = /^HTTP\/\d/;
const LOOKED_AT = 12;

/** Detects HTTP on an MQTT port. No packet begins like it. */
export function httpBeginning(bytes: Uint8Array): HttpPart | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  if (ANSWER.test(text)) return 'answer';
  return REQUEST.test(text) ? 'request' : undefined;
}

/** Another protocol than MQTT, detected by the first bytes of a side. */
export interface OtherProtocol {
  /** `text`: another line-based protocol. */
  readonly what: 'tls' | 'http' | 'text';
  /** The first line, printable; empty for TLS. */
  readonly line: string;
}

const LONGEST = 64;
const SHORTEST = 4;
const LINE = /^[ -~]+(?=[\r\n]|$)/;

/** Nearly all packets fail it, so that they are not read as text. */
function areLetters(bytes: Uint8Array): boolean {
  for (let at = 0; at < SHORTEST; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/**
 * A TLS record of any type (RFC 8446, 5.1), whose version may be cut off. As MQTT it would be a CONNECT of three
 * bytes with flags, which does not exist.
 */
export const isTlsRecord = (bytes: Uint8Array): boolean => {
  const [type = 0, major, minor = 0] = bytes;
  return type >= 0x14 && type <= 0x17 && major === 0x03 && minor <= 0x04;
};

/**
 * undefined if it may be MQTT or was overwritten. No packet with which a side may begin is all text or begins
 * like a TLS record.
 */
export function otherProtocol(first: Uint8Array): OtherProtocol | undefined {
  if (isTlsRecord(first)) return { what: 'tls', line: '' };
  if (!areLetters(first)) return undefined;
  const line = LINE.exec(String.fromCharCode(...first.subarray(0, LONGEST)))?.[0].trim();
  if (line === undefined || isFullyMasked(first)) return undefined;
  return { what: httpBeginning(first) === undefined ? 'text' : 'http', line };
}
