import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

const told = () => {
  const talk = new Talk(conventionOf('azure-iot-hub'));
  talk.connect('pump7');
  talk.sayAll(messagesOf('azure-iot-hub'));
  return talk;
};

test('the device of the connection, with telemetry and twin', () => {
  const talk = told();
  expect(talk.devices()).toMatchObject([{ id: 'pump7', state: 'online', root: 'devices/pump7' }]);
  expect(talk.values('azure-iot-hub', 'pump7')).toMatchObject({
    temperature: '21.5',
    'valve.open': 'true',
    'desired.telemetrySendFrequency': '1m',
    'reported.batteryLevel': '54',
  });
});

test('the properties in the topic are named levels', () => {
  const talk = told();
  const [, topic] = messagesOf('azure-iot-hub')[0] ?? [];
  expect(talk.capture.conventions.senseOf(topic ?? '')?.levels).toEqual([
    { name: 'device', value: 'pump7' },
    { name: '$.ct', value: 'application/json' },
    { name: '$.ce', value: 'utf-8' },
    { name: 'line', value: 'a/b' },
    { name: 'alert', value: '' },
  ]);
});

test('twin requests and methods are paired by $rid, each with its status', () => {
  const pairs = told().pairs('azure-iot-hub');
  expect(pairs).toMatchObject([
    { identifier: 'GET twin', id: '1', code: 200, isFailure: false },
    { identifier: 'PATCH reported', id: '2', code: 204, isFailure: false },
    { id: '3', code: 429, isFailure: true, message: 'Too many requests' },
    { identifier: 'reboot', id: '1', direction: 'in', code: 200, isFailure: false },
    { identifier: 'fly', id: '2', code: 404, isFailure: true },
  ]);
});

test('QoS 2, which the hub rejects, is an alarm', () => {
  const talk = told();
  const topic = 'devices/pump7/messages/events/';
  const flags = { dup: false, qos: 2, retain: false, packetId: 9, properties: [] } as const;
  const publish = { type: 'publish', topic, payload: encodeUtf8('{}'), ...flags } as const;
  const number = talk.capture.packet(1, 'out', 99_000, encode(publish, 4));
  expect(talk.device('azure-iot-hub', 'pump7')?.alarms).toMatchObject([{ packet: number }]);
});

test('telemetry without properties may omit the last slash', () => {
  const talk = new Talk(conventionOf('azure-iot-hub'));
  talk.say('out', 'devices/pump8/messages/events', { temperature: 22 });
  talk.say('out', 'devices/pump8/modules/camera/messages/events', { frames: 3 });
  expect(talk.devices()).toMatchObject([
    { id: 'pump8', state: 'online', root: 'devices/pump8' },
    { id: 'pump8/camera', state: 'online', root: 'devices/pump8/modules/camera' },
  ]);
  expect(talk.values('azure-iot-hub', 'pump8')).toEqual({ temperature: '22' });
  expect(talk.values('azure-iot-hub', 'pump8/camera')).toEqual({ frames: '3' });
});

test('an empty message reveals its sender; one that clears a retained message does not', () => {
  const talk = new Talk(conventionOf('azure-iot-hub'));
  talk.say('out', 'devices/pump9/messages/events/alert', '', true);
  expect(talk.devices()).toEqual([]);
  talk.say('out', 'devices/pump9/messages/events/alert', '');
  expect(talk.devices()).toMatchObject([{ id: 'pump9', state: 'online' }]);
});

test('pairs registrations of the Device Provisioning Service', () => {
  const talk = new Talk(conventionOf('azure-iot-hub'));
  const ask = '$dps/registrations/GET/iotdps-get-operationstatus/?$rid=2&operationId=o';
  talk.sayAll([
    ['out', '$dps/registrations/PUT/iotdps-register/?$rid=1', { registrationId: 'd' }],
    ['in', '$dps/registrations/res/202/?$rid=1&retry-after=3', { operationId: 'o' }],
    ['out', ask, ''],
    ['in', '$dps/registrations/res/401/?$rid=2', { message: 'no' }],
  ]);
  expect(talk.pairs('azure-iot-hub')).toMatchObject([
    { identifier: 'register', state: 'answered', isFailure: false },
    { identifier: 'operation status', state: 'answered', isFailure: true },
  ]);
});
