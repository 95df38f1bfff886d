/** The answer of a server that takes a client in. */
import type { ConnackPacket } from '../mqtt/tables/packet.ts';

export const ACCEPTED: ConnackPacket = {
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
};
