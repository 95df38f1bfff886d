/** All topics with received messages, or with messages sent by other clients: tree, values and histories. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import { type RowRange, startOf } from '../lists/rowRange.ts';
import type { Cleared } from '../log/columns/cleared.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { LastPreviews } from './lastPreviews.ts';
import { type LatestValue, type Limits, latestBelow } from './latestBelow.ts';
import { completions } from './topicCompletion.ts';
import type { TopicTable } from './topicTable.ts';
import type { Arrangement } from './tree/arrangement.ts';
import { type ArrivedMessage, type Histories, LONGEST_HISTORY } from './tree/histories.ts';
import { secondOf } from './tree/rateMeter.ts';
import { FOUND, PINNED } from './tree/siblings.ts';
import type { TopicFinder } from './tree/topicFinder.ts';
import { NO_NODE, NO_TOPIC_HERE, ROOT } from './tree/topicNodes.ts';
import type { TopicRecords } from './tree/topicRecords.ts';
import type {
  BranchCounts,
  PinnedRequest,
  PinnedRow,
  PinnedRows,
  TopicDetail,
  TopicMessage,
  TopicOrder,
  TopicRow,
  TopicRows,
} from './tree/topicRow.ts';
import { type Received, TopicTree } from './tree/topicTree.ts';
import { WaitingMessages } from './tree/waitingMessages.ts';
import { branchCounts, rowAlone, rowOf, type ShownTree, treeRows } from './treeWindow.ts';

export interface RetainedTopic {
  readonly topic: string;
  /** The last message, with a view of its payload; undefined: it was cleared here. */
  readonly message: TopicMessage | undefined;
}

/** A search of the topic tree. */
export interface TopicsSearched {
  readonly text: string;
  /** Whether it matches a topic name, or the value of that topic. */
  readonly finds: (topic: string) => boolean;
}

/** Topics whose retained mark survives Clear. */
const MOST_RETAINED = 100_000;
/** Initial capacity for names. */
const FEWEST = 64;

export class ReceivedTopics {
  /** True if no client is the app: sent messages count, too. */
  haveSent = false;
  readonly #names: TopicNames;
  readonly #secrets: Pick<Secrets, 'maskMessage'>;
  readonly #tree: TopicTree;
  readonly #previews: LastPreviews;
  /** undefined in the order of names. */
  #arrangement: Arrangement | undefined;
  #table: TopicTable | undefined;
  /** Topics by number of the interned name. */
  #topicOf = new Int32Array(FEWEST);
  /** Retained when they were cleared, by number of the interned name. */
  readonly #retained = new Set<number>();
  readonly #log: PacketLog | undefined;
  /** Messages since Clear; undefined: no message may wait. */
  #waiting: WaitingMessages | undefined;
  /** Second of all uncounted messages. */
  #second = -1;

  /** @param budget bytes for last values and histories @param log log that holds waiting messages */
  constructor(
    names: TopicNames,
    secrets: Pick<Secrets, 'maskMessage'>,
    budget?: number,
    chosen: ChosenFormats = new ChosenFormats(),
    log?: PacketLog,
  ) {
    this.#tree = new TopicTree(names, budget);
    this.#previews = new LastPreviews(secrets, chosen);
    this.#names = names;
    this.#secrets = secrets;
    this.#log = log;
    this.#beginWaiting();
    if (log) log.onGoing = (...going) => this.#goes(...going);
  }

  /** Number of distinct topic names. */
  get count(): number {
    return this.#topics.count;
  }

  get histories(): Pick<Histories, 'bytes' | 'budget' | 'discarded'> {
    return this.#topics.histories;
  }

