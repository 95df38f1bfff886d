import { expect, test } from 'vitest';
import { lines } from './lines.ts';
import { recording } from './recording.ts';
import { tapping } from './tapping.ts';

test('a count of 1 uses the singular', () => {
  const counts = { packets: 1, messages: 1, bytes: 1, seconds: '1.0' };
  const sentences = [
    recording.ended(counts, 'a.csv', true, '--for'),
    tapping.written(1, ['a.csv']),
    tapping.leftOut(1),
    lines.files.written(1, 'a.csv'),
  ];
  for (const sentence of sentences) expect(sentence).not.toMatch(/\b1 (?:packets|messages|bytes)/);
  expect(lines.files.written(2, 'a.csv')).toBe('2 packets written to a.csv.');
});
