/** What messages of Sparkplug B say of hosts, edge nodes and devices, all of a capture. */
import type { Meaning, MessageArrival, Telling } from '../../engine/conventions/convention.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import type { SparkplugRead } from '../../payload/formats/sparkplugMessages.ts';
import { readSparkplug } from '../../payload/formats/sparkplugReading.ts';
import { Births } from './births.ts';
import { causeIn } from './causes.ts';
import { tellHost } from './hosts.ts';
import { Lane } from './lane.ts';
import { tellDeath, tellMessage } from './nodes.ts';
import { asksForRebirth } from './rebirth.ts';
import { type NodeTopic, sparkplugTopic, topicOf } from './topics.ts';

/** Edge nodes, and what passes of them on a connection, that are followed. */
const MOST = 10_000;

export const follow: NonNullable<Meaning['follow']> = (book, telling) => {
  const follower = new Follower(book, telling);
  return (message) => {
    follower.take(message);
  };
};

class Follower {
  readonly #book: DeviceBook;
  readonly #telling: Telling;
  /** By group and edge node. */
  readonly #births = new Map<string, Births>();
  readonly #lanes = new Map<string, Lane>();

  constructor(book: DeviceBook, telling: Telling) {
    this.#book = book;
    this.#telling = telling;
  }

  take(message: MessageArrival): void {
    const topic = sparkplugTopic(message.topic);
    if (topic?.of === 'host') tellHost(this.#book, topic, message);
    else if (topic?.of === 'node') this.#ofNode(topic, message);
  }

  #ofNode(topic: NodeTopic, message: MessageArrival): void {
    const name = `${topic.group}/${topic.node}`;
    const births = found(this.#births, name, () => new Births());
    const { stream, direction } = message;
    const lane = found(this.#lanes, `${stream} ${direction} ${name}`, () => new Lane());
    if (births === undefined || lane === undefined) return;
    const read = readSparkplug(message.payload, births.known(topic.device));
    if (topic.isCopy) {
      if (!births.has(topic.device)) this.#learnNames(topic, births, read);
    } else if (message.will !== undefined) {
      lane.isFromStart = true;
    } else if (message.retain && message.direction === 'in') {
      // What a server kept says nothing of now.
      this.#book.heard(name, message.topic, message);
    } else if (!lane.isRepeated(message)) this.#now(topic, message, read, births, lane);
  }

  #now(
    topic: NodeTopic,
    message: MessageArrival,
    read: SparkplugRead,
    births: Births,
    lane: Lane,
  ): void {
    const { type } = topic;
    const cause = causeIn(topic, read, lane, births);
    if (type === 'NBIRTH' || type === 'DBIRTH') this.#learnNames(topic, births, read);
    const isOld = type === 'NDEATH' && lane.isOldDeath(read);
    lane.learn(topic, read, message);
    if (type === 'NCMD' && asksForRebirth(message.payload)) {
      lane.asked = { value: message.time, packet: message.number, isTold: false };
    }
    if (type !== 'NDEATH') tellMessage(this.#book, topic, message, read, cause);
    else if (!isOld) tellDeath(this.#book, topic, message);
  }

  #learnNames(topic: NodeTopic, births: Births, read: SparkplugRead): void {
    births.learn(topic.device, read.metrics);
    const chain = births.chain(topic.device);
    for (const kind of ['DATA', 'CMD'] as const) this.#telling.reads(topicOf(topic, kind), chain);
  }
}

/** undefined: there are too many. */
function found<T>(all: Map<string, T>, key: string, make: () => T): T | undefined {
  const known = all.get(key);
  if (known !== undefined || all.size >= MOST) return known;
  const made = make();
  all.set(key, made);
  return made;
}
