/** Rules on CONNECT: these packets replace a valid one. */

import { encode } from '../../mqtt/codec/encode.ts';
import type { CONNECT_RULES } from '../../mqtt/statements/connectRules.ts';
import type { ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { connect, type Recipe, type Recipes, TOPIC, will, withFlags } from './recipe.ts';

const RESERVED = 0x01;
const WILL = 0x04;
const WILL_QOS = 0x18;
const WILL_RETAIN = 0x20;
/** Marks a bridge in the protocol level. */
const BRIDGE = 0x80;
/** No version has it. */
const UNKNOWN_LEVEL = 9;

const changed =
  (change: (version: ProtocolVersion) => Partial<ConnectPacket>): Recipe =>
  (version, name) =>
    encode(connect(version, name, change(version)), version);
const flagged =
  (flags: (before: number) => number, change: Partial<ConnectPacket> = {}): Recipe =>
  (version, name) =>
    withFlags(encode(connect(version, name, change), version), flags);

export const WRONG_CONNECT: Recipes<keyof typeof CONNECT_RULES> = {
  protocolName: [changed(() => ({ protocolName: 'MQTX' }))],
  protocolLevel: [changed(() => ({ protocolName: 'MQTT', protocolLevel: UNKNOWN_LEVEL }))],
  bridgeLevel: [changed((version) => ({ protocolLevel: BRIDGE | version }))],
  connectReserved: [flagged((flags) => flags | RESERVED)],
  willQosWithoutWill: [flagged((flags) => flags | (WILL_QOS & 0x08))],
  willQos3: [flagged((flags) => flags | WILL | WILL_QOS, { will: will(TOPIC) })],
  willRetainWithoutWill: [flagged((flags) => flags | WILL_RETAIN)],
  passwordWithoutUserName: [changed(() => ({ password: Uint8Array.of(0x2d) }))],
  emptyClientId: [changed(() => ({ clientId: '', cleanStart: false }))],
  clientIdMqtt31: [changed(() => ({ clientId: '' }))],
  longClientIdMqtt31: [(version, name) => encode(connect(version, name.padEnd(24, 'x')), version)],
  authenticationDataWithoutMethod: [
    changed(() => ({ properties: [{ name: 'authenticationData', value: Uint8Array.of(0x2d) }] })),
  ],
  willTopic: [changed(() => ({ will: will(`${TOPIC}/#`) }))],
  willTopicEmpty: [changed(() => ({ will: will('') }))],
  connackReserved: [],
  unusedConnackByte: [],
  sessionPresentRefused: [],
  connackCode: [],
};
