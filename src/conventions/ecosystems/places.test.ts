import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

test('OwnTracks: a moving phone, and its will', () => {
  const talk = new Talk(conventionOf('owntracks'));
  talk.sayAll(messagesOf('owntracks').slice(0, -1));
  const { row, alarms } = talk.device('owntracks', 'jane/phone') ?? {};
  expect(row).toMatchObject({ name: 'Jane', state: 'online', messages: 3 });
  expect(alarms).toMatchObject([{ what: { en: 'Battery below 15 %' } }]);
  expect(talk.values('owntracks', 'jane/phone')).toMatchObject({
    lat: '48.85833',
    batt: '9',
    transition: 'enter',
    place: 'Tower',
  });
  talk.sayAll(messagesOf('owntracks').slice(-1));
  expect(talk.device('owntracks', 'jane/phone')?.row).toMatchObject({
    state: 'offline',
    said: 'lwt',
  });
});

test('Frigate: cameras, counts, and pictures', () => {
  const talk = new Talk(conventionOf('frigate'));
  talk.sayAll(messagesOf('frigate'));
  expect(talk.devices().map(({ id, parent, state }) => [id, parent, state])).toEqual([
    ['frigate', undefined, 'online'],
    ['door', 'frigate', 'online'],
    ['yard', 'frigate', undefined],
  ]);
  expect(talk.values('frigate', 'door')).toMatchObject({
    person: '1',
    detect: 'ON',
    label: 'person',
  });
  expect(talk.device('frigate', 'yard')?.alarms).toMatchObject([
    { what: { en: 'No pictures come from the camera' } },
  ]);
  talk.say('in', 'frigate/door/audio/dBFS', '-33.20');
  talk.say('in', 'frigate/door/audio/bark', 'ON');
  talk.say('in', 'frigate/door/status/record', 'offline', true);
  talk.say('in', 'frigate/door/status/detect', 'online', true);
  expect(talk.values('frigate', 'door')).toMatchObject({
    'audio dBFS': '-33.20',
    'audio bark': 'ON',
    'status record': 'offline',
    'status detect': 'online',
  });
  expect(talk.kindOf('frigate/door/person/snapshot')).toBe('snapshot');
  expect(talk.capture.chosen.of('frigate/door/person/snapshot')).toBeUndefined();
});

test('Meshtastic: nodes by number, with the gateway that received them', () => {
  const talk = new Talk(conventionOf('meshtastic'));
  talk.sayAll(messagesOf('meshtastic'));
  expect(
    talk.devices().map(({ id, name, parent, messages }) => [id, name, parent, messages]),
  ).toEqual([
    ['!7efeee00', 'Base 0', undefined, 4],
    ['!000000ff', undefined, '!7efeee00', 2],
  ]);
  expect(talk.values('meshtastic', '!000000ff')).toMatchObject({
    battery_level: '8',
    text: 'Hello there',
    RSSI: '-120',
  });
  expect(talk.device('meshtastic', '!000000ff')?.alarms).toHaveLength(1);
  for (const from of [-1, 1.5, 2 ** 32, '7', null]) {
    talk.say('in', 'msh/US/2/json/LongFast/!1', { from, payload: {} });
  }
  // A message to be sent is not from the node that it names.
  for (const topic of ['msh/US/2/json/mqtt/', 'msh/US/2/json/mqtt/!1']) {
    talk.say('out', topic, { from: 5, type: 'sendtext', payload: 'Hi' });
  }
  expect(talk.kindOf('msh/US/2/json/mqtt/')).toBe('downlink');
  expect(talk.devices().map(({ id }) => id)).toEqual(['!1', '!7efeee00', '!000000ff']);
});

test('OPC UA: publishers with the values of all their writers', () => {
  const talk = new Talk(conventionOf('opcua-pubsub'));
  talk.sayAll(messagesOf('opcua-pubsub'));
  const { row, facts } = talk.device('opcua-pubsub', 'Line4') ?? {};
  expect(row).toMatchObject({ state: 'online', messages: 5 });
  expect(facts).toEqual([['data set', 'Boiler values']]);
  expect(talk.values('opcua-pubsub', 'Line4')).toEqual({
    Temperature: '81.5',
    Open: 'true',
    Pressure: '1013',
    Level: '0.7',
  });
  talk.say('in', 'opcua/json/status/Line4', { MessageType: 'ua-status', Status: 3 });
  expect(talk.device('opcua-pubsub', 'Line4')?.row.state).toBe('fault');
});

test('OPC UA: data sets with values only, and network messages in a list', () => {
  const talk = new Talk(conventionOf('opcua-pubsub'));
  const values = (payload: object | string) => {
    talk.say('in', 'opcua/json/data/Line5/Fast', payload);
    return talk.values('opcua-pubsub', 'Line5');
  };
  expect(values({ Temperature: 81.5, Open: true })).toEqual({ Temperature: '81.5', Open: 'true' });
  expect(values([{ Temperature: 82 }, { Open: false }])).toEqual({
    Temperature: '82',
    Open: 'false',
  });
  const head = { MessageId: '4', MessageType: 'ua-data', PublisherId: 'Line5' };
  const message = { DataSetWriterId: 7, SequenceNumber: 225, Payload: { Temperature: 83 } };
  expect(
    values([
      { ...head, Messages: [message] },
      { ...head, Messages: [{ Open: true }] },
    ]),
  ).toEqual({ Temperature: '83', Open: 'true' });
  expect(values({ ...head, Messages: { Temperature: 84 } })).toMatchObject({ Temperature: '84' });
  // A keep-alive message of a writer has no values.
  const kept = { DataSetWriterId: 7, SequenceNumber: 226, MessageType: 'ua-keepalive' };
  expect(Object.keys(values(kept))).toEqual(['Temperature', 'Open']);
  const deep = `${'['.repeat(9)}{"Deep":1}${']'.repeat(9)}`;
  expect(values(deep)).not.toHaveProperty('Deep');
});
