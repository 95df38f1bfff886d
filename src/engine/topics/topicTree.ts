/** The topic tree: a trie of topic levels that knows which of its rows are visible. */

import type { TopicSearch } from '../log/topicSearch.ts';
import { compareFirstLevels, compareLevels } from './naturalOrder.ts';
import { countOne, secondOf } from './rateMeter.ts';
import { Siblings } from './siblings.ts';
import { type ReceivedTopic, TopicNode } from './topicNode.ts';

/**
 * While the tree has fewer visible rows than this (two or three screens), new levels open by
 * themselves: a few topics are best seen at once. What comes later stays closed, so that a large
 * broker shows its first levels and not all of the branches that happened to arrive first. What a
 * person opens or closes stays as it is.
 */
export const OPENS_BY_ITSELF_BELOW = 80;

type Fold = Pick<TopicNode, 'expanded' | 'opensNew' | 'isFoldedByHand'>;

/** Nothing in here is recursive: a topic may have 65,536 levels. */
export class TopicTree {
  #root = newRoot();
  #search: TopicSearch | undefined;
  /** What a person opened or closed before a Clear, by path. */
  readonly #folds = new Map<string, Fold>();
  /** Paths that a person does not want to see. */
  #hidden: ReadonlySet<string> = new Set();
  #hiddenHere = 0;
  #found = 0;
  /** How often something was searched for. */
  searches = 0;

  get root(): TopicNode {
    return this.#root;
  }

  /** Visible rows. */
  get rows(): number {
    return this.#root.children?.rows ?? 0;
  }

  /** Topics that the search has found. */
  get found(): number | undefined {
    return this.#search && this.#found;
  }

  /** Of the hidden paths, those that are there. */
  get hidden(): number {
    return this.#hiddenHere;
  }

  /** The node of a topic name, made where it is not there yet. @param time µs since the capture's origin */
  nodeFor(name: string, time: number): TopicNode {
    let node = this.#root;
    for (let start = 0; start <= name.length; ) {
      const slash = name.indexOf('/', start);
      const end = slash < 0 ? name.length : slash;
      node = this.#childOf(node, name, start, end, time);
      start = end + 1;
    }
    return node;
  }

