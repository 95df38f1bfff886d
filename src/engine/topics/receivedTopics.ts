/** All topics that messages were received for: their tree, their values, their histories. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import { type RowRange, startOf } from '../lists/rowRange.ts';
import type { Cleared } from '../log/cleared.ts';
import type { TopicNames } from '../log/topicNames.ts';
import { topicSearch } from '../log/topicSearch.ts';
import type { Arrangement, TopicOrder } from './arrangement.ts';
import { HistoryBudget } from './historyBudget.ts';
import { learnInterval, silenceOf, usualInterval } from './interval.ts';
import { type LatestValue, type Limits, latestBelow } from './latestBelow.ts';
import { type ArrivedMessage, MessageRing } from './messageRing.ts';
import { copyOf, countOne, newMeter, rateOf, secondOf } from './rateMeter.ts';
import { completions } from './topicCompletion.ts';
import type { ReceivedTopic } from './topicNode.ts';
import type {
  BranchCounts,
  TableRequest,
  TableRows,
  TopicDetail,
  TopicMessage,
  TopicRow,
  TopicRows,
} from './topicRow.ts';
import type { TopicTable } from './topicTable.ts';
import { TopicTree } from './topicTree.ts';
import { branchCounts, rowAlone, rowOf, treeRows } from './treeWindow.ts';

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
  readonly #chosen: ChosenFormats;
  readonly #tree = new TopicTree();
  /** None is needed for the order of names. */
  #arrangement: Arrangement | undefined;
  readonly #histories: HistoryBudget;
  #table: TopicTable | undefined;
  /** By the number of the interned name. */
  #topics: (ReceivedTopic | undefined)[] = [];
  #count = 0;
  /** Known to be retained when they were cleared, by the number of the interned name. */
  readonly #retained = new Set<number>();

  /** @param budget bytes for last values and histories */
  constructor(
    names: TopicNames,
    secrets: Secrets,
    budget?: number,
    chosen: ChosenFormats = new ChosenFormats(),
  ) {
    this.#chosen = chosen;
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
    const known = this.#topics[name];
    const topic = known ?? this.#add(name, message.time);
    learnInterval(topic, message.time);
    topic.messages += 1;
    topic.bytes += message.bytes.length;
    topic.changed = message.time;
    topic.retained = isRetainedAfter(message, topic.retained);
    if (topic.node.children !== undefined) {
      topic.own ??= newMeter(message.time);
      countOne(topic.own, secondOf(message.time));
    }
    this.#histories.append(topic.history, message);
    this.#tree.count(topic.node, message.time, message.bytes.length);
    if (known === undefined) this.#tree.show(topic);
    else this.#tree.valueChanged(topic);
  }

  /** A client had the broker retain a message, or delete the one it had (3.3.1.3). */
  published(name: number, isRetained: boolean): void {
    const topic = this.#topics[name];
    if (topic !== undefined) topic.retained = isRetained;
  }

  /** Opens or closes the row of that path; without one, all. @param deep with all below it */
  expand(path: string | undefined, expanded: boolean, deep: boolean): void {
    const node = path === undefined ? this.#tree.root : this.#tree.find(path);
    if (node !== undefined) this.#tree.expand(node, expanded, deep);
  }

  /** Shows only what a text or a topic filter finds; all again for an empty text. */
  search(text: string): void {
    this.#tree.search(topicSearch(text));
  }

  /** @param make what arranges: it is loaded when an order is first chosen */
  sort(order: TopicOrder, make: () => Arrangement): void {
    this.#arrangement ??= make();
    this.#arrangement.choose(order);
  }

  /** All topics as a list. @param Table it is loaded when it is first needed */
  table(Table: typeof TopicTable): TopicTable {
    return (this.#table ??= new Table(this.#tree, this.#secrets));
  }

  /** undefined: nobody has asked for a list yet. */
  listed(request: TableRequest, now: number): TableRows | undefined {
    return this.#table?.rows(request, now);
  }

  /** These topics and branches are not shown, all others are. */
  hide(paths: readonly string[]): void {
    this.#tree.hide(new Set(paths));
  }

  /** Topic names that begin so, in the order of names, at most `limit`. */
  complete(prefix: string, limit: number): { topic: string; messages: number }[] {
    return completions(this.#tree.root, prefix, limit);
  }

  /** Topics that the broker is known to retain a message of, in the order of names. One pass over all, whatever is meant. */
  retained(isMeant: (name: string) => boolean): readonly RetainedTopic[] {
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

  /** A view of the last payload of a topic; undefined: none was received, or it is not held any more. */
  lastOf(name: string): Uint8Array | undefined {
    return this.lastMessage(name)?.payload;
  }

  /** The same with what is known of the message. */
  lastMessage(name: string): TopicMessage | undefined {
    return this.#tree.find(name)?.topic?.history.last();
  }

  /** @param range `isHeld`: the order stands still, because somebody points at it */
  rows(range: RowRange & { readonly isHeld?: boolean }, now: number): TopicRows {
    this.#arrangement?.goOn(now, range.isHeld ?? false);
    const { rows: total, found, hidden, root } = this.#tree;
    const first = startOf(range, total);
    const rows = treeRows(
      { root, arrange: this.#arrangement?.arrange },
      { first, count: range.count },
      now,
      this.#secrets,
    );
    return { first, rows, total, found, hidden };
  }

  /** Rows of these paths by themselves; null where nothing was received there. */
  rowsOf(paths: readonly string[], now: number): (TopicRow | null)[] {
    return paths.map((path) => {
      const node = this.#tree.find(path);
      return node === undefined ? null : rowAlone(node, path, now, this.#secrets);
    });
  }

  /** Where the row of that path is; null where there is none. */
  position(path: string): number | null {
    const node = this.#tree.find(path);
    return node === undefined ? null : rowOf(node, this.#arrangement?.arrange);
  }

  /** Of a level, and all below it; null: nothing received there. */
  branch(path: string, now: number): BranchCounts | null {
    const node = this.#tree.find(path);
    return node === undefined ? null : branchCounts(node, now);
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
      rate: rateOf(topic.own ?? topic.node, now),
      retained: topic.retained,
      usually: usualInterval(topic),
      silence: silenceOf(topic, now),
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
    this.#table?.forget();
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
    const topic = since ?? this.#add(id, before.changed);
    // Either has a use of the name.
    this.#names.release(id);
    topic.messages += before.messages;
    topic.bytes += before.bytes;
    if (since === undefined) {
      topic.usual = before.usual;
      topic.spread = before.spread;
      topic.retained = before.retained;
    }
    topic.preview = undefined;
    this.#histories.putBefore(topic.history, before.history);
    this.#tree.countBefore(topic.node, before.messages, before.bytes);
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

  #add(id: number, time: number): ReceivedTopic {
    const name = this.#names.name(id) ?? '';
    this.#names.retain(id);
    const topic: ReceivedTopic = {
      name,
      chosen: this.#chosen,
      node: this.#tree.nodeFor(name, time),
      messages: 0,
      bytes: 0,
      retained: this.#retained.has(id),
      changed: time,
      history: new MessageRing(),
      usual: 0,
      spread: 0,
      own: undefined,
      preview: undefined,
    };
    // What its node counted until now were messages of its own; from now on, those below it count there, too.
    for (let at = topic.node.parent; at !== undefined; at = at.parent) {
      if (at.topic !== undefined) at.topic.own ??= copyOf(at);
    }
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
