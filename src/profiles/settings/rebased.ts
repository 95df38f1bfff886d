/**
 * Applies a change of a list to another version of it. Two browser tabs hold the same profile, so its stored
 * lists may contain items that the other tab added.
 */

/**
 * Items are the same if `keyOf` returns the same key, and unchanged if they are the same object in `before`
 * and `after`. The result has the order of `after`, followed by items that only `stored` has.
 */
export function rebased<T>(
  stored: readonly T[],
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] {
  const byKey = (list: readonly T[]) => new Map(list.map((item) => [keyOf(item), item]));
  const [there, was, now] = [byKey(stored), byKey(before), byKey(after)];
  const own = after.flatMap((item) => {
    const key = keyOf(item);
    if (was.get(key) !== item) return item;
    // Unchanged here: another tab may have changed or deleted it.
    return there.get(key) ?? [];
  });
  const added = stored.filter((item) => !was.has(keyOf(item)) && !now.has(keyOf(item)));
  return [...own, ...added];
}
