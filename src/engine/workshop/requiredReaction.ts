/** Required reaction of a server to a packet. */

import type { Rule } from '../../mqtt/statements/rule.ts';
import { RULES } from '../../mqtt/statements/rules.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';

/** Types of answers. */
export type AnswerType = Extract<
  PacketType,
  'connack' | 'puback' | 'pubrec' | 'pubcomp' | 'suback' | 'unsuback' | 'pingresp'
>;

export type RequiredReaction =
  /**
   * It closes the connection. In MQTT 5 it may first send DISCONNECT, or CONNACK as the answer to CONNECT,
   * with this code. `orAnswer`: or it refuses with this packet and continues.
   */
  | {
      readonly kind: 'close';
      readonly code?: number | undefined;
      readonly orAnswer?: { readonly type: AnswerType; readonly code: number };
    }
  /** It sends CONNACK with this code and closes the connection. */
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'answer'; readonly type: AnswerType }
  /** The standard permits accepting the packet or closing the connection. */
  | { readonly kind: 'free' }
  /** MQTT 3.1 does not specify it. */
  | { readonly kind: 'unsaid' }
  /** No reaction is due: the packet is incomplete or needs no answer. */
  | { readonly kind: 'none' };

/** Return codes of CONNACK before MQTT 5. */
const UNACCEPTABLE_VERSION = 1;
const IDENTIFIER_REJECTED = 2;

/** Required reaction to a packet that breaks this rule by its own bytes. */
export function requiredReaction(rule: Rule, version: ProtocolVersion): RequiredReaction {
  if (rule === RULES.clientIdMqtt31) return { kind: 'refuse', code: IDENTIFIER_REJECTED };
  if (version === 3) return { kind: 'unsaid' };
  if (rule.severity === 'caution') return { kind: 'free' };
  if (version === 5) return { kind: 'close', code: rule.reason };
  if (rule === RULES.protocolLevel) return { kind: 'refuse', code: UNACCEPTABLE_VERSION };
  if (rule === RULES.emptyClientId) return { kind: 'refuse', code: IDENTIFIER_REJECTED };
  return { kind: 'close' };
}
