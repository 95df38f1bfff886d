/** The topic tree: a trie of topic levels that tracks its visible rows. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { Branches } from './branches.ts';
import { CLOSED, FoundRows, MATCHED } from './foundRows.ts';
import { levelEnd, sharedLevels } from './levelBytes.ts';
import { PinnedBranches } from './pinnedBranches.ts';
import { Meters } from './rateMeter.ts';
import { ALL, FOUND, type View } from './siblings.ts';
import type { TopicFinder } from './topicFinder.ts';
import {
  EXPANDED,
  HIDDEN,
  NO_NODE,
  NO_TOPIC_HERE,
  OPENS_NEW,
  ROOT,
  TOGGLED_BY_USER,
  TopicNodes,
} from './topicNodes.ts';
import { TopicRecords } from './topicRecords.ts';
import { topicsInOrder } from './topicsInOrder.ts';

/**
 * New levels open by themselves while the tree has fewer visible rows than this (two or three screens), so
 * that a few topics are visible at once. Later levels stay closed, so that a large broker shows its first
 * levels and not the branches that arrived first. Levels opened or closed by the user stay as they are.
 */
export const OPENS_BY_ITSELF_BELOW = 80;

/** Flags of a node set by the user that survive Clear. */
const FOLDS = [EXPANDED, OPENS_NEW, TOGGLED_BY_USER];

/** Data received since the last Clear. */
export interface Received {
  readonly meters: Meters;
  readonly nodes: TopicNodes;
  readonly branches: Branches;
  readonly topics: TopicRecords;
}

/** Data removed by Clear. */
export interface ClearedTree {
  readonly received: Received;
  readonly folded: Set<number>;
  readonly hidden: ReadonlySet<string>;
  readonly hiddenHere: number;
}

/** Without recursion, because a topic may have 65,536 levels. */
export class TopicTree {
  readonly #names: TopicNames;
  readonly #budget: number | undefined;
  #received: Received;
  #search: TopicFinder | undefined;
  #searchText = '';
  #foundRows = new FoundRows();
  #found = 0;
  #foundByValue = 0;
  /**
   * Number of topics whose names the search examined, and whose values: names first, because they are faster.
   */
  #named = 0;
  #looked = 0;
  /** Nodes opened or closed by the user. */
  #folded = new Set<number>();
  /** Nodes opened or closed by the user before Clear, by path. */
  readonly #folds = new Map<string, readonly number[]>();
  /** Paths hidden by the user. */
  #hidden: ReadonlySet<string> = new Set();
  #hiddenHere = 0;
  readonly pinned: PinnedBranches;
  /** Number of searches. */
  searches = 0;

