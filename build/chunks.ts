/**
 * Assigns modules to files. A few large files are smaller in total than a hundred small ones. A file of the first
 * visit holds no module that only a later part needs. No page or worker loads a file that holds another's entry. A
 * worker's entry has its own file: WebKit runs it a second time if a part that is loaded later imports it.
 */
import path from 'node:path';

interface Entry {
  /** Relative to the root. */
  readonly source: string;
  /** The page or the worker. */
  readonly realm: string;
  /** True if a first visit loads it with all its imports, or a module that imports it. */
  readonly isFirst: boolean;
}

/** Entries by file name. */
export type Entries = Readonly<Record<string, Entry>>;

interface Imports {
  readonly code?: string | null;
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

interface Graph {
  getModuleInfo(id: string): Imports | null;
}

type ImportsOf = (id: string) => Imports | null;

/** Importers of a module. */
interface Reached {
  /** Entries of the first visit that import it, in order. */
  readonly first: readonly string[];
  /** Realms of these entries. */
  readonly firstRealms: ReadonlySet<string>;
  /** Realms that import it, at once or later. */
  readonly realms: ReadonlySet<string>;
  /** True if a worker starts with it. */
  readonly isBegun: boolean;
}

const PAGE_REALM = 'page';

/** File for modules that every page and worker loads, and small ones that most load. */
const COMMON = 'common';
/** File for modules that the page always loads. */
const PAGE = 'app';

/** For `codeSplitting.groups`. */
export function chunkGroups(root: string, entries: Entries) {
  let reached: ReadonlyMap<string, Reached> | undefined;
  let later: ReadonlyMap<string, string> | undefined;
  const find = (id: string, graph: Graph): Reached | undefined => {
    reached ??= reachedFrom(root, entries, (other) => graph.getModuleInfo(other));
    return reached.get(id);
  };
  return [
    {
      debugName: 'first',
      name: (id: string, graph: Graph) => firstFile(find(id, graph)),
      priority: 2,
    },
    {
      debugName: 'later',
      name: (id: string, graph: Graph) => {
        find(id, graph);
        later ??= laterFiles(reached ?? new Map(), (other) => graph.getModuleInfo(other));
        return later.get(id) ?? null;
      },
      priority: 1,
    },
  ];
}

function reachedFrom(
  root: string,
  entries: Entries,
  importsOf: ImportsOf,
): ReadonlyMap<string, Reached> {
  const importedBy = (id: string) => importsOf(id)?.importedIds ?? [];
  const found = new Map<
    string,
    {
      first: string[];
      firstRealms: Set<string>;
      realms: Set<string>;
      isBegun: boolean;
    }
  >();
  for (const [name, { source, realm, isFirst }] of Object.entries(entries)) {
    const start = path.posix.join(root, source);
    const now = closure([start], importedBy);
    const everything = closure([start], (id) => {
      const { importedIds = [], dynamicallyImportedIds = [] } = importsOf(id) ?? {};
      return [...importedIds, ...dynamicallyImportedIds];
    });
    for (const id of everything) {
      const reached = found.get(id) ?? {
        first: [],
        firstRealms: new Set(),
        realms: new Set(),
        isBegun: false,
      };
      found.set(id, reached);
      reached.realms.add(realm);
      reached.isBegun ||= id === start && realm !== PAGE_REALM;
      if (!isFirst || !now.has(id)) continue;
      reached.first.push(name);
      reached.firstRealms.add(realm);
    }
  }
  return found;
}

function closure(
  starts: readonly string[],
  next: (id: string) => readonly string[],
): ReadonlySet<string> {
  const ids = new Set(starts);
  for (const id of ids) for (const other of next(id)) ids.add(other);
  return ids;
}

/**
 * An import of a file is in the same file or in one that more parts load, so no two files import each other.
 */
function firstFile(reached: Reached | undefined): string | null {
  const [entry] = reached?.first ?? [];
  if (reached === undefined || entry === undefined) return null;
  const { first, firstRealms, realms } = reached;
  if (firstRealms.size === 1) {
    const file = first.length === 1 || entry === 'index' ? entry : PAGE;
    // A module that others load too must not be in the file of an entry.
    if (realms.size > 1) return `${file}-shared`;
    return firstRealms.has(PAGE_REALM) || reached.isBegun ? file : `${file}-rest`;
  }
  const shared = [...firstRealms].join('-');
  return firstRealms.size > 2 || shared === 'page-tab' ? COMMON : shared;
}

/** A worker must not load modules that the page's parts share, because these import the page. */
function laterKind(reached: Reached | undefined, parts: readonly number[]): string | null {
  if (reached === undefined || reached.first.length > 0) return null;
  if (parts.length === 1) {
    return Number(parts[0]) < 0 ? null : `parts-of-${[...reached.realms].toSorted().join('-')}`;
  }
  if (!reached.realms.has(PAGE_REALM)) return 'shared-by-workers';
  return reached.realms.size === 1 ? 'shared' : 'shared-by-all';
}

/** Texts are split by language, because a page uses one. */
const languageOf = (id: string): string | undefined => /\/i18n\/(\w\w)\//.exec(id)?.[1];

/** Characters of source that small neighbours share a file for; compressed, about a fifth remains. */
const SMALL = 300_000;
/** Characters of source above which a part has a file of its own. */
const LARGE = 30_000;

/** Modules that are loaded by the same parts. */
interface Together {
  readonly parts: readonly number[];
  readonly ids: string[];
  size: number;
}

/**
 * Files for modules that several later parts load, and for small parts: each request costs an idle browser
 * about 4 ms of processor time. Every part that loads a module also loads its imports. Sorted by the number of
 * parts that load them, modules import only earlier ones or ones of the same group. So small neighbours can share
 * a file, and no two files import each other.
 */
function laterFiles(
  reached: ReadonlyMap<string, Reached>,
  importsOf: ImportsOf,
): ReadonlyMap<string, string> {
  const kinds = new Map<string, Map<string, Together>>();
  for (const [id, parts] of partsOf(reached, importsOf)) {
    const loadedBy = laterKind(reached.get(id), parts);
    if (loadedBy === null) continue;
    const language = languageOf(id);
    const kind = language === undefined ? loadedBy : `${loadedBy}-${language}`;
    const groups = kinds.get(kind) ?? new Map<string, Together>();
    kinds.set(kind, groups);
    const group = groups.get(parts.join(' ')) ?? { parts, ids: [], size: 0 };
    groups.set(parts.join(' '), group);
    group.ids.push(id);
    group.size += importsOf(id)?.code?.length ?? 0;
  }
  const files = new Map<string, string>();
  for (const [kind, groups] of kinds) {
    const sorted = [...groups.values()].sort(
      (a, b) => b.parts.length - a.parts.length || inOrder(a.parts, b.parts),
    );
    let number = 0;
    let size = 0;
    for (const group of sorted) {
      if (group.parts.length < 2 && group.size > LARGE) continue;
      if (size > 0 && size + group.size > SMALL) {
        number += 1;
        size = 0;
      }
      size += group.size;
      for (const id of group.ids) files.set(id, number === 0 ? kind : `${kind}-${number + 1}`);
    }
  }
  return files;
}

/** Parts that were found one after the other, such as those of the first screen, are likely used together. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** For each module, the parts that load it at once: later parts, and entries as negative numbers. */
function partsOf(
  reached: ReadonlyMap<string, Reached>,
  importsOf: ImportsOf,
): ReadonlyMap<string, readonly number[]> {
  const asked = new Set<string>();
  for (const id of reached.keys()) {
    for (const other of importsOf(id)?.dynamicallyImportedIds ?? []) asked.add(other);
  }
  const imported = new Set([...reached.keys()].flatMap((id) => importsOf(id)?.importedIds ?? []));
  const begun = [...reached.keys()].filter((id) => !imported.has(id) && !asked.has(id));
  const parts = new Map<string, number[]>();
  const numbered = [
    ...begun.map((start, at) => [-1 - at, start] as const),
    ...[...asked].map((start, at) => [at, start] as const),
  ];
  for (const [number, start] of numbered) {
    for (const id of closure([start], (other) => importsOf(other)?.importedIds ?? [])) {
      parts.set(id, [...(parts.get(id) ?? []), number]);
    }
  }
  return parts;
}
