import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

test('Shelly 1: a plug with its relay, power and temperature', () => {
  const talk = new Talk(conventionOf('shelly-gen1'));
  talk.sayAll(messagesOf('shelly-gen1'));
  const { row, facts, parts } = talk.device('shelly-gen1', 'shellyplug-s-6A6375') ?? {};
  expect(row).toMatchObject({ state: 'online', root: 'shellies/shellyplug-s-6A6375' });
  expect(facts).toContainEqual(['model', 'SHPLG-S']);
  expect(talk.values('shelly-gen1', 'shellyplug-s-6A6375')).toEqual({
    'relay 0': 'off',
    'relay 0 power': '23.51',
    'relay 0 energy': '1821',
    temperature: '27.42',
  });
  expect(parts?.rows.find(({ name }) => name === 'relay 0 power')?.unit).toBe('W');
  talk.say('in', 'shellies/shellyplug-s-6A6375/online', 'false', true);
  expect(talk.device('shelly-gen1', 'shellyplug-s-6A6375')?.row.state).toBe('offline');
});

test.each([
  ['flood', 'true', 'false'],
  ['smoke', 'true', 'false'],
  ['gas', 'heavy', 'none'],
])('Shelly 1: the sensor of %s raises an alarm', (sensor, raised, ended) => {
  const talk = new Talk(conventionOf('shelly-gen1'));
  const device = 'shellysensor-6A6375';
  talk.say('in', `shellies/${device}/sensor/${sensor}`, raised);
  const alarms = () => talk.device('shelly-gen1', device)?.alarms;
  expect(alarms()).toMatchObject([{ what: { en: 'A sensor raises an alarm' } }]);
  talk.say('in', `shellies/${device}/sensor/${sensor}`, ended);
  expect(alarms()).toEqual([]);
  expect(talk.values('shelly-gen1', device)).toEqual({ [`sensor/${sensor}`]: ended });
});

test('Shelly 1: sensors of an add-on have units', () => {
  const talk = new Talk(conventionOf('shelly-gen1'));
  talk.say('in', 'shellies/shelly1-6A6375/ext_temperature/0', '21.5');
  talk.say('in', 'shellies/shelly1-6A6375/ext_humidity/1', '47');
  expect(talk.device('shelly-gen1', 'shelly1-6A6375')?.parts.rows).toMatchObject([
    { name: 'ext_temperature/0', unit: '°C' },
    { name: 'ext_humidity/1', unit: '%' },
  ]);
});

test('evcc: values that can be set have a command', () => {
  const talk = new Talk(conventionOf('evcc'));
  talk.say('in', 'evcc/site/bufferSoc', '80', true);
  talk.say('in', 'evcc/vehicles/golf/minSoc', '20', true);
  talk.say('in', 'evcc/loadpoints/1/enableThreshold', '-500', true);
  const part = (device: string, name: string) =>
    talk.device('evcc', device)?.parts.rows.find((one) => one.name === name);
  expect(part('evcc', 'bufferSoc')).toMatchObject({
    unit: '%',
    command: 'evcc/site/bufferSoc/set',
  });
  expect(part('vehicle golf', 'minSoc')?.command).toBe('evcc/vehicles/golf/minSoc/set');
  expect(part('loadpoint 1', 'enableThreshold')?.unit).toBe('W');
});

test('Shelly 1: a command with a value is neither a value nor a sign of life', () => {
  const talk = new Talk(conventionOf('shelly-gen1'));
  talk.say('out', 'shellies/shellytrv-60A423/thermostat/0/command/target_t', '21');
  expect(talk.devices()).toEqual([]);
  talk.say('in', 'shellies/shellyswitch25-1/roller/0/pos', '10');
  talk.say('out', 'shellies/shellyswitch25-1/roller/0/command/pos', '40');
  expect(talk.values('shelly-gen1', 'shellyswitch25-1')).toEqual({ 'roller 0 pos': '10' });
});

