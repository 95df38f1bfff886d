import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

const told = () => {
  const talk = new Talk(conventionOf('thingsboard'));
  talk.connect('gw1');
  talk.sayAll(messagesOf('thingsboard'));
  return talk;
};

test('the device of the connection, and those behind a gateway', () => {
  const talk = told();
  expect(talk.devices().map(({ id, parent, state }) => [id, parent, state])).toEqual([
    ['gw1', undefined, 'online'],
    ['Boiler A', 'gw1', 'offline'],
    ['Boiler B', 'gw1', 'online'],
  ]);
  expect(talk.values('thingsboard', 'gw1')).toEqual({
    temperature: '42.5',
    humidity: '60',
    'attributes.firmware': '1.0',
    'attributes.interval': '30',
  });
  expect(talk.values('thingsboard', 'Boiler A')).toEqual({ temperature: '71' });
  expect(talk.values('thingsboard', 'Boiler B')).toEqual({ temperature: '65' });
  expect(talk.device('thingsboard', 'Boiler A')?.facts).toEqual([['type', 'boiler']]);
});

test('the last of several values in a message counts, and all are read', () => {
  const talk = told();
  const at = (ts: number, t: number) => ({ ts, values: { t } });
  talk.say('out', 'v1/devices/me/telemetry', [at(1, 41), at(2, 42), { ok: true }]);
  expect(talk.values('thingsboard', 'gw1')).toMatchObject({ t: '42', ok: 'true' });
  talk.say('out', 'v1/gateway/telemetry', {
    'Boiler B': [at(1, 51), at(2, 52)],
    'Boiler C': [{ t: 1 }],
  });
  expect(talk.values('thingsboard', 'Boiler B')).toMatchObject({ t: '52' });
  expect(talk.values('thingsboard', 'Boiler C')).toEqual({ t: '1' });
});

test('the latest of several values with times counts, in any order', () => {
  const talk = told();
  const at = (ts: number, t: number) => ({ ts, values: { t } });
  talk.say('out', 'v1/devices/me/telemetry', [at(2, 42), at(3, 43), at(1, 41)]);
  expect(talk.values('thingsboard', 'gw1')).toMatchObject({ t: '43' });
  talk.say('out', 'v1/gateway/telemetry', { 'Boiler B': [{ t: 54 }, at(2, 52), at(1, 51)] });
  // Without a time the current time counts.
  expect(talk.values('thingsboard', 'Boiler B')).toMatchObject({ t: '54' });
});

test('shared attributes behind a gateway, changed or requested, belong to their device', () => {
  const talk = told();
  talk.say('in', 'v1/gateway/attributes', { device: 'Boiler A', data: { limit: 80, mode: 'eco' } });
  expect(talk.values('thingsboard', 'Boiler A')).toEqual({
    temperature: '71',
    'attributes.limit': '80',
    'attributes.mode': 'eco',
  });
  expect(talk.device('thingsboard', 'Boiler A')?.row).toMatchObject({ state: 'offline' });
  talk.say('in', 'v1/gateway/attributes/response', {
    id: 1,
    device: 'Boiler D',
    values: { limit: 70 },
  });
  expect(talk.values('thingsboard', 'Boiler D')).toEqual({ 'attributes.limit': '70' });
  talk.say('out', 'v1/gateway/attributes', { 'Boiler D': { firmware: '2' } });
  expect(talk.values('thingsboard', 'Boiler D')).toMatchObject({ 'attributes.firmware': '2' });
  expect(talk.devices().map(({ id }) => id)).toEqual(['gw1', 'Boiler A', 'Boiler B', 'Boiler D']);
});

test('pairs attributes and calls, also on a gateway’s single topic', () => {
  expect(told().pairs('thingsboard')).toMatchObject([
    { identifier: 'attributes', id: '1', direction: 'out', state: 'answered' },
    { identifier: 'setGpio', id: '7', direction: 'in', state: 'answered' },
    { identifier: 'getTime', id: '1', direction: 'out', state: 'waiting' },
    { identifier: 'toggle', id: '4', direction: 'in', state: 'answered', isFailure: false },
  ]);
});

test('provisioning is a request with a reply; a gateway claims for its devices', () => {
  const talk = new Talk(conventionOf('thingsboard'));
  talk.connect('provision');
  const ask = { deviceName: 'D', provisionDeviceKey: 'k', provisionDeviceSecret: 's' };
  talk.say('out', '/provision/request', ask);
  talk.say('in', '/provision/response', { status: 'SUCCESS', credentialsValue: 'token' });
  talk.say('out', '/provision/request', ask);
  talk.say('in', '/provision/response', { status: 'FAILURE', errorMsg: 'Name is taken' });
  expect(talk.pairs('thingsboard')).toMatchObject([
    { identifier: 'provision', state: 'answered', isFailure: false },
    {
      identifier: 'provision',
      state: 'answered',
      isFailure: true,
      message: 'FAILURE: Name is taken',
    },
  ]);
  talk.say('out', 'v1/gateway/claim', { 'Meter A': { durationMs: 60_000 } });
  expect(talk.kindOf('v1/gateway/claim')).toBe('claim');
  const { conventions } = talk.capture;
  const slashes = ['/provision/request', '/other'].map((one) =>
    conventions.hasLeadingSlash(one, ''),
  );
  expect(slashes).toEqual([true, false]);
});
