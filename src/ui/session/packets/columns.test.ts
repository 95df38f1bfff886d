import { expect, test } from 'vitest';
import {
  choiceOf,
  columnsOf,
  exchangeColumnsOf,
  isKey,
  keyColumn,
  keyName,
  NARROW,
  tracksOf,
  widthsOf,
} from './columns.ts';

const NONE = choiceOf(undefined);

test('the payload has a column unless the user hides it', () => {
  const hidden = choiceOf({ shown: { payload: false } });
  expect(columnsOf('wide', false, 1200, hidden)).not.toContain('payload');
  expect(columnsOf('narrow', false, 764, NARROW)).toContain('payload');
  expect(columnsOf('phone', false, 390, NARROW)).toContain('payload');
});

test.each([540, 588, 640, 764, 860, 955, 1108, 1200, 1400, 1588, 2500])(
  'the payload is the widest column in a list of %i px',
  (room) => {
    for (const ofMany of [false, true])
      for (const [choice, columns] of [
        [NONE, columnsOf('wide', ofMany, room, NONE)],
        [NARROW, columnsOf('narrow', ofMany, room, NARROW)],
        [NONE, exchangeColumnsOf('wide', ofMany, room, NONE)],
      ] as const) {
        expect(columns).toContain('payload');
        const others = [...widthsOf(columns, room, choice).values()];
        const payload = room - others.reduce((sum, width) => sum + width, 0);
        expect(payload).toBeGreaterThan(Math.max(...others));
      }
  },
);

test('wire mode shows the time between packets at any width', () => {
  expect(columnsOf('wide', false, 1108, NONE)).not.toContain('delta');
  expect(columnsOf('wide', false, 1108, NONE, true)).toContain('delta');
  const hidden = choiceOf({ shown: { delta: false } });
  expect(columnsOf('wide', false, 1108, hidden, true)).not.toContain('delta');
});

test('rows of a phone have a time', () => {
  expect(columnsOf('phone', false, 390, NONE)).toContain('time');
});

test('any column except the topic can be hidden', () => {
  const choice = choiceOf({ shown: { delta: false, topic: false } });
  const columns = columnsOf('wide', false, 1200, choice);
  expect(columns).not.toContain('delta');
  expect(columns).toContain('topic');
});

test('topic and payload share the remaining space, at any width', () => {
  const columns = columnsOf('wide', false, 1500, NONE);
  const left = 1500 - 80 - 104 - 60 - 52 - 96 - 52 - 108 - 60;
  expect(widthsOf(columns, 1500, NONE).get('topic')).toBe(340);
  expect(left).toBeGreaterThan(2 * 340);
  const tight = columnsOf('wide', true, 856, NONE);
  expect(widthsOf(tight, 856, NONE).get('topic')).toBe(159);
  expect(tracksOf(columns, 1500, NONE, {})).toContain('minmax(0,340px) minmax(0,1fr)');
  const chosen = choiceOf({ widths: { topic: 300, time: 90 } });
  expect(tracksOf(columns, 1400, chosen, { time: 148 })).toBe(
    'minmax(0,80px) minmax(0,148px) minmax(0,60px) minmax(0,52px) minmax(0,96px) minmax(0,52px) minmax(0,300px) minmax(0,1fr) minmax(0,108px) minmax(0,60px)',
  );
});

test('on a tablet, 25 characters of a topic are visible', () => {
  const visible = (columns: ReturnType<typeof columnsOf>): number => {
    const topic = widthsOf(columns, 764, NARROW).get('topic') ?? 0;
    // The cell's padding; a character of 12 px.
    return (topic - 12) / 7.22;
  };
  expect(visible(columnsOf('narrow', false, 764, NARROW))).toBeGreaterThanOrEqual(25);
  expect(visible(exchangeColumnsOf('narrow', false, 764, NONE))).toBeGreaterThanOrEqual(28);
});

test('the flags of a retained message fit at any width', () => {
  for (const room of [1400, 856]) {
    const flags = widthsOf(columnsOf('wide', false, room, NONE), room, NONE).get('flags');
    // Arial, 11 px: two tags of 41 and 51 px, a gap, the cell's padding.
    expect(flags).toBeGreaterThanOrEqual(41 + 4 + 51 + 6);
  }
});

test('values have columns at the end of wide lists', () => {
  const choice = choiceOf({
    keys: [['temp'], ['params', 'odd key']],
    widths: { 'payload.temp': 70 },
  });
  const keys = ['payload.temp', 'payload.params["odd key"]'];
  for (const columns of [
    columnsOf('wide', false, 1200, choice),
    exchangeColumnsOf('wide', false, 1200, choice),
  ]) {
    expect(columns.slice(-2)).toEqual(keys);
    const widths = widthsOf(columns, 1200, choice);
    expect(keys.map((key) => (isKey(key) ? widths.get(key) : undefined))).toEqual([70, 96]);
  }
  expect(columnsOf('phone', false, 390, choice).filter(isKey)).toEqual([]);
  expect(columnsOf('narrow', false, 700, NARROW).filter(isKey)).toEqual([]);
  expect(exchangeColumnsOf('narrow', false, 700, choice).filter(isKey)).toEqual([]);
});

test.each([[844], [955], [1108], [1588]])(
  'other columns give way to the payload beside four columns of values in a list of %i px',
  (room) => {
    const choice = choiceOf({ keys: ['a', 'b', 'c', 'd'].map((key) => [key]) });
    for (const columns of [
      exchangeColumnsOf('wide', false, room, choice),
      columnsOf('wide', false, room, choice),
      columnsOf('wide', false, room, choice, true),
    ]) {
      const widths = widthsOf(columns, room, choice);
      const payload = room - [...widths.values()].reduce((sum, width) => sum + width, 0);
      const others = [...widths].filter(
        ([column]) => !['exchange', 'time', 'type'].includes(column),
      );
      expect(payload).toBeGreaterThanOrEqual(Math.max(...others.map(([, width]) => width)));
      // The last level of a topic stays legible.
      expect(widths.get('topic')).toBeGreaterThanOrEqual(76);
    }
  },
);

test('the name of a value’s column is as much of its path as tells it from the others', () => {
  const named = (...keys: (string | number)[][]) =>
    keys.map((path) => keyName(keyColumn(path), { keys }));
  expect(named(['temp'], ['list', 3], ['odd key'])).toEqual(['temp', 'list[3]', 'odd key']);
  expect(named(['params', 'oil', 'temp'], ['params', 'water', 'temp'], ['params', 'n'])).toEqual([
    'oil.temp',
    'water.temp',
    'n',
  ]);
});

test('invalid stored settings are ignored', () => {
  const wrong = [1, 'temp', [], [null], [['a']]];
  expect(choiceOf({ keys: wrong })).toEqual(NONE);
  const many = ['a', 'b', 'c', 'd', 'e'].map((key) => [key]);
  expect(choiceOf({ keys: many }).keys).toEqual(many.slice(0, 4));
  expect(
    choiceOf({ shown: { delta: 1, nonsense: true }, widths: { time: 1e9, size: 'x' } }),
  ).toEqual(NONE);
  expect(choiceOf('text')).toEqual(NONE);
});

test('the column of exchanges has the same width whatever its rows say', () => {
  for (const room of [764, 1100, 1588]) {
    const columns = exchangeColumnsOf('wide', false, room, NONE);
    const tracks = tracksOf(columns, room, NONE, {}).split(' ');
    expect(tracks[columns.indexOf('exchange')]).toBe('minmax(0,172px)');
  }
});