  /**
   * Queue for messages of that time that wait in the packet log; undefined: they must be received at once.
   */
  waitingAt(time: number): WaitingMessages | undefined {
    // A search has to examine values when they arrive.
    if (this.#tree.view === FOUND) return undefined;
    const second = secondOf(time);
    if (second !== this.#second) {
      this.#count();
      this.#second = second;
    }
    return this.#waiting;
  }

  /** Nothing was received until `now` (µs): rates become 0 at once, although they cover several seconds. */
  endFlows(now: number): void {
    this.#tree.received.meters.endedIn = secondOf(now);
  }

  /** Receives a message for an interned topic and copies its bytes. */
  receive(name: number, message: ArrivedMessage): void {
    this.#count();
    const known = this.#topicOf[name] ?? NO_TOPIC_HERE;
    const topic = known === NO_TOPIC_HERE ? this.#add(name, message.time) : known;
    const topics = this.#topics;
    topics.countMessage(topic, message);
    topics.histories.append(topic, message);
    this.#tree.received.nodes.countMessage(topics.node(topic), message.time, message.bytes.length);
    if (known === NO_TOPIC_HERE) this.#tree.show(topic);
    else this.#tree.valueChanged(topic);
  }

  /**
   * A client set or deleted the retained message of a topic (3.3.1.3). The topic may not have been received yet.
   * @returns whether that is new
   */
  published(name: number, isRetained: boolean): boolean {
    const topic = this.#topicOf[name] ?? NO_TOPIC_HERE;
    if (topic === NO_TOPIC_HERE) return this.#noteRetained(name, isRetained);
    if (this.#topics.retained(topic) === isRetained) return false;
    this.#topics.setRetained(topic, isRetained);
    return true;
  }

  /** Opens or closes the row of a path, or all rows. @param deep includes all rows below */
  expand(path: string | undefined, expanded: boolean, deep: boolean): void {
    const node = path === undefined ? ROOT : this.#tree.find(path);
    if (node !== NO_NODE) this.#tree.expand(node, expanded, deep);
  }

  /**
   * Shows only topics that match a text or topic filter, as `look` finds them; an empty text ends the search.
   * @param Finder loaded for the first search
   */
  search(text: string, Finder: typeof TopicFinder): void {
    this.#count();
    this.#tree.search(text, Finder);
  }

  /** Continues the search while there is time. @returns true if all was examined */
  look(hasTime: () => boolean): boolean {
    this.#count();
    return this.#tree.look(hasTime);
  }

  /** The search, with the matches that `look` has found; undefined: there is none. */
  get searched(): TopicsSearched | undefined {
    const { searchText: text } = this.#tree;
    return text === '' ? undefined : { text, finds: (name) => this.#tree.finds(name) };
  }

  /** Name of the best match of the search; null if there is none. */
  bestMatch(): string | null {
    this.#count();
    const topic = this.#tree.bestMatch();
    return topic === NO_TOPIC_HERE ? null : this.#topics.name(topic);
  }

  /** @param make creates the arrangement; loaded when an order is first chosen */
  sort(order: TopicOrder, make: () => Arrangement): void {
    this.#arrangement ??= make();
    this.#arrangement.choose(order);
  }

  /** Lists of topics. @param Table loaded on first use */
  table(Table: typeof TopicTable): TopicTable {
    this.#count();
    return (this.#table ??= new Table(this.#names, this.#tree, this.#previews));
  }

  /** Hides these topics and branches and shows all others. */
  hide(paths: readonly string[]): void {
    this.#tree.hide(new Set(paths));
  }

  /** Topic names with this prefix, ordered by name, at most `limit`. */
  complete(prefix: string, limit: number): { topic: string; messages: number }[] {
    this.#count();
    return completions(this.#tree, prefix, limit);
  }

  /** Topics with a known retained message, ordered by name. Costs one pass over all topics. */
  retained(isMeant: (name: string) => boolean): readonly RetainedTopic[] {
    const found: RetainedTopic[] = [];
    const topics = this.#topics;
    for (let topic = 1; topic <= topics.count; topic += 1) {
      if (!topics.retained(topic)) continue;
      const name = topics.name(topic);
      if (!isMeant(name)) continue;
      found.push({ topic: name, message: topics.histories.lastRetained(topic) });
    }
    for (const id of this.#retained) {
      const name = this.#names.name(id) ?? '';
      if (this.#isShown(id) || !isMeant(name)) continue;
      found.push({ topic: name, message: undefined });
    }
    return found.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
  }

  /** Last values of a branch, limited in topics and bytes per payload. */
  latest(path: string, limits: Limits): readonly LatestValue[] {
    this.#count();
    return latestBelow(this.#tree.received, this.#tree.find(path), limits, this.#secrets);
  }

  /** A view of the last payload of a topic; undefined: none was received or it is not held any more. */
  lastOf(name: string): Uint8Array | undefined {
    return this.lastMessage(name)?.payload;
  }

  /** The last message of a topic. */
  lastMessage(name: string): TopicMessage | undefined {
    const topic = this.#tree.topicAt(name);
    return topic === NO_TOPIC_HERE ? undefined : this.#topics.histories.last(topic);
  }

  /** @param range `isHeld` keeps the order, because the pointer is over a row */
  rows(range: RowRange & { readonly isHeld?: boolean }, now: number): TopicRows {
    this.#count();
    this.#arrangement?.goOn(now, range.isHeld ?? false, this.count);
    const { rows: total, found, foundByValue, looked, hidden } = this.#tree;
    const first = startOf(range, total);
    const rows = treeRows(this.#shown, { first, count: range.count }, now);
    return { first, rows, total, found, foundByValue, looked, hidden };
  }

  /** Rows of these paths only; null if nothing was received there. */
  rowsOf(paths: readonly string[], now: number): (TopicRow | null)[] {
    this.#count();
    return paths.map((path) => {
      const node = this.#tree.find(path);
      return node === NO_NODE ? null : rowAlone(this.#shown, node, now);
    });
  }

  /** Pins in the order of the request, each with the open rows below it. */
  pinned({ pins, closed, ...range }: PinnedRequest, now: number): PinnedRows {
    this.#count();
    const nodeOf = (path: string): number => this.#tree.find(path);
    const known = (paths: readonly string[]): Set<number> => {
      const nodes = new Set(paths.map(nodeOf));
      nodes.delete(NO_NODE);
      return nodes;
    };
    const { pinned } = this.#tree;
    pinned.show(known(pins), known(closed));
    const rows: PinnedRow[] = [];
    const first = Math.max(0, range.first);
    const end = first + range.count;
    let total = 0;
    for (const pin of pins) {
      const root = nodeOf(pin);
      const begin = total;
      const below = root === NO_NODE ? 0 : pinned.rowsBelow(root);
      total += 1 + below;
      if (total <= first || begin >= end) continue;
      const shown: ShownTree = { ...this.#shown, view: PINNED, root };
      if (begin >= first) {
        const row = root === NO_NODE ? null : rowAlone(shown, root, now);
        rows.push({ pin, row: row && { ...row, expanded: below > 0 } });
      }
      const from = Math.max(0, first - begin - 1);
      const to = Math.min(below, end - begin - 1);
      const part = { first: from, count: to - from };
      if (to > from) for (const row of treeRows(shown, part, now)) rows.push({ pin, row });
    }
    return { first, rows, total };
  }

  /** Index of the row of a path; null if there is none. */
  position(path: string): number | null {
    this.#count();
    const node = this.#tree.find(path);
    return node === NO_NODE ? null : rowOf(this.#shown, node);
  }

  /** Totals of a branch; null: nothing received there. */
  branch(path: string, now: number): BranchCounts | null {
    this.#count();
    const node = this.#tree.find(path);
    return node === NO_NODE ? null : branchCounts(this.#tree.received, node, now);
  }

  /** null: nothing received for that topic name. */
  detail(name: string, history: RowRange, now: number): TopicDetail | null {
    this.#count();
    const topic = this.#tree.topicAt(name);
    if (topic === NO_TOPIC_HERE) return null;
    const topics = this.#topics;
    const past = topics.histories;
    const last = past.last(topic);
    const masked = (message: TopicMessage): TopicMessage => ({
      ...message,
      payload: this.#secrets.maskMessage(name, message.payload),
    });
    const rows = past.messages(topic, history.first, history.count).map(masked);
    const before = rows[1 - history.first] ?? past.messages(topic, 1, 1).map(masked)[0];
    return {
      name,
      messages: topics.messages(topic),
      bytes: topics.bytes(topic),
      pace: topics.pace(topic, now),
      retained: topics.retained(topic),
      wasCleared: topics.wasCleared(topic),
      silence: topics.silence(topic, now),
      last: last && { ...last, payload: this.#secrets.maskMessage(name, last.payload.slice()) },
      before: before ?? (topics.messages(topic) > 1 ? undefined : null),
      history: { first: history.first, rows, total: past.count(topic) },
    };
  }

  /** Secrets are hidden or shown from now on. */
  readAgain(): void {
    this.#previews.forgetAll();
  }

  /** Topics with a known retained message keep their mark when they are received again. */
  clear(): Cleared {
    this.#count();
    const topics = this.#topics;
    for (let topic = 1; topic <= topics.count; topic += 1) {
      this.#noteRetained(topics.nameId(topic), topics.retained(topic));
    }
    const [topicOf, waiting] = [this.#topicOf, this.#waiting];
    const tree = this.#tree.clear();
    this.#topicOf = new Int32Array(FEWEST);
    this.#beginWaiting();
    this.#beginLists();
    return {
      restore: () => {
        this.#count();
        const since = this.#tree.received;
        this.#tree.restore(tree);
        this.#topicOf = topicOf;
        waiting?.goOn();
        this.#waiting = waiting;
        this.#beginLists();
        this.#join(since);
        // Merged topics existed before their values.
        this.#tree.restartSearch();
      },
      forget: () => {
        for (let topic = 1; topic <= topics.count; topic += 1) {
          this.#names.release(topics.nameId(topic));
        }
      },
    };
  }

  get #topics(): TopicRecords {
    return this.#tree.received.topics;
  }

  get #shown(): ShownTree {
    return {
      tree: this.#tree,
      view: this.#tree.view,
      root: ROOT,
      arrange: this.#arrangement?.arrange,
      previews: this.#previews,
    };
  }

  #isShown(name: number): boolean {
    return (this.#topicOf[name] ?? NO_TOPIC_HERE) !== NO_TOPIC_HERE;
  }

  /** Topics have new numbers. */
  #beginLists(): void {
    this.#previews.forgetAll();
    this.#table?.forget();
  }

  /** Merges topics received since Clear into the cleared ones. The cost depends only on the former. */
  #join(since: Received): void {
    const { nodes, topics } = this.#tree.received;
    const topicOf = this.#namesJoin(since);
    for (const [at, topic] of topicOf.entries()) {
      topics.join(topic, since.topics, at + 1);
      topics.histories.join(topic, since.topics.histories, at + 1);
    }
    const messages = nodes.messages(ROOT);
    for (const [node, own] of nodesBelow(since, topicOf, this.#tree.received).entries()) {
      nodes.join(own, since.nodes, node, messages);
    }
    topics.histories.countDiscarded(since.topics.histories.discarded);
  }

  /** Adds all names before counting, because a topic counts differently if there are topics below it. */
  #namesJoin({ nodes, topics }: Received): number[] {
    return Array.from({ length: topics.count }, (_, at) => {
      const id = topics.nameId(at + 1);
      const known = this.#topicOf[id] ?? NO_TOPIC_HERE;
      const topic =
        known === NO_TOPIC_HERE ? this.#add(id, nodes.since(topics.node(at + 1))) : known;
      if (known === NO_TOPIC_HERE) this.#tree.show(topic);
      // Both trees use the name.
      this.#names.release(id);
      return topic;
    });
  }

  /** Records the mark of a topic that is not shown. @returns whether it changed */
  #noteRetained(id: number, isRetained: boolean): boolean {
    if (isRetained === this.#retained.has(id)) return false;
    if (!isRetained) {
      this.#retained.delete(id);
      this.#names.release(id);
      return true;
    }
    if (this.#retained.size >= MOST_RETAINED) return false;
    this.#retained.add(id);
    this.#names.retain(id);
    return true;
  }

  /** Cleared messages are later restored from the log. */
  #beginWaiting(): void {
    if (this.#log === undefined) return;
    const waiting = new WaitingMessages(this.#log);
    const topics = this.#topics;
    topics.histories.beforeLook = (topic) => {
      waiting.takeOver(topics.nameId(topic), (message) => {
        topics.histories.append(topic, message);
      });
    };
    this.#waiting = waiting;
  }

  /** Handles the removal of the oldest packet from the log, whose message may wait. @param size bytes */
  #goes(packet: number, id: number, size: number): void {
    // Not for each packet, because counting visits each topic.
    if (this.#waiting?.isUncounted(packet)) this.#count();
    const waiting = this.#waiting?.waitingWith(id, packet) ?? 0;
    const topic = this.#topicOf[id] ?? NO_TOPIC_HERE;
    if (waiting === 0 || topic === NO_TOPIC_HERE) return;
    const { histories } = this.#topics;
    if (waiting > LONGEST_HISTORY || (waiting > 1 && histories.isFullFor(waiting * size))) {
      // The history has older messages than those waiting, and loses them first.
      this.#waiting?.dropOldest(id);
      if (waiting <= LONGEST_HISTORY) histories.giveUp(topic);
    } else histories.beforeLook(topic);
  }

  /** Counts the waiting messages. */
  #count(): void {
    const waiting = this.#waiting;
    if (waiting === undefined || waiting.uncounted === 0) return;
    const { nodes, topics } = this.#tree.received;
    const before = nodes.messages(ROOT);
    waiting.countAll((id, messages, bytes, last) => {
      const topic = this.#topicOf[id] ?? NO_TOPIC_HERE;
      if (topic === NO_TOPIC_HERE) return;
      topics.countMany(topic, waiting.timesOf(id, messages), bytes);
      nodes.countMany(topics.node(topic), this.#second, messages, bytes, before + last);
    });
  }

  #add(id: number, time: number): number {
    this.#names.retain(id);
    const topic = this.#tree.add(id, time, this.#retained.has(id));
    if (id >= this.#topicOf.length) {
      const larger = new Int32Array(Math.max(id + 1, this.#topicOf.length * 2));
      larger.set(this.#topicOf);
      this.#topicOf = larger;
    }
    this.#topicOf[id] = topic;
    return topic;
  }
}

/** Maps nodes of this tree to the nodes with the same paths in another tree that has all topics. */
function nodesBelow(
  { nodes, topics }: Received,
  topicOf: readonly number[],
  other: Received,
): Int32Array {
  const own = new Int32Array(nodes.count).fill(NO_NODE);
  own[ROOT] = ROOT;
  for (const [at, topic] of topicOf.entries()) {
    let node = topics.node(at + 1);
    let same = other.topics.node(topic);
    while (own[node] === NO_NODE) {
      own[node] = same;
      node = nodes.parent(node);
      same = other.nodes.parent(same);
    }
  }
  return own;
}
