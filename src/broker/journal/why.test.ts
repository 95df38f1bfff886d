import { expect, test } from 'vitest';
import { JournalScene } from './journal.testkit.ts';

const AWAY = { version: 4, cleanStart: false } as const;

test('no-local: its own message [MQTT-3.8.3-3]', () => {
  const scene = new JournalScene();
  const client = scene.connect('client');
  client.subscribe({ filter: 'a/#', qos: 1, noLocal: true }, { filter: 'a/+', noLocal: true });
  client.publish('a/b', 'x', { qos: 1, packetId: 1 });
  expect(scene.delivery('client')).toMatchObject({
    state: 'not-given',
    why: 'no-local',
    by: [
      { filter: 'a/#', qos: 1 },
      { filter: 'a/+', qos: 2 },
    ],
    steps: [],
  });
  expect(scene.rows()).toMatchObject([{ deliveries: 1, failed: 1, open: 0 }]);
});

test('a client with a copy from another subscription is not listed', () => {
  const scene = new JournalScene();
  const client = scene.connect('client');
  client.subscribe({ filter: 'a/#', noLocal: true }, { filter: 'a/+', qos: 0 });
  client.publish('a/b', 'x');
  expect(scene.delivery('client')).toMatchObject({ state: 'sent', by: [{ filter: 'a/+' }] });
});

test('not-authorised: by the hook, also for messages queued for another user', () => {
  let user = 'none';
  const scene = new JournalScene({
    hooks: { authoriseRead: ({ userName }) => userName !== undefined && userName !== user },
  });
  const reader = { ...AWAY, userName: 'anna' };
  scene.connect('reader', reader).subscribe('a');
  scene.connect('stranger').subscribe('a');
  const publisher = scene.connect('publisher', { userName: 'p' });
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  expect(scene.delivery('stranger')).toMatchObject({ state: 'not-given', why: 'not-authorised' });
  expect(scene.delivery('reader').state).toBe('sent');
  scene.connect('reader', reader).cut();
  publisher.publish('a', 'y', { qos: 1, packetId: 2 });
  expect(scene.delivery('reader').state).toBe('queued');
  user = 'anna';
  scene.connect('reader', reader);
  expect(scene.delivery('reader')).toMatchObject({ state: 'not-given', why: 'not-authorised' });
});

test('not-authorised: no member of a group', () => {
  const scene = new JournalScene({ hooks: { authoriseRead: () => false } });
  for (const name of ['m1', 'm2']) scene.connect(name).subscribe('$share/g/a');
  scene.connect('publisher').publish('a', 'x', { qos: 1, packetId: 1 });
  const refused = { state: 'not-given', why: 'not-authorised', by: [{ filter: '$share/g/a' }] };
  expect(scene.delivery('m1')).toMatchObject(refused);
  expect(scene.delivery('m2')).toMatchObject(refused);
});

test('away: QoS 0 is not queued', () => {
  const scene = new JournalScene();
  const reader = scene.connect('reader', AWAY);
  reader.subscribe({ filter: 'a', qos: 0 });
  reader.cut();
  scene.connect('publisher').publish('a', 'x', { qos: 1, packetId: 1 });
  expect(scene.delivery('reader')).toMatchObject({
    qos: 0,
    state: 'not-given',
    why: 'away',
    isAway: true,
  });
});

test('queued while away, and sent on return', () => {
  const scene = new JournalScene();
  const reader = scene.connect('reader', AWAY);
  reader.subscribe({ filter: 'a', qos: 1 });
  reader.cut();
  scene.connect('publisher').publish('a', 'x', { qos: 1, packetId: 1 });
  expect(scene.delivery('reader')).toMatchObject({ state: 'queued', isAway: true });
  expect(scene.rows()).toMatchObject([{ open: 1, failed: 0 }]);
  scene.connect('reader', AWAY).send({ type: 'puback', packetId: 1 });
  expect(scene.delivery('reader')).toMatchObject({ state: 'acknowledged', isAway: false });
});

test('queued while the client’s limit is in flight [MQTT-3.3.4-9]', () => {
  const scene = new JournalScene();
  const properties = [{ name: 'receiveMaximum', value: 1 } as const];
  const reader = scene.connect('reader', { properties });
  reader.subscribe({ filter: 'a', qos: 1 });
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  publisher.publish('a', 'y', { qos: 1, packetId: 2 });
  expect(scene.delivery('reader', 1).state).toBe('sent');
  expect(scene.delivery('reader', 2)).toMatchObject({ state: 'queued', isAway: false });
});

test('queue-full', () => {
  const scene = new JournalScene({ limits: { queuedMessages: 1 } });
  const reader = scene.connect('reader', AWAY);
  reader.subscribe({ filter: 'a', qos: 1 });
  reader.cut();
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  publisher.publish('a', 'y', { qos: 1, packetId: 2 });
  expect(scene.delivery('reader', 1).state).toBe('queued');
  expect(scene.delivery('reader', 2)).toMatchObject({ state: 'not-given', why: 'queue-full' });
});

