import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

test('ChirpStack: names, decoded values next to Base64, battery and errors', () => {
  const talk = new Talk(conventionOf('chirpstack'));
  talk.sayAll(messagesOf('chirpstack'));
  const { row, facts, parts, alarms } = talk.device('chirpstack', '0101010101010101') ?? {};
  expect(row).toMatchObject({ name: 'Meter 7', state: 'online', messages: 4 });
  expect(facts).toContainEqual(['application', 'Meters']);
  expect(parts?.rows.map(({ name, value, unit }) => [name, value, unit])).toEqual([
    ['temperature', '20.5', undefined],
    ['counters.a', '1', undefined],
    ['data', '01 02 03 c8', undefined],
    ['fPort', '2', undefined],
    ['fCnt', '10', undefined],
    ['RSSI', '-48', 'dBm'],
    ['SNR', '9', 'dB'],
    ['battery', '9.5', '%'],
    ['margin', '10', 'dB'],
    ['log', 'ReferenceError: x', undefined],
  ]);
  expect(alarms).toMatchObject([
    { what: { en: 'Battery below 15 %' } },
    { what: { en: 'The network server logs an error' } },
  ]);
  // 0 means that there is no battery, or that its level is unknown.
  const status = { margin: 10, externalPowerSource: true, batteryLevel: 0 };
  talk.say('in', 'application/1/device/3/event/status', status);
  expect(talk.device('chirpstack', '3')?.alarms).toEqual([]);
  expect(talk.values('chirpstack', '3')).toMatchObject({ 'external power': 'true' });
  // Only invalid Base64 is skipped.
  talk.say('in', 'application/1/device/2/event/up', { fPort: 1, data: '?!' });
  expect(talk.values('chirpstack', '2')).toEqual({ fPort: '1' });
});

test('ChirpStack: a downlink that is not acknowledged, and gateways', () => {
  const talk = new Talk(conventionOf('chirpstack'));
  const device = 'application/a/device/0101010101010101';
  talk.say('in', `${device}/event/ack`, { acknowledged: false });
  const alarms = () => talk.device('chirpstack', '0101010101010101')?.alarms;
  expect(alarms()).toMatchObject([{ what: { en: 'It has not acknowledged a downlink' } }]);
  talk.say('in', `${device}/event/ack`, { acknowledged: true });
  expect(alarms()).toEqual([]);
  talk.say('in', 'eu868/gateway/0016c001f153a14c/state/conn', { state: 'ONLINE' }, true);
  talk.say('in', 'eu868/gateway/0016c001f153a14c/event/stats', { rxPacketsReceived: 7 });
  expect(talk.device('chirpstack', '0016c001f153a14c')?.row.state).toBe('online');
  expect(talk.values('chirpstack', '0016c001f153a14c')).toEqual({ rxPacketsReceived: '7' });
});

test('gateways of ChirpStack after a region are known by their messages', () => {
  const talk = new Talk(conventionOf('chirpstack'));
  const kinds = (at: string) =>
    ['event/up', 'event/stats', 'state/conn', 'command/down'].map((one) =>
      talk.kindOf(`${at}/${one}`),
    );
  const all = ['gateway event', 'gateway statistics', 'gateway state', 'gateway command'];
  expect(kinds('eu868/gateway/0016c001f1500812')).toEqual(all);
  expect(kinds('gateway/0016c001f1500812')).toEqual(all);
  expect(talk.kindOf('plant/gateway/main/command/start')).toBeUndefined();
});
