/** Size of a message's PUBLISH, as counted for the server's maximum packet size (MQTT 5, 3.2.2.3.6). */

import { MAX_VARINT, readVarint, varintLength } from '../../../base/varint.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { type Message, sizeOf } from './form.ts';

/** Only whether there is one counts. */
const PACKET_ID = 1;
const NO_PAYLOAD = new Uint8Array(0);

/** Bytes. Undefined if it depends on a template, or if no packet can contain it. */
export function publishSize(
  { topic, qos, retain, properties, payload, file, template }: Message,
  version: ProtocolVersion,
): number | undefined {
  if (template !== undefined) return undefined;
  const message = {
    type: 'publish',
    topic,
    retain,
    properties,
    payload: NO_PAYLOAD,
    dup: false,
  } as const;
  let without: Uint8Array;
  try {
    const packetId = qos === 0 ? undefined : PACKET_ID;
    without = encode({ ...message, qos, ...(packetId && { packetId }) }, version);
  } catch {
    return undefined;
  }
  const remaining = remainingOf(without) + sizeOf(file ?? payload);
  return 1 + varintLength(Math.min(remaining, MAX_VARINT)) + remaining;
}

function remainingOf(packet: Uint8Array): number {
  const length = readVarint(packet, 1);
  return typeof length === 'string' ? 0 : length.value;
}
