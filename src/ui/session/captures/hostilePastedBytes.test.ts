import { expect, test } from 'vitest';
import { cpuTime } from '../../../base/cpuTime.testkit.ts';
import { mayBeBytes } from './pasteBytes.ts';

test.each([
  '\n',
  ' ',
  '\t',
  '\r',
  '<<',
  '[ ',
  '[1 ',
  '1 ',
  'aa',
  'aaaa\n',
  'aaaa ',
  '"aa',
  'data:',
  '=',
])('decides in linear time whether a repeated text may be bytes: %j', (piece) => {
  const begun = cpuTime();
  mayBeBytes(`${piece.repeat((1 << 18) / piece.length)}\u0001`);
  expect(cpuTime() - begun).toBeLessThan(2000);
});

test.each([
  '\n\n  0000 10 20',
  '\n\t"1020304050"\n',
  '<<1,2>>',
  'got [16 38 0]',
  'sent: 48 6 0 1 97 49 50 51',
  'QUJDREVGR0hJ',
])('takes a text for bytes: %j', (text) => {
  expect(mayBeBytes(text)).toBe(true);
});
