import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { readNtp } from './calls.ts';

const NOW = 1_795_000_000_000;

const answer = (time: string) =>
  encodeUtf8(`{"deviceSendTime":"${NOW}","serverRecvTime":"${time}","serverSendTime":"${time}"}`);

it('reads the platform’s response', () => {
  expect(readNtp(answer(String(NOW + 5000)), NOW + 20)).toMatchObject({ offset: 4990 });
});

it.each(['1e300', '-1e300', '8.7e15', 'Infinity', 'NaN'])(
  'rejects a response with time %s, which a date cannot hold',
  (time) => {
    expect(readNtp(answer(time), NOW)).toBeUndefined();
  },
);
