/** Options of programs that change packets, with the expected packets in both directions. */
import { expect } from '@playwright/test';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';

/** Part of a packet. It must be among the passed packets, in this order. */
export type Expected = Readonly<Record<string, unknown>> & { readonly type: Packet['type'] };

const prop = (name: string, value: unknown) => ({ name, value });

interface Case {
  readonly option: string;
  /** Separated by single spaces. */
  readonly args: string;
  readonly input?: string;
  readonly sent?: readonly Expected[];
  readonly got?: readonly Expected[];
}

interface PublishCase extends Case {
  /** Messages that the witness receives on `case/…`; undefined: one message. */
  readonly messages?: readonly Readonly<Record<string, unknown>>[];
  readonly code?: number;
}

export const PUBLISHING: readonly PublishCase[] = [
  {
    option: '-V mqttv31',
    args: '-V mqttv31 -m x -q 2',
    sent: [{ type: 'connect', protocolName: 'MQIsdp', protocolLevel: 3 }],
    got: [{ type: 'connack', reasonCode: 0 }, { type: 'pubrec' }, { type: 'pubcomp' }],
  },
  {
    option: '-V mqttv311',
    args: '-V mqttv311 -m x',
    sent: [{ type: 'connect', protocolName: 'MQTT', protocolLevel: 4, cleanStart: true }],
  },
  { option: '-V mqttv5', args: '-V mqttv5 -m x', sent: [{ type: 'connect', protocolLevel: 5 }] },
  {
    option: '-q 0',
    args: '-q 0 -m x',
    sent: [{ type: 'publish', qos: 0 }],
    messages: [{ qos: 0, payload: 'x' }],
  },
  {
    option: '-q 1',
    args: '-q 1 -m x',
    sent: [{ type: 'publish', qos: 1, dup: false }],
    got: [{ type: 'puback', packetId: 1 }],
    messages: [{ qos: 1, payload: 'x' }],
  },
  {
    option: '-q 2',
    args: '-q 2 -m x',
    sent: [
      { type: 'publish', qos: 2, packetId: 1 },
      { type: 'pubrel', packetId: 1 },
    ],
    got: [
      { type: 'pubrec', packetId: 1 },
      { type: 'pubcomp', packetId: 1 },
    ],
    messages: [{ qos: 2, payload: 'x' }],
  },
  {
    option: '-r',
    args: '-r -m kept',
    sent: [{ type: 'publish', retain: true }],
    messages: [{ payload: 'kept', retain: true }],
  },
  { option: '-n', args: '-n -r', sent: [{ type: 'publish', payload: '', retain: true }] },
  {
    option: '-i',
    args: '-i named -m x',
    sent: [{ type: 'connect', clientId: 'named' }],
  },
  {
    option: '-I',
    args: '-I prefix- -m x',
    sent: [{ type: 'connect', clientId: expect.stringMatching(/^prefix-\d+$/) }],
  },
  { option: '-k', args: '-k 7 -m x', sent: [{ type: 'connect', keepAlive: 7 }] },
  {
    option: '-c',
    args: '-c -i stays -m x',
    sent: [{ type: 'connect', cleanStart: false }],
    got: [{ type: 'connack', sessionPresent: false }],
  },
  {
    option: '-c, again',
    args: '-c -i stays -m x',
    got: [{ type: 'connack', sessionPresent: true }],
  },
  {
    option: '-x',
    args: '-V mqttv5 -x 77 -i for-a-while -m x',
    sent: [
      { type: 'connect', properties: expect.arrayContaining([prop('sessionExpiryInterval', 77)]) },
    ],
  },
  {
    option: '-x -1',
    args: '-V mqttv5 -c -x -1 -i for-ever -m x',
    sent: [
      {
        type: 'connect',
        cleanStart: false,
        properties: expect.arrayContaining([prop('sessionExpiryInterval', 0xffff_ffff)]),
      },
    ],
  },
  {
    option: '-l',
    args: '-l -q 1',
    input: 'one\ntwo\nthree\n',
    messages: [{ payload: 'one' }, { payload: 'two' }, { payload: 'three' }],
  },
  {
    option: '-s',
    args: '-s',
    input: 'one\ntwo\n',
    messages: [{ payload: 'one\ntwo\n' }],
  },
  {
    option: '--repeat',
    args: '--repeat 3 --repeat-delay 0.01 -q 1 -m again',
    messages: [{ payload: 'again' }, { payload: 'again' }, { payload: 'again' }],
  },
  {
    option: '-M',
    args: '-V mqttv5 -M 1 -q 2 -l',
    input: 'one\ntwo\n',
    sent: [
      { type: 'publish', payload: 'one' },
      { type: 'pubrel', packetId: 1 },
      { type: 'publish', payload: 'two' },
    ],
    messages: [{ payload: 'one' }, { payload: 'two' }],
  },
  {
    option: '-u -P',
    args: '-u ann -P s3cret -m x',
    sent: [{ type: 'connect', userName: 'ann', password: 's3cret' }],
  },
  {
    option: '--will-topic --will-payload --will-qos --will-retain',
    args: '--will-topic will --will-payload gone --will-qos 2 --will-retain -m x',
    sent: [
      {
        type: 'connect',
        will: { topic: 'will', payload: 'gone', qos: 2, retain: true, properties: [] },
      },
    ],
  },
  {
    option: '-D publish payload-format-indicator',
    args: '-V mqttv5 -D publish payload-format-indicator 1 -m ü',
    messages: [{ payload: 'ü', payloadFormatIndicator: true }],
  },
  {
    option: '-D publish message-expiry-interval',
    args: '-V mqttv5 -D publish message-expiry-interval 60 -m x',
    messages: [{ messageExpiryInterval: 60 }],
  },
  {
    option: '-D publish content-type',
    args: '-V mqttv5 -D publish content-type text/plain -m x',
    messages: [{ contentType: 'text/plain' }],
  },
  {
    option: '-D publish response-topic',
    args: '-V mqttv5 -D publish response-topic reply/here -m x',
    messages: [{ responseTopic: 'reply/here' }],
  },
  {
    option: '-D publish correlation-data',
    args: '-V mqttv5 -D publish correlation-data four -m x',
    messages: [{ correlationData: 'four' }],
  },
  {
    option: '-D publish user-property, twice',
    args: '-V mqttv5 -D publish user-property a 1 -D publish user-property a 2 -m x',
    sent: [
      {
        type: 'publish',
        properties: [prop('userProperty', ['a', '1']), prop('userProperty', ['a', '2'])],
      },
    ],
    messages: [{ userProperties: { a: ['1', '2'] } }],
  },
  {
    option: '-D publish topic-alias',
    args: '-V mqttv5 -D publish topic-alias 3 --repeat 2 -q 1 -m x',
    sent: [{ type: 'publish', properties: [prop('topicAlias', 3)] }],
    messages: [{ payload: 'x' }, { payload: 'x' }],
  },
  {
    option: '-D connect receive-maximum',
    args: '-V mqttv5 -D connect receive-maximum 5 -m x',
    sent: [{ type: 'connect', properties: expect.arrayContaining([prop('receiveMaximum', 5)]) }],
  },
  {
    option: '-D connect topic-alias-maximum',
    args: '-V mqttv5 -D connect topic-alias-maximum 9 -m x',
    sent: [{ type: 'connect', properties: expect.arrayContaining([prop('topicAliasMaximum', 9)]) }],
  },
  {
    option: '-D connect maximum-packet-size',
    args: '-V mqttv5 -D connect maximum-packet-size 1000 -m x',
    sent: [
      { type: 'connect', properties: expect.arrayContaining([prop('maximumPacketSize', 1000)]) },
    ],
  },
  {
    option: '-D connect request-response-information',
    args: '-V mqttv5 -D connect request-response-information 1 -i asks -m x',
    got: [
      {
        type: 'connack',
        properties: expect.arrayContaining([prop('responseInformation', 'response/asks/')]),
      },
    ],
  },
  {
    option: '-D connect request-problem-information',
    args: '-V mqttv5 -D connect request-problem-information 0 -q 1 -m x',
    sent: [
      {
        type: 'connect',
        properties: expect.arrayContaining([prop('requestProblemInformation', 0)]),
      },
    ],
  },
  {
    option: '-D connect user-property',
    args: '-V mqttv5 -D connect user-property who me -m x',
    sent: [
      {
        type: 'connect',
        properties: expect.arrayContaining([prop('userProperty', ['who', 'me'])]),
      },
    ],
  },
  {
    option: '-D connect session-expiry-interval',
    args: '-V mqttv5 -D connect session-expiry-interval 33 -i e33 -m x',
    sent: [
      { type: 'connect', properties: expect.arrayContaining([prop('sessionExpiryInterval', 33)]) },
    ],
  },
  {
    option: '-D connect authentication-method',
    args: '-V mqttv5 -D connect authentication-method unheard-of -m x',
    got: [{ type: 'connack', reasonCode: 0x8c }],
    messages: [],
    code: 140,
  },
  {
    option: '-D disconnect session-expiry-interval',
    args: '-V mqttv5 -x 60 -i shorter -m x -D disconnect session-expiry-interval 1',
    sent: [{ type: 'disconnect', properties: [prop('sessionExpiryInterval', 1)] }],
  },
  {
    option: '-D disconnect user-property',
    args: '-V mqttv5 -D disconnect user-property bye now -m x',
    sent: [{ type: 'disconnect', properties: [prop('userProperty', ['bye', 'now'])] }],
  },
];

