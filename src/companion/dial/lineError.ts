/** Error of a line that could not be opened. */

import { isOneOf } from '../../base/knownMessage.ts';
import type { LineFailure, LineFailures, LineStep } from '../../connection/bridge/lineFacts.ts';

export class LineError extends Error {
  readonly failure: LineFailure;

  constructor(failure: LineFailure) {
    super(failure.key);
    this.failure = failure;
  }
}

/** Our error code for a connection that the other end has closed cleanly. */
export const ENDED = 'ENDED';

/** `EAI_AGAIN`, `ERR_TLS_CERT_ALTNAME_INVALID` and the like; empty if there is none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const REASON = /(?:error:[0-9A-Fa-f]+:[^:]*:[^:]*:)?([^:]+?)(?::.*)?$/;
const ALERT = /\balert ([a-z ]+)/;

/** Failure of this step on the way to `host`, with `address` if it is known. */
export function failureOf(
  error: unknown,
  step: LineStep,
  host: string,
  address: string,
): LineFailure {
  if (error instanceof LineError) return error.failure;
  // Several addresses of a name were tried (RFC 8305): the first one's error counts.
  if (error instanceof AggregateError && error.errors.length > 0) {
    return failureOf(error.errors[0], step, host, address);
  }
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { key: 'dns', args: { host, isTemporary: code === 'EAI_AGAIN' } };
    case 'ECONNREFUSED':
    case 'ENOENT':
      return { key: 'refused', args: { address } };
    case 'EACCES':
    case 'EPERM':
      return { key: 'not-permitted', args: { address } };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { key: 'unreachable', args: { address } };
    case 'ETIMEDOUT':
      return { key: 'timed-out', args: { step, seconds: 0 } };
    case 'ECONNRESET':
    case 'EPIPE':
    case ENDED:
      return { key: 'closed', args: { step, isReset: code !== ENDED } };
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_RECORD_LAYER_FAILURE':
      return { key: 'no-tls', args: {} };
    default:
      return code.startsWith('ERR_SSL_') || code === 'EPROTO'
        ? tlsFailure(error, reason)
        : { key: 'other', args: { reason } };
  }
}

/** Failure of the proxy itself, which shows nothing about the server. @param proxy its address */
export function proxyFailure(error: unknown, proxy: string): LineFailure {
  if (error instanceof LineError) return error.failure;
  const failure = failureOf(error, 'proxy', '', '');
  const unusable = (why: LineFailures['proxy-unusable']['why'], detail = ''): LineFailure => ({
    key: 'proxy-unusable',
    args: { proxy, why, detail },
  });
  const { key, args } = failure;
  if (isOfAnyServer(key)) return unusable(key);
  if (key === 'tls-alert') return unusable('other', `TLS alert ${args.alert}`);
  if (key === 'tls-other') return unusable('other', args.reason);
  if (key !== 'other') return failure;
  if (/^Socket closed|ECONNRESET/.test(args.reason)) return unusable('closed');
  const isOther = codeOf(error).startsWith('HPE_') || /invalid socks/i.test(args.reason);
  return isOther ? unusable('not-proxy') : unusable('other', args.reason);
}

const isOfAnyServer = isOneOf('dns', 'refused', 'unreachable', 'closed', 'no-tls');

/**
 * Name of a TLS alert in the standard's spelling. OpenSSL names alerts in its messages: `ssl/tls alert
 * unknown ca`.
 */
export const alertIn = (message: string): string | undefined =>
  ALERT.exec(message)?.[1]
    ?.replace(/ alert number.*| ssl$/g, '')
    .trim()
    .replaceAll(' ', '_');

/** OpenSSL's `tlsv1 alert unknown ca` differs from the standard's name only in form. */
function tlsFailure(error: unknown, message: string): LineFailure {
  const named =
    typeof error === 'object' && error !== null && 'reason' in error ? error.reason : undefined;
  const reason = typeof named === 'string' ? named : (REASON.exec(message)?.[1] ?? message);
  const alert = alertIn(reason);
  if (alert !== undefined) return { key: 'tls-alert', args: { alert } };
  return { key: 'tls-other', args: { reason } };
}
