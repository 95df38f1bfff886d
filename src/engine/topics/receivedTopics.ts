/** All topics that messages were received for: their tree, their values, their histories. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Cleared } from '../log/cleared.ts';
import type { RowRange } from '../log/rowRange.ts';
import type { TopicNames } from '../log/topicNames.ts';
import { topicSearch } from '../log/topicSearch.ts';
import { HistoryBudget } from './historyBudget.ts';
import { type LatestValue, type Limits, latestBelow } from './latestBelow.ts';
import { type ArrivedMessage, MessageRing } from './messageRing.ts';
import { countOne, rateOf, spanOf } from './rateMeter.ts';
import { completions } from './topicCompletion.ts';
import type { ReceivedTopic } from './topicNode.ts';
import type { TopicDetail, TopicMessage, TopicRow } from './topicRow.ts';
import { TopicTree } from './topicTree.ts';
import { rowOf, treeRows } from './treeWindow.ts';

export interface RetainedTopic {
  readonly topic: string;
  /** As it came last, with a view of its payload; undefined: it was cleared here. */
  readonly message: TopicMessage | undefined;
}

/** Topics whose mark outlives a Clear. */
const MOST_RETAINED = 100_000;

export class ReceivedTopics {
  readonly #names: TopicNames;
  readonly #secrets: Secrets;
  readonly #tree = new TopicTree();
  readonly #histories: HistoryBudget;
  /** By the number of the interned name. */
  #topics: (ReceivedTopic | undefined)[] = [];
  #count = 0;
  /** Known to be retained when they were cleared, by the number of the interned name. */
  readonly #retained = new Set<number>();

  /** @param budget bytes for last values and histories */
  constructor(names: TopicNames, secrets: Secrets, budget?: number) {
    this.#names = names;
    this.#secrets = secrets;
    this.#histories = new HistoryBudget(budget);
  }

  /** Distinct topic names. */
  get count(): number {
    return this.#count;
  }

  get histories(): Pick<HistoryBudget, 'bytes' | 'budget' | 'discarded'> {
    return this.#histories;
  }

  /** A message for an interned topic. Its bytes are copied. */
  receive(name: number, message: ArrivedMessage): void {
    const span = spanOf(message.time);
    const known = this.#topics[name];
    const topic = known ?? this.#add(name, message.time, span);
    topic.messages += 1;
    topic.bytes += message.bytes.length;
    topic.changed = message.time;
    topic.retained = isRetainedAfter(message, topic.retained);
    countOne(topic.rate, span);
    this.#histories.append(topic.history, message);
    this.#tree.count(topic.node, span);
    if (known === undefined) this.#tree.show(topic);
    else this.#tree.valueChanged(topic);
  }

  /** Opens or closes the row of that path; `deep` with an empty path means the whole tree. */
  expand(path: string, expanded: boolean, deep: boolean): void {
    const node = path === '' && deep ? this.#tree.root : this.#tree.find(path);
    if (node !== undefined) this.#tree.expand(node, expanded, deep);
  }

  /** Shows only what a text or a topic filter finds; all again for an empty text. */
  search(text: string): void {
    this.#tree.search(topicSearch(text));
  }

