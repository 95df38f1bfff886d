/** The topic tree: a trie of topic levels that knows which of its rows are visible. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { Branches } from './branches.ts';
import { CLOSED, FoundRows, MATCHED } from './foundRows.ts';
import { levelEnd, sharedLevels } from './levelBytes.ts';
import { Meters } from './rateMeter.ts';
import { ALL, FOUND, type View } from './siblings.ts';
import type { TopicFinder } from './topicFinder.ts';
import {
  EXPANDED,
  FOLDED_BY_HAND,
  HIDDEN,
  NO_NODE,
  NO_TOPIC_HERE,
  OPENS_NEW,
  ROOT,
  TopicNodes,
} from './topicNodes.ts';
import { TopicRecords } from './topicRecords.ts';

/**
 * While the tree has fewer visible rows than this (two or three screens), new levels open by
 * themselves: a few topics are best seen at once. What comes later stays closed, so that a large
 * broker shows its first levels and not all of the branches that happened to arrive first. What a
 * person opens or closes stays as it is.
 */
export const OPENS_BY_ITSELF_BELOW = 80;

/** What a Clear does not change of a node that a person opened or closed. */
const FOLDS = [EXPANDED, OPENS_NEW, FOLDED_BY_HAND];

/** All that was received since the last Clear. */
export interface Received {
  readonly meters: Meters;
  readonly nodes: TopicNodes;
  readonly branches: Branches;
  readonly topics: TopicRecords;
}

/** What a Clear took away. */
export interface ClearedTree {
  readonly received: Received;
  readonly folded: Set<number>;
  readonly hidden: ReadonlySet<string>;
  readonly hiddenHere: number;
}

/** Nothing in here is recursive: a topic may have 65,536 levels. */
export class TopicTree {
  readonly #names: TopicNames;
  readonly #budget: number | undefined;
  #received: Received;
  #search: TopicFinder | undefined;
  #foundRows = new FoundRows();
  #found = 0;
  /** Topics whose names the search has looked at, and those whose values it has: names first, as they are found sooner. */
  #named = 0;
  #looked = 0;
  /** Nodes that a person opened or closed. */
  #folded = new Set<number>();
  /** What a person opened or closed before a Clear, by path. */
  readonly #folds = new Map<string, readonly number[]>();
  /** Paths that a person does not want to see. */
  #hidden: ReadonlySet<string> = new Set();
  #hiddenHere = 0;
  /** How often something was searched for. */
  searches = 0;

  /** @param budget bytes for last values and histories */
  constructor(names: TopicNames, budget: number | undefined) {
    this.#names = names;
    this.#budget = budget;
    this.#received = nothing(names, budget);
  }

  get received(): Received {
    return this.#received;
  }

  /** What is shown: all, or what a search has found. */
  get view(): View {
    return this.#search === undefined ? ALL : FOUND;
  }

  /** Visible rows. */
  get rows(): number {
    return this.#received.branches.rows(this.view, ROOT);
  }

  /** Topics that the search has found. */
  get found(): number | undefined {
    return this.#search && this.#found;
  }

  /** Topics that the search has looked at; undefined where it is at its end, or there is none. */
  get looked(): number | undefined {
    return this.#isSearching ? Math.floor((this.#named + this.#looked) / 2) : undefined;
  }

  /** Of the hidden paths, those that are there. */
  get hidden(): number {
    return this.#hiddenHere;
  }

  /** @param flag of nodes, while all is shown; what a search shows is open unless a person closed it there */
  isOpen(node: number): boolean {
    return this.#search === undefined
      ? this.#received.nodes.flag(node, EXPANDED)
      : !this.#foundRows.flag(node, CLOSED);
  }

  isMatched(node: number): boolean {
    return this.#search !== undefined && this.#foundRows.flag(node, MATCHED);
  }

  isHidden(node: number): boolean {
    const { nodes } = this.#received;
    for (let at = node; at !== ROOT; at = nodes.parent(at)) {
      if (nodes.flag(at, HIDDEN)) return true;
    }
    return false;
  }

  /** A topic that is received for the first time. @param name its number, used by it @param time µs */
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

