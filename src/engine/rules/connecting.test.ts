import { encodeUtf8 } from '../../base/utf8.ts';
import { ack, pingreq, pingresp, publish, subscribe } from '../problems/talk.testkit.ts';
import { CONNECTING } from './connecting.ts';
import { describeRules } from './scenes.testkit.ts';

const method = (value: string) => ({ name: 'authenticationMethod', value }) as const;

const data = { name: 'authenticationData', value: encodeUtf8('x') } as const;

const code = (v4: number, v5: number) => (version: number) => (version === 5 ? v5 : v4);

describeRules(CONNECTING, {
  'client-not-mqtt': {
    breaks: (talk) => talk.raw('out', encodeUtf8('GET /mqtt HTTP/1.1\r\nHost: broker\r\n\r\n')),
    keeps: (talk) => talk.begin(),
  },
  'server-not-mqtt': {
    breaks: (talk) => talk.connect().raw('in', encodeUtf8('HTTP/1.1 400 Bad Request\r\n\r\n')),
    keeps: (talk) => talk.begin(),
  },
  'first-packet-not-connect': {
    breaks: (talk) => talk.send(pingreq),
    keeps: (talk) => talk.begin().send(pingreq),
  },
  'second-connect': {
    breaks: (talk) => talk.begin().connect(),
    keeps: (talk) => talk.begin().end().again(),
  },
  'client-before-connack': {
    breaks: (talk) => talk.connect().send(subscribe(1, ['a'])),
    keeps: (talk) => talk.begin().send(subscribe(1, ['a'])),
  },
  'server-before-connack': {
    breaks: (talk) => talk.connect().get(pingresp),
    keeps: (talk, version) =>
      version === 5
        ? talk
            .connect({ properties: [method('m'), data] })
            .get({ type: 'auth', reasonCode: 0x18, properties: [method('m')] })
        : talk.connect().connack(),
  },
  'packet-during-authentication': {
    breaks: (talk) => talk.connect({ properties: [method('m')] }).send(pingreq),
    keeps: (talk) =>
      talk
        .connect({ properties: [method('m')] })
        .get({ type: 'auth', reasonCode: 0x18, properties: [method('m')] })
        .send({ type: 'auth', reasonCode: 0x18, properties: [method('m')] }),
  },
  'sends-after-refusal': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(5, 0x87)(version) }).get(pingresp),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp),
  },
  'unexpected-connack': {
    breaks: (talk) => talk.begin().connack(),
    keeps: (talk) => talk.begin(),
  },
  'connack-missing': {
    breaks: (talk) => talk.connect().wait(1).close(),
    keeps: (talk) => talk.begin().wait(1).close(),
  },
  'refused-credentials': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(5, 0x87)(version) }).close(),
    keeps: (talk, version) => talk.begin({}, { reasonCode: code(2, 0x85)(version) }).close(),
  },
  'refused-version': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(1, 0x84)(version) }).close(),
    keeps: (talk) => talk.begin(),
  },
  'refused-client-id': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(2, 0x85)(version) }).close(),
    keeps: (talk, version) => talk.begin({}, { reasonCode: code(4, 0x86)(version) }).close(),
  },
  'server-unavailable': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(3, 0x88)(version) }).close(),
    keeps: (talk, version) => talk.begin({}, { reasonCode: code(4, 0x86)(version) }).close(),
  },
  'connection-refused': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(6, 0x8a)(version) }).close(),
    keeps: (talk, version) => talk.begin({}, { reasonCode: code(4, 0x86)(version) }).close(),
  },
  'server-moved': {
    breaks: (talk) =>
      talk.begin({}, { reasonCode: 0x9d, properties: [{ name: 'serverReference', value: 'b' }] }),
    keeps: (talk) => talk.begin(),
  },
  'assigned-client-id-missing': {
    breaks: (talk) => talk.begin({ clientId: '' }),
    keeps: (talk) =>
      talk.begin(
        { clientId: '' },
        { properties: [{ name: 'assignedClientIdentifier', value: 'auto' }] },
      ),
  },
  'auth-method-changed': {
    breaks: (talk) =>
      talk
        .connect({ properties: [method('m')] })
        .get({ type: 'auth', reasonCode: 0x18, properties: [method('other')] }),
    keeps: (talk) =>
      talk
        .connect({ properties: [method('m')] })
        .get({ type: 'auth', reasonCode: 0x18, properties: [method('m')] })
        .connack({ properties: [method('m')] }),
  },
  'response-information-unasked': {
    breaks: (talk) => talk.begin({}, { properties: [{ name: 'responseInformation', value: 'r' }] }),
    keeps: (talk) =>
      talk.begin(
        { properties: [{ name: 'requestResponseInformation', value: 1 }] },
        { properties: [{ name: 'responseInformation', value: 'r' }] },
      ),
  },
  'problem-information-unasked': {
    breaks: (talk) =>
      talk
        .begin({ properties: [{ name: 'requestProblemInformation', value: 0 }] })
        .send(publish('a', { qos: 1, packetId: 1 }))
        .get(ack('puback', 1, { properties: [{ name: 'reasonString', value: 'why' }] })),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', { qos: 1, packetId: 1 }))
        .get(ack('puback', 1, { properties: [{ name: 'reasonString', value: 'why' }] })),
  },
  'unexpected-auth': {
    breaks: (talk) =>
      talk.begin().send({ type: 'auth', reasonCode: 0x19, properties: [method('m')] }),
    keeps: (talk) =>
      talk
        .begin({ properties: [method('m')] }, { properties: [method('m')] })
        .send({ type: 'auth', reasonCode: 0x19, properties: [method('m')] })
        .get({ type: 'auth', reasonCode: 0, properties: [method('m')] }),
  },
  'keep-alive-off': {
    breaks: (talk) => talk.begin({ keepAlive: 0 }),
    keeps: (talk) => talk.begin({ keepAlive: 1 }),
  },
  'user-name-of-another': {
    breaks: (talk) =>
      talk.begin({
        clientId: 'dev2',
        userName: 'plant.azure-devices.net/dev1/?api-version=2021-04-12',
      }),
    keeps: (talk) => {
      const hub = 'plant.azure-devices.net';
      for (const [clientId, userName] of [
        ['dev1', `${hub}/dev1/?api-version=2021-04-12`],
        ['dev1/camera', `${hub}/dev1/camera/?api-version=2021-04-12`],
        ['dev2', 'a/b/c'],
        ['dev2', 'dev1'],
      ] as const)
        talk.open().begin({ clientId, userName });
    },
  },
  'keep-alive-swapped': {
    breaks: (talk) => talk.begin({ keepAlive: 15_360 }),
    keeps: (talk) => {
      for (const keepAlive of [60, 300, 3_600, 7_200, 43_200, 65_535])
        talk.open().begin({ keepAlive });
    },
  },
});
