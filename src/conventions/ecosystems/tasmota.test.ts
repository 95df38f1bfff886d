import { expect, test } from 'vitest';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { tasmota } from './tasmota.ts';

test('a plug that comes, is switched and goes', () => {
  const talk = new Talk(wholeConvention(tasmota));
  talk.say('in', 'tele/plug1/LWT', 'Online', true);
  talk.say('in', 'tele/plug1/INFO1', {
    Info1: { Module: 'Sonoff Pow', Version: '13.1.0(tasmota)', FallbackTopic: 'cmnd/DVES_1_fb/' },
  });
  talk.say('in', 'tele/plug1/SENSOR', {
    Time: '2026-01-01T00:00:00',
    ENERGY: { Power: 12, Voltage: 230 },
  });
  const asked = talk.say('out', 'cmnd/plug1/POWER', 'TOGGLE');
  const reply = talk.say('in', 'stat/plug1/RESULT', { POWER: 'ON' });
  talk.say('in', 'stat/plug1/POWER', 'ON');
  expect(talk.device('tasmota', 'plug1')).toMatchObject({
    row: { state: 'online', said: 'Online', root: 'tele/plug1', messages: 5 },
    facts: [
      ['module', 'Sonoff Pow'],
      ['version', '13.1.0(tasmota)'],
    ],
  });
  expect(talk.values('tasmota', 'plug1')).toMatchObject({ 'ENERGY.Power': '12', POWER: 'ON' });
  expect(talk.pairs('tasmota')).toMatchObject([
    { kind: 'command', identifier: 'POWER', request: asked, reply, isFailure: false },
  ]);
  talk.say('out', 'cmnd/plug1/POWR', '');
  talk.say('in', 'stat/plug1/RESULT', { Command: 'Unknown' });
  expect(talk.pairs('tasmota')[1]).toMatchObject({ state: 'answered', isFailure: true });
  talk.say('in', 'tele/plug1/LWT', 'Offline', true);
  expect(talk.device('tasmota', 'plug1')?.row.state).toBe('offline');
});
