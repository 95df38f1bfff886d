/** Folders of what is kept by name (profiles, messages), and moving it in and between them. */

/** What can be in a folder. */
export interface Arranged {
  readonly id: string;
  readonly name: string;
  /** Absent: in none. */
  readonly folder?: string | undefined;
  /** Its place in the folder, from 0; absent: behind those that have one, by name. */
  readonly order?: number;
}

export interface Folder<T extends Arranged> {
  /** Empty: of those in no folder. */
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

/** By name, those in no folder last. */
export function foldersOf<T extends Arranged>(all: readonly T[]): readonly Folder<T>[] {
  const names = [...new Set(all.map(folderOf))];
  names.sort((a, b) => Number(a === '') - Number(b === '') || byName(a, b));
  return names.map((name) => ({
    name,
    items: all.filter((one) => folderOf(one) === name).sort(inOrder),
  }));
}

/** The same in a folder, or in none. */
export function inFolder<T extends Arranged>(item: T, folder: string): T {
  if (folderOf(item) === folder) return item;
  return { ...item, folder: folder === '' ? undefined : folder };
}

/** Puts one into a folder, before another one of it or at its end. Returns those that are to be saved for it. */
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

/** One place up or down; at the edge of its folder into the next one. */
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

/** Those that have the text in their name or folder, or in what else `part` gives. */
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
