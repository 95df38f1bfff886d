/** All topics as one list, each by itself, in an order that a person chose. */
import { Snapshot } from '../lists/snapshot.ts';
import { highestFirst, orderLasts, type TopicOrder } from './arrangement.ts';
import type { LastPreviews } from './lastPreviews.ts';
import { LevelTable } from './levelTable.ts';
import { topicsInOrder } from './topicCompletion.ts';
import type { TopicRecords } from './topicRecords.ts';
import type { FoundTopic, TableRequest, TableRow, TableRows } from './topicRow.ts';
import type { TopicTree } from './topicTree.ts';

/** How well a name fits what was typed: so many ways, the best first. */
const FITS = 4;

/** It has the topics that the tree would show: those a search found, without the hidden ones. */
export class TopicTable {
  readonly levels: LevelTable;
  readonly #tree: TopicTree;
  readonly #previews: LastPreviews;
  readonly #topics = new Snapshot<number>();

  constructor(tree: TopicTree, previews: LastPreviews) {
    this.#tree = tree;
    this.#previews = previews;
    this.levels = new LevelTable(tree, previews);
  }

  /** What was listed is gone. */
  forget(): void {
    this.#topics.forget();
  }

  rows(request: TableRequest, now: number): TableRows {
    const { order, isReversed, isHeld = false } = request;
    const { received, searches, found, hidden } = this.#tree;
    this.#topics.keep(
      [received, order, isReversed, searches, found === undefined, hidden],
      isHeld,
      now,
      () => this.#inOrder(order, isReversed, now),
      orderLasts(received.topics.count),
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
    const { received } = this.#tree;
    const { topics } = received;
    for (const topic of topicsInOrder(received)) {
      const name = topics.name(topic);
      const messages = topics.messages(topic);
      const folded = name.toLowerCase();
      if (!words.every((word) => folded.includes(word))) continue;
      found[fitOf(folded, first)]?.push({ topic: name, messages });
    }
    return found
      .flatMap((alike) => alike.sort((a, b) => b.messages - a.messages).slice(0, most))
      .slice(0, most);
  }

  /** By name from the first on, by all else from the highest on; reversed, the other way round. */
  #inOrder(order: TopicOrder, isReversed: boolean, now: number): readonly number[] {
    const tree = this.#tree;
    const { topics } = tree.received;
    const isSearch = tree.found !== undefined;
    const mayBeHidden = !isSearch && tree.hidden > 0;
    const all = topicsInOrder(tree.received);
    const isMeant = (topic: number): boolean => {
      const node = topics.node(topic);
      return isSearch ? tree.isMatched(node) : !tree.isHidden(node);
    };
    const named = isSearch || mayBeHidden ? all.filter(isMeant) : all;
    const ordered =
      order === 'name' ? named : highestFirst(named, (topic) => rankOf(topics, topic, order, now));
    return isReversed ? ordered.toReversed() : ordered;
  }

  #row(topic: number, now: number): TableRow {
    const { topics } = this.#tree.received;
    return {
      topic: topics.name(topic),
      messages: topics.messages(topic),
      bytes: topics.bytes(topic),
      rate: topics.rate(topic, now),
      retained: topics.retained(topic),
      preview: this.#previews.of(topics, topic),
      changed: topics.changed(topic),
    };
  }
}

function rankOf(topics: TopicRecords, topic: number, order: TopicOrder, now: number): number {
  switch (order) {
    case 'changed':
      // ms: with µs, a capture of a day would have no room for its topics.
      return Math.max(0, Math.round(topics.changed(topic) / 1000));
    case 'rate':
      return Math.round(topics.rate(topic, now) * 100);
    case 'count':
    case 'name':
      return topics.messages(topic);
  }
}

function fitOf(name: string, word: string): number {
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  return name.includes(`/${word}`) ? 2 : 3;
}
