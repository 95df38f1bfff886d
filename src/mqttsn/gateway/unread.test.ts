import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encapsulated } from '../encodeSn.ts';
import { TYPE_NUMBERS } from '../snFrame.ts';
import type { SnMessage } from '../snMessage.ts';
import { ALICE, BOB, CONNACK, connect, GatewayScene, GOODBYE, publish } from './gateway.testkit.ts';

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

/** A complete message with any content. */
const message = (type: SnMessage['type'], ...body: readonly number[]): Uint8Array =>
  Uint8Array.of(body.length + 2, TYPE_NUMBERS[type], ...body);

const regack = { type: 'regack', topicId: 0, messageId: 7, returnCode: 3 };
const puback = { type: 'puback', topicId: 5, messageId: 7, returnCode: 2 };
const suback = { type: 'suback', qos: 0, topicId: 0, messageId: 7 };
const refused = { type: 'connack', returnCode: 3 };
const notUtf8 = [0x61, 0xff];

const OF_CLIENTS: readonly [string, Uint8Array, SnMessage | object][] = [
  ['REGISTER without a name', message('register', 0, 0, 0, 7), regack],
  ['REGISTER of no UTF-8', message('register', 0, 0, 0, 7, ...notUtf8), regack],
  ['REGISTER of a wildcard', message('register', 0, 0, 0, 7, ...text('a/#')), regack],
  ['PUBLISH of the reserved kind', message('publish', 0x23, 0, 5, 0, 7, 1), puback],
  ['the same at QoS 0', message('publish', 0x03, 0, 5, 0, 0, 1), { ...puback, messageId: 0 }],
  [
    'SUBSCRIBE of the reserved kind',
    message('subscribe', 0x23, 0, 7, 0, 1),
    { ...suback, returnCode: 2 },
  ],
  ['SUBSCRIBE to nothing', message('subscribe', 0x20, 0, 7), { ...suback, returnCode: 2 }],
  [
    'SUBSCRIBE at QoS -1',
    message('subscribe', 0x60, 0, 7, ...text('a')),
    { ...suback, returnCode: 3 },
  ],
  [
    'UNSUBSCRIBE of the reserved kind',
    message('unsubscribe', 0x03, 0, 7, 0, 1),
    { type: 'unsuback', messageId: 7 },
  ],
  [
    'WILLTOPICUPD of no UTF-8',
    message('willtopicupd', 0, ...notUtf8),
    { type: 'willtopicresp', returnCode: 3 },
  ],
  [
    'WILLTOPICUPD',
    message('willtopicupd', 0, ...text('a')),
    { type: 'willtopicresp', returnCode: 3 },
  ],
];

describe('the gateway', () => {
  it.each(OF_CLIENTS)('answers %s', (_name, bytes, answer) => {
    const scene = new GatewayScene();
    scene.join();
    scene.bytes(bytes);
    expect(scene.heard()).toEqual([answer]);
    expect(scene.forwarded()).toEqual([]);
  });

  it.each(OF_CLIENTS)('rejects unconnected clients with that reason, at %s', (_name, bytes) => {
    const scene = new GatewayScene();
    scene.bytes(bytes);
    expect(scene.heard()).toEqual([GOODBYE]);
  });

  it.each([
    ['without an identifier', message('connect', 0x04, 1, 0, 60)],
    ['with an identifier that is no UTF-8', message('connect', 0x04, 1, 0, 60, ...notUtf8)],
  ])('rejects CONNECT %s, and reports it to the host', (_name, bytes) => {
    const scene = new GatewayScene();
    scene.bytes(bytes);
    expect(scene.heard()).toEqual([refused]);
    expect(scene.events).toMatchObject([{ kind: 'refused', clientId: '', why: 'protocol' }]);
    expect(scene.gateway.clients).toBe(0);
  });

  it.each([
    ['of no UTF-8', message('willtopic', 0, ...notUtf8)],
    ['with a wildcard', message('willtopic', 0, ...text('a/#'))],
    ['at QoS -1', message('willtopic', 0x60, ...text('a'))],
  ])('rejects a client whose will is at a topic %s', (_name, bytes) => {
    const scene = new GatewayScene();
    scene.say(connect({ will: true }));
    scene.bytes(bytes);
    expect(scene.heard()).toEqual([{ type: 'willtopicreq' }, refused]);
    expect(scene.gateway.clients).toBe(0);
    expect(scene.forwarded()).toEqual([]);
  });

  it('does not answer PUBLISH of the reserved kind at QoS -1, with and without a session (6.8)', () => {
    const scene = new GatewayScene();
    const bytes = message('publish', 0x63, 0, 5, 0, 7, 1);
    scene.bytes(bytes);
    scene.join({}, BOB);
    scene.bytes(bytes, BOB);
    expect([...scene.heard(ALICE), ...scene.heard(BOB)]).toEqual([]);
  });

  it('answers through the forwarder of the message', () => {
    const scene = new GatewayScene();
    scene.bytes(encapsulated(Uint8Array.of(0xaa), message('connect', 0x04, 1, 0, 60)));
    expect(scene.heardBytes()).toEqual([encapsulated(Uint8Array.of(0xaa), message('connack', 3))]);
  });

  it('drops no client that sends only unreadable messages', () => {
    const scene = new GatewayScene();
    scene.join({ keepAlive: 10 });
    for (let times = 0; times < 5; times += 1) {
      scene.pass(9_000);
      scene.bytes(message('register', 0, 0, 0, 7));
    }
    expect(scene.gateway.has('alice')).toBe(true);
  });

  it('continues for other clients for any message body', () => {
    const types = Object.values(TYPE_NUMBERS);
    const body = fc.uint8Array({ maxLength: 12 });
    const datagram = fc
      .tuple(fc.constantFrom(...types), body)
      .map(([type, bytes]) => Uint8Array.of(bytes.length + 2, type, ...bytes));
    fc.assert(
      fc.property(fc.array(datagram, { maxLength: 20 }), fc.boolean(), (datagrams, isKnown) => {
        const scene = new GatewayScene();
        if (isKnown) scene.join();
        scene.join({ clientId: 'bob' }, BOB);
        const bobs = scene.line;
        for (const bytes of datagrams) {
          scene.bytes(bytes);
          for (const packet of scene.forwarded()) {
            if (packet !== 'end' && packet.type === 'connect') scene.answer(CONNACK);
          }
        }
        scene.say(publish({ qos: 1, messageId: 3 }), BOB);
        scene.answer({ type: 'puback', packetId: 3 }, bobs);
        expect(scene.heard(BOB)).toEqual([
          { type: 'puback', topicId: 0x6162, messageId: 3, returnCode: 0 },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
