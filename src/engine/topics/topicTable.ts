/** All topics as a flat list in a selectable order. */
import { Snapshot } from '../lists/snapshot.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { LastPreviews } from './lastPreviews.ts';
import { LevelTable } from './levelTable.ts';
import { NameSearch } from './nameSearch.ts';
import { highestFirst, orderLasts } from './tree/arrangement.ts';
import type { TopicRecords } from './tree/topicRecords.ts';
import type { TableRequest, TableRow, TableRows, TopicOrder } from './tree/topicRow.ts';
import { topicsInOrder } from './tree/topicsInOrder.ts';
import type { TopicTree } from './tree/topicTree.ts';

/** Contains the topics that the tree would show: search results, without hidden topics. */
export class TopicTable {
  readonly levels: LevelTable;
  readonly #names: TopicNames;
  readonly #tree: TopicTree;
  readonly #previews: LastPreviews;
  readonly #topics = new Snapshot<number>();

  constructor(names: TopicNames, tree: TopicTree, previews: LastPreviews) {
    this.#names = names;
    this.#tree = tree;
    this.#previews = previews;
    this.levels = new LevelTable(tree, previews);
  }

  /** The listed topics are gone. */
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

  /** Names of the topics with the highest rates, then of those with most messages. */
  busiest(most: number, now: number): readonly string[] {
    const { topics } = this.#tree.received;
    const topOf = (order: TopicOrder) => this.#inOrder(order, false, now).slice(0, most);
    const all = new Set([...topOf('rate'), ...topOf('count')]);
    return Array.from(all, (topic) => topics.name(topic));
  }

  /** Searches names for each of the words. @param most maximum number of topics */
  searchNames(text: string, most: number): NameSearch {
    return new NameSearch(this.#names, this.#tree, text, most);
  }

  /** Ascending by name, otherwise descending; `isReversed` inverts it. */
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
      pace: topics.pace(topic, now),
      retained: topics.retained(topic),
      preview: this.#previews.of(topics, topic, this.#tree.searchOfValue(topic)),
      changed: topics.changed(topic),
    };
  }
}

function rankOf(topics: TopicRecords, topic: number, order: TopicOrder, now: number): number {
  switch (order) {
    case 'changed':
      // In ms: in µs, a one-day capture would leave no bits for topics.
      return Math.max(0, Math.round(topics.changed(topic) / 1000));
    case 'rate':
      return Math.round(topics.rate(topic, now) * 100);
    case 'count':
    case 'name':
      return topics.messages(topic);
  }
}