  /** @param budget bytes for last values and histories */
  constructor(names: TopicNames, budget: number | undefined) {
    this.#names = names;
    this.#budget = budget;
    this.#received = nothing(names, budget);
    this.pinned = new PinnedBranches(this.#received);
  }

  get received(): Received {
    return this.#received;
  }

  /** Displayed view: all rows, or the results of a search. */
  get view(): View {
    return this.#search === undefined ? ALL : FOUND;
  }

  /** Number of visible rows. */
  get rows(): number {
    return this.#received.branches.rows(this.view, ROOT);
  }

  /** Number of topics found by the search. */
  get found(): number | undefined {
    return this.#search && this.#found;
  }

  /** Number of found topics whose value matches and whose name does not. */
  get foundByValue(): number | undefined {
    return this.#search && this.#foundByValue;
  }

  /** Number of topics examined by the search; undefined if it is complete or there is none. */
  get looked(): number | undefined {
    return this.#isSearching ? Math.floor((this.#named + this.#looked) / 2) : undefined;
  }

  /** Number of hidden paths that exist. */
  get hidden(): number {
    return this.#hiddenHere;
  }

  /**
   * Uses the flag of the node while everything is shown. Search results are open unless the user closed them.
   */
  isOpen(node: number): boolean {
    return this.#search === undefined
      ? this.#received.nodes.flag(node, EXPANDED)
      : !this.#foundRows.flag(node, CLOSED);
  }

  /** Text of the search; empty if there is none. */
  get searchText(): string {
    return this.#searchText;
  }

  /** True if the search matches the topic: as its row shows, or by its name if it was never received. */
  finds(name: string): boolean {
    const topic = this.topicAt(name);
    if (topic === NO_TOPIC_HERE) return this.#search?.matchesName(name) === true;
    return this.isMatched(this.#received.topics.node(topic));
  }

  isMatched(node: number): boolean {
    return this.#search !== undefined && this.#foundRows.flag(node, MATCHED);
  }

  /** The search if it found the topic by its value. */
  searchOfValue(topic: number): TopicFinder | undefined {
    const { topics } = this.#received;
    const search = this.#search;
    const isFound = search !== undefined && this.isMatched(topics.node(topic));
    return isFound && !search.isNamed(topics, topic) ? search : undefined;
  }

  isHidden(node: number): boolean {
    const { nodes } = this.#received;
    for (let at = node; at !== ROOT; at = nodes.parent(at)) {
      if (nodes.flag(at, HIDDEN)) return true;
    }
    return false;
  }

  /**
   * Adds a topic received for the first time. @param name number of its name, which it keeps in use @param
   * time µs
   */
  add(name: number, time: number, isRetained: boolean): number {
    const { nodes, topics, branches } = this.#received;
    const node = this.#nodeFor(name, time);
    const topic = topics.add(name, node, time, isRetained);
    if (branches.has(node)) topics.beginByItself(topic);
    for (let at = node; at !== ROOT; ) {
      at = nodes.parent(at);
      const above = nodes.topic(at);
      if (above !== NO_TOPIC_HERE) topics.countByItself(above);
    }
    return topic;
  }

  /** The node of a path; NO_NODE if there is none. */
  find(path: string): number {
    const { nodes, branches } = this.#received;
    const name = encodeUtf8(path);
    let node: number = ROOT;
    for (let start = 0; start <= name.length && node !== NO_NODE; ) {
      const end = levelEnd(name, start, name.length);
      node = branches.childAt(node, { bytes: name, start, end });
      start = end + 1;
    }
    // An invalid path may decode to another one.
    return node === NO_NODE || nodes.path(node) === path ? node : NO_NODE;
  }

  /** The topic of a name; NO_TOPIC_HERE if none was received. */
  topicAt(path: string): number {
    const node = this.find(path);
    return node === NO_NODE ? NO_TOPIC_HERE : this.#received.nodes.topic(node);
  }

  /**
   * A topic was received for the first time, with its value: its row and those above it may become visible.
   */
  show(topic: number): void {
    const { nodes, topics } = this.#received;
    const node = topics.node(topic);
    nodes.setTopic(node, topic);
    this.#updateViews(node);
    this.valueChanged(topic);
    if (this.#named === topic - 1) this.#named = topic;
    if (this.#looked === topic - 1) this.#looked = topic;
  }

  /**
   * A topic has a new value. Search results stay until the next search, so that rows do not move while the
   * user reads them.
   */
  valueChanged(topic: number): void {
    if (this.#search !== undefined) this.#lookAt(topic, this.#search.finds);
  }

  /** Hides these paths, even if they appear later; a search shows them nevertheless. */
  hide(paths: ReadonlySet<string>): void {
    const { nodes } = this.#received;
    const before = this.#hidden;
    this.#hidden = paths;
    for (const path of [...before, ...paths]) {
      const node = this.find(path);
      if (node === NO_NODE || nodes.flag(node, HIDDEN) === paths.has(path)) continue;
      this.#setHidden(node, paths.has(path));
      this.#update(ALL, node);
      this.pinned.update(node);
    }
  }

  /** Opens or closes a node. `deep`: with its whole branch, including later nodes. */
  expand(node: number, expanded: boolean, deep: boolean): void {
    const { nodes } = this.#received;
    if (this.#search === undefined) {
      nodes.setFlag(node, TOGGLED_BY_USER, true);
      this.#folded.add(node);
    }
    if (node === ROOT) this.#folds.clear();
    if (!deep) {
      this.#setOpen(this.view, node, expanded);
      if (!expanded) nodes.setFlag(node, OPENS_NEW, false);
    } else this.#expandAll(this.view, node, expanded);
    if (expanded && this.view === ALL) this.#openJoined(node);
    this.#update(this.view, node);
  }

  /** An empty text ends the search. `look` finds existing topics; new ones are examined on arrival. */
  search(text: string, Finder: typeof TopicFinder): void {
    this.#search = text === '' ? undefined : new Finder(text, this.#names);
    this.#searchText = text;
    this.searches += 1;
    this.restartSearch();
  }

  /**
   * Continues the search while there is time.
   * @param hasTime called after some topics each
   * @returns true if all was examined
   */
  look(hasTime: () => boolean): boolean {
    const search = this.#search;
    if (search === undefined) return true;
    const { count } = this.#received.topics;
    if (!this.#lookAtNames(search, hasTime)) return false;
    if (!search.looksAtValues) this.#looked = count;
    while (this.#looked < count) {
      this.#looked += 1;
      this.#lookAt(this.#looked, search.finds);
      if (this.#looked % AT_ONCE === 0 && !hasTime()) return false;
    }
    return true;
  }

  /**
   * The best match, the first by name among equals; NO_TOPIC_HERE if there is none. Completes the search of
   * names, and that of values if no name matches.
   */
  bestMatch(): number {
    const search = this.#search;
    if (search === undefined) return NO_TOPIC_HERE;
    this.#lookAtNames(search, () => true);
    if (this.#found === 0) this.look(() => true);
    const { topics } = this.#received;
    let best = NO_TOPIC_HERE;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const topic of topicsInOrder(this.#received)) {
      if (!this.isMatched(topics.node(topic))) continue;
      const rank = search.rank(topics, topic);
      if (rank < bestRank) [best, bestRank] = [topic, rank];
    }
    return best;
  }

  #lookAtNames(search: TopicFinder, hasTime: () => boolean): boolean {
    const { count } = this.#received.topics;
    while (this.#named < count) {
      this.#named += 1;
      this.#lookAt(this.#named, search.isNamed);
      if (this.#named % AT_ONCE === 0 && !hasTime()) return false;
    }
    return true;
  }

  #lookAt(topic: number, isFound: TopicFinder['finds']): void {
    const { topics } = this.#received;
    const node = topics.node(topic);
    if (this.#foundRows.flag(node, MATCHED) || !isFound(topics, topic)) return;
    this.#match(node);
    if (this.#search?.isNamed(topics, topic) === false) this.#foundByValue += 1;
  }

  /** Removes all topics. The search and the user's opened and closed nodes stay. */
  clear(): ClearedTree {
    this.#noteFolds();
    const cleared: ClearedTree = {
      received: this.#received,
      folded: this.#folded,
      hidden: this.#hidden,
      hiddenHere: this.#hiddenHere,
    };
    const opensNew = cleared.received.nodes.flag(ROOT, OPENS_NEW);
    this.#received = nothing(this.#names, this.#budget);
    this.#received.nodes.setFlag(ROOT, OPENS_NEW, opensNew);
    this.#folded = new Set();
    this.#hiddenHere = 0;
    this.pinned.reset(this.#received);
    this.restartSearch();
    return cleared;
  }

  /**
   * Restores cleared data instead of the data received since. The search and the user's later actions stay.
   */
  restore(cleared: ClearedTree): void {
    this.#noteFolds();
    const since = this.#received.nodes;
    const { received } = cleared;
    this.#received = received;
    this.#folded = cleared.folded;
    this.pinned.reset(received);
    this.restartSearch();
    if (since.flag(ROOT, TOGGLED_BY_USER)) {
      this.#expandAll(ALL, ROOT, since.flag(ROOT, OPENS_NEW));
    }
    for (const [path, flags] of this.#folds) {
      const node = this.find(path);
      if (node === NO_NODE) continue;
      this.#fold(node, flags);
      this.#update(ALL, node);
    }
    const hidden = this.#hidden;
    this.#hidden = cleared.hidden;
    this.#hiddenHere = cleared.hiddenHere;
    this.hide(hidden);
  }

  #noteFolds(): void {
    const { nodes } = this.#received;
    for (const node of this.#folded) {
      if (node === ROOT) continue;
      this.#folds.set(
        nodes.path(node),
        FOLDS.filter((flag) => nodes.flag(node, flag)),
      );
    }
  }

  #fold(node: number, flags: readonly number[]): void {
    for (const flag of FOLDS) this.#received.nodes.setFlag(node, flag, flags.includes(flag));
    this.#folded.add(node);
  }

  /** Restarts the search: `look` finds the topics again. */
  restartSearch(): void {
    this.#foundRows = new FoundRows();
    this.#received.branches.begin(FOUND, this.#search && this.#foundRows);
    this.#found = 0;
    this.#foundByValue = 0;
    this.#named = 0;
    this.#looked = 0;
  }

  get #isSearching(): boolean {
    return this.#search !== undefined && this.#looked < this.#received.topics.count;
  }

  /** Node of a topic name, created on demand. @param time µs since the capture's origin */
  #nodeFor(name: number, time: number): number {
    const { spelled } = this.#names;
    const { nodes, branches } = this.#received;
    const { bytes } = spelled;
    const begin = spelled.start(name);
    const most = begin + spelled.length(name);
    let node = this.#sharedWithNewest(name);
    let divided: number = NO_NODE;
    for (let start = node === ROOT ? begin : begin + nodes.end(node) + 1; start <= most; ) {
      const end = levelEnd(bytes, start, most);
      const isJoined = branches.isJoined(node);
      const child = branches.childAt(node, { bytes, start, end });
      if (child === NO_NODE && isJoined) divided = node;
      node =
        child === NO_NODE ? this.#addNode(node, name, start - begin, end - begin, time) : child;
      start = end + 1;
    }
    if (divided !== NO_NODE) this.#updateViews(divided);
    return node;
  }

  /**
   * Node of the leading levels that a name shares with the newest topic, except the last level: most topics
   * arrive next to similar ones.
   */
  #sharedWithNewest(name: number): number {
    const { nodes, topics } = this.#received;
    if (topics.count === 0) return ROOT;
    const { spelled } = this.#names;
    const newest = topics.nameId(topics.count);
    const shared = sharedLevels(
      spelled.bytes,
      { start: spelled.start(name), length: spelled.length(name) },
      { start: spelled.start(newest), length: spelled.length(newest) },
    );
    if (shared < 0) return ROOT;
    let node = topics.node(topics.count);
    while (nodes.end(node) > shared) node = nodes.parent(node);
    return node;
  }

  /** Adds a node for the level of the name from `start` to `end`. */
  #addNode(parent: number, name: number, start: number, end: number, time: number): number {
    const { nodes, branches } = this.#received;
    const opensNew = nodes.flag(parent, OPENS_NEW);
    if (!branches.has(parent)) {
      const opens = opensNew || this.rows < OPENS_BY_ITSELF_BELOW;
      if (opens && !nodes.flag(parent, TOGGLED_BY_USER)) nodes.setFlag(parent, EXPANDED, true);
    }
    const node = nodes.add(parent, name, start, end, time);
    branches.insert(parent, node);
    nodes.setFlag(node, OPENS_NEW, opensNew);
    if (this.#hidden.size > 0) this.#setHidden(node, this.#hidden.has(nodes.path(node)));
    const folds = this.#folds.size > 0 ? this.#folds.get(nodes.path(node)) : undefined;
    if (folds !== undefined) this.#fold(node, folds);
    return node;
  }

  /** Shows the path to a match. Each ancestor gains the additional rows of its child, unless it is closed. */
  #match(matched: number): void {
    const { nodes, branches } = this.#received;
    const found = this.#foundRows;
    this.#found += 1;
    found.setFlag(matched, MATCHED, true);
    let more = found.rows(matched) === 0 ? 1 : 0;
    for (let at = matched; at !== ROOT && more > 0; at = nodes.parent(at)) {
      const before = found.rows(at);
      if (branches.isJoined(at)) {
        branches.setRows(FOUND, at, before + more);
        continue;
      }
      const below = at === matched || found.flag(at, CLOSED) ? 0 : more;
      more = before === 0 ? 1 + below : at === matched ? 0 : below;
      branches.setRows(FOUND, at, before + more);
    }
  }

  #setHidden(node: number, hidden: boolean): void {
    const { nodes } = this.#received;
    this.#hiddenHere += Number(hidden) - Number(nodes.flag(node, HIDDEN));
    nodes.setFlag(node, HIDDEN, hidden);
  }

  /** Keeps a row open when another branch divides it later. */
  #openJoined(node: number): void {
    const { nodes, branches } = this.#received;
    for (let at = nodes.parent(node); branches.isJoined(at); at = nodes.parent(at)) {
      nodes.setFlag(at, EXPANDED, true);
    }
  }

  #setOpen(view: View, node: number, isOpen: boolean): void {
    if (view === ALL) this.#received.nodes.setFlag(node, EXPANDED, isOpen);
    else this.#foundRows.setFlag(node, CLOSED, !isOpen);
  }

