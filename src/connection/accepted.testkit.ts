/** The CONNACK of a server that accepts a client. */
import type { ConnackPacket } from '../mqtt/tables/packet.ts';

export const ACCEPTED: ConnackPacket = {
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
};