test.each([
  ['in', 'shellies/shellyem-B9F8A4/emeter/0/total', '12345.6', 'shelly-gen1', 'Wh'],
  ['in', 'shellies/shellyht-6BFFEE/sensor/humidity', '55.5', 'shelly-gen1', '%'],
  ['in', 'shellies/shellyht-6BFFEE/sensor/temperature', '21.5', 'shelly-gen1', undefined],
  ['in', 'N/c0619ab1a2b3/vebus/276/Ac/Out/L1/P', { value: -120 }, 'victron', 'W'],
  ['in', 'N/c0619ab1a2b3/battery/512/Soc', { value: 87 }, 'victron', '%'],
  ['in', 'rtl_433/pi/devices/Bresser-3CH/1/97/temperature_C', '-3.4', 'rtl_433', '°C'],
  ['in', 'evcc/loadpoints/1/chargePower', '7360', 'evcc', 'W'],
  ['in', 'evcc/site/grid/power', '-20', 'evcc', 'W'],
  ['in', 'evcc/loadpoints/1/vehicleSoc', '56', 'evcc', '%'],
] as const)('%s %s: %j has the unit that %s gives it: %s', (way, topic, payload, id, unit) => {
  const talk = new Talk(conventionOf(id));
  talk.say(way, topic, payload);
  const units = talk.devices().flatMap((one) => {
    const rows = talk.device(id, one.id)?.parts.rows ?? [];
    return rows.map((row) => row.unit);
  });
  expect(units).toEqual([unit]);
});

test('a command is offered only for values that can be set', () => {
  const talk = new Talk(conventionOf('evcc'), conventionOf('esphome'));
  talk.say('in', 'evcc/loadpoints/1/chargePower', '7360');
  talk.say('in', 'evcc/loadpoints/1/mode', 'pv');
  talk.say('in', 'hall/sensor/temp/state', '21.5');
  talk.say('in', 'hall/switch/relay/state', 'ON');
  talk.say('in', 'hall/climate/ac/mode/state', 'heat');
  talk.say('in', 'hall/climate/ac/action/state', 'heating');
  const commands = [['evcc', 'loadpoint 1'] as const, ['esphome', 'hall'] as const].map(
    ([convention, id]) =>
      talk.device(convention, id)?.parts.rows.map(({ name, command }) => [name, command]),
  );
  expect(commands).toEqual([
    [
      ['chargePower', undefined],
      ['mode', 'evcc/loadpoints/1/mode/set'],
    ],
    [
      ['temp', undefined],
      ['relay', 'hall/switch/relay/command'],
      ['ac mode', 'hall/climate/ac/mode/command'],
      ['ac action', undefined],
    ],
  ]);
});

test('evcc: a vehicle has its title as its name', () => {
  const talk = new Talk(conventionOf('evcc'));
  talk.say('in', 'evcc/vehicles/ev1/title', 'Zoe');
  expect(talk.device('evcc', 'vehicle ev1')?.row).toMatchObject({ name: 'Zoe' });
});

test('rtl_433: a low battery', () => {
  const talk = new Talk(conventionOf('rtl_433'));
  const topic = 'rtl_433/attic/devices/Acurite-Tower/A/9811/battery_ok';
  const alarms = () => talk.device('rtl_433', 'Acurite-Tower/A/9811')?.alarms;
  talk.say('in', topic, '0');
  expect(alarms()).toMatchObject([{ what: { en: 'Battery low' } }]);
  talk.say('in', topic, '1');
  expect(alarms()).toEqual([]);
  expect(talk.values('rtl_433', 'Acurite-Tower/A/9811')).toEqual({ battery_ok: '1' });
  expect(talk.kindOf('rtl_433/attic/states')).toBe('report');
});

test('rtl_433: topics without the name of a host', () => {
  const talk = new Talk(conventionOf('rtl_433'));
  talk.say('in', 'rtl_433/availability', 'online', true);
  talk.say('in', 'rtl_433/devices/Acurite-Tower/A/1234/temperature_C', '-3.4');
  talk.say('in', 'rtl_433/events', { model: 'Prologue-TH', id: 3, temperature_C: 1.2 });
  expect(talk.kindOf('rtl_433/events')).toBe('event');
  expect(talk.device('rtl_433', 'rtl_433')?.row).toMatchObject({ state: 'online' });
  const sensor = talk.device('rtl_433', 'Acurite-Tower/A/1234');
  expect(sensor?.row.parent).toBe('rtl_433');
  expect(sensor?.parts.rows).toMatchObject([{ name: 'temperature_C', value: '-3.4', unit: '°C' }]);
});

