import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reloadPage } from './reloadPage.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('reloads once more if another service worker takes over meanwhile', () => {
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

test('a browser without service workers for this page still reloads it', () => {
  let asked = 0;
  reloadPage({ reload: () => void (asked += 1) });
  expect(asked).toBe(1);
});

test('retries an unanswered reload at growing intervals', () => {
  let asked = 0;
  reloadPage({ reload: () => void (asked += 1) });
  vi.advanceTimersByTime(9_999);
  expect(asked).toBe(1);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(4);
});
