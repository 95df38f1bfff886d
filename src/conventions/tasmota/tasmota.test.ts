import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { tasmotaDiscovery } from './discovery.ts';
import { TASMOTA } from './tasmota.testkit.ts';
import { tasmota } from './tasmota.ts';

test('a plug that connects, is switched and disconnects', () => {
  const talk = new Talk(wholeConvention(tasmota, tasmotaDiscovery));
  talk.sayAll(TASMOTA);
  const { row, facts, parts } = talk.device('tasmota', 'plug1') ?? {};
  expect(row).toMatchObject({ state: 'online', said: 'Online', root: 'tele/plug1', messages: 6 });
  expect(row?.name).toBe('Desk plug');
  expect(Object.fromEntries(facts ?? [])).toEqual({
    module: 'Sonoff Pow',
    version: '13.1.0(tasmota)',
    host: 'plug1-5340',
    address: '192.0.2.20',
    MAC: 'A8:03:2A:BE:54:DC',
  });
  expect(talk.values('tasmota', 'plug1')).toMatchObject({ 'ENERGY.Power': '12', POWER: 'ON' });
  expect(parts?.rows.find(({ name }) => name === 'ENERGY.Power')?.unit).toBe('W');
  expect(parts?.rows.find(({ name }) => name === 'POWER')?.command).toBe('cmnd/plug1/POWER');
  talk.say('in', 'tele/plug1/LWT', 'Offline', true);
  const its = () => talk.device('tasmota', 'plug1')?.row;
  expect(its()).toMatchObject({ state: 'offline', said: 'Offline' });
  talk.say('in', 'tele/plug1/STATE', {});
  expect(its()).toMatchObject({ state: 'online', said: '' });
});

test('pairs commands with replies; a pressed button is no reply', () => {
  const talk = new Talk(wholeConvention(tasmota));
  talk.say('in', 'stat/plug1/RESULT', { POWER: 'OFF' });
  talk.sayAll(TASMOTA);
  talk.say('out', 'cmnd/plug1/POWR', '');
  talk.say('in', 'stat/plug1/RESULT', { Command: 'Unknown' });
  talk.say('out', 'cmnd/plug1/Backlog', 'Power on; Delay 10; Power off');
  talk.say('out', 'cmnd/plug1/STATUS', '0');
  talk.say('in', 'stat/plug1/STATUS', { Status: { Topic: 'plug1' } });
  talk.say('in', 'stat/plug1/STATUS2', { StatusFWR: { Version: '14.2.0(tasmota)' } });
  // All devices reply, none of them under this name.
  talk.say('out', 'cmnd/tasmotas/POWER', 'ON');
  expect(talk.pairs('tasmota')).toMatchObject([
    { kind: 'command', identifier: 'POWER', state: 'answered', isFailure: false },
    { identifier: 'STATUS', state: 'answered', isFailure: false },
    { identifier: 'POWR', state: 'answered', isFailure: true },
    { identifier: 'STATUS', state: 'answered', isFailure: false },
  ]);
});

test('values of all sensors have their units', () => {
  const talk = new Talk(wholeConvention(tasmota));
  talk.say('in', 'tele/DVES_0A1B2C/SENSOR', {
    BME280: { Temperature: 22.1, Humidity: 44.3 },
    SCD40: { CarbonDioxide: 812 },
    VEML7700: { Illuminance: 211 },
    SR04: { Distance: 120.1 },
    TempUnit: 'C',
  });
  const rows = talk.device('tasmota', 'DVES_0A1B2C')?.parts.rows ?? [];
  expect(rows.map(({ name, unit }) => [name, unit])).toEqual([
    ['BME280.Temperature', '°C'],
    ['BME280.Humidity', '%'],
    ['SCD40.CarbonDioxide', 'ppm'],
    ['VEML7700.Illuminance', 'lx'],
    ['SR04.Distance', 'cm'],
    ['TempUnit', undefined],
  ]);
});