test('too-slow: QoS 0 to a client that has stopped reading', () => {
  const scene = new JournalScene({ limits: { backlogDrop: 1000, backlogPause: 1000 } });
  const reader = scene.connect('reader');
  reader.subscribe({ filter: 'a', qos: 0 });
  scene.broker.backlog(reader.id, 2000, scene.now);
  scene.connect('publisher').publish('a', 'x');
  expect(scene.delivery('reader')).toMatchObject({ state: 'not-given', why: 'too-slow' });
});

for (const qos of [0, 1] as const) {
  test(`too-large at QoS ${qos} [MQTT-3.1.2-25]`, () => {
    const scene = new JournalScene();
    const properties = [{ name: 'maximumPacketSize', value: 50 } as const];
    scene.connect('reader', { properties }).subscribe({ filter: 'a', qos });
    scene.connect('publisher').publish('a', 'x'.repeat(60), { qos: 1, packetId: 1 });
    expect(scene.delivery('reader')).toMatchObject({ qos, state: 'not-given', why: 'too-large' });
  });
}

test('expired: at its expiry, though it is dropped later [MQTT-3.3.2-5]', () => {
  const scene = new JournalScene();
  const reader = scene.connect('reader', AWAY);
  reader.subscribe({ filter: 'a', qos: 1 });
  reader.cut();
  const properties = [{ name: 'messageExpiryInterval', value: 5 } as const];
  scene.connect('publisher').publish('a', 'x', { qos: 1, packetId: 1, properties });
  expect(scene.message().expiresAt).toBe(scene.now + 5000);
  scene.pass(4999);
  expect(scene.delivery('reader').state).toBe('queued');
  scene.pass(1);
  const expired = { state: 'not-given', why: 'expired' };
  expect(scene.delivery('reader')).toMatchObject(expired);
  expect(scene.rows()).toMatchObject([{ open: 0, failed: 1 }]);
  scene.connect('reader', AWAY);
  expect(scene.delivery('reader')).toMatchObject(expired);
});

test('session-ended: while it was queued, and after it was sent', () => {
  const scene = new JournalScene();
  const properties = [{ name: 'receiveMaximum', value: 1 } as const];
  const reader = scene.connect('reader', { properties });
  reader.subscribe({ filter: 'a', qos: 2 });
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x', { qos: 2, packetId: 1 });
  publisher.publish('a', 'y', { qos: 1, packetId: 2 });
  reader.cut();
  expect(scene.delivery('reader', 1)).toMatchObject({ state: 'abandoned', why: 'session-ended' });
  expect(scene.delivery('reader', 2)).toMatchObject({ state: 'not-given', why: 'session-ended' });
});

test('session-ended: between PUBREC and PUBCOMP', () => {
  const scene = new JournalScene();
  const reader = scene.connect('reader');
  reader.subscribe({ filter: 'a', qos: 2 });
  scene.connect('publisher').publish('a', 'x', { qos: 2, packetId: 1 });
  reader.send({ type: 'pubrec', packetId: 1 });
  reader.cut();
  expect(scene.delivery('reader')).toMatchObject({ state: 'abandoned', why: 'session-ended' });
});

test('too-large for a client that returns with a lower limit: sent once, then dropped', () => {
  const scene = new JournalScene();
  const expiry = { name: 'sessionExpiryInterval', value: 60 } as const;
  const first = scene.connect('reader', { properties: [expiry] });
  first.subscribe({ filter: 'a', qos: 1 });
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x'.repeat(60), { qos: 1, packetId: 1 });
  first.cut();
  const properties = [expiry, { name: 'maximumPacketSize', value: 50 } as const];
  const second = scene.connect('reader', { cleanStart: false, properties });
  const given = { state: 'abandoned', why: 'too-large' };
  expect(scene.delivery('reader')).toMatchObject(given);
  // Its identifier is free: an acknowledgement with it does not belong to the message.
  second.send({ type: 'puback', packetId: 1 });
  expect(scene.delivery('reader')).toMatchObject({ ...given, steps: [{ packet: 'publish' }] });
});

for (const [qos, type] of [
  [1, 'puback'],
  [2, 'pubrec'],
] as const) {
  test(`rejected by ${type.toUpperCase()} [MQTT-4.3.3-4]`, () => {
    const scene = new JournalScene();
    const reader = scene.connect('reader');
    reader.subscribe({ filter: 'a', qos });
    scene.connect('publisher').publish('a', 'x', { qos, packetId: 1 });
    reader.send({ type, packetId: 1, reasonCode: 0x97 });
    expect(scene.delivery('reader')).toMatchObject({
      state: 'not-given',
      why: 'refused',
      steps: [{ packet: 'publish' }, { packet: type, reasonCode: 0x97 }],
    });
    // The identifier is free: an acknowledgement with it belongs to nothing.
    reader.send({ type: 'pubcomp', packetId: 1 });
    expect(scene.delivery('reader').steps).toHaveLength(2);
  });
}
