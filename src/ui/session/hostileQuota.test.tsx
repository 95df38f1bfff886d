/** A full storage of the browser. */
import { afterEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../profiles/settings/settings.testkit.ts';
import { profiles } from './storage.ts';

const PROFILE = { id: 'full', name: 'Press', settings: SETTINGS };

afterEach(async () => {
  vi.restoreAllMocks();
  await profiles.delete(PROFILE.id);
});

test('a full storage is reported with what to do, and keeps its content', async () => {
  await profiles.save(PROFILE);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  const renamed = { ...PROFILE, name: 'Oven' };
  for (const writing of [
    profiles.save(renamed),
    profiles.saveAll([renamed]),
    profiles.change(PROFILE.id, () => renamed),
  ])
    await expect(writing).rejects.toThrow(/full/i);
  const { items } = await profiles.list();
  expect(items.find(({ id }) => id === PROFILE.id)?.name).toBe('Press');
});