test('OpenMQTTGateway: how far a device is from a gateway', () => {
  const talk = new Talk(conventionOf('openmqttgateway'));
  const topic = 'home/presence/OMG_hall';
  talk.say('in', topic, { id: 'AA:BB:CC:DD:EE:01', distance: 3.2, rssi: -80 });
  expect(talk.kindOf(topic)).toBe('presence');
  const tag = talk.device('openmqttgateway', 'AA:BB:CC:DD:EE:01');
  expect(tag?.row.state).toBe('online');
  expect(tag?.parts.rows).toContainEqual(
    expect.objectContaining({ name: 'distance', value: '3.2', unit: 'm' }),
  );
  talk.say('in', 'home/presence/kitchen', { id: 'somebody', state: 'home' });
  expect(talk.devices()).toHaveLength(1);
});

test('OpenMQTTGateway: a gateway, and a Bluetooth sensor that it receives', () => {
  const talk = new Talk(conventionOf('openmqttgateway'));
  talk.sayAll(messagesOf('openmqttgateway'));
  const { row, facts } = talk.device('openmqttgateway', 'OMG_ESP32_BLE') ?? {};
  expect(row?.state).toBe('online');
  expect(facts).toContainEqual(['version', 'v1.7.0']);
  const sensor = talk.device('openmqttgateway', 'A4C138A1B2C3');
  expect(sensor?.row).toMatchObject({ name: 'LYWSD03MMC', parent: 'OMG_ESP32_BLE' });
  expect(sensor?.parts.rows.find(({ name }) => name === 'tempc')).toMatchObject({
    value: '21.3',
    unit: '°C',
  });
  talk.say('in', 'home/kitchen/temperature', '20');
  expect(talk.devices()).toHaveLength(2);
});

test('ESPHome: a node with its entities; the status topics of other programs are no nodes', () => {
  const talk = new Talk(conventionOf('esphome'));
  talk.sayAll(messagesOf('esphome'));
  expect(talk.device('esphome', 'livingroom')?.row).toMatchObject({
    name: 'Living Room',
    state: 'online',
  });
  expect(talk.values('esphome', 'livingroom')).toEqual({
    temperature: '21.4',
    motion: 'OFF',
    relay: 'ON',
    'ceiling speed_level': '2',
  });
  talk.say('in', 'robot/status', 'online', true);
  talk.say('in', 'livingroom/status', 'offline', true);
  expect(talk.devices().map(({ id, state }) => [id, state])).toEqual([['livingroom', 'offline']]);
});

test('ESPHome: lines of the log are plain text, with their level, of known nodes only', () => {
  const talk = new Talk(conventionOf('esphome'));
  const log = (topic: string, payload: string) => talk.say('in', topic, payload);
  const coloured = "\u001b[0;36m[D][sensor:093]: 'Hall <b>Temp</b>': 21.4 °C\u001b[0m";
  log('hall/debug', coloured);
  log('robot/debug', coloured);
  expect(talk.devices()).toEqual([]);
  log('hall/sensor/temp/state', '21.4');
  log('hall/debug', coloured);
  const values = () => talk.values('esphome', 'hall');
  expect(values()).toMatchObject({
    log: "[D][sensor:093]: 'Hall <b>Temp</b>': 21.4 °C",
    'log level': 'DEBUG',
  });
  log('hall/debug', '\u001b[1;31m[E][wifi:123][loop]: Lost\u001b[0m');
  expect(values()).toMatchObject({ log: '[E][wifi:123][loop]: Lost', 'log level': 'ERROR' });
  log('hall/debug', '\u001b[0;37m[VV][api:1]: x\u001b[0m');
  expect(values()['log level']).toBe('VERY_VERBOSE');
  log('hall/debug', '{"no": "log"}');
  expect(values()).toMatchObject({ log: '[VV][api:1]: x' });
  expect(talk.devices()).toHaveLength(1);
});

test('OpenMQTTGateway: a device in a message without its topic, and a LoRa device', () => {
  const talk = new Talk(conventionOf('openmqttgateway'));
  talk.say('in', 'home/OMG/BTtoMQTT', { id: 'A4:C1:38:00:11:22', name: 'Cellar', tempc: 9.5 });
  talk.say('in', 'home/OMG/LORAtoMQTT/node7', { rssi: -91, tempc: 3 });
  expect(talk.devices().map(({ id, name, parent }) => [id, name, parent])).toEqual([
    ['A4:C1:38:00:11:22', 'Cellar', 'OMG'],
    ['node7', undefined, 'OMG'],
  ]);
  expect(talk.values('openmqttgateway', 'node7')).toEqual({ rssi: '-91', tempc: '3' });
});