  #rowsOf(view: View, node: number): number {
    const { nodes, branches } = this.#received;
    if (branches.isJoined(node) && (view === FOUND || !nodes.flag(node, HIDDEN))) {
      return branches.rows(view, node);
    }
    if (view === FOUND) {
      const isMatched = this.#foundRows.flag(node, MATCHED);
      if (!isMatched && branches.shown(FOUND, node) === 0) return 0;
      return 1 + (this.#foundRows.flag(node, CLOSED) ? 0 : branches.rows(FOUND, node));
    }
    if (nodes.flag(node, HIDDEN)) return 0;
    return 1 + (nodes.flag(node, EXPANDED) ? branches.rows(ALL, node) : 0);
  }

  #updateViews(node: number): void {
    this.#update(ALL, node);
    if (this.#search !== undefined) this.#update(FOUND, node);
    this.pinned.update(node);
  }

  /** Passes a node's visible rows upwards until nothing changes; ancestors of a hidden node may be new. */
  #update(view: View, node: number): void {
    const { nodes, branches } = this.#received;
    for (let at = node; at !== ROOT; at = nodes.parent(at)) {
      const rows = this.#rowsOf(view, at);
      if (rows === branches.rowsOf(view, at) && !nodes.flag(at, HIDDEN)) return;
      branches.setRows(view, at, rows);
    }
  }

  /** The node itself is recounted later: its ancestors are recounted when its own count changes. */
  #expandAll(view: View, top: number, expanded: boolean): void {
    const { nodes, branches } = this.#received;
    const all = [top];
    for (let index = 0; index < all.length; index += 1) branches.stack(all[index] ?? ROOT, all);
    for (const node of all) {
      this.#setOpen(view, node, expanded);
      nodes.setFlag(node, OPENS_NEW, expanded);
    }
    for (let index = all.length - 1; index > 0; index -= 1) {
      const node = all[index] ?? ROOT;
      branches.setRows(view, node, this.#rowsOf(view, node));
    }
  }
}

/** Topics between two checks of the time. */
const AT_ONCE = 256;

function nothing(names: TopicNames, budget: number | undefined): Received {
  const meters = new Meters();
  const nodes = new TopicNodes(names, meters);
  return {
    meters,
    nodes,
    branches: new Branches(nodes),
    topics: new TopicRecords(names, nodes, meters, budget),
  };
}
