/** Tells at a glance that a packet is a PUBLISH of QoS 0 about which nothing needs to be looked up. */
import type { ProtocolVersion } from '../mqtt/packet.ts';

const PUBLISH_QOS_0 = 0x30;
const RETAIN = 0x01;
const HASH = 0x23;
const PLUS = 0x2b;
const DELETE = 0x7f;

/**
 * True: a well-formed PUBLISH of QoS 0 with an ASCII topic and without properties. False says
 * nothing: the decoder has to look. `bytes` is one whole packet as a framer cut it.
 */
export function isPlainPublish(bytes: Uint8Array, version: ProtocolVersion): boolean {
  const first = bytes[0] ?? 0;
  if ((first & ~RETAIN) !== PUBLISH_QOS_0) return false;
  let at = 1;
  while (((bytes[at] ?? 0) & 0x80) !== 0) at++;
  at++;
  const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  at += 2;
  const end = at + length;
  if (length === 0 || end > bytes.length) return false;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    // Control characters are discouraged or forbidden, and all beyond ASCII has to be checked as UTF-8.
    if (byte < 0x20 || byte >= DELETE || byte === HASH || byte === PLUS) return false;
  }
  // MQTT 5: a property length of 0.
  return version !== 5 || (end < bytes.length && bytes[end] === 0);
}
