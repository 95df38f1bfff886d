/** Tests values and units in messages that projects document. */
import { describe, expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { tasmotaDiscovery } from '../tasmota/discovery.ts';
import { tasmota } from '../tasmota/tasmota.ts';
import { conventionOf } from './loaded.testkit.ts';

const talkOf = (id: string): Talk =>
  new Talk(id === 'tasmota' ? wholeConvention(tasmota, tasmotaDiscovery) : conventionOf(id));

/** Values with their units, by name. */
function shown(talk: Talk, convention: string, device: string) {
  const rows = talk.device(convention, device)?.parts.rows ?? [];
  return Object.fromEntries(
    rows.map(({ name, value, unit }) => [name, unit === undefined ? value : `${value} ${unit}`]),
  );
}

const NODE = { from: 0x7efeee00, sender: '!7efeee00' };

test.each([
  [
    'zigbee2mqtt',
    'zigbee2mqtt/air',
    { pm25: 12, soil_moisture: 33, ac_frequency: 50, position: 40, color_temp: 370 },
    'air',
    {
      pm25: '12 µg/m³',
      soil_moisture: '33 %',
      ac_frequency: '50 Hz',
      position: '40 %',
      color_temp: '370 mired',
    },
  ],
  [
    'zigbee2mqtt',
    'zigbee2mqtt/valve',
    { local_temperature: 20.5, occupied_heating_setpoint: 21, pi_heating_demand: 30 },
    'valve',
    {
      local_temperature: '20.5 °C',
      occupied_heating_setpoint: '21 °C',
      pi_heating_demand: '30 %',
    },
  ],
  [
    'tasmota',
    'tele/dust/SENSOR',
    { PMS5003: { CF1: 1, PM1: 2, 'PM2.5': 3, PM10: 4 } },
    'dust',
    {
      'PMS5003.CF1': '1',
      'PMS5003.PM1': '2 µg/m³',
      'PMS5003.PM2.5': '3 µg/m³',
      'PMS5003.PM10': '4 µg/m³',
    },
  ],
  [
    'evcc',
    'evcc/loadpoints/1/chargeCurrents/2',
    15.9,
    'loadpoint 1',
    { 'chargeCurrents/2': '15.9 A' },
  ],
  ['evcc', 'evcc/site/grid/currents/1', 2.3, 'evcc', { 'grid/currents/1': '2.3 A' }],
  ['evcc', 'evcc/site/grid/powers/3', -230, 'evcc', { 'grid/powers/3': '-230 W' }],
  [
    'openmqttgateway',
    'home/OMG/CLIMAtoMQTT/bme',
    { tempc: 21.3, hum: 40, pa: 101_325, altim: 12 },
    'OMG',
    { 'bme.tempc': '21.3 °C', 'bme.hum': '40 %', 'bme.pa': '101325 Pa', 'bme.altim': '12 m' },
  ],
  [
    'openmqttgateway',
    'home/OMG/BTtoMQTT/C4',
    { power: 400, energy: 12.3, pres: 1012 },
    'C4',
    { power: '400 W', energy: '12.3 kWh', pres: '1012 hPa' },
  ],
  ['rtl_433', 'rtl_433/pi/devices/a/1/power0_W', 233, 'a/1', { power0_W: '233 W' }],
  ['rtl_433', 'rtl_433/pi/devices/a/1/co2_ppm', 800, 'a/1', { co2_ppm: '800 ppm' }],
  ['rtl_433', 'rtl_433/pi/devices/a/1/pm2_5_ug_m3', 4, 'a/1', { pm2_5_ug_m3: '4 µg/m³' }],
  ['rtl_433', 'rtl_433/pi/devices/a/1/rain_rate_in_h', 2, 'a/1', { rain_rate_in_h: '2 in/h' }],
  ['rtl_433', 'rtl_433/pi/devices/a/1/snr', 20.1, 'a/1', { snr: '20.1 dB' }],
  ['rtl_433', 'rtl_433/pi/devices/a/1/freq', 433.92, 'a/1', { freq: '433.92 MHz' }],
  [
    'shelly',
    'shellyplusuni-1/status/input:2',
    { percent: 40, aenergy: { total: 8, by_minute: [1, 2, 3] } },
    'shellyplusuni-1',
    {
      'input:2.percent': '40 %',
      'input:2.aenergy.total': '8 Wh',
      'input:2.aenergy.by_minute': '[1,2,3] mWh',
    },
  ],
  ['wled', 'wled/shelf/button/1', 'short', 'shelf', { 'button 1': 'short' }],
  [
    'meshtastic',
    'msh/US/2/json/LongFast/!7efeee00',
    { ...NODE, type: 'telemetry', payload: { current: 20.5, lux: 30, wind_speed: 2, pm25: 3 } },
    '!7efeee00',
    { current: '20.5 mA', lux: '30 lx', wind_speed: '2 m/s', pm25: '3 µg/m³' },
  ],
  [
    'meshtastic',
    'msh/US/2/json/LongFast/!7efeee00',
    { ...NODE, type: 'position', payload: { latitude_i: 349_346_000, altitude: 113 } },
    '!7efeee00',
    { latitude_i: '349346000 10⁻⁷ °', altitude: '113 m' },
  ],
] as const)('%s: %s with %j', (id, topic, payload, device, values) => {
  const talk = talkOf(id);
  talk.say('in', topic, typeof payload === 'object' ? payload : String(payload));
  expect(shown(talk, id, device)).toEqual(values);
});

test('Tasmota: values of Zigbee devices belong to these, not to their bridge', () => {
  const talk = talkOf('tasmota');
  const received = { Device: '0x99DE', Name: 'Hall', Humidity: 50, LinkQuality: 70 };
  talk.say('in', 'tele/bridge/SENSOR', { ZbReceived: { '0x99DE': received } });
  expect(shown(talk, 'tasmota', 'bridge')).toEqual({});
  expect(shown(talk, 'tasmota', '0x99DE')).toMatchObject({
    Humidity: '50 %',
    LinkQuality: '70 lqi',
  });
});

test('OpenMQTTGateway: what Pilight received', () => {
  const talk = talkOf('openmqttgateway');
  talk.say('in', 'home/OMG/PilighttoMQTT', { message: { temperature: 12 }, protocol: 'nexus' });
  expect(talk.kindOf('home/OMG/PilighttoMQTT')).toBe('received');
});

test('The Things Stack: a warning of the formatter, and the battery', () => {
  const talk = talkOf('the-things-stack');
  const uplink = {
    decoded_payload: { t: -21 },
    last_battery_percentage: { f_cnt: 1, value: 92.1 },
  };
  const say = (warnings: readonly string[]) =>
    talk.say('in', 'v3/app@ttn/devices/dev1/up', {
      uplink_message: { ...uplink, decoded_payload_warnings: warnings },
    });
  say(['it is cold']);
  const alarms = () => talk.device('the-things-stack', 'dev1')?.alarms;
  expect(alarms()).toMatchObject([{ what: { en: 'The formatter warns about its payload' } }]);
  expect(shown(talk, 'the-things-stack', 'dev1')).toEqual({ t: '-21', battery: '92.1 %' });
  say([]);
  expect(alarms()).toEqual([]);
});

describe('OPC UA: units from metadata', () => {
  const text = { DisplayName: { Text: '°C' } };
  test.each([
    ['1.05', 'EngineeringUnits', { UaType: 22, Value: text }],
    ['1.05 with a namespace', '0:EngineeringUnits', text],
    ['1.04', { Name: 'EngineeringUnits' }, { Type: 22, Body: { TypeId: { Id: 888 }, Body: text } }],
  ])('version %s', (_version, key, value) => {
    const talk = talkOf('opcua-pubsub');
    const fields = [
      {
        Name: 'Temp',
        Properties: [
          { Key: 'Other', Value: 1 },
          { Key: key, Value: value },
        ],
      },
      { Name: 'Open' },
    ];
    const data = () =>
      talk.say('in', 'opcua/json/data/p/g/w', { DataSetWriterId: 1, Payload: { Temp: 21.5 } });
    data();
    talk.say('in', 'opcua/json/metadata/p/g/w', { MetaData: { Name: 'x', Fields: fields } }, true);
    expect(shown(talk, 'opcua-pubsub', 'p')).toEqual({ Temp: '21.5 °C' });
    data();
    expect(shown(talk, 'opcua-pubsub', 'p')).toEqual({ Temp: '21.5 °C' });
  });
});
