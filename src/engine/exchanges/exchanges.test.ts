import { describe, expect, test } from 'vitest';
import { qos1, qos2, subscribeTo, Watched } from './exchanges.testkit.ts';

function connected(version: 3 | 4 | 5 = 5): Watched {
  const session = new Watched(version);
  session.connect(false, true);
  return session;
}

describe('4.3.2: QoS 1', () => {
  test.each(['out', 'in'] as const)('completes a message %s with its PUBACK', (way) => {
    const session = connected();
    const first = way === 'out' ? session.send(qos1(7)) : session.get(qos1(7));
    expect(session.states).toEqual(['publish open']);
    expect(session.of(first).awaited).toEqual({
      packetTypes: [4],
      from: way === 'out' ? 'in' : 'out',
    });
    const ack = { type: 'puback', packetId: 7 } as const;
    const last = way === 'out' ? session.get(ack) : session.send(ack);
    expect(session.of(last).row).toMatchObject({
      packet: first,
      direction: way,
      kind: 'publish',
      qos: 1,
      packetId: 7,
      state: 'complete',
      topic: 'a/b',
      latency: 1_000,
      resends: 0,
    });
    expect(session.of(first).steps.map((step) => [step.packet, step.packetType])).toEqual([
      [first, 3],
      [last, 4],
    ]);
    expect(session.rows().at(-1)?.exchange).toMatchObject({
      packet: first,
      step: 2,
      elapsed: 1_000,
    });
    expect(session.rules).toEqual([]);
  });

  test('is rejected by a PUBACK of 0x80 or more', () => {
    const session = connected();
    session.send(qos1(1));
    const refusal = session.get({
      type: 'puback',
      packetId: 1,
      reasonCode: 0x97,
      properties: [{ name: 'reasonString', value: 'too much' }],
    });
    session.send(qos1(2));
    session.get({ type: 'puback', packetId: 2, reasonCode: 0x10 });
    expect(session.states).toEqual(['publish refused', 'publish complete']);
    expect(session.of(refusal).steps[1]).toMatchObject({
      reasonCodes: [0x97],
      reasonString: 'too much',
    });
    expect(session.list('refused')).toHaveLength(1);
  });

  test('separates identifiers of client and server (2.2.1)', () => {
    const session = connected();
    session.send(qos1(1));
    session.get(qos1(1));
    session.get({ type: 'puback', packetId: 1 });
    expect(session.states).toEqual(['publish complete', 'publish open']);
    session.send({ type: 'puback', packetId: 1 });
    expect(session.states).toEqual(['publish complete', 'publish complete']);
  });
});

describe('4.3.3: QoS 2', () => {
  test.each(['out', 'in'] as const)(
    'completes a message %s with PUBREC, PUBREL and PUBCOMP',
    (way) => {
      const session = connected(4);
      const forth = (packet: Parameters<Watched['send']>[0]) =>
        way === 'out' ? session.send(packet) : session.get(packet);
      const back = (packet: Parameters<Watched['send']>[0]) =>
        way === 'out' ? session.get(packet) : session.send(packet);
      const other = way === 'out' ? 'in' : 'out';
      const first = forth(qos2(9));
      expect(session.of(first).awaited).toEqual({ packetTypes: [5], from: other });
      back({ type: 'pubrec', packetId: 9 });
      expect(session.of(first).awaited).toEqual({ packetTypes: [6], from: way });
      forth({ type: 'pubrel', packetId: 9 });
      expect(session.of(first).awaited).toEqual({ packetTypes: [7], from: other });
      back({ type: 'pubcomp', packetId: 9 });
      const { row, steps, awaited } = session.of(first);
      expect(row).toMatchObject({ state: 'complete', latency: 3_000, qos: 2 });
      expect(awaited).toBeUndefined();
      expect(steps.map((step) => [step.packetType, step.direction, step.time - row.start])).toEqual(
        [
          [3, way, 0],
          [5, other, 1_000],
          [6, way, 2_000],
          [7, other, 3_000],
        ],
      );
      expect(
        session
          .rows()
          .slice(-4)
          .map((each) => each.exchange?.step),
      ).toEqual([1, 2, 3, 4]);
      expect(session.rules).toEqual([]);
    },
  );

  test('ends with a PUBREC of 0x80 or more, which frees the identifier', () => {
    const session = connected();
    session.send(qos2(1));
    session.get({ type: 'pubrec', packetId: 1, reasonCode: 0x87 });
    session.send(qos2(1));
    expect(session.states).toEqual(['publish refused', 'publish open']);
    expect(session.rules).toEqual([]);
  });

  test('4.4: completes as retried on the next connection after a loss following PUBREC', () => {
    const session = connected(4);
    const first = session.send(qos2(5));
    session.get({ type: 'pubrec', packetId: 5 });
    session.return(true);
    const again = session.send({ type: 'pubrel', packetId: 5 });
    const last = session.get({ type: 'pubcomp', packetId: 5 });
    const { row, steps, losses } = session.of(last);
    expect(row).toMatchObject({ packet: first, state: 'retried', resends: 1 });
    expect(steps.map((step) => step.packet)).toEqual([first, first + 1, again, last]);
    expect(losses).toEqual([
      {
        afterStep: 1,
        stream: 1,
        lostAt: 5_000,
        disconnect: undefined,
        next: {
          stream: 2,
          connect: 5,
          connectedAt: 6_000,
          cleanStart: false,
          sessionPresent: true,
        },
      },
    ]);
    expect(session.states).toEqual(['publish retried']);
  });

  test('4.4: adds a redelivered PUBLISH or PUBREL after a reconnect to the same exchange', () => {
    const session = connected();
    const first = session.send(qos2(5));
    session.return(true);
    session.send(qos2(5, { dup: true }));
    session.get({ type: 'pubrec', packetId: 5 });
    session.send({ type: 'pubrel', packetId: 5 });
    session.return(true);
    session.send({ type: 'pubrel', packetId: 5 });
    session.get({ type: 'pubcomp', packetId: 5 });
    const { row, steps, losses } = session.of(first);
    expect(row).toMatchObject({ state: 'retried', resends: 2 });
    expect(steps.map((step) => [step.packetType, step.stream, step.dup])).toEqual([
      [3, 1, false],
      [3, 2, true],
      [5, 2, false],
      [6, 2, false],
      [6, 3, false],
      [7, 3, false],
    ]);
    expect(losses.map((loss) => [loss.afterStep, loss.stream])).toEqual([
      [0, 1],
      [3, 2],
    ]);
    expect(row.latency).toBe((steps.at(-1)?.time ?? 0) - row.start);
    expect(session.list('retried')).toHaveLength(1);
    expect(session.rules).toEqual([]);
  });
});

