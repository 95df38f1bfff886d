import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

const ID = 'zigbee2mqtt';

test('devices of the bridge’s list, with availability in both forms, values and alarms', () => {
  const talk = new Talk(conventionOf('zigbee2mqtt'));
  talk.sayAll(messagesOf('zigbee2mqtt'));
  expect(talk.devices().map(({ id, state, parent }) => [id, state, parent])).toEqual([
    ['bridge', 'online', undefined],
    ['cellar', 'offline', 'bridge'],
    ['kitchen/lamp', 'online', 'bridge'],
  ]);
  const lamp = talk.device(ID, 'kitchen/lamp');
  expect(lamp?.row).toMatchObject({ root: 'zigbee2mqtt/kitchen/lamp', messages: 2, alarms: 0 });
  expect(Object.fromEntries(lamp?.facts ?? [])).toMatchObject({
    model: 'LED1545G12',
    vendor: 'IKEA',
    'IEEE address': '0x00158d00018255df',
    firmware: '1.3.009',
  });
  expect(talk.values(ID, 'kitchen/lamp')).toEqual({
    state: 'ON',
    brightness: '120',
    linkquality: '96',
  });
  expect(lamp?.parts.rows[0]?.command).toBe('zigbee2mqtt/kitchen/lamp/set');
  const what = talk.device(ID, 'cellar')?.alarms.map((alarm) => alarm.what);
  expect(what).toMatchObject([
    { en: 'Zigbee2MQTT does not support it' },
    { en: 'Battery below 15 %' },
    { en: 'Water leak' },
  ]);
  expect(talk.device(ID, 'cellar')?.parts.rows).toMatchObject([
    { name: 'battery', value: '11', unit: '%' },
    { name: 'water_leak' },
    { name: 'linkquality' },
    { name: 'temperature', unit: '°C' },
  ]);
  talk.say('in', 'zigbee2mqtt/cellar', { battery: 90, water_leak: false });
  expect(talk.device(ID, 'cellar')?.alarms).toHaveLength(1);
  talk.say('in', 'zigbee2mqtt/bridge/state', 'offline');
  expect(talk.device(ID, 'bridge')?.row.state).toBe('offline');
});

test('devices that the bridge no longer lists disappear, and units come from the list', () => {
  const talk = new Talk(conventionOf('zigbee2mqtt'));
  const listed = (name: string, unit: string) => ({
    friendly_name: name,
    type: 'EndDevice',
    definition: {
      exposes: [
        { type: 'switch', features: [{ type: 'binary', property: 'state' }] },
        { type: 'numeric', property: 'voltage', unit },
        { type: 'composite', features: [{ property: 'temperature', unit: '°F' }] },
        null,
      ],
    },
  });
  const list = (...all: readonly unknown[]) =>
    talk.say('in', 'zigbee2mqtt/bridge/devices', all, true);
  const ids = () => talk.devices().map(({ id }) => id);
  list(listed('plug', 'V'), listed('sensor', 'mV'));
  talk.say('in', 'zigbee2mqtt/bridge/groups', [{ id: 1, friendly_name: 'all' }], true);
  const values = { state: 'ON', voltage: 230, temperature: 70 };
  for (const name of ['plug', 'sensor', 'other']) talk.say('in', `zigbee2mqtt/${name}`, values);
  const units = (id: string) =>
    talk.device(ID, id)?.parts.rows.map(({ name, unit }) => [name, unit]);
  const its = (voltage: string) => [
    ['voltage', voltage],
    ['temperature', '°F'],
    ['state', undefined],
  ];
  expect(units('plug')).toEqual(its('V'));
  expect(units('sensor')).toEqual(its('mV'));
  expect(ids()).toEqual(['bridge', 'all', 'plug', 'sensor', 'other']);
  list(listed('hall/plug', 'V'), listed('sensor', 'mV'));
  expect(ids()).toEqual(['bridge', 'all', 'hall/plug', 'sensor', 'other']);
  // A payload that is not a list changes no devices.
  talk.say('in', 'zigbee2mqtt/bridge/devices', '');
  expect(ids()).toHaveLength(5);
  talk.say('in', 'zigbee2mqtt/bridge/groups', [], true);
  list();
  expect(ids()).toEqual(['bridge', 'other']);
});

