import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Capture } from '../capture/capture.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { suback, subscribe } from './talk.testkit.ts';

/** Opens an accepted MQTT 3.1.1 connection. */
function connected(capture: Capture, clientId: string): number {
  const stream = capture.openStream({ version: 4, time: 0 });
  const connect = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties: [],
  } as const;
  capture.packet(stream, 'out', 0, encode(connect, 4));
  const connack = { sessionPresent: false, reasonCode: 0, properties: [] };
  capture.packet(stream, 'in', 0, encode({ type: 'connack', ...connack }, 4));
  capture.packet(stream, 'out', 0, encode(subscribe(1, ['#'], 0), 4));
  capture.packet(stream, 'in', 0, encode(suback(1, [0]), 4));
  return stream;
}

/** True if only the packet log has to see the message. */
function passes(capture: Capture, stream: number, message: Uint8Array): boolean {
  const together = {
    stream,
    time: 1000,
    version: 4,
    maximumPacketSize: Number.POSITIVE_INFINITY,
    aliases: new Set<number>(),
    answer: () => undefined,
  } as const;
  let end = 0;
  capture.batch(message.slice(), (bytes) => {
    end = capture.plain(bytes, 0, together);
  });
  return end === message.length;
}

test('messages in the order of their publication take the fast path, others do not', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const [publisher, subscriber] = [connected(capture, 'a'), connected(capture, 'b')];
  const message = (n: number) => publishBytes('plant/a', `{"value":${n}}`);
  const send = (n: number) => {
    capture.packet(publisher, 'out', 1000, message(n));
  };
  for (let n = 0; n < 3; n += 1) {
    send(n);
    capture.packet(subscriber, 'in', 1000, message(n));
  }
  for (let n = 3; n < 8; n += 1) send(n);
  const order = [3, 4, 6, 5, 7];
  expect(order.map((n) => passes(capture, subscriber, message(n)))).toEqual([
    true,
    true,
    true,
    false,
    true,
  ]);
});

test('plain messages of alternating connections take the fast path, too', () => {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const lines = ['a', 'b', 'c'].map((name) => ({
    stream: connected(capture, name),
    message: publishBytes(`plant/${name}`, '{"value":1}'),
  }));
  for (let round = 0; round < 3; round += 1) {
    for (const { stream, message } of lines) capture.packet(stream, 'in', 1000, message);
  }
  for (let round = 0; round < 3; round += 1) {
    for (const { stream, message } of lines) expect(passes(capture, stream, message)).toBe(true);
  }
});
