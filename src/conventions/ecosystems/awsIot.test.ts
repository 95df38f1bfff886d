import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

test('the thing of shadows, jobs and presence', () => {
  const talk = new Talk(conventionOf('aws-iot'));
  talk.sayAll(messagesOf('aws-iot'));
  const { row, facts } = talk.device('aws-iot', 'lamp1') ?? {};
  // Messages from the cloud about a thing do not count as its own.
  expect(row).toMatchObject({ root: '$aws/things/lamp1', state: 'online', messages: 4 });
  expect(Object.fromEntries(facts ?? [])).toEqual({
    address: '192.0.2.7',
    'shadow version': '5',
    'version of config': '2',
    'job status': 'SUCCEEDED',
    'next job': 'fw-13',
  });
  expect(talk.values('aws-iot', 'lamp1')).toEqual({
    'desired.color': 'blue',
    'reported.color': 'red',
    'config.reported.volume': '7',
  });
  talk.say('in', '$aws/events/presence/disconnected/lamp1', {
    clientId: 'lamp1',
    disconnectReason: 'MQTT_KEEP_ALIVE_TIMEOUT',
  });
  const gone = talk.device('aws-iot', 'lamp1');
  expect(gone?.row.state).toBe('offline');
  expect(gone?.facts).toContainEqual(['disconnect reason', 'MQTT_KEEP_ALIVE_TIMEOUT']);
});

test('requests are accepted or rejected by their client tokens', () => {
  const talk = new Talk(conventionOf('aws-iot'));
  talk.sayAll(messagesOf('aws-iot'));
  expect(talk.pairs('aws-iot')).toMatchObject([
    {
      identifier: 'update shadow',
      id: 'a',
      code: 409,
      isFailure: true,
      message: 'Version conflict',
    },
    { identifier: 'get shadow', id: 'b', state: 'answered', isFailure: false },
    { identifier: 'update shadow config', id: 'c', state: 'answered', isFailure: false },
    { identifier: 'start-next job', id: 'd', state: 'answered', isFailure: false },
    {
      identifier: 'fw-12/update job',
      id: 'e',
      isFailure: true,
      code: undefined,
      message: 'VersionMismatch: Expected version 1 is 2',
    },
  ]);
  // Without a token, replies are paired in order.
  const request = talk.say('out', '$aws/things/lamp1/shadow/get', '');
  const reply = talk.say('in', '$aws/things/lamp1/shadow/get/rejected', {
    code: 404,
    message: 'None',
  });
  expect(talk.pairs('aws-iot').at(-1)).toMatchObject({ request, reply, code: 404 });
});

test('reads topics that only resemble a shadow', () => {
  const talk = new Talk(conventionOf('aws-iot'));
  expect(talk.kindOf('$aws/things/lamp1/shadow/update/documents')).toBe('shadow documents');
  expect(talk.kindOf('$aws/rules/store/plant/a')).toBe('basic ingest');
  expect(talk.kindOf('$aws/things/lamp1/shadow/patch')).toBeUndefined();
});

test('pairs fleet provisioning, Device Defender and streams with their replies', () => {
  const talk = new Talk(conventionOf('aws-iot'));
  const create = '$aws/certificates/create/json';
  const provision = '$aws/provisioning-templates/lamps/provision/json';
  const defender = '$aws/things/lamp1/defender/metrics/json';
  const stream = '$aws/things/lamp1/streams/fw';
  talk.sayAll([
    ['out', create, '{}'],
    ['in', `${create}/accepted`, { certificateId: 'c' }],
    ['out', provision, { parameters: {} }],
    ['in', `${provision}/rejected`, { statusCode: 401, errorMessage: 'no' }],
    ['out', defender, { header: { report_id: 1 } }],
    ['in', `${defender}/accepted`, { status: 'ACCEPTED' }],
    ['out', defender, { header: {} }],
    [
      'in',
      `${defender}/rejected`,
      { statusDetails: { ErrorCode: 'InvalidPayload', ErrorMessage: 'no report_id' } },
    ],
    ['out', `${stream}/get/json`, { c: 'a', f: 0 }],
    ['in', `${stream}/data/json`, { c: 'a', i: 0 }],
  ]);
  expect(talk.pairs('aws-iot')).toMatchObject([
    { identifier: 'create certificate', state: 'answered', isFailure: false },
    { identifier: 'provision lamps', state: 'answered', isFailure: true },
    { identifier: 'defender metrics', state: 'answered', isFailure: false },
    { identifier: 'defender metrics', isFailure: true, message: 'InvalidPayload: no report_id' },
    { identifier: 'get fw', state: 'answered', isFailure: false },
  ]);
});