test('requests to the bridge and its responses, also out of order', () => {
  const talk = new Talk(conventionOf('zigbee2mqtt'));
  talk.sayAll(messagesOf('zigbee2mqtt'));
  expect(talk.pairs(ID)).toMatchObject([
    { identifier: 'permit_join', id: 'abc', state: 'answered', isFailure: false },
    {
      identifier: 'device/rename',
      id: 'def',
      state: 'answered',
      isFailure: true,
      message: 'friendly_name is already in use',
    },
  ]);
  expect(talk.kindOf('zigbee2mqtt/kitchen/lamp/set/brightness')).toBe('command');
  expect(talk.kindOf('zigbee2mqtt/bridge/groups')).toBe('group list');
  expect(talk.kindOf('zigbee2mqtt/bridge/health')).toBe('bridge');
});

test('clearing a retained message creates no device, for sender or subscriber', () => {
  const talk = new Talk(conventionOf('zigbee2mqtt'));
  talk.say('out', 'zigbee2mqtt/ghost/availability', '', true);
  talk.say('in', 'zigbee2mqtt/ghost/availability', '');
  talk.say('in', 'zigbee2mqtt/ghost', '', true);
  expect(talk.devices()).toEqual([]);
  talk.say('in', 'zigbee2mqtt/lamp', { state: 'ON' });
  talk.say('in', 'zigbee2mqtt/lamp/availability', '', true);
  expect(talk.devices()).toMatchObject([{ id: 'lamp', messages: 2 }]);
});

test('values can be set and asked for as their access says; other commands are alarms', () => {
  const talk = new Talk(conventionOf('zigbee2mqtt'));
  const numeric = (property: string, access: number) => ({ type: 'numeric', property, access });
  const color = { type: 'composite', property: 'color', access: 7, features: [] };
  const light = { type: 'light', features: [numeric('brightness', 7), color] };
  const exposes = [light, numeric('battery', 1), numeric('voltage', 5)];
  const bulb = { friendly_name: 'hall/bulb', type: 'Router', definition: { exposes } };
  talk.say('in', 'zigbee2mqtt/bridge/devices', [bulb], true);
  const state = { brightness: 9, color: { x: 0.3 }, battery: 50, voltage: 3000, last_seen: 'x' };
  talk.say('in', 'zigbee2mqtt/hall/bulb', state);
  const commands = () =>
    talk
      .device(ID, 'hall/bulb')
      ?.parts.rows.filter(({ command }) => command !== undefined)
      .map(({ name }) => name);
  expect(commands()).toEqual(['brightness', 'color.x']);
  const alarms = () => talk.device(ID, 'hall/bulb')?.alarms.map(({ what }) => what);
  talk.say('out', 'zigbee2mqtt/hall/bulb/set', { battery: 3 });
  talk.say('out', 'zigbee2mqtt/hall/bulb/get/battery', '');
  expect(alarms()).toEqual([
    { en: '“battery” cannot be set', zh: '“battery”不可设置' },
    { en: '“battery” cannot be asked for', zh: '“battery”不可查询' },
  ]);
  // `transition` is a parameter of the command, and the list says nothing of it.
  talk.say('out', 'zigbee2mqtt/hall/bulb/set', { brightness: 3, transition: 2 });
  talk.say('out', 'zigbee2mqtt/hall/bulb/get', { voltage: '' });
  talk.say('out', 'zigbee2mqtt/no/such/set', { state: 'ON' });
  expect(alarms()).toEqual([]);
  expect(talk.devices().map(({ id }) => id)).toEqual(['bridge', 'hall/bulb']);
});
