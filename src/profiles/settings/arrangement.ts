/** Folders of named items (profiles, messages), and moves within and between them. */

/** An item that can be in a folder. */
export interface Arranged {
  readonly id: string;
  readonly name: string;
  /** Absent if in none. */
  readonly folder?: string | undefined;
  /** Position in the folder, from 0; items without one follow by name. */
  readonly order?: number;
}

export interface Folder<T extends Arranged> {
  /** Empty for items in no folder. */
  readonly name: string;
  readonly items: readonly T[];
}

export const folderOf = ({ folder = '' }: Arranged): string => folder;

const byName = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });

const LAST = Number.POSITIVE_INFINITY;

function inOrder(a: Arranged, b: Arranged): number {
  const [first, second] = [a.order ?? LAST, b.order ?? LAST];
  return first === second ? byName(a.name, b.name) : first - second;
}

/** Sorted by name, items in no folder last. */
export function foldersOf<T extends Arranged>(all: readonly T[]): readonly Folder<T>[] {
  const names = [...new Set(all.map(folderOf))];
  names.sort((a, b) => Number(a === '') - Number(b === '') || byName(a, b));
  return names.map((name) => ({
    name,
    items: all.filter((one) => folderOf(one) === name).sort(inOrder),
  }));
}

/** The item moved to a folder, or to none. */
export function inFolder<T extends Arranged>(item: T, folder: string): T {
  if (folderOf(item) === folder) return item;
  return { ...item, folder: folder === '' ? undefined : folder };
}

/** Moves an item into a folder, before another item or to the end. Returns the items to save. */
export function moved<T extends Arranged>(
  all: readonly T[],
  id: string,
  folder: string,
  before?: string,
): readonly T[] {
  const item = all.find((one) => one.id === id);
  if (item === undefined || before === id) return [];
  const there = foldersOf(all).find(({ name }) => name === folder)?.items ?? [];
  const others = there.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  const next = others.toSpliced(at === -1 ? others.length : at, 0, inFolder(item, folder));
  return next
    .map((one, order) => (one.order === order ? one : { ...one, order }))
    .filter((one) => !all.includes(one));
}

/** Moves an item up or down by one; at the edge of its folder, into the next one. */
export function stepped<T extends Arranged>(
  all: readonly T[],
  id: string,
  by: -1 | 1,
): readonly T[] {
  const folders = foldersOf(all);
  const within = folders.findIndex((folder) => folder.items.some((one) => one.id === id));
  const here = folders[within];
  if (here === undefined) return [];
  const at = here.items.findIndex((one) => one.id === id);
  const to = at + by;
  if (to >= 0 && to < here.items.length) {
    return moved(all, id, here.name, here.items[by === -1 ? to : to + 1]?.id);
  }
  const next = folders[within + by];
  if (next === undefined) return [];
  return moved(all, id, next.name, by === 1 ? next.items[0]?.id : undefined);
}

/** Items that contain the text in their name, folder, or the result of `part`. */
export function matching<T extends Arranged>(
  all: readonly T[],
  text: string,
  part: (item: T) => string,
): readonly T[] {
  const wanted = text.trim().toLowerCase();
  return all.filter((item) =>
    [item.name, folderOf(item), part(item)].some((one) => one.toLowerCase().includes(wanted)),
  );
}
