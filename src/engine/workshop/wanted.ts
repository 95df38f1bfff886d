/** What the standard wants of a server that gets a packet. */

import type { Rule } from '../../mqtt/statements/rule.ts';
import { RULES } from '../../mqtt/statements/rules.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';

/** What packets are answered with. */
export type AnswerType = Extract<
  PacketType,
  'connack' | 'puback' | 'pubrec' | 'pubcomp' | 'suback' | 'unsuback' | 'pingresp'
>;

export type Wanted =
  /**
   * It closes the connection. MQTT 5: before that it may say DISCONNECT, or CONNACK in the place of an answer to
   * CONNECT, with this code. `orAnswer`: or it refuses with this packet, and goes on.
   */
  | {
      readonly kind: 'close';
      readonly code?: number | undefined;
      readonly orAnswer?: { readonly type: AnswerType; readonly code: number };
    }
  /** It says CONNACK with this code, and closes the connection. */
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'answer'; readonly type: AnswerType }
  /** The standard lets it take the packet or close the connection. */
  | { readonly kind: 'free' }
  /** MQTT 3.1 does not say. */
  | { readonly kind: 'unsaid' }
  /** Nothing is due: more of the packet may come, or it asks for no answer. */
  | { readonly kind: 'none' };

/** Return codes of CONNACK before MQTT 5. */
const UNACCEPTABLE_VERSION = 1;
const IDENTIFIER_REJECTED = 2;

/** Of a packet that breaks this rule by its own bytes. */
export function wantedFor(rule: Rule, version: ProtocolVersion): Wanted {
  if (rule === RULES.clientIdMqtt31) return { kind: 'refuse', code: IDENTIFIER_REJECTED };
  if (version === 3) return { kind: 'unsaid' };
  if (rule.severity === 'caution') return { kind: 'free' };
  if (version === 5) return { kind: 'close', code: rule.reason };
  if (rule === RULES.protocolLevel) return { kind: 'refuse', code: UNACCEPTABLE_VERSION };
  if (rule === RULES.emptyClientId) return { kind: 'refuse', code: IDENTIFIER_REJECTED };
  return { kind: 'close' };
}
