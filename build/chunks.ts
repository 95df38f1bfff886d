/**
 * Assigns modules to files. Few files are smaller than a hundred small ones. A file of the first visit holds
 * nothing that only a later part needs. No page or worker loads a file with the entry of another one. A worker's
 * entry is alone in its file: WebKit runs it a second time if a part that is loaded later imports it.
 */
import path from 'node:path';

interface Entry {
  /** Relative to the root. */
  readonly source: string;
  /** The page, or the worker. */
  readonly realm: string;
  /** A first visit loads it with all that it imports, or one such. */
  readonly isFirst: boolean;
}

/** By the names of their files. */
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

/** How a module is reached. */
interface Reached {
  /** Entries of the first visit that import it, in their order. */
  readonly first: readonly string[];
  /** Realms of these. */
  readonly firstRealms: ReadonlySet<string>;
  /** Realms that import it, then or later. */
  readonly realms: ReadonlySet<string>;
  /** A worker begins with it. */
  readonly isBegun: boolean;
}

const PAGE_REALM = 'page';

/** What everybody loads, and small things that most do. */
const COMMON = 'common';
/** What the page always loads. */
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

/** What a file imports lies in itself or in one that more load, so that no two import one another. */
function firstFile(reached: Reached | undefined): string | null {
  const [entry] = reached?.first ?? [];
  if (reached === undefined || entry === undefined) return null;
  const { first, firstRealms, realms } = reached;
  if (firstRealms.size === 1) {
    const file = first.length === 1 || entry === 'index' ? entry : PAGE;
    // Where others load it too, it must not be with what begins there.
    if (realms.size > 1) return `${file}-shared`;
    return firstRealms.has(PAGE_REALM) || reached.isBegun ? file : `${file}-rest`;
  }
  const shared = [...firstRealms].join('-');
  return firstRealms.size > 2 || shared === 'page-tab' ? COMMON : shared;
}

/** A worker must not load what a page's parts share, which asks for the page. */
function laterKind(reached: Reached | undefined): string | null {
  if (reached === undefined || reached.first.length > 0) return null;
  if (!reached.realms.has(PAGE_REALM)) return 'shared-by-workers';
  return reached.realms.size === 1 ? 'shared' : 'shared-by-all';
}

/** Texts stand apart by their languages: a page has one of them. */
const languageOf = (id: string): string | undefined => /\/words\/(\w\w)\//.exec(id)?.[1];

/** Characters of source; about a fifth of it is left when it is packed. */
const SMALL = 150_000;

/** Modules that the same parts load. */
interface Together {
  readonly parts: readonly number[];
  readonly ids: string[];
  size: number;
}

/**
 * What several parts load that are asked for later. Whatever a module imports is loaded by all parts that
 * load the module itself: sorted by how many parts load them, modules import only what comes before them or
 * stands with them. So small neighbours can be in one file, and no two files import one another.
 */
function laterFiles(
  reached: ReadonlyMap<string, Reached>,
  importsOf: ImportsOf,
): ReadonlyMap<string, string> {
  const kinds = new Map<string, Map<string, Together>>();
  for (const [id, parts] of partsOf(reached, importsOf)) {
    const reachedBy = laterKind(reached.get(id));
    if (reachedBy === null || parts.length < 2) continue;
    const language = languageOf(id);
    const kind = language === undefined ? reachedBy : `${reachedBy}-${language}`;
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
      (a, b) => b.parts.length - a.parts.length || (a.parts.join(' ') < b.parts.join(' ') ? -1 : 1),
    );
    let number = 0;
    let size = 0;
    for (const group of sorted) {
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

/** By module, the parts that load it at once: what a page or worker begins with, and what is asked for later. */
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
  for (const [number, start] of [...begun, ...asked].entries()) {
    for (const id of closure([start], (other) => importsOf(other)?.importedIds ?? [])) {
      parts.set(id, [...(parts.get(id) ?? []), number]);
    }
  }
  return parts;
}
