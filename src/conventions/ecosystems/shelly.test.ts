import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

const PLUG = 'shellyplus1pm-a8032abe54dc';

test('devices by name, or by their events with another prefix', () => {
  const talk = new Talk(conventionOf('shelly'));
  talk.sayAll(messagesOf('shelly'));
  expect(talk.devices().map(({ id, root, state }) => [id, root, state])).toEqual([
    ['home/lamp', 'home/lamp', 'online'],
    [PLUG, PLUG, 'online'],
  ]);
  const { row, parts, alarms } = talk.device('shelly', PLUG) ?? {};
  expect(row?.messages).toBe(3);
  expect(alarms).toMatchObject([{ what: { en: 'The component reports an error' } }]);
  expect(parts?.rows.find(({ name }) => name === 'switch:0.temperature.tC')).toMatchObject({
    value: '61.2',
    unit: '°C',
  });
  expect(talk.values('shelly', PLUG)['switch:0.output']).toBe('true');
  // By default devices send only notifications.
  talk.say('in', 'shelly1/events/rpc', {
    src: 'shelly1',
    dst: 'x',
    params: { 'pm1:0': { apower: 5 } },
  });
  expect(talk.device('shelly', 'shelly1')?.parts.rows).toMatchObject([
    { name: 'pm1:0.apower', unit: 'W' },
  ]);
  talk.say('in', `${PLUG}/online`, 'false', true);
  expect(talk.device('shelly', PLUG)?.row.state).toBe('offline');
});

test('the last event of each component is a value', () => {
  const talk = new Talk(conventionOf('shelly'));
  const events = [
    { component: 'input:0', id: 0, event: 'btn_down', ts: 1 },
    { component: 'input:0', id: 0, event: 'single_push', ts: 2 },
    { component: 'input:1', id: 1, event: 'long_push', ts: 2 },
    { id: 2, event: 'nameless', ts: 2 },
  ];
  const params = { ts: 2, events };
  talk.say('in', 'shellyplusi4-a8/events/rpc', { src: 'x', method: 'NotifyEvent', params });
  expect(talk.values('shelly', 'shellyplusi4-a8')).toEqual({
    ts: '2',
    'input:0 event': 'single_push',
    'input:1 event': 'long_push',
  });
});

test('numbered components are recognised with another prefix, other status topics are not', () => {
  const talk = new Talk(conventionOf('shelly'));
  talk.say('in', 'keller/pumpe/status/switch:0', { id: 0, output: true, apower: 120.5 });
  talk.say('out', 'keller/pumpe/command/switch:0', 'off');
  talk.say('in', 'keller/pumpe/status/temperature:100', { id: 100, tC: 21.5, errors: ['read'] });
  talk.say('in', 'keller/status/door', 'open');
  talk.say('in', 'keller/status/door:1', 'open');
  expect(talk.devices().map(({ id, state }) => [id, state])).toEqual([['keller/pumpe', 'online']]);
  const { parts, alarms } = talk.device('shelly', 'keller/pumpe') ?? {};
  expect(parts?.rows.map(({ name, value, unit }) => [name, value, unit])).toContainEqual([
    'switch:0.apower',
    '120.5',
    'W',
  ]);
  expect(alarms).toMatchObject([{ what: { en: 'The component reports an error' } }]);
  expect(talk.kindOf('keller/pumpe/command/switch:0')).toBe('command');
  expect(talk.kindOf('keller/status/door:1')).toBeUndefined();
});

test('a device with another prefix is one device, with the name of its notifications', () => {
  const talk = new Talk(conventionOf('shelly'));
  const src = 'shellyplusdimmer-f0f5bd1a2b3c';
  const params = { ts: 1, 'light:0': { id: 0, brightness: 70 } };
  talk.say('in', 'attic/lamp/status/light:0', { id: 0, output: true, brightness: 80 });
  talk.say('in', 'attic/lamp/events/rpc', {
    src,
    dst: 'attic/lamp/events',
    method: 'NotifyStatus',
    params,
  });
  talk.say('out', 'attic/lamp/rpc', { id: 5, src: 'hub', method: 'Light.Set', params: { id: 0 } });
  talk.say('in', 'hub/rpc', { id: 5, src, dst: 'hub', result: {} });
  expect(talk.devices().map(({ id }) => id)).toEqual(['attic/lamp']);
  expect(talk.device('shelly', 'attic/lamp')?.facts).toEqual([['device id', src]]);
  expect(talk.values('shelly', 'attic/lamp')['light:0.brightness']).toBe('70');
  expect(talk.pairs('shelly')).toMatchObject([{ identifier: 'Light.Set', state: 'answered' }]);
});

