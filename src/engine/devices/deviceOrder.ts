/** Sorts devices for lists. */
import type { DeviceOrder, DeviceRow } from './deviceRows.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Before the origin of the capture, times are negative. Never comes first. */
const byTime = (a: number | undefined, b: number | undefined): number =>
  a === undefined || b === undefined ? Number(a !== undefined) - Number(b !== undefined) : a - b;
const byName = (a: DeviceRow, b: DeviceRow): number =>
  compare(a.name ?? a.id, b.name ?? b.id) || compare(a.convention, b.convention);

/** Maximum depth of a device in the tree. */
const DEEPEST = 8;

const keyOf = (convention: string, id: string): string => `${convention} ${id}`;

/** By name, with devices below the gateway through which they are reached. */
export function inTrees(rows: readonly DeviceRow[]): readonly DeviceRow[] {
  const known = new Set(rows.map(({ convention, id }) => keyOf(convention, id)));
  const below = new Map<string | undefined, DeviceRow[]>();
  for (const row of rows.toSorted(byName)) {
    const { convention, id, parent } = row;
    const above = parent === undefined || parent === id ? undefined : keyOf(convention, parent);
    const place = above !== undefined && known.has(above) ? above : undefined;
    const beside = below.get(place);
    if (beside === undefined) below.set(place, [row]);
    else beside.push(row);
  }
  const placed = new Map<DeviceRow, DeviceRow>();
  const place = (row: DeviceRow, depth: number): void => {
    if (placed.has(row)) return;
    placed.set(row, { ...row, depth });
    if (depth >= DEEPEST) return;
    for (const each of below.get(keyOf(row.convention, row.id)) ?? []) place(each, depth + 1);
  };
  for (const row of below.get(undefined) ?? []) place(row, 0);
  // Devices may refer to each other in a cycle.
  for (const row of rows) place(row, 0);
  return [...placed.values()];
}

export const ORDERS: Readonly<
  Record<Exclude<DeviceOrder, 'name'>, (a: DeviceRow, b: DeviceRow) => number>
> = {
  seen: (a, b) => byTime(b.lastSeen, a.lastSeen) || byName(a, b),
  messages: (a, b) => b.messages - a.messages || byName(a, b),
};