  /** The node of that path; NO_NODE where there is none. */
  find(path: string): number {
    const { nodes, branches } = this.#received;
    const name = encodeUtf8(path);
    let node: number = ROOT;
    for (let start = 0; start <= name.length && node !== NO_NODE; ) {
      const end = levelEnd(name, start, name.length);
      node = branches.childAt(node, { bytes: name, start, end });
      start = end + 1;
    }
    // What cannot be a topic may be spelled as another one.
    return node === NO_NODE || nodes.path(node) === path ? node : NO_NODE;
  }

  /** The topic of that name; NO_TOPIC_HERE where none was received. */
  topicAt(path: string): number {
    const node = this.find(path);
    return node === NO_NODE ? NO_TOPIC_HERE : this.#received.nodes.topic(node);
  }

  /** A topic has been received for the first time, with its value: its row and those above it may become visible. */
  show(topic: number): void {
    const { nodes, topics } = this.#received;
    const node = topics.node(topic);
    nodes.setTopic(node, topic);
    this.#update(ALL, node);
    this.valueChanged(topic);
    if (this.#named === topic - 1) this.#named = topic;
    if (this.#looked === topic - 1) this.#looked = topic;
  }

  /**
   * A topic has a new value. What a search has found stays found until the next search: rows
   * should not come and go under a person's eyes.
   */
  valueChanged(topic: number): void {
    if (this.#search !== undefined) this.#lookAt(topic, this.#search.finds);
  }

  /** These paths are not shown, also where they come later; a search shows them nevertheless. */
  hide(paths: ReadonlySet<string>): void {
    const { nodes } = this.#received;
    const before = this.#hidden;
    this.#hidden = paths;
    for (const path of [...before, ...paths]) {
      const node = this.find(path);
      if (node === NO_NODE || nodes.flag(node, HIDDEN) === paths.has(path)) continue;
      this.#setHidden(node, paths.has(path));
      this.#update(ALL, node);
    }
  }

  /** Opens or closes a node; `deep`: all below it as well, and what comes below it later. */
  expand(node: number, expanded: boolean, deep: boolean): void {
    const { nodes } = this.#received;
    if (this.#search === undefined) {
      nodes.setFlag(node, FOLDED_BY_HAND, true);
      this.#folded.add(node);
    }
    if (node === ROOT) this.#folds.clear();
    if (!deep) {
      this.#setOpen(this.view, node, expanded);
      if (!expanded) nodes.setFlag(node, OPENS_NEW, false);
    } else this.#expandAll(this.view, node, expanded);
    this.#update(this.view, node);
  }

  /** An empty text ends the search. What it finds is found by `look`, and at once where it comes from now on. */
  search(text: string, Finder: typeof TopicFinder): void {
    this.#search = text === '' ? undefined : new Finder(text, this.#names);
    this.searches += 1;
    this.lookAnew();
  }

  /**
   * Looks for what is searched for, as long as there is time.
   * @param hasTime asked for after some topics each
   * @returns whether all was looked at
   */
  look(hasTime: () => boolean): boolean {
    const search = this.#search;
    if (search === undefined) return true;
    const { count } = this.#received.topics;
    while (this.#named < count) {
      this.#named += 1;
      this.#lookAt(this.#named, search.isNamed);
      if (this.#named % AT_ONCE === 0 && !hasTime()) return false;
    }
    if (!search.looksAtValues) this.#looked = count;
    while (this.#looked < count) {
      this.#looked += 1;
      this.#lookAt(this.#looked, search.isInValue);
      if (this.#looked % AT_ONCE === 0 && !hasTime()) return false;
    }
    return true;
  }

  #lookAt(topic: number, isFound: TopicFinder['isNamed']): void {
    const { topics } = this.#received;
    if (!isFound(topics, topic)) return;
    const node = topics.node(topic);
    if (!this.#foundRows.flag(node, MATCHED)) this.#match(node);
  }

  /** Forgets all topics. The search stays, and so does what a person opened or closed. */
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
    this.lookAnew();
    return cleared;
  }

  /** Has what was cleared in place of what came since; the search, and what a person did since, stay. */
  bringBack(cleared: ClearedTree): void {
    this.#noteFolds();
    const since = this.#received.nodes;
    const { received } = cleared;
    this.#received = received;
    this.#folded = cleared.folded;
    this.lookAnew();
    if (since.flag(ROOT, FOLDED_BY_HAND)) {
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

  /** Nothing is found any more: `look` finds it again. */
  lookAnew(): void {
    this.#foundRows = new FoundRows();
    this.#received.branches.find(this.#search && this.#foundRows);
    this.#found = 0;
    this.#named = 0;
    this.#looked = 0;
  }

  get #isSearching(): boolean {
    return this.#search !== undefined && this.#looked < this.#received.topics.count;
  }

  /** The node of a topic name, made where it is not there yet. @param time µs since the capture's origin */
  #nodeFor(name: number, time: number): number {
    const { spelled } = this.#names;
    const { nodes, branches } = this.#received;
    const { bytes } = spelled;
    const begin = spelled.start(name);
    const most = begin + spelled.length(name);
    let node = this.#sharedWithNewest(name);
    for (let start = node === ROOT ? begin : begin + nodes.end(node) + 1; start <= most; ) {
      const end = levelEnd(bytes, start, most);
      const child = branches.childAt(node, { bytes, start, end });
      node =
        child === NO_NODE ? this.#addNode(node, name, start - begin, end - begin, time) : child;
      start = end + 1;
    }
    return node;
  }

  /** The node of the levels, but the last, that a name has as the newest topic has them: most come beside one another. */
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

  /** Where there is none for the level of the name from `start` to `end`. */
  #addNode(parent: number, name: number, start: number, end: number, time: number): number {
    const { nodes, branches } = this.#received;
    const opensNew = nodes.flag(parent, OPENS_NEW);
    if (!branches.has(parent)) {
      const opens = opensNew || this.rows < OPENS_BY_ITSELF_BELOW;
      if (opens && !nodes.flag(parent, FOLDED_BY_HAND)) nodes.setFlag(parent, EXPANDED, true);
    }
    const node = nodes.add(parent, name, start, end, time);
    branches.insert(parent, node);
    nodes.setFlag(node, OPENS_NEW, opensNew);
    if (this.#hidden.size > 0) this.#setHidden(node, this.#hidden.has(nodes.path(node)));
    const folds = this.#folds.size > 0 ? this.#folds.get(nodes.path(node)) : undefined;
    if (folds !== undefined) this.#fold(node, folds);
    return node;
  }

  /** What leads to it is shown from now on, and each above it has as many rows more as the one below it, unless it is closed. */
  #match(matched: number): void {
    const { nodes, branches } = this.#received;
    const found = this.#foundRows;
    this.#found += 1;
    found.setFlag(matched, MATCHED, true);
    let more = found.rows(matched) === 0 ? 1 : 0;
    for (let at = matched; at !== ROOT && more > 0; at = nodes.parent(at)) {
      const before = found.rows(at);
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

  #setOpen(view: View, node: number, isOpen: boolean): void {
    if (view === ALL) this.#received.nodes.setFlag(node, EXPANDED, isOpen);
    else this.#foundRows.setFlag(node, CLOSED, !isOpen);
  }

  #rowsOf(view: View, node: number): number {
    const { nodes, branches } = this.#received;
    if (view === FOUND) {
      const isMatched = this.#foundRows.flag(node, MATCHED);
      if (!isMatched && branches.shown(FOUND, node) === 0) return 0;
      return 1 + (this.#foundRows.flag(node, CLOSED) ? 0 : branches.rows(FOUND, node));
    }
    if (nodes.flag(node, HIDDEN)) return 0;
    return 1 + (nodes.flag(node, EXPANDED) ? branches.rows(ALL, node) : 0);
  }

  /** Tells a node's visible rows to all above it, as far up as that changes anything; those above a hidden one may be new. */
  #update(view: View, node: number): void {
    const { nodes, branches } = this.#received;
    for (let at = node; at !== ROOT; at = nodes.parent(at)) {
      const rows = this.#rowsOf(view, at);
      if (rows === branches.rowsOf(view, at) && !nodes.flag(at, HIDDEN)) return;
      branches.setRows(view, at, rows);
    }
  }

  /** The node itself is counted anew later: those above it count it anew where its own count changes. */
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

/** Topics between two looks at the time. */
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
