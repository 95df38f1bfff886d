/** Packets that break a rule by their own bytes and that no recording contains. */
import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnectPacket, Packet, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { publish, subscribe, will } from '../problems/talk.testkit.ts';

export interface PacketScene {
  readonly version: ProtocolVersion;
  readonly sender: Sender;
  readonly bytes: Uint8Array;
}

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const client = (version: ProtocolVersion, packet: Packet | string): PacketScene => ({
  version,
  sender: 'client',
  bytes: typeof packet === 'string' ? hex(packet) : encode(packet, version),
});
const server = (version: ProtocolVersion, packet: Packet | string): PacketScene => ({
  ...client(version, packet),
  sender: 'server',
});

function connect(version: ProtocolVersion, change: Partial<ConnectPacket>): PacketScene {
  return client(version, {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'me',
    properties: [],
    ...change,
  });
}

export const PACKET_SCENES: Readonly<Record<string, PacketScene>> = {
  longVarint: client(4, '30840000016176'),
  unusedHeaderFlags: server(3, '42020001'),
  willQos3: client(4, '101300044d515454041e003c00026d65000167000178'),
  passwordWithoutUserName: connect(4, { password: new Uint8Array(1) }),
  clientIdMqtt31: connect(3, { clientId: '' }),
  longClientIdMqtt31: connect(3, { clientId: 'x'.repeat(24) }),
  authenticationDataWithoutMethod: connect(5, {
    properties: [{ name: 'authenticationData', value: new Uint8Array(1) }],
  }),
  willTopic: connect(4, { will: { ...will(), topic: 'a/#' } }),
  willTopicEmpty: connect(4, { will: { ...will(), topic: '' } }),
  unusedConnackByte: server(3, '20020100'),
  qos3: client(4, '360500016100017a'),
  topicAliasZero: client(5, publish('a', { properties: [{ name: 'topicAlias', value: 0 }] })),
  topicAliasUnknown: client(5, publish('', { properties: [{ name: 'topicAlias', value: 1 }] })),
  subscriptionIdFromClient: client(
    5,
    publish('a', { properties: [{ name: 'subscriptionIdentifier', value: 1 }] }),
  ),
  responseTopic: client(5, publish('a', { properties: [{ name: 'responseTopic', value: 'a/+' }] })),
  responseTopicEmpty: client(
    5,
    publish('a', { properties: [{ name: 'responseTopic', value: '' }] }),
  ),
  payloadFormat: client(
    5,
    publish('a', {
      properties: [{ name: 'payloadFormatIndicator', value: 1 }],
      payload: hex('c328'),
    }),
  ),
  pubrecCode: client(5, '5003000101'),
  pubcompCode: client(5, '7003000101'),
  codeSender: server(5, 'e00104'),
  authCode: client(5, 'f00601041500016d'),
  subscribeQos3: client(4, '8206000100016103'),
  unusedSubscribeBits: client(3, '8206000100016104'),
  filterEmpty: client(4, subscribe(1, [''])),
  subackFailure: server(3, '9003000180'),
  noUnsubackCode: server(5, 'b003000100'),
  sessionExpiryFromServer: server(5, {
    type: 'disconnect',
    reasonCode: 0x8b,
    properties: [{ name: 'sessionExpiryInterval', value: 1 }],
  }),
  serverReferenceFromClient: client(5, {
    type: 'disconnect',
    reasonCode: 0x82,
    properties: [{ name: 'serverReference', value: 'b' }],
  }),
};
