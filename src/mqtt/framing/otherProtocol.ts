import { httpBeginning } from './httpBeginning.ts';
import { isOverwritten } from './masking.ts';

/** What the first bytes of a side are, where they are none of MQTT. */
export interface OtherProtocol {
  /** `text`: another protocol of lines. */
  readonly what: 'tls' | 'http' | 'text';
  /** Its first line, printable; empty where it is TLS. */
  readonly line: string;
}

const LONGEST = 64;
const LINE = /^[ -~]{4,}(?=[\r\n]|$)/;

/** A record of TLS: an alert, or of the handshake (RFC 8446, 5.1). */
export const isTlsRecord = ([type, major]: Uint8Array): boolean =>
  (type === 0x15 || type === 0x16) && major === 0x03;

/** undefined: it may be MQTT, or was overwritten. No packet that a side may begin with is all text or begins as a record of TLS does. */
export function otherProtocol(first: Uint8Array): OtherProtocol | undefined {
  if (isTlsRecord(first)) return { what: 'tls', line: '' };
  const line = LINE.exec(String.fromCharCode(...first.subarray(0, LONGEST)))?.[0].trim();
  if (line === undefined || isOverwritten(first)) return undefined;
  return { what: httpBeginning(first) === undefined ? 'text' : 'http', line };
}
