/** Topic names with received PUBLISH packets, numbered from 1, with their last values and histories. */
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { type ArrivedMessage, Histories } from './histories.ts';
import { type Interval, learnInterval, type Silence, silenceOf } from './interval.ts';
import { type Pace, paceOfTopic, RECENT } from './pace.ts';
import { type Meters, NO_METER, secondOf } from './rateMeter.ts';
import { Records } from './records.ts';
import type { TopicNodes } from './topicNodes.ts';

/** Time of the last message, µs since the capture's origin. */
const CHANGED = 0;

const NAME = 0;
const NODE = 1;
/** Record of its own counts. */
const OWN = 2;
const USUAL = 3;
const SPREAD = 4;
const FLAGS = 5;

/** The broker is known to hold a retained message. */
const RETAINED = 1;
/** The name is ASCII. */
const PLAIN = 2;
/**
 * Clients were seen to send to it: these messages determine the interval, not the copies received by others.
 */
const SENT = 4;
/** The broker was known to hold a retained message, which was cleared. */
const CLEARED = 8;

/** Counts of the topic itself if there are topics below it; otherwise its node has the same counts. */
const OWN_MESSAGES = 0;
const OWN_BYTES = 1;
const OWN_SINCE = 2;
const OWN_METER = 0;

const NO_OWN = 0;

/** ms; several weeks. */
const LONGEST = 0x7fffffff;

export class TopicRecords {
  readonly #names: TopicNames;
  readonly #nodes: TopicNodes;
  readonly #meters: Meters;
  readonly #records = new Records(1, 6);
  readonly #own = new Records(3, 1);
  /** By topic number. */
  readonly histories: Histories;
  readonly #interval = { messages: 0, changed: 0, usual: 0, spread: 0 };

  /** @param budget bytes for last values and histories */
  constructor(names: TopicNames, nodes: TopicNodes, meters: Meters, budget: number | undefined) {
    this.histories = new Histories(budget);
    this.histories.add();
    this.#names = names;
    this.#nodes = nodes;
    this.#meters = meters;
    this.#records.add();
    this.#own.add();
  }

  /** Number of topics, which are numbered from 1. */
  get count(): number {
    return this.#records.count - 1;
  }

  /** @param name number of the name, which the topic keeps in use @param time µs */
  add(name: number, node: number, time: number, isRetained: boolean): number {
    const topic = this.#records.add();
    this.#records.setInt(topic, NAME, name);
    this.#records.setInt(topic, NODE, node);
    this.#records.setFloat(topic, CHANGED, time);
    const { length: units } = this.name(topic);
    const isPlain = units === this.#names.spelled.length(name);
    this.#records.setInt(topic, FLAGS, isPlain ? PLAIN : 0);
    this.setRetained(topic, isRetained);
    this.histories.add();
    return topic;
  }

  nameId(topic: number): number {
    return this.#records.int(topic, NAME);
  }

  name(topic: number): string {
    return this.#names.name(this.nameId(topic)) ?? '';
  }

