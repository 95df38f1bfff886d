/** Rules on PUBLISH, and on reason codes sent by a client. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { PUBLISH_RULES } from '../../mqtt/statements/publishRules.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { frame, ID, properties, type Recipe, type Recipes, TOPIC, text } from './recipe.ts';

/** No packet has this reason code. */
const NO_CODE = 0x05;
const METHOD = 0x15;

function publish(topic: string, change: Partial<PublishPacket> = {}): Recipe {
  const packet: PublishPacket = {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    properties: [],
    payload: encodeUtf8('workshop'),
    ...change,
  };
  return (version) => encode(packet, version);
}
const with5 = (topic: string, property: Property): Recipe =>
  publish(topic, { properties: [property] });
const code =
  (first: number): Recipe =>
  () =>
    frame(first, ID, NO_CODE);

export const WRONG_PUBLISH: Recipes<keyof typeof PUBLISH_RULES> = {
  qos3: [(version) => frame(0x36, text(TOPIC), ID, properties(version))],
  dupAtQos0: [publish(TOPIC, { dup: true })],
  topicWildcard: [publish(`${TOPIC}/+`), publish(`${TOPIC}/#`)],
  topicEmpty: [publish('')],
  topicAliasZero: [with5(TOPIC, { name: 'topicAlias', value: 0 })],
  topicAliasUnknown: [with5('', { name: 'topicAlias', value: 1 })],
  subscriptionIdFromClient: [with5(TOPIC, { name: 'subscriptionIdentifier', value: 1 })],
  responseTopic: [with5(TOPIC, { name: 'responseTopic', value: `${TOPIC}/+` })],
  responseTopicEmpty: [with5(TOPIC, { name: 'responseTopic', value: '' })],
  payloadFormat: [
    publish(TOPIC, {
      properties: [{ name: 'payloadFormatIndicator', value: 1 }],
      payload: Uint8Array.of(0xc3, 0x28),
    }),
  ],
  pubackCode: [code(0x40)],
  pubrecCode: [code(0x50)],
  pubrelCode: [code(0x62)],
  pubcompCode: [code(0x70)],
  subackCode: [],
  unsubackCode: [],
  disconnectCode: [() => frame(0xe0, NO_CODE)],
  authCode: [(version) => frame(0xf0, NO_CODE, properties(version, METHOD, text('PLAIN')))],
  codeSender: [() => frame(0xe0, 0x8b)],
};
