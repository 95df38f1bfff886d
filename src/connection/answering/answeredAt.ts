/** A received message that a rule answers. */
import type { PacketCursor } from '../../engine/filtering/packetCursor.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { AnsweredPublish } from '../templates/templateSource.ts';

/** The message of the packet at the cursor; undefined if it is none. */
export function answeredAt(cursor: PacketCursor): AnsweredPublish | undefined {
  const { topic, version } = cursor;
  const decoded = decode(cursor.bytes().slice(), version, 'server');
  if (topic === undefined || !decoded.ok || decoded.packet.type !== 'publish') return undefined;
  const { payload, properties } = decoded.packet;
  return {
    topic,
    payload,
    responseTopic: propertyValue(properties, 'responseTopic'),
    correlationData: propertyValue(properties, 'correlationData'),
  };
}