  /** True if the characters are single bytes. */
  isPlain(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & PLAIN) !== 0;
  }

  node(topic: number): number {
    return this.#records.int(topic, NODE);
  }

  /** Messages of the topic itself. */
  messages(topic: number): number {
    const own = this.#records.int(topic, OWN);
    return own === NO_OWN
      ? this.#nodes.messages(this.node(topic))
      : this.#own.float(own, OWN_MESSAGES);
  }

  /** Bytes of all its packets. */
  bytes(topic: number): number {
    const own = this.#records.int(topic, OWN);
    return own === NO_OWN ? this.#nodes.bytes(this.node(topic)) : this.#own.float(own, OWN_BYTES);
  }

  rate(topic: number, now: number): number {
    return this.#meters.rate(...this.#meterOf(topic), now);
  }

  /** Time of the last message, µs. */
  changed(topic: number): number {
    return this.#records.float(topic, CHANGED);
  }

  retained(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & RETAINED) !== 0;
  }

  /** A known retained message is gone. */
  wasCleared(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & CLEARED) !== 0;
  }

  setRetained(topic: number, isRetained: boolean): void {
    const flags = this.#records.int(topic, FLAGS);
    const cleared = this.retained(topic) ? CLEARED : flags & CLEARED;
    const others = flags & ~(RETAINED | CLEARED);
    this.#records.setInt(topic, FLAGS, others | (isRetained ? RETAINED : cleared));
  }

  #isSent(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & SENT) !== 0;
  }

  #setUsual(topic: number, { usual, spread }: Pick<Interval, 'usual' | 'spread'>): void {
    this.#records.setInt(topic, USUAL, Math.min(usual, LONGEST));
    this.#records.setInt(topic, SPREAD, Math.min(spread, LONGEST));
  }

  /** Interval between its messages. */
  interval(topic: number): Interval {
    const interval = this.#interval;
    interval.messages = this.messages(topic);
    interval.changed = this.changed(topic);
    interval.usual = this.#records.int(topic, USUAL);
    interval.spread = this.#records.int(topic, SPREAD);
    return interval;
  }

  silence(topic: number, now: number): Silence | undefined {
    return silenceOf(this.interval(topic), now);
  }

  pace(topic: number, now: number): Pace {
    const { histories } = this;
    return paceOfTopic(this.interval(topic), this.rate(topic, now), now, () =>
      histories.lastTimes(
        topic,
        RECENT,
        this.#isSent(topic),
        histories.count(topic) === this.messages(topic),
      ),
    );
  }

  /** Topics are added below it: all previous counts of its node were its own. */
  countByItself(topic: number): void {
    if (this.#records.int(topic, OWN) !== NO_OWN) return;
    const node = this.node(topic);
    const nodes = this.#nodes;
    const own = this.#ownFor(topic);
    this.#own.setFloat(own, OWN_MESSAGES, nodes.messages(node));
    this.#own.setFloat(own, OWN_BYTES, nodes.bytes(node));
    this.#own.setFloat(own, OWN_SINCE, nodes.since(node));
    this.#own.setInt(own, OWN_METER, this.#meters.copyOf(nodes.meter(node)));
  }

  /** There are topics below it already, whose counts are not its own. */
  beginByItself(topic: number): void {
    this.#ownFor(topic);
  }

  /** Counts a message; call before its node counts it. @param time µs */
  countMessage(topic: number, message: ArrivedMessage): void {
    const { time, bytes, payloadStart, sent = false, isAsPublished = sent } = message;
    if (sent) this.#records.setInt(topic, FLAGS, this.#records.int(topic, FLAGS) | SENT);
    const interval = this.interval(topic);
    learnInterval(interval, time);
    if (sent || !this.#isSent(topic)) this.#setUsual(topic, interval);
    this.#records.setFloat(topic, CHANGED, time);
    const size = bytes.length;
    const isMarked = ((bytes[0] ?? 0) & 1) !== 0;
    // An empty retained message deletes the retained one (3.3.1.3). Without Retain As Published, subscribers
    // receive it without the flag, so a live empty message counts as the deletion.
    if (size === payloadStart && (isMarked || !isAsPublished)) this.setRetained(topic, false);
    else if (isMarked) this.setRetained(topic, true);
    this.#countOwn(topic, time, 1, size);
  }

  /** Counts plain messages of one second with a payload; call before its node counts them. @param times µs */
  countMany(topic: number, times: readonly number[], size: number): void {
    const interval = this.#learned(topic, times);
    if (!this.#isSent(topic)) this.#setUsual(topic, interval);
    this.#records.setFloat(topic, CHANGED, interval.changed);
    this.#countOwn(topic, times[0] ?? 0, times.length, size);
  }

  /** The interval after messages of these times, µs. Valid until the next request. */
  #learned(topic: number, times: readonly number[]): Interval {
    this.interval(topic);
    const interval = this.#interval;
    for (const time of times) {
      learnInterval(interval, time);
      interval.messages += 1;
      interval.changed = time;
    }
    return interval;
  }

  /** Adds later records of the topic; call before its node has them. Does not merge the history. */
  join(topic: number, later: TopicRecords, of: number): void {
    const isNew = this.messages(topic) === 0;
    const times = isNew ? [] : later.histories.times(of);
    this.#setUsual(topic, isNew ? later.interval(of) : this.#learned(topic, times));
    this.#records.setFloat(topic, CHANGED, later.changed(of));
    this.setRetained(topic, later.retained(of));
    if (later.wasCleared(of))
      this.#records.setInt(topic, FLAGS, this.#records.int(topic, FLAGS) | CLEARED);
    const own = this.#records.int(topic, OWN);
    if (own === NO_OWN) return;
    this.#addOwn(own, later.messages(of), later.bytes(of));
    const [meter, since] = later.#meterOf(of);
    if (this.#own.int(own, OWN_METER) === NO_METER) this.#own.setFloat(own, OWN_SINCE, since);
    const [ownMeter, ownSince] = this.#meterOf(topic);
    const joined = this.#meters.join(ownMeter, ownSince, later.#meters, meter, since);
    this.#own.setInt(own, OWN_METER, joined);
  }

  #meterOf(topic: number): [meter: number, since: number] {
    const own = this.#records.int(topic, OWN);
    const node = this.node(topic);
    if (own === NO_OWN) return [this.#nodes.meter(node), this.#nodes.since(node)];
    return [this.#own.int(own, OWN_METER), this.#own.float(own, OWN_SINCE)];
  }

  #countOwn(topic: number, time: number, messages: number, size: number): void {
    const own = this.#records.int(topic, OWN);
    if (own === NO_OWN) return;
    this.#addOwn(own, messages, size);
    const meter = this.#own.int(own, OWN_METER);
    if (meter === NO_METER) this.#own.setFloat(own, OWN_SINCE, time);
    const since = this.#own.float(own, OWN_SINCE);
    this.#own.setInt(own, OWN_METER, this.#meters.count(meter, since, secondOf(time), messages));
  }

  #addOwn(own: number, messages: number, size: number): void {
    this.#own.setFloat(own, OWN_MESSAGES, this.#own.float(own, OWN_MESSAGES) + messages);
    this.#own.setFloat(own, OWN_BYTES, this.#own.float(own, OWN_BYTES) + size);
  }

  #ownFor(topic: number): number {
    const own = this.#own.add();
    this.#records.setInt(topic, OWN, own);
    return own;
  }
}
