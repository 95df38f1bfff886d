/** A browser that stores nothing, or stored values of a wrong type: each part reports it, and none throws. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { connectAtStart } from './profiles/atStart.ts';
import { filters } from './storage.ts';

afterEach(() => vi.restoreAllMocks());

test('a full storage is reported, with what to do', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  await expect(filters.save({ id: 'a', name: 'a', text: '' })).rejects.toThrow(
    'its storage is full; delete profiles',
  );
});

test('nothing connects at start if the browser denies its storage', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  await expect(connectAtStart()).resolves.toBeUndefined();
});
