/** Messages in which platforms deliver a known secret, and servers that send them. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../tables/packet.ts';

/** A random integer below `below`. */
type Chance = (below: number) => number;
type Delivery = readonly [topic: string, message: (secret: string) => string];

/** Topics of Alibaba Cloud, AWS IoT and ThingsBoard. */
const DELIVERIES: readonly Delivery[] = [
  ['/ext/register', (secret) => `{"deviceName":"soil7","deviceSecret":"${secret}"}`],
  [
    '/sys/a1/soil7/thing/sub/register_reply',
    (secret) =>
      `{"id":"1","code":200,"data":[{"iotId":"x","deviceSecret":"${secret}","deviceName":"s"}]}`,
  ],
  ['/ext/regnwl', (secret) => `{"clientId":"c1","deviceToken":"${secret}"}`],
  [
    '$aws/certificates/create/json/accepted',
    (secret) =>
      `{"certificateId":"ab","privateKey":"-----BEGIN RSA PRIVATE KEY-----\\n${secret}\\n-----END"}`,
  ],
  [
    '$aws/certificates/create-from-csr/json/accepted',
    (secret) => `{"certificateOwnershipToken":"${secret}","certificateId":"ab"}`,
  ],
  [
    '$aws/provisioning-templates/fleet/provision/json',
    (secret) => `{"certificateOwnershipToken": "${secret}", "parameters": {"Serial": "ab"}}`,
  ],
  [
    '$aws/certificates/create/cbor/accepted',
    (secret) => `\u00a1jprivateKeyx${String.fromCharCode(secret.length)}${secret}`,
  ],
  ['v1/devices/me/claim', (secret) => `{"secretKey":"${secret}","durationMs":60000}`],
  ['v1/gateway/claim', (secret) => `{"Device A":{"secretKey":"${secret}","durationMs":60000}}`],
  [
    '/provision/request',
    (secret) => `{"deviceName":"ab","provisionDeviceKey":"k1","provisionDeviceSecret":"${secret}"}`,
  ],
  [
    '/provision/response',
    (secret) =>
      `{"status":"SUCCESS","credentialsType":"MQTT_BASIC","credentialsValue":{"clientId":"c","userName":"u","password":"${secret}"}}`,
  ],
];

/** A message of a platform with this secret, in some cases after the message that defines the topic's alias. */
export function deliveringPackets(
  secret: string,
  version: ProtocolVersion,
  chance: Chance,
): readonly PublishPacket[] {
  const [topic, message] = DELIVERIES[chance(DELIVERIES.length)] ?? ['', String];
  const text = message(secret);
  const isEscaped = chance(8) === 0;
  const spelled = isEscaped ? text.replace(/"([a-z])/, '"\\u00$1').replace(/\\u00(.)/, code) : text;
  const qos = chance(2) === 0 ? 0 : 1;
  const packet: PublishPacket = {
    type: 'publish',
    topic,
    payload: Uint8Array.from(spelled, (character) => character.charCodeAt(0)),
    retain: chance(4) === 0,
    dup: false,
    properties: [],
    ...(qos === 0 ? { qos } : { qos, packetId: 1 + chance(300) }),
  };
  if (version !== 5 || chance(3) > 0) return [packet];
  const properties = [{ name: 'topicAlias', value: 1 + chance(3) }] as const;
  const first = { ...packet, payload: encodeUtf8('{}'), properties };
  return [first, { ...packet, topic: '', properties }];
}

const code = (_: string, letter: string): string =>
  `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Packets of a server around a message that delivers the secret. */
export function serverPieces(
  secret: string,
  version: ProtocolVersion,
  chance: Chance,
): Uint8Array[] {
  const message: PublishPacket = {
    type: 'publish',
    topic: 'a/b',
    payload: encodeUtf8('{"t":21}'),
    qos: 0,
    retain: false,
    dup: false,
    properties: [],
  };
  const signed = [
    { name: 'authenticationMethod', value: 'SCRAM' },
    { name: 'authenticationData', value: encodeUtf8(secret) },
    { name: 'userProperty', value: ['api-key', secret] },
  ] as const;
  const packets: Packet[] = [
    {
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: version === 5 ? signed : [],
    },
    { type: 'suback', packetId: 1, reasonCodes: [1], properties: [] },
    message,
    ...deliveringPackets(secret, version, chance),
    { type: 'pingresp' },
    message,
  ];
  return packets.map((packet) => encode(packet, version));
}
