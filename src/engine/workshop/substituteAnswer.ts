/** Answers a packet instead of its receiver, which never got it. */
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';

const SUCCESS = { reasonCode: 0, properties: [] } as const;

/** A positive answer; undefined: the packet needs none or is unreadable. */
export function substituteAnswer(
  bytes: Uint8Array,
  sender: Sender,
  version: ProtocolVersion,
): Uint8Array | undefined {
  const decoded = decode(bytes, version, sender);
  const answer = decoded.ok ? answerTo(decoded.packet) : undefined;
  return answer && encode(answer, version);
}

function answerTo(packet: Packet): Packet | undefined {
  switch (packet.type) {
    case 'publish': {
      const { packetId, qos } = packet;
      if (packetId === undefined) return undefined;
      return { type: qos === 1 ? 'puback' : 'pubrec', packetId, ...SUCCESS };
    }
    case 'pubrec':
      return { type: 'pubrel', packetId: packet.packetId, ...SUCCESS };
    case 'pubrel':
      return { type: 'pubcomp', packetId: packet.packetId, ...SUCCESS };
    case 'subscribe': {
      const reasonCodes = packet.subscriptions.map(({ qos }) => qos);
      return { type: 'suback', packetId: packet.packetId, reasonCodes, properties: [] };
    }
    case 'unsubscribe': {
      const reasonCodes = packet.filters.map(() => 0);
      return { type: 'unsuback', packetId: packet.packetId, reasonCodes, properties: [] };
    }
    case 'pingreq':
      return { type: 'pingresp' };
    case 'connect':
    case 'connack':
    case 'puback':
    case 'pubcomp':
    case 'suback':
    case 'unsuback':
    case 'pingresp':
    case 'disconnect':
    case 'auth':
      return undefined;
  }
}
