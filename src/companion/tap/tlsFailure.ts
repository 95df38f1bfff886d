/** Cause of a failed TLS handshake of a device with a tap. */
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { alertName } from '../../engine/files/tls/tlsAlerts.ts';
import { alertIn, codeOf } from '../dial/lineError.ts';

/** Content types of records, and the length of their header (RFC 8446, 5.1). */
const HANDSHAKE = 0x16;
const ALERT = 0x15;
const RECORD_HEAD = 5;

/** @param first first bytes from the device */
export function tlsFailure(error: Error, first: Uint8Array): EndCause {
  const code = codeOf(error);
  const told = (
    why: 'alert' | 'gave-up' | 'not-tls' | 'ended' | 'nothing-shared' | 'other',
    detail: string,
  ): EndCause => ({ key: 'tls-failed', args: { why, detail } });
  const alert = alertIn(error.message);
  if (alert !== undefined) return told('alert', alert);
  if (code === 'ECONNRESET' || code === 'EPIPE') return told('ended', '');
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_HTTP_REQUEST') {
    return told('not-tls', code);
  }
  if (/NO_SHARED|NO_SUITABLE|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(code)) {
    return told('nothing-shared', code);
  }
  if (code === 'ERR_SSL_UNEXPECTED_MESSAGE') {
    const early = alertOutOfTurn(first);
    if (early !== undefined) return told('gave-up', alertName(early));
  }
  if (/PACKET_LENGTH|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE|UNKNOWN_PROTOCOL/.test(code)) {
    return told(first[0] === HANDSHAKE ? 'other' : 'not-tls', code);
  }
  return told('other', code === '' ? error.message : code);
}

/**
 * Description of an alert that is the first record, or that follows a ClientHello which OpenSSL considers
 * incomplete.
 */
function alertOutOfTurn(first: Uint8Array): number | undefined {
  let at = 0;
  while (at + RECORD_HEAD + 2 <= first.length) {
    const [type, major, , high = 0, low = 0, , description] = first.subarray(at);
    if (major !== 3) return undefined;
    if (type === ALERT) return description;
    if (type !== HANDSHAKE) return undefined;
    at += RECORD_HEAD + high * 256 + low;
  }
  return undefined;
}
