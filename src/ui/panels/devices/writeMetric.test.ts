/** Commands prepared from a displayed metric. */
import { expect, test } from 'vitest';
import { SPARKPLUG } from '../../../conventions/sparkplug/id.ts';
import { commandOf } from './writeMetric.ts';

const valueOf = (type: string, value: string) =>
  commandOf(SPARKPLUG, {
    key: 'm',
    name: 'm',
    depth: 0,
    value,
    time: 0,
    packet: 1,
    source: { topic: 'spBv1.0/plant/NDATA/press', path: [] },
    told: { type },
  })?.value;

test('a truncated text is not written back as if complete', () => {
  expect(valueOf('String', 'x'.repeat(500))).toBe(JSON.stringify('x'.repeat(500)));
  expect(valueOf('String', `${'x'.repeat(500)}…`)).toBe('""');
});

test('a value that JSON cannot hold as a number is not written as one', () => {
  expect(valueOf('Int32', '-7')).toBe('-7');
  expect(valueOf('Double', '1.5e-7')).toBe('1.5e-7');
  expect(valueOf('Int32', '007')).toBe('0');
});