describe('4.4: redelivery', () => {
  test('reopens an exchange if the server resends the PUBLISH after our PUBACK', () => {
    const session = connected();
    const first = session.get(qos1(3));
    session.send({ type: 'puback', packetId: 3 });
    expect(session.of(first).row.state).toBe('complete');
    session.return(true);
    session.get(qos1(3, { dup: true }));
    expect(session.of(first).row).toMatchObject({ state: 'open', resends: 1, latency: undefined });
    session.send({ type: 'puback', packetId: 3 });
    expect(session.of(first).row.state).toBe('retried');
    expect(session.ask({ latency: { kind: 'qos1', direction: 'in' } }).latency?.count).toBe(1);
    expect(session.rules).toEqual([]);
  });

  test('reopens an exchange if the PUBREL is resent after a lost PUBCOMP', () => {
    const session = connected();
    const first = session.get(qos2(3));
    session.send({ type: 'pubrec', packetId: 3 });
    session.get({ type: 'pubrel', packetId: 3 });
    session.send({ type: 'pubcomp', packetId: 3 });
    session.return(true);
    session.get({ type: 'pubrel', packetId: 3 });
    session.send({ type: 'pubcomp', packetId: 3, reasonCode: 0x92 });
    expect(session.of(first).row).toMatchObject({ state: 'retried', resends: 1 });
    expect(session.rules).toEqual([]);
  });

  test('does not continue an answered SUBSCRIBE with a DUP of its identifier', () => {
    const session = connected();
    session.send(subscribeTo(3, 'a/b'));
    session.get({ type: 'suback', packetId: 3, properties: [], reasonCodes: [1] });
    session.return(true);
    session.send(qos1(3, { dup: true }));
    expect(session.states).toEqual(['subscribe complete', 'publish open']);
  });

  test('3.2.2.2: is abandoned without a session on the broker', () => {
    const session = connected();
    const first = session.send(qos1(3));
    session.get(qos2(3));
    session.return(false);
    expect(session.states).toEqual(['publish abandoned', 'publish abandoned']);
    const { losses, awaited, row } = session.of(first);
    expect(row.latency).toBeUndefined();
    expect(awaited).toBeUndefined();
    expect(losses).toMatchObject([{ afterStep: 0, next: { sessionPresent: false } }]);
    session.send(qos1(3));
    session.get({ type: 'puback', packetId: 3 });
    expect(session.states.at(-1)).toBe('publish complete');
    expect(session.rules).toEqual([]);
  });

  test('3.1.2.4: is abandoned with Clean Start, before the CONNACK', () => {
    const session = connected();
    session.send(qos1(3));
    session.drop();
    session.stream = session.capture.openStream();
    session.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
    });
    expect(session.states).toEqual(['publish abandoned']);
  });

  test('depends only on Clean Session in MQTT 3.1', () => {
    const session = new Watched(3);
    session.connect();
    const first = session.send(qos1(3));
    session.return(false);
    session.send(qos1(3, { dup: true }));
    session.get({ type: 'puback', packetId: 3 });
    expect(session.of(first).row.state).toBe('retried');
    expect(session.of(first).losses[0]?.next?.sessionPresent).toBeUndefined();
  });

  test('2.2.1: does not end with its connection if the identifier is reused', () => {
    const session = connected();
    const first = session.send(qos1(3));
    const second = session.send(qos1(3, { payload: new Uint8Array([1]) }));
    session.drop();
    expect(session.of(first)).toMatchObject({ row: { state: 'abandoned' }, losses: [] });
    expect(session.of(second)).toMatchObject({ row: { state: 'open' }, losses: [{ stream: 1 }] });
  });

  test('can span several lost connections and a rejected one', () => {
    const session = connected();
    const first = session.send(qos1(3));
    session.return(true);
    session.return(true);
    session.send(qos1(3, { dup: true }));
    expect(session.of(first).losses.map((loss) => [loss.afterStep, loss.stream])).toEqual([
      [0, 1],
      [0, 2],
    ]);
    session.send({ type: 'disconnect' });
    session.drop();
    expect(session.of(first).losses.at(-1)).toMatchObject({
      afterStep: 1,
      stream: 3,
      disconnect: { direction: 'out', code: 0 },
      next: undefined,
    });
    expect(session.of(first).row.state).toBe('open');
  });
});