test('each relay of a board with many has its value and command', () => {
  const talk = new Talk(wholeConvention(tasmota));
  for (const relay of ['POWER1', 'POWER8', 'POWER32']) talk.say('in', `stat/board/${relay}`, 'ON');
  const rows = talk.device('tasmota', 'board')?.parts.rows ?? [];
  expect(rows.map(({ name, value, command }) => [name, value, command])).toEqual([
    ['POWER1', 'ON', 'cmnd/board/POWER1'],
    ['POWER8', 'ON', 'cmnd/board/POWER8'],
    ['POWER32', 'ON', 'cmnd/board/POWER32'],
  ]);
});

test('units that are settings of the device are those of the message, also after a change', () => {
  const talk = new Talk(wholeConvention(tasmota));
  const units = () =>
    Object.fromEntries(
      (talk.device('tasmota', 'roof')?.parts.rows ?? []).map(({ name, unit }) => [name, unit]),
    );
  const sensors = {
    BME280: { Temperature: 68.1, DewPoint: 46.2, Pressure: 29.9 },
    TX23: { Speed: { Act: 14.8, Avg: 8.5 } },
  };
  const imperial = { PressureUnit: 'inHg', TempUnit: 'F', SpeedUnit: 'mph' };
  talk.say('in', 'tele/roof/SENSOR', { Time: '2026-01-01T00:00:00', ...sensors, ...imperial });
  expect(units()).toMatchObject({
    'BME280.Temperature': '°F',
    'BME280.DewPoint': '°F',
    'BME280.Pressure': 'inHg',
    'TX23.Speed.Act': 'mph',
  });
  const metric = { PressureUnit: 'hPa', TempUnit: 'C' };
  talk.say('in', 'stat/roof/STATUS8', { StatusSNS: { ...sensors, ...metric } });
  expect(units()).toMatchObject({
    'BME280.Temperature': '°C',
    'BME280.Pressure': 'hPa',
    'TX23.Speed.Act': 'mph',
  });
});

test.each([
  ['%topic%/%prefix%/', 'meter/tele', 'meter/stat', 'meter/cmnd', 'meter'],
  ['hall/%topic%/%prefix%/', 'hall/meter/tele', 'hall/meter/stat', 'hall/meter/cmnd', 'hall/meter'],
  ['%prefix%/hall/%topic%/', 'tele/hall/meter', 'stat/hall/meter', 'cmnd/hall/meter', 'hall/meter'],
  ['hall/%prefix%/%topic%/', 'hall/tele/meter', 'hall/stat/meter', 'hall/cmnd/meter', 'hall/meter'],
])('a device with the FullTopic %s', (ft, tele, stat, cmnd, id) => {
  const talk = new Talk(wholeConvention(tasmota, tasmotaDiscovery));
  const found = { t: 'meter', dn: 'Gas', ft, tp: ['cmnd', 'stat', 'tele'] };
  talk.say('in', 'tasmota/discovery/0A1B2C3D4E5F/config', found, true);
  talk.say('in', `${tele}/LWT`, 'Online', true);
  talk.say('in', `${tele}/SENSOR`, { Time: 'x', DS18B20: { Temperature: 20.5 }, TempUnit: 'C' });
  talk.say('out', `${cmnd}/POWER`, 'OFF');
  talk.say('in', `${stat}/RESULT`, { POWER: 'OFF' });
  talk.say('in', `${stat}/POWER`, 'OFF');
  talk.say('out', `${cmnd}/Status`, '13');
  talk.say('in', `${stat}/STATUS13`, { StatusSHT: {} });
  expect(talk.devices()).toMatchObject([{ id, name: 'Gas', state: 'online', root: tele }]);
  const rows = talk.device('tasmota', id)?.parts.rows;
  expect(rows?.find(({ name }) => name === 'POWER')?.command).toBe(`${cmnd}/POWER`);
  expect(talk.values('tasmota', id)).toMatchObject({ 'DS18B20.Temperature': '20.5' });
  expect(talk.pairs('tasmota').map(({ state }) => state)).toEqual(['answered', 'answered']);
});

test('a command on a fallback topic waits for no reply, because it comes on another topic', () => {
  const talk = new Talk(wholeConvention(tasmota));
  talk.say('out', 'cmnd/DVES_0A1B2C_fb/POWER', 'ON');
  expect(talk.pairs('tasmota')).toEqual([]);
});
