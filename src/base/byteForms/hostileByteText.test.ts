import { expect, test } from 'vitest';
import { cpuTime } from '../cpuTime.testkit.ts';
import { isThorough } from '../runs.testkit.ts';
import { readByteText } from './byteText.ts';

/** Characters. */
const LENGTH = isThorough ? 1 << 18 : 1 << 16;
/** ms; twice what the slowest takes. Quadratic patterns took 20 s and more for 64 kB. */
const MOST = isThorough ? 20_000 : 5_000;

test.each([
  '"\\',
  '\'"\\x10',
  '\\x10\\x20 ',
  '\\x10"',
  '<Buffer',
  '/** ',
  '[1, 2 ',
  '<<1,2',
  '-',
  ' ',
  '\t',
  ' |',
  '10  ',
  '10  20  zz',
  '10 20 30 40 zz ',
  'tx: 10 20 30 40\n',
  'a: ',
  'a:\n',
  '#1\n',
  '0000  10 20  ..\n',
  'QUJD\n',
])('reads a repeated text in linear time: %j', (piece) => {
  const text = piece.repeat(Math.ceil(LENGTH / piece.length));
  const begun = cpuTime();
  for (const given of [text, `${text}\u0001`, `tx: 10${text}`]) readByteText(given);
  expect(cpuTime() - begun).toBeLessThan(MOST);
});