describe('3.8 to 3.11: SUBSCRIBE and UNSUBSCRIBE', () => {
  test('is named after the first filter, and rejected by one rejected filter', () => {
    const session = connected();
    const first = session.send(subscribeTo(1, 'a/#', 'b', 'c'));
    session.get({ type: 'suback', packetId: 1, properties: [], reasonCodes: [1, 0x87, 0] });
    const { row, filters, steps } = session.of(first);
    expect(row).toMatchObject({
      kind: 'subscribe',
      state: 'refused',
      topic: 'a/#',
      moreFilters: 2,
    });
    expect(filters.map(({ filter, qos }) => [filter, qos])).toEqual([
      ['a/#', 1],
      ['b', 1],
      ['c', 1],
    ]);
    expect(steps[1]?.reasonCodes).toEqual([1, 0x87, 0]);
    session.send({ type: 'unsubscribe', packetId: 2, properties: [], filters: ['a/#'] });
    session.get({ type: 'unsuback', packetId: 2, properties: [], reasonCodes: [0] });
    expect(session.states).toEqual(['subscribe refused', 'unsubscribe complete']);
  });

  test('end with their connection', () => {
    const session = connected();
    const first = session.send(subscribeTo(1, 'a'));
    session.drop();
    expect(session.states).toEqual(['subscribe abandoned']);
    expect(session.of(first).losses).toHaveLength(1);
  });

  test('share identifiers with PUBLISH', () => {
    const session = connected();
    session.send(subscribeTo(1, 'a'));
    session.send(qos1(1));
    expect(session.states).toEqual(['subscribe abandoned', 'publish open']);
    expect(session.rules).toContain('identifier-in-use');
  });
});

describe('3.1, 3.2, 4.12: CONNECT, AUTH and PINGREQ', () => {
  const connect = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'me',
    properties: [{ name: 'authenticationMethod', value: 'SCRAM' }],
  } as const;
  const auth = (reasonCode: number) =>
    ({
      type: 'auth',
      reasonCode,
      properties: [{ name: 'authenticationMethod', value: 'SCRAM' }],
    }) as const;

  test('adds AUTH before CONNACK to the CONNECT, and a later AUTH to a new exchange', () => {
    const session = new Watched(5);
    const first = session.send(connect);
    expect(session.of(first).awaited).toEqual({ packetTypes: [2, 15], from: 'in' });
    session.get(auth(0x18));
    expect(session.of(first).awaited).toEqual({ packetTypes: [15], from: 'out' });
    session.send(auth(0x18));
    session.get({
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [{ name: 'authenticationMethod', value: 'SCRAM' }],
    });
    expect(session.of(first).row).toMatchObject({ kind: 'connect', state: 'complete' });
    expect(session.of(first).steps.map((step) => step.packetType)).toEqual([1, 15, 15, 2]);
    const again = session.send(auth(0x19));
    session.get(auth(0x18));
    session.send(auth(0x18));
    session.get(auth(0));
    expect(session.of(again).row).toMatchObject({ kind: 'auth', state: 'complete' });
    const failing = session.send(auth(0x19));
    session.get({ type: 'disconnect', reasonCode: 0x87 });
    expect(session.of(failing).row.state).toBe('refused');
    expect(session.rules).toEqual([]);
  });

  test('is rejected by a CONNACK with an error, and abandoned if the connection ends without one', () => {
    const session = new Watched(4);
    const first = session.send({ ...connect, protocolLevel: 4, properties: [] });
    session.get({ type: 'connack', sessionPresent: false, reasonCode: 5, properties: [] });
    expect(session.of(first).row.state).toBe('refused');
    session.drop();
    session.stream = session.capture.openStream();
    const second = session.send({ ...connect, protocolLevel: 4, properties: [] });
    session.drop();
    expect(session.of(second).row.state).toBe('abandoned');
  });

  test('3.12: matches each PINGRESP with the oldest PINGREQ', () => {
    const session = connected();
    const first = session.send({ type: 'pingreq' });
    const second = session.send({ type: 'pingreq' });
    session.get({ type: 'pingresp' });
    expect([session.of(first), session.of(second)].map(({ row }) => row.state)).toEqual([
      'complete',
      'open',
    ]);
    session.drop();
    expect(session.of(second).row.state).toBe('abandoned');
  });
});