  /** Topic names that begin so, in the tree's order, at most `limit`. */
  complete(prefix: string, limit: number): { topic: string; messages: number }[] {
    return completions(this.#tree.root, prefix, limit);
  }

  /** Topics that the broker is known to retain a message of: this one, or all below a level too (empty: all). */
  retained(path: string, isBelow: boolean): readonly RetainedTopic[] {
    const isMeant = (name: string) =>
      name === path ||
      (isBelow && (path === '' ? !name.startsWith('$') : name.startsWith(`${path}/`)));
    const found: RetainedTopic[] = [];
    for (const topic of this.#topics) {
      if (topic?.retained !== true || !isMeant(topic.name)) continue;
      found.push({ topic: topic.name, message: topic.history.lastRetained() });
    }
    for (const id of this.#retained) {
      const name = this.#names.name(id) ?? '';
      if (this.#topics[id] === undefined && isMeant(name))
        found.push({ topic: name, message: undefined });
    }
    return found.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  /** The last values at a path and below it; those of at most so many topics, of each so many bytes. */
  latest(path: string, limits: Limits): readonly LatestValue[] {
    return latestBelow(this.#tree.find(path), limits, this.#secrets);
  }

  rows(range: RowRange, now: number): { first: number; rows: TopicRow[]; total: number } {
    const first = Math.max(0, Math.min(range.first, this.#tree.rows));
    const rows = treeRows(this.#tree.root, { first, count: range.count }, now, this.#secrets);
    return { first, rows, total: this.#tree.rows };
  }

  /** Where the row of that path is; null where there is none. */
  position(path: string): number | null {
    const node = this.#tree.find(path);
    return node === undefined ? null : rowOf(node);
  }

  /** null: nothing received for that topic name. */
  detail(name: string, history: RowRange, now: number): TopicDetail | null {
    const topic = this.#tree.find(name)?.topic;
    if (topic === undefined) return null;
    const last = topic.history.last();
    return {
      name,
      messages: topic.messages,
      bytes: topic.bytes,
      rate: rateOf(topic.rate, now),
      retained: topic.retained,
      last: last && { ...last, payload: this.#secrets.maskMessage(name, last.payload.slice()) },
      history: {
        first: history.first,
        rows: topic.history.messages(history.first, history.count).map((message) => ({
          ...message,
          payload: this.#secrets.maskMessage(name, message.payload),
        })),
        total: topic.history.count,
      },
    };
  }

  /** What the broker is known to retain stays marked so when it is received again. */
  clear(): Cleared {
    const topics = this.#topics;
    const discarded = this.#histories.discarded;
    for (const [id, topic] of topics.entries()) {
      if (topic !== undefined) this.#noteRetained(id, topic.retained);
    }
    this.#topics = [];
    this.#count = 0;
    this.#tree.clear();
    this.#histories.clear();
    return {
      bringBack: () => {
        for (const [id, topic] of topics.entries()) {
          if (topic !== undefined) this.#bringBack(id, topic);
        }
        this.#histories.countDiscarded(discarded);
      },
      forget: () => {
        for (const [id, topic] of topics.entries()) {
          if (topic !== undefined) this.#names.release(id);
        }
      },
    };
  }

  /** The use of its name comes with it. */
  #bringBack(id: number, before: ReceivedTopic): void {
    const since = this.#topics[id];
    const topic = since ?? this.#add(id, before.changed, before.rate.span);
    // Either has a use of the name.
    this.#names.release(id);
    topic.messages += before.messages;
    topic.bytes += before.bytes;
    if (since === undefined) topic.retained = before.retained;
    topic.preview = undefined;
    this.#histories.putBefore(topic.history, before.history);
    this.#tree.countBefore(topic.node, before.messages);
    if (since === undefined) this.#tree.show(topic);
  }

  /** Of a topic that is not shown. */
  #noteRetained(id: number, isRetained: boolean): void {
    const isNoted = this.#retained.has(id);
    if (isRetained === isNoted) return;
    if (!isRetained) {
      this.#retained.delete(id);
      this.#names.release(id);
    } else if (this.#retained.size < MOST_RETAINED) {
      this.#retained.add(id);
      this.#names.retain(id);
    }
  }

  #add(id: number, time: number, span: number): ReceivedTopic {
    const name = this.#names.name(id) ?? '';
    this.#names.retain(id);
    const topic: ReceivedTopic = {
      name,
      node: this.#tree.nodeFor(name, time),
      messages: 0,
      bytes: 0,
      retained: this.#retained.has(id),
      changed: time,
      history: new MessageRing(),
      rate: { span, current: 0, previous: 0, since: time },
      preview: undefined,
    };
    this.#topics[id] = topic;
    this.#count += 1;
    return topic;
  }
}

/**
 * An empty retained message deletes what is retained (3.3.1.3), and those who are subscribed get
 * it without the mark: a live empty message is taken for that deletion.
 */
function isRetainedAfter({ bytes, payloadStart }: ArrivedMessage, before: boolean): boolean {
  if (bytes.length === payloadStart) return false;
  return before || ((bytes[0] ?? 0) & 1) !== 0;
}
