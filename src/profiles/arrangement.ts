/** Folders of profiles, and moving profiles in and between them. */
import type { Profile } from './settings.ts';

export interface ProfileFolder {
  /** Empty: of those in no folder. */
  readonly name: string;
  readonly profiles: readonly Profile[];
}

export const folderOf = ({ folder = '' }: Profile): string => folder;

const byName = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });

const LAST = Number.POSITIVE_INFINITY;

function inOrder(a: Profile, b: Profile): number {
  const [first, second] = [a.order ?? LAST, b.order ?? LAST];
  return first === second ? byName(a.name, b.name) : first - second;
}

/** By name, those in no folder last. */
export function foldersOf(profiles: readonly Profile[]): readonly ProfileFolder[] {
  const names = [...new Set(profiles.map(folderOf))];
  names.sort((a, b) => Number(a === '') - Number(b === '') || byName(a, b));
  return names.map((name) => ({
    name,
    profiles: profiles.filter((one) => folderOf(one) === name).sort(inOrder),
  }));
}

/** The same profile in a folder, or in none. */
export function inFolder(profile: Profile, folder: string): Profile {
  const { folder: before, ...bare } = profile;
  if ((before ?? '') === folder) return profile;
  return folder === '' ? bare : { ...bare, folder };
}

/**
 * Puts a profile into a folder, before another one of it or at its end. Returns the profiles that are
 * to be saved for it.
 */
export function moved(
  profiles: readonly Profile[],
  id: string,
  folder: string,
  before?: string,
): readonly Profile[] {
  const profile = profiles.find((one) => one.id === id);
  if (profile === undefined || before === id) return [];
  const there = foldersOf(profiles).find(({ name }) => name === folder)?.profiles ?? [];
  const others = there.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  const next = others.toSpliced(at === -1 ? others.length : at, 0, inFolder(profile, folder));
  return next
    .map((one, order) => (one.order === order ? one : { ...one, order }))
    .filter((one) => !profiles.includes(one));
}

/** One place up or down; at the edge of its folder into the next one. */
export function stepped(profiles: readonly Profile[], id: string, by: -1 | 1): readonly Profile[] {
  const folders = foldersOf(profiles);
  const within = folders.findIndex((folder) => folder.profiles.some((one) => one.id === id));
  const here = folders[within];
  if (here === undefined) return [];
  const at = here.profiles.findIndex((one) => one.id === id);
  const to = at + by;
  if (to >= 0 && to < here.profiles.length) {
    return moved(profiles, id, here.name, here.profiles[by === -1 ? to : to + 1]?.id);
  }
  const next = folders[within + by];
  if (next === undefined) return [];
  return moved(profiles, id, next.name, by === 1 ? next.profiles[0]?.id : undefined);
}

/** Those whose name, folder or address has the text. */
export function matching(profiles: readonly Profile[], text: string): readonly Profile[] {
  const wanted = text.trim().toLowerCase();
  return profiles.filter((profile) =>
    [profile.name, folderOf(profile), profile.settings.url].some((part) =>
      part.toLowerCase().includes(wanted),
    ),
  );
}