  /** The node of that path; undefined where there is none. */
  find(path: string): TopicNode | undefined {
    let node: TopicNode | undefined = this.#root;
    for (const level of path.split('/')) {
      node = node.children?.find(level);
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** A topic has been received for the first time: its row and those above it may become visible. */
  show(topic: ReceivedTopic): void {
    topic.node.topic = topic;
    for (let at: TopicNode | undefined = topic.node; at !== undefined; at = at.parent) {
      at.topics += 1;
    }
    this.#match(topic.node, this.#finds(topic));
    this.#update(topic.node);
  }

  /** Counts one message of a topic, for it and all above it. @param time µs @param size its packet's bytes */
  count(node: TopicNode, time: number, size: number): void {
    const second = secondOf(time);
    const last = this.#root.messages + 1;
    for (let at: TopicNode | undefined = node; at !== undefined; at = at.parent) {
      at.messages += 1;
      at.bytes += size;
      at.last = last;
      countOne(at, second);
    }
  }

  /** The same of messages that came long since: no rate has them. */
  countBefore(node: TopicNode, messages: number, size: number): void {
    for (let at: TopicNode | undefined = node; at !== undefined; at = at.parent) {
      at.messages += messages;
      at.bytes += size;
    }
  }

  /**
   * A topic has a new value. What a search has found stays found until the next search: rows
   * should not come and go under a person's eyes.
   */
  valueChanged(topic: ReceivedTopic): void {
    if (this.#search === undefined || topic.node.matched || !this.#finds(topic)) return;
    this.#match(topic.node, true);
    this.#update(topic.node);
  }

  /** These paths are not shown, also where they come later; a search shows them nevertheless. */
  hide(paths: ReadonlySet<string>): void {
    const before = this.#hidden;
    this.#hidden = paths;
    for (const path of [...before, ...paths]) {
      const node = this.find(path);
      if (node === undefined || node.hidden === paths.has(path)) continue;
      this.#setHidden(node, paths.has(path));
      this.#update(node);
    }
  }

  /** Opens or closes a node; `deep`: all below it as well, and what comes below it later. */
  expand(node: TopicNode, expanded: boolean, deep: boolean): void {
    if (this.#search === undefined) node.isFoldedByHand = true;
    if (node === this.#root) this.#folds.clear();
    if (!deep) {
      this.#setExpanded(node, expanded);
      if (!expanded) node.opensNew = false;
      this.#update(node);
      return;
    }
    const nodes = this.#withAllBelow(node);
    for (const each of nodes) {
      this.#setExpanded(each, expanded);
      each.opensNew = expanded;
    }
    // The node itself last: those above it count it anew where its own count changes.
    this.#recount(nodes.slice(1));
    this.#update(node);
  }

  /** Undefined ends the search. */
  search(search: TopicSearch | undefined): void {
    this.#search = search;
    this.searches += 1;
    const nodes = this.#withAllBelow(this.#root);
    for (const node of nodes) {
      node.closedInSearch = false;
      this.#match(node, node.topic !== undefined && this.#finds(node.topic));
    }
    this.#recount(nodes);
  }

  /** Forgets all topics. The search stays, and so does what a person opened or closed. */
  clear(): void {
    for (const node of this.#withAllBelow(this.#root)) {
      const { expanded, opensNew, isFoldedByHand } = node;
      if (isFoldedByHand) this.#folds.set(pathOf(node), { expanded, opensNew, isFoldedByHand });
    }
    const { opensNew } = this.#root;
    this.#root = newRoot();
    this.#root.opensNew = opensNew;
    this.#hiddenHere = 0;
    this.#found = 0;
  }

  /** The child for the level of `name` from `start` to `end`. */
  #childOf(parent: TopicNode, name: string, start: number, end: number, time: number): TopicNode {
    if (parent.children === undefined) {
      parent.children = new Siblings(compareLevels);
      const opens = parent.opensNew || this.rows < OPENS_BY_ITSELF_BELOW;
      if (opens && !parent.isFoldedByHand) parent.expanded = true;
    }
    const level = name.slice(start, end);
    return parent.children.findOrInsert(level, () => {
      const node = new TopicNode(level, parent, time);
      node.opensNew = parent.opensNew;
      if (this.#hidden.size > 0) this.#setHidden(node, this.#hidden.has(name.slice(0, end)));
      const fold = this.#folds.size > 0 ? this.#folds.get(name.slice(0, end)) : undefined;
      return fold === undefined ? node : Object.assign(node, fold);
    });
  }

  #finds(topic: ReceivedTopic): boolean {
    return this.#search?.(topic.name, () => topic.history.last()?.payload) ?? false;
  }

  #match(node: TopicNode, matched: boolean): void {
    this.#found += Number(matched) - Number(node.matched);
    node.matched = matched;
  }

  #setHidden(node: TopicNode, hidden: boolean): void {
    this.#hiddenHere += Number(hidden) - Number(node.hidden);
    node.hidden = hidden;
  }

  #setExpanded(node: TopicNode, expanded: boolean): void {
    if (this.#search === undefined) node.expanded = expanded;
    else node.closedInSearch = !expanded;
  }

  #rowsOf(node: TopicNode): number {
    const children = node.children;
    if (this.#search !== undefined && !node.matched && (children?.shown ?? 0) === 0) return 0;
    if (this.#search === undefined && node.hidden) return 0;
    const isOpen = this.#search === undefined ? node.expanded : !node.closedInSearch;
    return 1 + (isOpen ? (children?.rows ?? 0) : 0);
  }

  /** Tells a node's visible rows to all above it, as far up as that changes anything; those above a hidden one may be new. */
  #update(node: TopicNode): void {
    for (let at = node; at.parent !== undefined; at = at.parent) {
      const rows = this.#rowsOf(at);
      if (rows === at.rows && !at.hidden) return;
      at.parent.children?.setRows(at, rows);
    }
  }

  /** A node and all below it, each before those below it. */
  #withAllBelow(top: TopicNode): TopicNode[] {
    const nodes = [top];
    for (let index = 0; index < nodes.length; index += 1) {
      for (const block of nodes[index]?.children?.named ?? []) {
        for (const node of block.nodes) nodes.push(node);
      }
    }
    return nodes;
  }

  /** Counts the visible rows of many nodes anew, those below first. */
  #recount(nodes: readonly TopicNode[]): void {
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
      if (node?.parent !== undefined) node.parent.children?.setRows(node, this.#rowsOf(node));
    }
  }
}

function pathOf(node: TopicNode): string {
  const levels: string[] = [];
  for (let at = node; at.parent !== undefined; at = at.parent) levels.push(at.level);
  return levels.reverse().join('/');
}

function newRoot(): TopicNode {
  const root = new TopicNode('', undefined, 0);
  root.children = new Siblings(compareFirstLevels);
  root.expanded = true;
  return root;
}
