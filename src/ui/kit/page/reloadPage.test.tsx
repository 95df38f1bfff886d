import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reloadPage } from './reloadPage.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('where another service worker takes over meanwhile, the page is asked for once more', () => {
  let asked = 0;
  const page = { reload: () => void (asked += 1) };
  const workers = new EventTarget();
  reloadPage(page, workers);
  expect(asked).toBe(1);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(asked).toBe(2);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(asked).toBe(2);
});

test('a browser that has no service workers for this page loads it all the same', () => {
  let asked = 0;
  reloadPage({ reload: () => void (asked += 1) });
  expect(asked).toBe(1);
});

test('while nothing comes, the page is asked for again, less and less often', () => {
  let asked = 0;
  reloadPage({ reload: () => void (asked += 1) });
  vi.advanceTimersByTime(9_999);
  expect(asked).toBe(1);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(4);
});
