/** Nodes of the topic tree, identified by numbers. A node is one level of one or many topic names. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { TopicNames } from '../../log/columns/topicNames.ts';
import type { Level } from './levelBytes.ts';
import { Meters, secondOf } from './rateMeter.ts';
import { Records } from './records.ts';

/** The root has no level and is never shown. */
export const ROOT = 0;
/** No node at this path, or no topic at a node. */
export const NO_NODE = -1;
export const NO_TOPIC_HERE = 0;

/**
 * Fields for the whole branch: messages, bytes of their packets, index of the last message, time of the
 * first.
 */
const MESSAGES = 0;
const BYTES = 1;
const LAST = 2;
const SINCE = 3;

const PARENT = 0;
/**
 * A name that contains the level, with offset and length in its bytes. Both have 16 bits, because a name has
 * at most 65,535 bytes.
 */
const NAME = 1;
const PLACE = 2;
const CHILDREN = 3;
const BLOCK = 4;
const ROWS = 5;
const TOPICS = 6;
const FLAGS = 7;
const METER = 8;
const TOPIC = 9;

/** Flags of a node. */
export const EXPANDED = 1;
/** Opened or closed by the user, so it does not open automatically. */
export const TOGGLED_BY_USER = 2;
/** New nodes below it open by themselves, because the user opened the whole branch. */
export const OPENS_NEW = 4;
/** The branch is hidden by the user. */
export const HIDDEN = 8;

