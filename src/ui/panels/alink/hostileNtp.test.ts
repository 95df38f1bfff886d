import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { readNtp } from './calls.ts';

const NOW = 1_795_000_000_000;

const answer = (time: string) =>
  encodeUtf8(`{"deviceSendTime":"${NOW}","serverRecvTime":"${time}","serverSendTime":"${time}"}`);

it('reads the answer of the platform', () => {
  expect(readNtp(answer(String(NOW + 5000)), NOW + 20)).toMatchObject({ offset: 4990 });
});

it.each(['1e300', '-1e300', '8.7e15', 'Infinity', 'NaN'])(
  'refuses an answer whose time is %s, which no date can hold',
  (time) => {
    expect(readNtp(answer(time), NOW)).toBeUndefined();
  },
);
