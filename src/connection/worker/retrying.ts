/** Tells which failures are temporary, so that an automatic retry makes sense. */
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type { Failure } from '../protocol/protocol.ts';

/** CONNACK return codes of MQTT 3.1 and 3.1.1: only `server unavailable` is temporary. */
const PASSING_RETURN_CODES: ReadonlySet<number> = new Set([3]);

/** Temporary MQTT 5 reason codes of CONNACK and DISCONNECT. */
const PASSING_REASON_CODES: ReadonlySet<number> = new Set([
  0x00, // Normal disconnection
  0x80, // Unspecified error
  0x83, // Implementation specific error
  0x88, // Server unavailable
  0x89, // Server busy
  0x8b, // Server shutting down
  0x8d, // Keep Alive timeout
  0x93, // Receive Maximum exceeded
  0x96, // Message rate too high
  0x97, // Quota exceeded
  0x98, // Administrative action
  0x9f, // Connection rate exceeded
  0xa0, // Maximum connect time
]);

/** Temporary failures of an HTTPS request. */
const PASSING_FAULTS: ReadonlySet<string> = new Set(['relay', 'unreachable', 'timed-out']);
/** Temporary codes of the platform, or HTTP status codes of a server in front of it. */
const PASSING_CODES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Rejected credentials (4, 5; 0x86, 0x87), a takeover (0x8E) and failures caused by our own settings or bytes
 * would repeat, or fight another client, so the user decides.
 */
export function healsByItself(failure: Failure): boolean {
  switch (failure.kind) {
    case 'refused':
      return !isFailure(failure.code)
        ? PASSING_RETURN_CODES.has(failure.code)
        : PASSING_REASON_CODES.has(failure.code);
    case 'disconnected':
      return PASSING_REASON_CODES.has(failure.code);
    case 'unreachable':
      return !failure.forbidden;
    case 'line':
      return failure.isTemporary;
    case 'no-connack':
    case 'lost':
    case 'keep-alive':
    case 'not-loaded':
      return true;
    case 'pre-auth':
      return PASSING_FAULTS.has(failure.why) || PASSING_CODES.has(failure.code ?? 0);
    case 'displaced':
    case 'broken':
    case 'invalid':
    case 'no-bridge':
      return false;
  }
}