export class TopicNodes {
  readonly #names: TopicNames;
  readonly #records = new Records(4, 10);
  readonly #meters: Meters;
  /** Reused for the last request. */
  readonly #level: { bytes: Uint8Array; start: number; end: number } = {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
  };

  constructor(names: TopicNames, meters: Meters) {
    this.#names = names;
    this.#meters = meters;
    this.#records.add();
    this.setFlag(ROOT, EXPANDED, true);
  }

  get count(): number {
    return this.#records.count;
  }

  /** @param name kept in use while nodes exist @param time µs since the capture's origin */
  add(parent: number, name: number, start: number, end: number, time: number): number {
    const node = this.#records.add();
    this.#records.setInt(node, PARENT, parent);
    this.#records.setInt(node, NAME, name);
    this.#records.setInt(node, PLACE, (start << 16) | (end - start));
    this.#records.setFloat(node, SINCE, time);
    return node;
  }

  parent(node: number): number {
    return this.#records.int(node, PARENT);
  }

  /** Valid until the next request. */
  level(node: number): Level {
    const place = this.#records.int(node, PLACE);
    const { spelled } = this.#names;
    const level = this.#level;
    level.bytes = spelled.bytes;
    level.start = spelled.start(this.#records.int(node, NAME)) + (place >>> 16);
    level.end = level.start + (place & 0xffff);
    return level;
  }

  /** Bytes of the topic name up to and including this level. */
  end(node: number): number {
    const place = this.#records.int(node, PLACE);
    return (place >>> 16) + (place & 0xffff);
  }

  /** Bytes of its level. */
  length(node: number): number {
    return this.#records.int(node, PLACE) & 0xffff;
  }

  /** Text of a level. @param first begins at the level of this ancestor */
  levelText(node: number, first = node): string {
    const { bytes, end } = this.level(node);
    const length = this.end(node) - this.end(first) + this.length(first);
    return decodeUtf8(bytes.subarray(end - length, end)) ?? '';
  }

  /** The topic name up to and including this level. */
  path(node: number): string {
    const { bytes, end } = this.level(node);
    const start = this.#names.spelled.start(this.#records.int(node, NAME));
    return decodeUtf8(bytes.subarray(start, end)) ?? '';
  }

  messages(node: number): number {
    return this.#records.float(node, MESSAGES);
  }

  bytes(node: number): number {
    return this.#records.float(node, BYTES);
  }

  /** Index of the last message, counted from the first one received. */
  last(node: number): number {
    return this.#records.float(node, LAST);
  }

  /** Time of the first message, µs. */
  since(node: number): number {
    return this.#records.float(node, SINCE);
  }

  meter(node: number): number {
    return this.#records.int(node, METER);
  }

  rate(node: number, now: number): number {
    return this.#meters.rate(this.meter(node), this.since(node), now);
  }

  trail(node: number, now: number): readonly number[] {
    return this.#meters.trail(this.meter(node), this.since(node), now);
  }

  /** Counts a message for the topic and all nodes above it. @param time µs @param size bytes of its packet */
  countMessage(topic: number, time: number, size: number): void {
    this.countMany(topic, secondOf(time), 1, size, this.messages(ROOT) + 1);
  }

  /** Counts messages of one second. @param size bytes of their packets @param last see `last` */
  countMany(topic: number, second: number, messages: number, size: number, last: number): void {
    const records = this.#records;
    for (let node = topic; ; node = records.int(node, PARENT)) {
      records.setFloat(node, MESSAGES, records.float(node, MESSAGES) + messages);
      records.setFloat(node, BYTES, records.float(node, BYTES) + size);
      if (last > records.float(node, LAST)) records.setFloat(node, LAST, last);
      const meter = records.int(node, METER);
      const after = this.#meters.count(meter, records.float(node, SINCE), second, messages);
      if (after !== meter) records.setInt(node, METER, after);
      if (node === ROOT) return;
    }
  }

  /**
   * Adds the counts of a node in a later tree, only to this node.
   * @param before number of messages before the first one of that tree
   */
  join(node: number, later: TopicNodes, of: number, before: number): void {
    const records = this.#records;
    records.setFloat(node, MESSAGES, this.messages(node) + later.messages(of));
    records.setFloat(node, BYTES, this.bytes(node) + later.bytes(of));
    if (later.last(of) > 0) records.setFloat(node, LAST, before + later.last(of));
    const [meter, since] = [later.meter(of), later.since(of)];
    const joined = this.#meters.join(
      this.meter(node),
      this.since(node),
      later.#meters,
      meter,
      since,
    );
    records.setInt(node, METER, joined);
  }

  /** Topic at this node; NO_TOPIC_HERE if it is only an intermediate level. */
  topic(node: number): number {
    return this.#records.int(node, TOPIC);
  }

  /** Adds a topic at the node and counts it above. */
  setTopic(at: number, topic: number): void {
    this.#records.setInt(at, TOPIC, topic);
    for (let node = at; ; node = this.parent(node)) {
      this.#records.setInt(node, TOPICS, this.topics(node) + 1);
      if (node === ROOT) return;
    }
  }

  /** Number of topics in its branch. */
  topics(node: number): number {
    return this.#records.int(node, TOPICS);
  }

  flag(node: number, flag: number): boolean {
    return (this.#records.int(node, FLAGS) & flag) !== 0;
  }

  setFlag(node: number, flag: number, isSet: boolean): void {
    const flags = this.#records.int(node, FLAGS);
    this.#records.setInt(node, FLAGS, isSet ? flags | flag : flags & ~flag);
  }

  /** Visible rows of the branch without a search; 0: the node is not visible. */
  rows(node: number): number {
    return this.#records.int(node, ROWS);
  }

  setRows(node: number, rows: number): void {
    this.#records.setInt(node, ROWS, rows);
  }

  /** Encoded children, maintained by `Branches`. */
  children(node: number): number {
    return this.#records.int(node, CHILDREN);
  }

  setChildren(node: number, children: number): void {
    this.#records.setInt(node, CHILDREN, children);
  }

  /** Block number, maintained by `Siblings`. */
  block(node: number): number {
    return this.#records.int(node, BLOCK);
  }

  setBlock(node: number, block: number): void {
    this.#records.setInt(node, BLOCK, block);
  }
}