test('an error ends with the next status without errors, which has the whole status', () => {
  const talk = new Talk(conventionOf('shelly'));
  talk.say('in', `${PLUG}/status/switch:0`, { id: 0, output: false, errors: ['overtemp'] });
  talk.say('in', `${PLUG}/status/switch:1`, { id: 1, output: true });
  expect(talk.device('shelly', PLUG)?.alarms).toHaveLength(1);
  talk.say('in', `${PLUG}/status/switch:0`, { id: 0, output: true });
  expect(talk.device('shelly', PLUG)?.alarms).toEqual([]);
});

test('notifications raise alarms and end them', () => {
  const talk = new Talk(conventionOf('shelly'));
  const notify = (src: string, params: object) =>
    talk.say('in', `${src}/events/rpc`, {
      src,
      method: 'NotifyStatus',
      params: { ts: 1, ...params },
    });
  const flood = 'shellyfloodg4-e8e07e9a1234';
  notify(flood, { 'flood:0': { id: 0, alarm: true } });
  notify(flood, { 'devicepower:0': { id: 0, battery: { V: 2.1, percent: 9 } } });
  const alarms = () => talk.device('shelly', flood)?.alarms.map(({ what }) => what);
  expect(alarms()).toMatchObject([{ en: 'flood:0 raises an alarm' }, { en: 'Battery below 15 %' }]);
  notify(flood, { 'flood:0': { id: 0, alarm: false, mute: false } });
  expect(alarms()).toMatchObject([{ en: 'Battery below 15 %' }]);
  notify(PLUG, { 'switch:0': { id: 0, output: false, errors: ['overtemp'] } });
  expect(talk.device('shelly', PLUG)?.alarms).toMatchObject([
    { what: { en: 'switch:0 reports an error' } },
  ]);
});

test('sensors raise alarms, and radiator valves have units', () => {
  const talk = new Talk(conventionOf('shelly'));
  talk.say('in', 'shellyflood-e8e07e9a1234/status/flood:0', { id: 0, alarm: true, mute: false });
  expect(talk.device('shelly', 'shellyflood-e8e07e9a1234')?.alarms).toMatchObject([
    { what: { en: 'The component raises an alarm' } },
  ]);
  const gateway = 'shellyblugwg3-aabbccddeeff';
  const trv = { id: 200, target_C: 21, current_C: 20.4, pos: 30, battery: 99 };
  talk.say('in', `${gateway}/status/blutrv:200`, trv);
  const rows = talk.device('shelly', gateway)?.parts.rows ?? [];
  expect(Object.fromEntries(rows.map(({ name, unit }) => [name, unit]))).toEqual({
    'blutrv:200.id': undefined,
    'blutrv:200.target_C': '°C',
    'blutrv:200.current_C': '°C',
    'blutrv:200.pos': '%',
    'blutrv:200.battery': '%',
  });
});

test('calls are paired with results by source and id', () => {
  const talk = new Talk(conventionOf('shelly'));
  talk.sayAll(messagesOf('shelly'));
  expect(talk.pairs('shelly')).toMatchObject([
    { identifier: 'Switch.Set', id: '1', device: PLUG, state: 'answered', isFailure: false },
    {
      identifier: 'Shelly.GetNothing',
      id: '2',
      code: 404,
      isFailure: true,
      message: 'No handler for Shelly.GetNothing',
    },
  ]);
  // The topic of a reply has no special meaning. A client without a subscription to it never receives the
  // reply.
  const [first] = talk.pairs('shelly');
  const { reply } = talk.capture.window({ reply: first?.request ?? 0 }, talk.time);
  expect(reply?.asks?.replyTopic).toBe('desk/me/rpc');
});
