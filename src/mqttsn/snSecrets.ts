/** Overwrites secrets in datagrams of MQTT-SN. It has no passwords, but a platform may deliver secrets in a message. */
import type { Secrets } from '../mqtt/secrets/secrets.ts';
import { dissectSn } from './dissectSn.ts';
import { SN_FIELDS } from './snFields.ts';

/** Messages, and bytes that no field explains: a wrong length splits a message into both. */
const WITH_SECRETS: ReadonlySet<string> = new Set([
  SN_FIELDS.data.name,
  SN_FIELDS.willMessage.name,
  SN_FIELDS.rest.name,
]);

/**
 * A copy with delivered secrets overwritten at the same length; the same array if there are none. The topic is a
 * number in most datagrams, so it counts as unknown.
 */
export function withoutSnSecrets(datagram: Uint8Array, secrets: Secrets): Uint8Array {
  const first = dissectSn(datagram).fields.find(({ name }) => WITH_SECRETS.has(name));
  if (first === undefined) return datagram;
  const message = datagram.subarray(first.offset);
  const shown = secrets.maskMessage('', message);
  if (shown === message) return datagram;
  const masked = new Uint8Array(datagram);
  masked.set(shown, first.offset);
  return masked;
}
