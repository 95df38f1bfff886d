/** Scenes on how connections begin, live and end. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { ack, pingreq, pingresp, publish, subscribe, will } from '../problems/talk.testkit.ts';
import type { Scenes } from './scenes.testkit.ts';

const method = (value: string) => ({ name: 'authenticationMethod', value }) as const;
const data = { name: 'authenticationData', value: encodeUtf8('x') } as const;
const code = (v4: number, v5: number) => (version: number) => (version === 5 ? v5 : v4);

export const CONNECTING_SCENES = {
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
  'sends-after-refusal': {
    breaks: (talk, version) => talk.begin({}, { reasonCode: code(5, 0x87)(version) }).get(pingresp),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp),
  },
  'assigned-client-id-missing': {
    breaks: (talk) => talk.begin({ clientId: '' }),
    keeps: (talk) =>
      talk.begin(
        { clientId: '' },
        { properties: [{ name: 'assignedClientIdentifier', value: 'auto' }] },
      ),
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
  'keep-alive-off': {
    breaks: (talk) => talk.begin({ keepAlive: 0 }),
    keeps: (talk) => talk.begin({ keepAlive: 1 }),
  },
  'session-present-after-clean-start': {
    breaks: (talk) => talk.begin({ cleanStart: true }, { sessionPresent: true }),
    keeps: (talk) => talk.begin({ cleanStart: false }, { sessionPresent: true }),
  },
  'session-lost': {
    breaks: (talk) => talk.begin(kept).end().wait(5).again(kept),
    keeps: (talk, version) =>
      version === 5
        ? talk.begin(kept).end().wait(200).again(kept)
        : talk.begin().end().wait(5).again(kept),
  },
  'taken-over': {
    breaks: (talk, version) =>
      version === 5 ? talk.begin().get({ type: 'disconnect', reasonCode: 0x8e }) : undefined,
    keeps: (talk) => talk.begin().end(),
  },
  'client-id-in-two-streams': {
    breaks: (talk) => talk.begin().open().connect(),
    keeps: (talk) => {
      talk.begin().open().connect({ clientId: 'another' });
      // A packet of a reserved type ends the connection (4.8), which may take a while.
      talk
        .open()
        .begin({ clientId: 'third' })
        .raw('in', new Uint8Array([0, 0]));
      talk.open().begin({ clientId: 'third' });
    },
  },
  'client-id-in-two-tabs': {
    breaks: (talk) => {
      talk.begin().capture.sameClientElsewhere(talk.stream, talk.time);
    },
    keeps: (talk) => talk.begin().open().begin(),
  },
  'client-id-contested': {
    breaks: (talk) => {
      talk.begin().again().again();
    },
    // One take-over, which the server tells of, too (5.0).
    keeps: (talk, version) => {
      const first = talk.begin().stream;
      talk.again();
      if (version === 5) talk.on(first).get({ type: 'disconnect', reasonCode: 0x8e }).close();
    },
  },
  'short-connections': {
    breaks: (talk) => talk.begin().close().again().close().again().close(),
    keeps: (talk) => talk.begin().end().again().end().again().end(),
  },
  'reconnect-storm': {
    breaks: (talk) => talk.begin().close().again().close().again().close().again().close().again(),
    keeps: (talk) => {
      for (let n = 0; n < 7; n += 1) talk.again().end();
      for (let n = 0; n < 5; n += 1) talk.again().wait(4).close();
    },
  },
  'session-expiry-raised': {
    breaks: (talk) =>
      talk.begin().send({ type: 'disconnect', reasonCode: 0, properties: [expiry] }),
    keeps: (talk) =>
      talk
        .begin({ properties: [expiry] })
        .send({ type: 'disconnect', reasonCode: 0, properties: [expiry] }),
  },
  'sends-after-disconnect': {
    breaks: (talk) => talk.begin().send({ type: 'disconnect' }).send(pingreq),
    keeps: (talk) => talk.begin().send(pingreq).send({ type: 'disconnect' }).get(pingresp),
  },
  'closed-without-disconnect': {
    breaks: (talk) => talk.begin().wait(9).close(),
    keeps: (talk) => talk.begin().wait(9).end(),
  },
  'will-due': {
    breaks: (talk) => talk.begin({ will: will() }).wait(9).close(),
    keeps: (talk, version) => {
      talk.begin({ will: will() }).wait(9).end();
      if (version < 5) return;
      // Back in time, on a session that goes on (3.1.3.2.2).
      const delayed = {
        ...will(),
        properties: [{ name: 'willDelayInterval', value: 60 } as const],
      };
      const kept = { properties: [{ ...expiry, value: 120 }], cleanStart: false };
      talk
        .again({ ...kept, will: delayed })
        .wait(9)
        .close()
        .wait(30);
      talk.again(kept, { sessionPresent: true }).watch(90).end();
    },
  },
  'server-disconnected': {
    breaks: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x98 }),
    keeps: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 0 }),
  },
  'client-reported-error': {
    breaks: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 0x82 }),
    keeps: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 4 }),
  },
  'server-keep-alive-timeout': {
    breaks: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x8d }),
    keeps: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x8b }),
  },
  'keep-alive-near-miss': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).wait(12).send(pingreq),
    keeps: (talk) => talk.begin({ keepAlive: 10 }).wait(10.1).send(pingreq),
  },
  'keep-alive-breach': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).wait(15.1).send(pingreq),
    keeps: (talk) => talk.begin({ keepAlive: 10 }).wait(14.9).send(pingreq),
  },
  'server-keep-alive-ignored': {
    breaks: (talk) =>
      talk
        .begin({ keepAlive: 60 }, { properties: [shorter] })
        .wait(12)
        .send(pingreq),
    keeps: (talk) =>
      talk
        .begin({ keepAlive: 60 }, { properties: [shorter] })
        .wait(9)
        .send(pingreq),
  },
  'keep-alive-not-enforced': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).subscribed('a').wait(21).get(publish('a')),
    keeps: (talk) => talk.begin({ keepAlive: 10 }).subscribed('a').wait(19).get(publish('a')),
  },
  'ping-unanswered': {
    breaks: (talk) => talk.begin().send(pingreq).wait(2).send(pingreq),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp).wait(2).send(pingreq),
  },
  'unexpected-pingresp': {
    breaks: (talk) => talk.begin().get(pingresp),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp),
  },
} as const satisfies Scenes;

const expiry = { name: 'sessionExpiryInterval', value: 100 } as const;
const shorter = { name: 'serverKeepAlive', value: 10 } as const;
const kept = { cleanStart: false, properties: [expiry] };
