import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserClock } from './browserClock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a page is attended until some seconds after the latest input', () => {
  // Input is observed from the first question on, perhaps by another test.
  browserClock.isAttended();
  for (const input of ['pointermove', 'keydown', 'wheel']) {
    document.dispatchEvent(new Event(input));
    expect(browserClock.isAttended()).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(browserClock.isAttended()).toBe(false);
  }
});
