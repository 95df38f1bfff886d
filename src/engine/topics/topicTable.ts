/** Lists of topics below any level, searches of their names, and the busiest topics. */
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { LastPreviews } from './lastPreviews.ts';
import { LevelTable } from './levelTable.ts';
import { NameSearch } from './nameSearch.ts';
import { orderedTopics } from './orderedTopics.ts';
import { ROOT } from './tree/topicNodes.ts';
import type { TopicOrder } from './tree/topicRow.ts';
import type { TopicTree } from './tree/topicTree.ts';

export class TopicTable {
  readonly levels: LevelTable;
  readonly #names: TopicNames;
  readonly #tree: TopicTree;

  constructor(names: TopicNames, tree: TopicTree, previews: LastPreviews) {
    this.#names = names;
    this.#tree = tree;
    this.levels = new LevelTable(tree, previews);
  }

  /** The listed topics are gone. */
  forget(): void {
    this.levels.forget();
  }

  /** Names of the topics with the highest rates, then of those with most messages. */
  busiest(most: number, now: number): readonly string[] {
    const { topics } = this.#tree.received;
    const topOf = (order: TopicOrder) => orderedTopics(this.#tree, ROOT, order, now).slice(0, most);
    const all = new Set([...topOf('rate'), ...topOf('count')]);
    return Array.from(all, (topic) => topics.name(topic));
  }

  /** Searches names for each of the words. @param most maximum number of topics */
  searchNames(text: string, most: number): NameSearch {
    return new NameSearch(this.#names, this.#tree, text, most);
  }
}
