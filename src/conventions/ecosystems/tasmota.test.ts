import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { TASMOTA } from './tasmota.testkit.ts';
import { tasmota } from './tasmota.ts';

test('a plug that connects, is switched and disconnects', () => {
  const talk = new Talk(wholeConvention(tasmota));
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
    ['BME280.Temperature', undefined],
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
