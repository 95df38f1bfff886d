/** Valid client packets as a starting point for custom ones. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Property, PropertyPlace } from '../../mqtt/tables/properties.ts';
import { connect, PACKET_ID, TOPIC } from './recipe.ts';

/** Packet types that a client may send, in the order of the standard. */
export const GOOD_TYPES = [
  'connect',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'disconnect',
  'auth',
] as const;
export type GoodType = (typeof GOOD_TYPES)[number];

/** Place of its properties; undefined: it has none. */
export const placeOf = (type: GoodType): PropertyPlace | undefined =>
  type === 'pingreq' ? undefined : type;

/** @param properties omitted before MQTT 5 @throws RangeError if the values cannot be encoded */
export function goodPacket(
  type: GoodType,
  version: ProtocolVersion,
  name: string,
  properties: readonly Property[],
): Uint8Array {
  return encode(packetOf(type, version, name, properties), version);
}

function packetOf(
  type: GoodType,
  version: ProtocolVersion,
  name: string,
  properties: readonly Property[],
): Packet {
  const packetId = PACKET_ID;
  // Omitted fields mean success without properties.
  const reason = properties.length > 0 ? { reasonCode: 0, properties } : {};
  switch (type) {
    case 'connect':
      return connect(version, name, { properties });
    case 'publish': {
      const message = { topic: TOPIC, payload: encodeUtf8('workshop'), retain: false, dup: false };
      return { type, qos: 1, packetId, properties, ...message };
    }
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      return { type, packetId, ...reason };
    case 'subscribe': {
      const options = {
        qos: 0,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      } as const;
      return { type, packetId, properties, subscriptions: [{ filter: TOPIC, ...options }] };
    }
    case 'unsubscribe':
      return { type, packetId, properties, filters: [TOPIC] };
    case 'pingreq':
      return { type };
    case 'disconnect':
      return { type, ...reason };
    case 'auth':
      return { type, reasonCode: CONTINUE, properties };
  }
}

/** Reason code of AUTH. */
const CONTINUE = 0x18;
