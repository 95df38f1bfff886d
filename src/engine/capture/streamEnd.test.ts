/**
 * The cause of the end of a long connection is found, because its negotiated values are remembered even if
 * its beginning is not read back.
 */
import { expect, test } from 'vitest';
import { Session } from './capture.testkit.ts';
import { causeOfStream } from './streamEnd.ts';

/** More packets than are read back. */
const MANY = 5000;

function ended(after: (session: Session) => void) {
  const session = new Session(5);
  session.connect();
  for (let packets = 0; packets < MANY; packets += 1) session.send({ type: 'pingreq' });
  after(session);
  const end = { by: 'server', how: 'closed', time: session.time + 1000 } as const;
  return session.capture.join((parts) => causeOfStream(parts, session.stream, end));
}

const CONNECT = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 4,
  cleanStart: true,
  keepAlive: 60,
  properties: [],
} as const;

const aliased = (topic: string, value: number) =>
  ({
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    payload: new Uint8Array(3),
    properties: [{ name: 'topicAlias', value }],
  }) as const;

test("[MQTT-3.3.2-9] finds a topic alias above the server's maximum", () => {
  expect(ended((session) => session.send(aliased('a', 101)))).toMatchObject({
    key: 'beyond-limit',
    args: { limit: 'topic-alias', sent: 101, maximum: 100 },
  });
});

test('[3.3.2.3.4] claims nothing about an alias that may have been set before', () => {
  expect(ended((session) => session.send(aliased('', 7)))?.key).toBe('after-packet');
});

/**
 * The cause of the end of a connection whose client connects again.
 * @param code of the second CONNACK
 * @param after µs from the second connection to the end of the first
 */
function connectedAgain(code: number | undefined, client?: string, after = 1000) {
  const session = new Session(4);
  session.connect();
  const first = session.stream;
  session.stream = session.capture.openStream(client === undefined ? {} : { client });
  session.send({ ...CONNECT, clientId: 'me' });
  if (code !== undefined)
    session.get({ type: 'connack', sessionPresent: false, reasonCode: code, properties: [] });
  const end = { by: 'server', how: 'closed', time: session.time + after } as const;
  return session.capture.join((parts) => causeOfStream(parts, first, end));
}

test('[3.1.4] names the take-over by a connection with the same client identifier', () => {
  const from = (address: string | undefined) => ({
    key: 'taken-over',
    args: { version: '4', address },
  });
  expect(connectedAgain(0, '192.0.2.7:50321')).toEqual(from('192.0.2.7:50321'));
  expect(connectedAgain(undefined)).toEqual(from(undefined));
  expect(connectedAgain(5)?.key).not.toBe('taken-over');
  expect(connectedAgain(0, undefined, -20_000_000)?.key).not.toBe('taken-over');
  expect(connectedAgain(0, undefined, 20_000_000)?.key).not.toBe('taken-over');
});
