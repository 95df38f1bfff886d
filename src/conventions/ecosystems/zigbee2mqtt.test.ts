import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { ZIGBEE2MQTT } from './zigbee2mqtt.testkit.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

const ID = 'zigbee2mqtt';

test('devices of the bridge’s list, with availability in both forms, values and alarms', () => {
  const talk = new Talk(wholeConvention(zigbee2mqtt));
  talk.sayAll(ZIGBEE2MQTT);
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

test('requests to the bridge and its responses, also out of order', () => {
  const talk = new Talk(wholeConvention(zigbee2mqtt));
  talk.sayAll(ZIGBEE2MQTT);
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
  expect(talk.kindOf('zigbee2mqtt/bridge/groups')).toBe('bridge');
});
