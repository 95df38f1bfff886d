import { expect, test } from 'vitest';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { csvOf } from './saveHistory.ts';

const message = (packet: number): TopicMessage => ({
  packet,
  time: packet * 1_000_000,
  qos: 1,
  retain: packet === 2,
  dup: false,
  sent: false,
  payload: new Uint8Array(),
  size: 9,
  contentType: undefined,
});

test('writes a row per message, a column per key, and no formula', () => {
  const table = {
    paths: [['temp'], ['oil', 'level']],
    rows: [
      ['21.50', ''],
      ['=1+1', 'a,b'],
    ],
  };
  expect(csvOf([message(1), message(2)], table, 0)).toBe(
    [
      'time,packet,qos,retain,temp,oil.level',
      '1970-01-01T00:00:01.000000Z,1,1,false,21.50,',
      `1970-01-01T00:00:02.000000Z,2,1,true,'=1+1,"a,b"`,
      '',
    ].join('\r\n'),
  );
});

test('writes one column for values without keys', () => {
  const [head, line] = csvOf([message(1)], { paths: [], rows: [['on']] }, 0).split('\r\n');
  expect([head, line?.endsWith(',on')]).toEqual(['time,packet,qos,retain,value', true]);
});
