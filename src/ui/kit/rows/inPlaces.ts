/**
 * Rows in the places that their keys have in `places`, so that a list does not move under the pointer. New rows fill
 * the places of those that left.
 */
export function inPlaces<R>(
  places: readonly string[],
  rows: readonly R[],
  keyOf: (row: R) => string,
): readonly R[] {
  const left = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = places.slice(0, rows.length).map((key) => {
    const row = left.get(key);
    left.delete(key);
    return row;
  });
  const others = left.values();
  return rows.map((row, at) => kept[at] ?? others.next().value ?? row);
}
