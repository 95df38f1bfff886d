import { describe, expect, test } from 'vitest';
import type { ConnackPacket, ConnectPacket } from '../../mqtt/tables/packet.ts';
import { publish } from '../capture/capture.testkit.ts';
import { qos1, subscribeTo, Watched } from '../exchanges/exchanges.testkit.ts';
import { Followed } from '../exchanges/followed.testkit.ts';

const connect = (change: Partial<ConnectPacket> = {}): ConnectPacket => ({
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: false,
  keepAlive: 30,
  clientId: 'me',
  properties: [],
  ...change,
});
const connack = (change: Partial<ConnackPacket> = {}): ConnackPacket => ({
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
  ...change,
});

function streamOf(followed: Followed) {
  const stream = followed.streams.remembered(followed.ordinal);
  if (stream === undefined) throw new Error('The stream is not there.');
  return stream;
}

describe('settings agreed by CONNECT and CONNACK', () => {
  test('3.1.2.11, 3.2.2.3: each side’s announcements, and the defaults', () => {
    const followed = new Followed(5);
    followed.sees(
      'out',
      connect({
        properties: [
          { name: 'sessionExpiryInterval', value: 60 },
          { name: 'receiveMaximum', value: 10 },
          { name: 'maximumPacketSize', value: 1_000 },
        ],
      }),
    );
    followed.sees(
      'in',
      connack({
        properties: [
          { name: 'topicAliasMaximum', value: 7 },
          { name: 'maximumQoS', value: 1 },
          { name: 'retainAvailable', value: 0 },
          { name: 'serverKeepAlive', value: 20 },
        ],
      }),
    );
    expect(streamOf(followed).connect).toMatchObject({
      packet: 1,
      clientId: 'me',
      keepAlive: 30,
      sessionExpiry: 60,
      limits: { receiveMaximum: 10, maximumPacketSize: 1_000, topicAliasMaximum: 0 },
    });
    expect(streamOf(followed).connack).toMatchObject({
      packet: 2,
      code: 0,
      serverKeepAlive: 20,
      limits: {
        receiveMaximum: 65_535,
        topicAliasMaximum: 7,
        maximumQoS: 1,
        retainAvailable: false,
        wildcardAvailable: true,
        sharedAvailable: true,
      },
    });
  });

  test('a session is known only after its start', () => {
    const followed = new Followed(5);
    followed.connect(true);
    expect(streamOf(followed).sessionKnown).toBe(false);
    followed.return(false);
    expect(streamOf(followed).sessionKnown).toBe(true);
    followed.return(true);
    expect(streamOf(followed)).toMatchObject({ sessionKnown: true, continues: true });
    expect(new Followed(5, { fromStart: false }).streams.get(1)?.sessionKnown).toBe(false);
  });

  test('a CONNECT in front is the start, whatever else is known', () => {
    const followed = new Followed(5, { fromStart: false });
    followed.sees('in', { type: 'pingresp' });
    followed.connect();
    expect(streamOf(followed).fromStart).toBe(false);
    const other = new Followed(5, { fromStart: false });
    other.connect();
    expect(streamOf(other).fromStart).toBe(true);
  });

  test('3.2.2.3.7: a client without an identifier reconnects under the assigned one', () => {
    const followed = new Followed(5);
    followed.sees('out', connect({ clientId: '' }));
    const properties = [{ name: 'assignedClientIdentifier', value: 'given' }] as const;
    followed.sees('in', connack({ properties }));
    const { session } = streamOf(followed);
    followed.streams.close(followed.ordinal, 5);
    followed.ordinal = followed.streams.open({ version: 5 });
    followed.sees('out', connect({ clientId: 'given' }));
    expect(streamOf(followed).session).toBe(session);
  });

  test('one client identifier on two brokers is two sessions', () => {
    const followed = new Followed(5);
    const sessions = ['a:1883', 'b:1883', 'a:1883'].map((server) => {
      followed.ordinal = followed.streams.open({ version: 5, server });
      followed.sees('out', connect());
      return streamOf(followed).session;
    });
    expect(sessions[0]).toBe(sessions[2]);
    expect(sessions[0]).not.toBe(sessions[1]);
  });
});

test('3.8.4, 3.10.4: subscriptions as the session has them', () => {
  const followed = new Followed(5);
  followed.connect();
  const filters = () =>
    [...streamOf(followed).session.subscriptions.values()].map((one) => [
      one.filter,
      one.grantedQos,
    ]);
  followed.sees('out', subscribeTo(1, 'a', 'b', 'c'));
  expect(filters()).toEqual([]);
  followed.sees('in', { type: 'suback', packetId: 1, properties: [], reasonCodes: [0, 0x80, 1] });
  expect(filters()).toEqual([
    ['a', 0],
    ['c', 1],
  ]);
  followed.return(true);
  followed.sees('out', { type: 'unsubscribe', packetId: 2, properties: [], filters: ['a', 'c'] });
  followed.sees('in', { type: 'unsuback', packetId: 2, properties: [], reasonCodes: [0, 0x87] });
  expect(filters()).toEqual([['c', 1]]);
  // An answer to a request of an earlier connection does not count.
  followed.sees('out', subscribeTo(3, 'late'));
  followed.return(true);
  followed.sees('in', { type: 'suback', packetId: 3, properties: [], reasonCodes: [1] });
  expect(filters()).toEqual([['c', 1]]);
  followed.return(false);
  expect(filters()).toEqual([]);
});

test('the list of streams shows client, time and size; Clear keeps the open ones', () => {
  const session = new Watched(5);
  session.capture.closeStream(session.stream, 0);
  session.capture.clear();
  session.stream = session.capture.openStream({
    time: 500,
    client: '10.0.0.1:50000',
    server: '10.0.0.2:1883',
    carrier: 'tcp',
  });
  session.connect();
  session.send(publish('a', { payload: new Uint8Array(10) }));
  session.get(qos1(1));
  session.drop();
  session.stream = session.capture.openStream({ time: 9_000 });
  const list = () => session.ask({ streams: { first: 0, count: 10 } }).streams;
  expect(list()).toMatchObject({
    first: 0,
    total: 2,
    rows: [
      {
        stream: 2,
        version: 5,
        clientId: 'me',
        client: '10.0.0.1:50000',
        server: '10.0.0.2:1883',
        carrier: 'tcp',
        opened: 500,
        closed: 5_000,
        packetsIn: 2,
        packetsOut: 2,
      },
      { stream: 3, clientId: undefined, opened: 9_000, closed: undefined, packetsIn: 0 },
    ],
  });
  const [first] = list()?.rows ?? [];
  const sizes = (way: 'in' | 'out') =>
    session
      .rows()
      .filter(({ direction }) => direction === way)
      .reduce((sum, { size }) => sum + size, 0);
  expect([first?.bytesIn, first?.bytesOut]).toEqual([sizes('in'), sizes('out')]);
  session.capture.clear();
  expect(list()?.rows.map(({ stream }) => stream)).toEqual([3]);
});

test('10,000 closed streams are remembered, open ones always', () => {
  const followed = new Followed(5);
  const open = followed.ordinal;
  for (let n = 0; n < 10_050; n += 1) {
    followed.streams.close(followed.streams.open({ version: 5 }), n);
  }
  expect(followed.streams.remembered(open)).toBeDefined();
  expect(followed.streams.remembered(open + 10)).toBeUndefined();
  expect(followed.streams.all().length).toBeLessThanOrEqual(10_001);
  expect(followed.streams.get(open)).toBeDefined();
  expect(followed.streams.get(open + 10_000)).toBeUndefined();
});