export const WILL_PROPERTIES: readonly (readonly [
  string,
  string,
  Readonly<Record<string, unknown>>,
])[] = [
  ['payload-format-indicator', '1', { payloadFormatIndicator: true }],
  ['message-expiry-interval', '50', { messageExpiryInterval: 50 }],
  ['content-type', 'text/x', { contentType: 'text/x' }],
  ['response-topic', 'r', { responseTopic: 'r' }],
  ['correlation-data', 'c', { correlationData: 'c' }],
  ['will-delay-interval', '0', {}],
];

interface SubscribeCase extends Case {
  /** Published by mqtt.js with QoS 2 after the program has subscribed. */
  readonly publish?: Readonly<Record<string, unknown>>;
  /** Expected output. */
  readonly prints?: string;
}

export const SUBSCRIBING: readonly SubscribeCase[] = [
  {
    option: '-V mqttv31',
    args: '-V mqttv31',
    sent: [{ type: 'connect', protocolName: 'MQIsdp' }, { type: 'subscribe' }],
    prints: 'hello',
  },
  ...([0, 1, 2] as const).map((qos) => ({
    option: `-q ${qos}`,
    args: `-q ${qos} -F %q:%p`,
    got: [
      { type: 'suback' as const, reasonCodes: [qos] },
      { type: 'publish' as const, qos },
    ],
    prints: `${qos}:hello`,
  })),
  {
    option: '-t, twice',
    args: '-t other/+/x',
    sent: [
      {
        type: 'subscribe',
        subscriptions: [
          expect.objectContaining({ filter: 'other/+/x' }),
          expect.objectContaining({ filter: expect.stringMatching(/^case\//) }),
        ],
      },
    ],
    got: [{ type: 'suback', reasonCodes: [0, 0] }],
    prints: 'hello',
  },
  {
    option: '-U',
    args: '-U gone/#',
    sent: [{ type: 'unsubscribe', filters: ['gone/#'] }],
    got: [{ type: 'unsuback' }],
    prints: 'hello',
  },
  {
    option: '-c',
    args: '-c -i keeps -q 1',
    sent: [{ type: 'connect', cleanStart: false }],
    prints: 'hello',
  },
  {
    option: '-k',
    args: '-k 11',
    sent: [{ type: 'connect', keepAlive: 11 }],
    prints: 'hello',
  },
  {
    option: '-x',
    args: '-V mqttv5 -x 44 -i x44',
    sent: [
      { type: 'connect', properties: expect.arrayContaining([prop('sessionExpiryInterval', 44)]) },
    ],
    prints: 'hello',
  },
  {
    option: '-D subscribe subscription-identifier',
    args: '-V mqttv5 -D subscribe subscription-identifier 268435455',
    sent: [{ type: 'subscribe', properties: [prop('subscriptionIdentifier', 268_435_455)] }],
    got: [{ type: 'publish', properties: [prop('subscriptionIdentifier', 268_435_455)] }],
    prints: 'hello',
  },
  {
    option: '-D subscribe user-property',
    args: '-V mqttv5 -D subscribe user-property why not',
    sent: [{ type: 'subscribe', properties: [prop('userProperty', ['why', 'not'])] }],
    prints: 'hello',
  },
  {
    option: '-D unsubscribe user-property',
    args: '-V mqttv5 -U gone -D unsubscribe user-property so long',
    sent: [{ type: 'unsubscribe', properties: [prop('userProperty', ['so', 'long'])] }],
    got: [{ type: 'unsuback', reasonCodes: [0x11] }],
    prints: 'hello',
  },
  {
    option: '-D connect receive-maximum',
    args: '-V mqttv5 -q 1 -D connect receive-maximum 1',
    sent: [{ type: 'connect', properties: expect.arrayContaining([prop('receiveMaximum', 1)]) }],
    prints: 'hello',
  },
  {
    option: '-D connect topic-alias-maximum',
    args: '-V mqttv5 -D connect topic-alias-maximum 4',
    got: [{ type: 'publish', properties: [prop('topicAlias', 1)] }],
    prints: 'hello',
  },
  {
    option: '--will-topic',
    args: '--will-topic w --will-payload p',
    sent: [{ type: 'connect', will: expect.objectContaining({ topic: 'w', payload: 'p' }) }],
    prints: 'hello',
  },
];
