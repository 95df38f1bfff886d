import type { PublishPacket } from '../../mqtt/tables/packet.ts';

/** A PUBLISH with its topic name, also where the packet has an alias for it. */
export type PublishedMessage = Pick<PublishPacket, 'qos' | 'retain' | 'properties' | 'payload'> & {
  readonly topic: string;
};
