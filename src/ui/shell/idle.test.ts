// @vitest-environment jsdom
/** Prefetching of parts that are not needed yet. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadFirst, loadRest } from '../kit/loading/loadedLater.ts';
import { controlWanted } from '../session/broker/tabBroker.ts';
import { whenNothingElse } from './idle.ts';

vi.mock(import('../kit/loading/loadedLater.ts'), async (original) => ({
  ...(await original()),
  loadFirst: vi.fn<() => Promise<void>>().mockResolvedValue(),
  loadRest: vi.fn<() => Promise<void>>().mockResolvedValue(),
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'connection');
});

test('a browser in data-saving mode fetches only automatic parts, and learns which views exist', async () => {
  Object.defineProperty(navigator, 'connection', {
    configurable: true,
    value: { saveData: true },
  });
  whenNothingElse();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loadFirst).toHaveBeenCalledOnce();
  expect(loadRest).not.toHaveBeenCalled();
  await expect(controlWanted).resolves.toBeUndefined();
});

test('any other browser fetches the rest, too', async () => {
  whenNothingElse();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loadFirst).toHaveBeenCalledOnce();
  expect(loadRest).toHaveBeenCalledOnce();
});
