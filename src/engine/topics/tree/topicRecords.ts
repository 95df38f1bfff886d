/** The topic names that a PUBLISH came for, each known by a number from 1, with their last values and histories. */
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { type ArrivedMessage, Histories } from './histories.ts';
import {
  type Interval,
  learnInterval,
  type Silence,
  silenceOf,
  usualInterval,
} from './interval.ts';
import { type Meters, NO_METER, secondOf } from './rateMeter.ts';
import { Records } from './records.ts';
import type { TopicNodes } from './topicNodes.ts';

/** Time of the last message, µs since the capture's origin. */
const CHANGED = 0;

const NAME = 0;
const NODE = 1;
/** The record of its own counts. */
const OWN = 2;
const USUAL = 3;
const SPREAD = 4;
const FLAGS = 5;

/** The broker is known to hold a retained message. */
const RETAINED = 1;
/** Its name has ASCII alone. */
const PLAIN = 2;
/** Clients were seen to send to it: that tells how often something comes, and copies of it that others receive do not. */
const SENT = 4;

/** What is of the topic itself, where there are topics below it: else its node has the same. */
const OWN_MESSAGES = 0;
const OWN_BYTES = 1;
const OWN_SINCE = 2;
const OWN_METER = 0;

const NO_OWN = 0;

/** ms, some weeks. */
const LONGEST = 0x7fffffff;

export class TopicRecords {
  readonly #names: TopicNames;
  readonly #nodes: TopicNodes;
  readonly #meters: Meters;
  readonly #records = new Records(1, 6);
  readonly #own = new Records(3, 1);
  /** By the number of the topic. */
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

  /** Topics; their numbers are 1 to this. */
  get count(): number {
    return this.#records.count - 1;
  }

  /** @param name its number, used by the topic @param time µs */
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

  /** Its characters are its bytes. */
  isPlain(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & PLAIN) !== 0;
  }

  node(topic: number): number {
    return this.#records.int(topic, NODE);
  }

  /** Its own. */
  messages(topic: number): number {
    const own = this.#records.int(topic, OWN);
    return own === NO_OWN
      ? this.#nodes.messages(this.node(topic))
      : this.#own.float(own, OWN_MESSAGES);
  }

  /** Of all its packets. */
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

  setRetained(topic: number, isRetained: boolean): void {
    const flags = this.#records.int(topic, FLAGS);
    this.#records.setInt(topic, FLAGS, isRetained ? flags | RETAINED : flags & ~RETAINED);
  }

  #isSent(topic: number): boolean {
    return (this.#records.int(topic, FLAGS) & SENT) !== 0;
  }

  #setUsual(topic: number, { usual, spread }: Pick<Interval, 'usual' | 'spread'>): void {
    this.#records.setInt(topic, USUAL, Math.min(usual, LONGEST));
    this.#records.setInt(topic, SPREAD, Math.min(spread, LONGEST));
  }

  /** How often it sends. */
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

  usually(topic: number): number | undefined {
    return usualInterval(this.interval(topic));
  }

  /** There are topics below it from now on: what its node has counted until now were messages of its own. */
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

  /** There are topics below it already; what their nodes counted is none of its own. */
  beginByItself(topic: number): void {
    this.#ownFor(topic);
  }

  /** A message, before its node counts it. @param time µs */
  countMessage(topic: number, message: ArrivedMessage): void {
    const { time, bytes, payloadStart, sent = false } = message;
    if (sent) this.#records.setInt(topic, FLAGS, this.#records.int(topic, FLAGS) | SENT);
    const interval = this.interval(topic);
    learnInterval(interval, time);
    if (sent || !this.#isSent(topic)) this.#setUsual(topic, interval);
    this.#records.setFloat(topic, CHANGED, time);
    const size = bytes.length;
    const isMarked = ((bytes[0] ?? 0) & 1) !== 0;
    // An empty retained message deletes what is retained (3.3.1.3), and those who are subscribed get
    // it without the mark: a live empty message is taken for that deletion.
    if (size === payloadStart && (isMarked || !sent)) this.setRetained(topic, false);
    else if (isMarked) this.setRetained(topic, true);
    this.#countOwn(topic, time, 1, size);
  }

  /** Plain messages of one second, with a payload, before its node counts them. @param times µs */
  countMany(topic: number, times: readonly number[], size: number): void {
    const interval = this.#learned(topic, times);
    if (!this.#isSent(topic)) this.#setUsual(topic, interval);
    this.#records.setFloat(topic, CHANGED, interval.changed);
    this.#countOwn(topic, times[0] ?? 0, times.length, size);
  }

  /** With messages of these times, µs. Good until the next is asked for. */
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

  /** What came of it later, in other records, before its node has it. Its history is not joined. */
  join(topic: number, later: TopicRecords, of: number): void {
    const isNew = this.messages(topic) === 0;
    const times = isNew ? [] : later.histories.times(of);
    this.#setUsual(topic, isNew ? later.interval(of) : this.#learned(topic, times));
    this.#records.setFloat(topic, CHANGED, later.changed(of));
    this.setRetained(topic, later.retained(of));
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
