/** Finds topics by words of their names and ranks them. Runs in slices while messages arrive. */
import { searchWords } from '../../base/searchWords.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { FoldedSearch } from '../log/columns/foldedSearch.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import { compareFirstLevelBytes, compareLevelBytes, levelEnd } from './tree/levelBytes.ts';
import type { FoundTopic } from './tree/topicRow.ts';
import type { Received, TopicTree } from './tree/topicTree.ts';

/** Number of ranks for how well a name matches, best first. */
const FITS = 4;
/** Topics between two checks of the time. */
const AT_ONCE = 256;

/** Data of a topic when it was examined. */
interface ExaminedTopic {
  readonly topic: number;
  readonly messages: number;
}

export class NameSearch {
  readonly #names: TopicNames;
  readonly #tree: TopicTree;
  readonly #words: readonly string[];
  /** For ASCII names; undefined: they cannot contain all words. */
  readonly #inBytes: readonly FoldedSearch[] | undefined;
  readonly #most: number;
  #received: Received;
  #looked = 0;
  #kept = nobody();

  /** @param most maximum number of topics */
  constructor(names: TopicNames, tree: TopicTree, text: string, most: number) {
    this.#names = names;
    this.#tree = tree;
    this.#received = tree.received;
    this.#words = searchWords(text);
    const words = this.#words.map(encodeUtf8);
    const isPlain = words.every((word) => word.every((byte) => byte < 0x80));
    this.#inBytes = isPlain ? words.map((word) => new FoldedSearch(word)) : undefined;
    this.#most = most;
  }

  /**
   * Continues while there is time. Restarts after Clear.
   * @returns true if all topics were examined
   */
  look(hasTime: () => boolean): boolean {
    if (this.#received !== this.#tree.received) {
      this.#received = this.#tree.received;
      this.#looked = 0;
      this.#kept = nobody();
    }
    const [first] = this.#words;
    if (first === undefined) return true;
    const { topics } = this.#received;
    while (this.#looked < topics.count) {
      this.#looked += 1;
      this.#lookAt(this.#looked, first);
      if (this.#looked % AT_ONCE === 0 && !hasTime()) return false;
    }
    return true;
  }

  /**
   * Ranks the exact name first, then names with this prefix, then names with a level with this prefix, then
   * the rest. Within a rank, topics with the most messages at present are first.
   */
  found(): readonly FoundTopic[] {
    const { topics } = this.#received;
    const now = ({ topic }: ExaminedTopic): ExaminedTopic => ({
      topic,
      messages: topics.messages(topic),
    });
    return this.#kept
      .flatMap((alike) => alike.map(now).sort(this.#compare))
      .slice(0, this.#most)
      .map(({ topic, messages }) => ({ topic: topics.name(topic), messages }));
  }

  #lookAt(topic: number, first: string): void {
    const { topics } = this.#received;
    if (topics.isPlain(topic) && !this.#isInBytes(topic)) return;
    const name = topics.name(topic).toLowerCase();
    if (!this.#words.every((word) => name.includes(word))) return;
    const alike = this.#kept[fitOf(name, first)];
    if (alike !== undefined) this.#keep(alike, { topic, messages: topics.messages(topic) });
  }

  #isInBytes(topic: number): boolean {
    const { spelled } = this.#names;
    const id = this.#received.topics.nameId(topic);
    const start = spelled.start(id);
    const end = start + spelled.length(id);
    return this.#inBytes?.every((word) => word.isIn(spelled.bytes, start, end)) === true;
  }

  /** Inserts a topic into its rank unless enough are better. */
  #keep(alike: ExaminedTopic[], one: ExaminedTopic): void {
    const last = alike.at(-1);
    const isFull = alike.length >= this.#most;
    if (isFull && (last === undefined || this.#compare(one, last) >= 0)) return;
    const worse = alike.findIndex((other) => this.#compare(one, other) < 0);
    alike.splice(worse < 0 ? alike.length : worse, 0, one);
    if (isFull) alike.pop();
  }

  /** Equal counts are ordered by name. */
  readonly #compare = (a: ExaminedTopic, b: ExaminedTopic): number =>
    b.messages - a.messages || this.#compareNames(a.topic, b.topic);

  #compareNames(a: number, b: number): number {
    const left = this.#levelsOf(a);
    const right = this.#levelsOf(b);
    for (let compare = compareFirstLevelBytes; ; compare = compareLevelBytes) {
      const one = left.next().value;
      const other = right.next().value;
      if (one === undefined || other === undefined)
        return Number(one !== undefined) - Number(other !== undefined);
      const difference = compare(one, other);
      if (difference !== 0) return difference;
    }
  }

  *#levelsOf(topic: number) {
    const { spelled } = this.#names;
    const { bytes } = spelled;
    const id = this.#received.topics.nameId(topic);
    let start = spelled.start(id);
    const most = start + spelled.length(id);
    while (start <= most) {
      const end = levelEnd(bytes, start, most);
      yield { bytes, start, end };
      start = end + 1;
    }
    return undefined;
  }
}

const nobody = (): readonly ExaminedTopic[][] => Array.from({ length: FITS }, () => []);

function fitOf(name: string, word: string): number {
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  return name.includes(`/${word}`) ? 2 : 3;
}
