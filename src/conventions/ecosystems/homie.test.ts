import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { messagesOf } from './examples.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

const told = () => {
  const talk = new Talk(conventionOf('homie'));
  talk.sayAll(messagesOf('homie'));
  return talk;
};

test('version 4: attributes on separate topics, and each state', () => {
  const talk = told();
  const { row, facts, parts } = talk.device('homie', 'super-car') ?? {};
  expect(row).toMatchObject({ name: 'Super car', state: 'fault', said: 'alert' });
  expect(Object.fromEntries(facts ?? [])).toMatchObject({
    homie: '4.0.0',
    nodes: 'wheels,engine',
    'fw/version': '1.2.3',
  });
  expect(parts?.rows).toMatchObject([
    { name: 'engine/temperature', kind: 'float', unit: '°C', value: '21.50' },
  ]);
  // Properties are not settable by default.
  const command = () => talk.device('homie', 'super-car')?.parts.rows[0]?.command;
  const temperature = 'homie/super-car/engine/temperature';
  talk.say('in', `${temperature}/$settable`, 'false', true);
  expect(command()).toBeUndefined();
  talk.say('in', `${temperature}/$settable`, 'true', true);
  talk.say('in', temperature, '22.00', true);
  expect(command()).toBe(`${temperature}/set`);
  const states = ['init', 'ready', 'sleeping', 'lost', 'disconnected', 'dreaming'].map((said) => {
    talk.say('in', 'homie/super-car/$state', said);
    return talk.device('homie', 'super-car')?.row.state;
  });
  expect(states).toEqual(['starting', 'online', 'asleep', 'offline', 'offline', undefined]);
});

test('version 5: one description, alerts that end, targets next to values', () => {
  const talk = told();
  const { row, facts, parts, alarms } = talk.device('homie', 'room') ?? {};
  expect(row).toMatchObject({
    name: 'Living room',
    parent: 'hub',
    state: 'online',
    root: 'homie/5/room',
  });
  expect(facts).toContainEqual(['Homie', '5.0']);
  expect(parts?.rows).toMatchObject([
    {
      name: 'lights/brightness',
      kind: 'integer',
      unit: '%',
      value: '42',
      command: 'homie/5/room/lights/brightness/set',
    },
    { name: 'lights/color', kind: 'color' },
    { name: 'lights/brightness target', value: '50' },
  ]);
  expect(parts?.rows[1]?.command).toBeUndefined();
  expect(alarms).toMatchObject([{ what: 'Battery is low, at 8 %' }]);
  talk.say('in', 'homie/5/room/$alert/battery', '');
  expect(talk.device('homie', 'room')?.alarms).toEqual([]);
  expect(talk.devices().map(({ id }) => id)).toEqual(['room', 'super-car']);
});
