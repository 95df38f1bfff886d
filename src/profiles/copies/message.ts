import type { PublishPacket } from '../../mqtt/tables/packet.ts';

/** A PUBLISH with its topic name, even if the packet has an alias. */
export type PublishedMessage = Pick<PublishPacket, 'qos' | 'retain' | 'properties' | 'payload'> & {
  readonly topic: string;
};
