import { expect, test } from 'vitest';
import { en } from './en/texts.ts';
import { bytes, counted, grouped, rate, short } from './numbers.ts';
import { zh } from './zh/texts.ts';

test('numbers are grouped', () => {
  expect(grouped(1_204_512)).toBe('1,204,512');
  expect(bytes(1_048_576)).toBe('1,048,576 B');
});

test('counts in the tree stay short', () => {
  expect(
    [5402, 99_999, 118_200, 999_499, 999_500, 1_130_000, 38_000_000, 2_500_000_000].map(short),
  ).toEqual(['5,402', '99,999', '118 K', '999 K', '1.0 M', '1.1 M', '38 M', '2.5 G']);
});

test('counts and rates have suitable digits', () => {
  expect([0, 1, 1204].map((n) => counted(n, 'packet', 'packets'))).toEqual([
    '0 packets',
    '1 packet',
    '1,204 packets',
  ]);
  expect([0, 0.004, 0.254, 5, 9.94, 9.96, 1203.6].map(rate)).toEqual([
    '0',
    '0.004',
    '0.25',
    '5',
    '9.9',
    '10',
    '1,204',
  ]);
});

test.each([en, zh])('counts are grouped in text, but not in a name for scripts', (t) => {
  for (const read of Object.values(t.shell.counted)) expect(read(48_435)).toContain('48,435');
  expect(t.filter.shownText(48_435)).toContain('48,435');
  expect(t.topics.preview({ key: 'binary', args: { bytes: 20_000_000 } })).toContain(
    '20,000,000 B',
  );
  expect(t.failures.brokenPacket(48_435)).toContain('48,435');
  for (const name of [t.shell.statusPackets, t.shell.statusDiscarded, t.filter.shown])
    expect(name(48_435)).toContain('48435');
});
