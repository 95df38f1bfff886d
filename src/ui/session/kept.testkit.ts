/** Browser storage in memory for tests, because jsdom has none. */
import { vi } from 'vitest';
import type { StoredItems } from '../../profiles/stored/storage.ts';

type Methods<T extends { readonly id: string; readonly name: string }> = Pick<
  StoredItems<T>,
  'list' | 'save' | 'saveAll' | 'delete'
>;

/**
 * Replaces the storage until `vi.restoreAllMocks()`.
 * @param told called with all items after every change
 */
export function keptInMemory<T extends { readonly id: string; readonly name: string }>(
  methods: Methods<T>,
  told: (items: readonly T[]) => void = () => undefined,
): void {
  const items = new Map<string, T>();
  const changed = (): void => told([...items.values()]);
  vi.spyOn(methods, 'list').mockImplementation(async () => {
    return { items: [...items.values()], unreadable: 0 };
  });
  vi.spyOn(methods, 'save').mockImplementation(async (item) => {
    items.set(item.id, item);
    changed();
  });
  vi.spyOn(methods, 'saveAll').mockImplementation(async (all) => {
    for (const item of all) items.set(item.id, item);
    changed();
  });
  vi.spyOn(methods, 'delete').mockImplementation(async (id) => {
    const gone = items.get(id);
    items.delete(id);
    changed();
    return gone;
  });
}
