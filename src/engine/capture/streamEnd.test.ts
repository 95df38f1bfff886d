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
