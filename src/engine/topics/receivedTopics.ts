/** All topics that messages were received for: their tree, their values, their histories. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { RowRange } from '../log/rowRange.ts';
import type { TopicNames } from '../log/topicNames.ts';
import { topicSearch } from '../log/topicSearch.ts';
import { HistoryBudget } from './historyBudget.ts';
import { type ArrivedMessage, MessageRing } from './messageRing.ts';
import { countOne, rateOf, spanOf } from './rateMeter.ts';
import { completions } from './topicCompletion.ts';
import type { ReceivedTopic } from './topicNode.ts';
import type { TopicDetail, TopicRow } from './topicRow.ts';
import { TopicTree } from './topicTree.ts';
import { rowOf, treeRows } from './treeWindow.ts';

export class ReceivedTopics {
  readonly #names: TopicNames;
  readonly #secrets: Secrets;
  readonly #tree = new TopicTree();
  readonly #histories: HistoryBudget;
  /** By the number of the interned name. */
  #topics: (ReceivedTopic | undefined)[] = [];
  #count = 0;

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

  clear(): void {
    for (const [name, topic] of this.#topics.entries()) {
      if (topic !== undefined) this.#names.release(name);
    }
    this.#topics = [];
    this.#count = 0;
    this.#tree.clear();
    this.#histories.clear();
  }

  #add(id: number, time: number, span: number): ReceivedTopic {
    const name = this.#names.name(id) ?? '';
    this.#names.retain(id);
    const topic: ReceivedTopic = {
      name,
      node: this.#tree.nodeFor(name, time),
      messages: 0,
      bytes: 0,
      retained: false,
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
