import { expect, test } from 'vitest';
import { cpuTime } from '../cpuTime.testkit.ts';
import { isThorough } from '../runs.testkit.ts';
import { readByteText } from './byteText.ts';

/** Characters. */
const LENGTH = isThorough ? 1 << 18 : 1 << 16;
/**
 * ms; several times the time of the slowest text beside other processes. Quadratic patterns took 20 s and
 * more for 64 kB.
 */
const MOST = isThorough ? 20_000 : 10_000;

/** Lines with rising offsets, so that a dump is read to its end. */
function dump(rest: string, step: number): string {
  const lines = Array.from(
    { length: Math.ceil(LENGTH / (rest.length + 10)) },
    (_, at) => `${(at * step).toString(16).padStart(12, '0')} ${rest}\n`,
  );
  return lines.join('');
}

/** Processor time for the text, and for the same text with something after and before it, ms. */
function timeOf(text: string): number {
  const begun = cpuTime();
  for (const given of [text, `${text}\u0001`, `tx: 10${text}`]) readByteText(given);
  return cpuTime() - begun;
}

test.each([
  '"\\',
  '\'"\\x10',
  '\\x10\\x20 ',
  '\\x10"',
  '<Buffer',
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
  '0000: 10\n',
  "f('10",
  '<10 ',
  'a: 1 2 ',
  '[1, ',
  '[',
  'tx 10 20 30 ',
  ' 10  20|',
  '◆10 ',
  'a: 0000: 10 ',
])('reads a repeated text in linear time: %j', (piece) => {
  expect(timeOf(piece.repeat(Math.ceil(LENGTH / piece.length)))).toBeLessThan(MOST);
});

test.each([
  ['one long line', `0000: ${'10 '.repeat(LENGTH / 3)}`],
  ['one long line with other characters', `00000000 ${'1010 '.repeat(LENGTH / 5)}zz`],
  ['one long line and a second', `00000000: ${'10 '.repeat(LENGTH / 3)}\n00000001: 10`],
  ['lines of one byte', dump('10', 1)],
  [
    'lines with columns that agree up to the end',
    dump(`${'00 '.repeat(160)}${'| '.repeat(150)}A\n*`, 160),
  ],
  ['lines of logs', `${'10  '.repeat(250)}zz\n`.repeat(LENGTH / 1000)],
])('reads a dump in linear time: %s', (_, text) => {
  expect(timeOf(text)).toBeLessThan(MOST);
});

test('repeated lines expand to a limited number of bytes', () => {
  const half = dump('10\n*', 1 << 19)
    .split('\n')
    .slice(0, 3)
    .join('\n');
  expect(readByteText(half)?.runs[0]?.bytes).toHaveLength((1 << 19) + 1);
  expect(readByteText(dump('10\n*', 1 << 20))).toBeUndefined();
});

test.each([
  ['string', `"\\x10${'a'.repeat(1 << 20)}"`, (1 << 20) + 1],
  ['list', `<<${'1,'.repeat(1 << 20)}1>>`, (1 << 20) + 1],
  ['hex', '10'.repeat(1 << 20), 1 << 20],
])('reads a %s of a million bytes', (form, text, length) => {
  const read = readByteText(text);
  expect(read?.form).toBe(form);
  expect(read?.runs[0]?.bytes).toHaveLength(length);
});
