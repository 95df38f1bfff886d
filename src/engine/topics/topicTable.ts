/** All topics as one list, each by itself, in an order that a person chose. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import { Snapshot } from '../lists/snapshot.ts';
import { highestFirst, type TopicOrder } from './arrangement.ts';
import { LevelTable } from './levelTable.ts';
import { rateOf } from './rateMeter.ts';
import { topicsFrom } from './topicCompletion.ts';
import type { ReceivedTopic, TopicNode } from './topicNode.ts';
import type { FoundTopic, TableRequest, TableRow, TableRows } from './topicRow.ts';
import type { TopicTree } from './topicTree.ts';
import { lastPreview } from './treeWindow.ts';

/** How well a name fits what was typed: so many ways, the best first. */
const FITS = 4;

/** It has the topics that the tree would show: those a search found, without the hidden ones. */
export class TopicTable {
  readonly levels: LevelTable;
  readonly #tree: TopicTree;
  readonly #secrets: Secrets;
  readonly #topics = new Snapshot<ReceivedTopic>();

  constructor(tree: TopicTree, secrets: Secrets) {
    this.#tree = tree;
    this.#secrets = secrets;
    this.levels = new LevelTable(tree, secrets);
  }

  /** What was listed is gone. */
  forget(): void {
    this.#topics.forget();
  }

  rows(request: TableRequest, now: number): TableRows {
    const { order, isReversed, isHeld = false } = request;
    const { root, searches, hidden } = this.#tree;
    this.#topics.keep([root, order, isReversed, searches, hidden], isHeld, now, () =>
      this.#inOrder(order, isReversed, now),
    );
    return this.#topics.part(request, (topic) => this.#row(topic, now));
  }

  /**
   * Topics whose names have each word that was typed, at most so many: the one that is called so, those that begin
   * so, those of which a level begins so, then the rest; among these, those with the most messages first.
   */
  find(text: string, most: number): readonly FoundTopic[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const [first = ''] = words;
    if (first === '') return [];
    const found = Array.from({ length: FITS }, (): FoundTopic[] => []);
    for (const { name, messages } of topicsFrom(this.#tree.root)) {
      const folded = name.toLowerCase();
      if (!words.every((word) => folded.includes(word))) continue;
      found[fitOf(folded, first)]?.push({ topic: name, messages });
    }
    return found
      .flatMap((alike) => alike.sort((a, b) => b.messages - a.messages).slice(0, most))
      .slice(0, most);
  }

  /** By name from the first on, by all else from the highest on; reversed, the other way round. */
  #inOrder(order: TopicOrder, isReversed: boolean, now: number): readonly ReceivedTopic[] {
    const isSearch = this.#tree.found !== undefined;
    const mayBeHidden = !isSearch && this.#tree.hidden > 0;
    const topics = [...topicsFrom(this.#tree.root)].filter(({ node }) =>
      isSearch ? node.matched : !(mayBeHidden && isHidden(node)),
    );
    const ordered =
      order === 'name' ? topics : highestFirst(topics, (topic) => rankOf(topic, order, now));
    return isReversed ? ordered.reverse() : ordered;
  }

  #row(topic: ReceivedTopic, now: number): TableRow {
    return {
      topic: topic.name,
      messages: topic.messages,
      bytes: topic.bytes,
      rate: rateOf(topic.own ?? topic.node, now),
      retained: topic.retained,
      preview: lastPreview(topic, this.#secrets),
      changed: topic.changed,
    };
  }
}

function rankOf(topic: ReceivedTopic, order: TopicOrder, now: number): number {
  switch (order) {
    case 'changed':
      // ms: with µs, a capture of a day would have no room for its topics.
      return Math.max(0, Math.round(topic.changed / 1000));
    case 'rate':
      return Math.round(rateOf(topic.own ?? topic.node, now) * 100);
    case 'count':
    case 'name':
      return topic.messages;
  }
}

function isHidden(node: TopicNode): boolean {
  for (let at: TopicNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.hidden) return true;
  }
  return false;
}

function fitOf(name: string, word: string): number {
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  return name.includes(`/${word}`) ? 2 : 3;
}
