/** Answers that a fault rule gives instead of the broker. */

import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { returnCodeFor } from '../core/contract/reasons.ts';
import type { FaultAnswer } from './faultRule.ts';

export interface Answer {
  /** Bytes of one packet; undefined: no answer. */
  readonly bytes: Uint8Array | undefined;
  /** The connection ends afterwards. */
  readonly end: boolean;
}

const DROPPED: Answer = { bytes: undefined, end: false };

/** Answer to a client's packet; undefined if the packet is malformed. */
export function answerTo(
  bytes: Uint8Array,
  version: ProtocolVersion,
  answer: FaultAnswer,
): Answer | undefined {
  const decoded = decode(bytes, version, 'client');
  if (!decoded.ok) return undefined;
  const { packet } = decoded;
  const reply =
    answer.with === 'disconnect' && packet.type !== 'connect'
      ? 'disconnect'
      : acknowledgement(packet, version, answer);
  if (reply === undefined) return DROPPED;
  if (reply !== 'disconnect') {
    return { bytes: encode(reply, version), end: reply.type === 'connack' };
  }
  return dismissal(version, answer);
}

/** DISCONNECT, or nothing before MQTT 5. */
export function dismissal(version: ProtocolVersion, answer: FaultAnswer): Answer {
  if (version < 5) return { bytes: undefined, end: true };
  const { reasonCode } = answer;
  return {
    bytes: encode({ type: 'disconnect', reasonCode, properties: properties(answer, true) }, 5),
    end: true,
  };
}

function acknowledgement(
  packet: Packet,
  version: ProtocolVersion,
  answer: FaultAnswer,
): Packet | 'disconnect' | undefined {
  const { reasonCode } = answer;
  switch (packet.type) {
    case 'connect':
      return {
        type: 'connack',
        sessionPresent: false,
        reasonCode: version === 5 ? reasonCode : returnCodeFor({ reasonCode }),
        properties: properties(answer, true),
      };
    case 'publish': {
      const { packetId } = packet;
      if (packetId === undefined) return undefined;
      const type = packet.qos === 1 ? 'puback' : 'pubrec';
      return { type, packetId, reasonCode, properties: properties(answer) };
    }
    case 'pubrec':
    case 'pubrel': {
      const type = packet.type === 'pubrec' ? 'pubrel' : 'pubcomp';
      return { type, packetId: packet.packetId, reasonCode, properties: properties(answer) };
    }
    case 'subscribe':
      return {
        type: 'suback',
        packetId: packet.packetId,
        reasonCodes: packet.subscriptions.map(({ qos }) => grantOf(qos, version, reasonCode)),
        properties: properties(answer),
      };
    case 'unsubscribe':
      return {
        type: 'unsuback',
        packetId: packet.packetId,
        reasonCodes: packet.filters.map(() => reasonCode),
        properties: properties(answer),
      };
    case 'connack':
    case 'puback':
    case 'pubcomp':
    case 'suback':
    case 'unsuback':
    case 'pingreq':
    case 'pingresp':
    case 'disconnect':
    case 'auth':
      return 'disconnect';
  }
}

/**
 * 0x80 is the only failure before MQTT 5 (3.9.3). 3.1 has none, so SUBACK grants a QoS that is not honoured.
 */
function grantOf(qos: QoS, version: ProtocolVersion, reasonCode: number): number {
  if (version === 5 || !isFailure(reasonCode)) return reasonCode;
  return version === 4 ? 0x80 : qos;
}

/** Server references are allowed in CONNACK and DISCONNECT only (2.2.2.2). */
function properties({ reasonString, serverReference }: FaultAnswer, mayRefer = false): Property[] {
  const given: Property[] = [];
  if (reasonString !== undefined) given.push({ name: 'reasonString', value: reasonString });
  if (mayRefer && serverReference !== undefined) {
    given.push({ name: 'serverReference', value: serverReference });
  }
  return given;
}
