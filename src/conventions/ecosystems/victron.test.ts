import { expect, test } from 'vitest';
import { Talk } from '../files/talk.testkit.ts';
import { conventionOf } from './loaded.testkit.ts';

test('a keep-alive request with options gets no reply at once', () => {
  const talk = new Talk(conventionOf('victron'));
  const keepAlive = (payload: string | object) => talk.say('out', 'R/c0619ab1/keepalive', payload);
  keepAlive({ 'keepalive-options': ['suppress-republish'] });
  keepAlive('');
  expect(talk.pairs('victron').map(({ state }) => state)).toEqual(['none-wanted', 'waiting']);
});

test('reads of a value and of all values below a path', () => {
  const talk = new Talk(conventionOf('victron'));
  const read = (path: string) => talk.say('out', `R/c0619ab1/${path}`, '');
  const tell = (path: string) => talk.say('in', `N/c0619ab1/${path}`, { value: 26.5 });
  const pairs = () =>
    talk.pairs('victron').map(({ request, reply, state }) => [request, reply, state]);
  read('solarcharger/279/Dc');
  read('pvinverter/20/Ac/Power');
  tell('solarcharger/279/Dc2/0/Voltage');
  tell('solarcharger/279/Yield/Power');
  expect(pairs()).toEqual([
    [1, undefined, 'waiting'],
    [2, undefined, 'waiting'],
  ]);
  tell('solarcharger/279/Dc/0/Voltage');
  tell('solarcharger/279/Dc/0/Current');
  tell('pvinverter/20/Ac/Power');
  expect(pairs()).toEqual([
    [1, 5, 'answered'],
    [2, 7, 'answered'],
  ]);
  read('settings/0/Settings/Nothing');
  read('vebus/276/Ac');
  talk.say('out', 'W/c0619ab1/vebus/276/Ac/In/CurrentLimit', { value: 16 });
  tell('vebus/276/Ac/In/L1/V');
  tell('vebus/276/Ac/In/CurrentLimit');
  tell('settings/0/Settings');
  talk.time += 10_000_000;
  expect(pairs().slice(2)).toEqual([
    [8, undefined, 'unanswered'],
    [9, 11, 'answered'],
    [10, 12, 'answered'],
  ]);
});

test.each([
  ['N/c0619ab1/solarcharger/279/Dc/0/Voltage', 'waiting'],
  ['N/c0619ab1/+/+/Dc', 'waiting'],
  ['N/c0619ab1/system/#', 'unheard'],
])('with a subscription to %s, a read of values below a path is %s', (filter, state) => {
  const talk = new Talk(conventionOf('victron'));
  talk.say('out', 'R/c0619ab1/solarcharger/279/Dc', '');
  expect(talk.pairs('victron', [filter])).toMatchObject([{ state }]);
});

test('a device that is gone sends empty values', () => {
  const talk = new Talk(conventionOf('victron'));
  const topic = 'N/c0619ab1/pvinverter/20/Ac/Power';
  const state = () => talk.device('victron', 'c0619ab1/pvinverter/20')?.row.state;
  talk.say('in', topic, { value: 936 });
  talk.say('in', topic, { value: null });
  expect(state()).toBe('online');
  talk.say('in', topic, '');
  expect(state()).toBe('offline');
  talk.say('in', topic, { value: 5 });
  expect(state()).toBe('online');
});
