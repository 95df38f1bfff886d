/** Pieces of packets that scenes of several subjects use. */
export const qos1 = (packetId: number, dup = false) => ({ qos: 1, packetId, dup }) as const;
export const qos2 = (packetId: number, dup = false) => ({ qos: 2, packetId, dup }) as const;
export const number = (
  name: 'receiveMaximum' | 'topicAliasMaximum' | 'maximumPacketSize',
  value: number,
) => ({ properties: [{ name, value }] }) as const;
