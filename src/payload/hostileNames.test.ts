/** Tests topic names that are slow to draw: a topic can have 65,535 levels. */
import { expect, test } from 'vitest';
import { cpuTime } from '../base/cpuTime.testkit.ts';
import { visibleLevel, visibleName } from '../base/visibleText.ts';

test.each(['日/', 'ж/', 'а/', 'ı/', 'ı', 'a\u0301'])(
  'shows a name of 60,000 characters that repeats %j in linear time',
  (unit) => {
    const name = unit.repeat(60_000 / unit.length);
    const started = cpuTime();
    expect(visibleName(name).length).toBeGreaterThanOrEqual(name.length);
    // ms. Linear time is about 200 ms, quadratic time was 6,000 to 120,000 ms.
    expect(cpuTime() - started).toBeLessThan(3000);
  },
);

test('shows a single level like in its full name', () => {
  for (const name of ['дом/оса', 'оса/a', 'ı/ş', 'ı/x', 'a /b', 'α/а/日']) {
    const levels = name.split('/').map((level) => visibleLevel(level, name));
    expect(levels.join('/')).toBe(visibleName(name));
  }
});
