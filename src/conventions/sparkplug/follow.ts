/** Follows the hosts, edge nodes and devices in all Sparkplug B messages of a capture. */
import type {
  ConventionReports,
  Meaning,
  MessageArrival,
} from '../../engine/conventions/convention.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { DeviceMemory } from '../../engine/devices/deviceMemory.ts';
import { NamedEntries } from '../../engine/devices/namedEntries.ts';
import { readOpened } from '../../payload/formats/sparkplug/sparkplugCompressed.ts';
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { Births, namedIn } from './births.ts';
import { causeIn } from './causes.ts';
import type { RebirthCause } from './findings.ts';
import { readState, tellHost } from './hosts.ts';
import { judgeCommand } from './judgeCommand.ts';
import { judgeState } from './judgeHost.ts';
import { judgeContents, judgeDelivery, judgePayload } from './judgeMessage.ts';
import {
  judgeDiscardedWill,
  judgeNextWill,
  judgeOrder,
  judgeWill,
  judgeWillOfBirth,
} from './judgeOrder.ts';
import { judgeValues } from './judgeValues.ts';
import { bdSeqOf, hashOf, Lane, type Said } from './lane.ts';
import { NodeBirths } from './nodeBirths.ts';
import { tellDeath, tellMessage, tellOtherDeath } from './nodes.ts';
import { Rebirths } from './rebirths.ts';
import { clipped, type Report, reportOf } from './report.ts';
import { type HostTopic, type NodeTopic, sparkplugTopic, topicOf } from './topics.ts';

/** Limit of edge nodes, and of their lanes on connections. */
const MOST = 10_000;
/** µs after a host comes online during which it counts as the cause of rebirth requests. */
const HOST_BACK = 10_000_000;
/** Bytes for the names of edge nodes, devices and metrics of all lanes. */
const NAME_MEMORY = 128 << 20;

export const follow: NonNullable<Meaning['follow']> = (book, reports) => {
  const follower = new Follower(book, reports);
  return (message, onTooMuch) => {
    if (!follower.take(message)) onTooMuch('memory', NAME_MEMORY);
  };
};

/** State of an edge node over all connections. */
interface Node {
  /** BIRTHs of its last session. */
  readonly births: Births;
  session: number | undefined;
  /** From the will of its last connection. */
  willBdSeq: Said<bigint> | undefined;
  /** Its lane on its last connection. */
  ownLane: string | undefined;
  readonly rebirths: Rebirths;
}

class Follower {
  readonly #book: DeviceBook;
  readonly #reports: ConventionReports;
  /** By group and edge node. */
  readonly #nodes: NamedEntries<Node>;
  readonly #lanes: NamedEntries<Lane>;
  readonly #memory = new DeviceMemory(NAME_MEMORY);
  /** For BIRTHs that are kept when messages are processed again. */
  readonly #birthMemory = new DeviceMemory(NAME_MEMORY);
  /** Number of the newest packet. */
  #newest = 0;
  /** Time at which a host last came online, in µs. */
  #hostBack = Number.NEGATIVE_INFINITY;

  constructor(book: DeviceBook, reports: ConventionReports) {
    this.#book = book;
    this.#reports = reports;
    this.#nodes = new NamedEntries(this.#memory);
    this.#lanes = new NamedEntries(this.#memory);
  }

  /** Returns false without memory for what the message names. */
  take(message: MessageArrival): boolean {
    this.#newest = Math.max(this.#newest, message.number);
    const topic = sparkplugTopic(message.topic);
    const report = reportOf(this.#reports, message);
    switch (topic?.of) {
      case 'host':
        this.#ofHost(topic, message, report);
        break;
      case 'node':
        return this.#ofNode(topic, message, report);
      case 'wrong': {
        const { type, why } = topic;
        report(
          { key: 'sparkplug-topic', args: { type: clipped(type), why } },
          { statement: WRONG[why] },
        );
        break;
      }
      case undefined:
    }
    return true;
  }

  #ofHost(topic: HostTopic, message: MessageArrival, report: Report): void {
    if (message.will?.isDiscarded === true) return;
    judgeState(topic, message, report);
    if (message.will !== undefined) return;
    tellHost(this.#book, topic, message);
    const isBack = readState(message.payload)?.online === true;
    if (isBack && !message.isStored) this.#hostBack = message.time;
  }

  #ofNode(topic: NodeTopic, message: MessageArrival, report: Report): boolean {
    const name = `${topic.group}/${topic.node}`;
    const node = found(this.#nodes, name, () => ({
      births: new Births(this.#memory),
      session: undefined,
      willBdSeq: undefined,
      ownLane: undefined,
      rebirths: new Rebirths(name),
    }));
    const { stream, direction } = message;
    const isConnecting = message.will?.isDiscarded === false;
    const key = `${stream} ${direction} ${name}`;
    if (node !== undefined && isConnecting) this.#replaceLane(node, key);
    const lane = found(this.#lanes, key, () => new Lane(this.#memory));
    // The list of devices says when there are too many.
    if (node === undefined || lane === undefined) {
      return this.#nodes.size >= MOST || this.#lanes.size >= MOST;
    }
    // If the start of the session was seen on this connection, names from elsewhere do not apply.
    const isKnownHere = lane.births.has(undefined) || lane.births.has(topic.device);
    const { births } = isKnownHere ? lane : node;
    const read = readOpened(message.payload, births.known(topic.device));
    if (topic.isCopy) {
      return node.births.has(topic.device) || this.#learnNames(topic, node, read, message);
    }
    if (message.will?.isDiscarded === true) {
      judgeDiscardedWill(lane, report);
      return true;
    }
    if (message.will !== undefined) {
      judgeWill(message, read, report);
      judgeContents(topic, read, report);
      this.#connects(node, lane, read, message, report);
      return true;
    }
    judgeDelivery(topic, message, report);
    if (message.isStored) this.#book.heard(name, topicOf(topic, 'DATA'), message);
    else if (!lane.isRepeated(message)) return this.#now(topic, message, read, node, lane);
    return true;
  }

  /** An edge node has one connection at a time, so its lane on the connection before has no further use. */
  #replaceLane(node: Node, key: string): void {
    const { ownLane } = node;
    node.ownLane = key;
    if (ownLane === undefined || ownLane === key) return;
    this.#lanes.get(ownLane)?.clear();
    this.#lanes.delete(ownLane);
  }

  /** An edge node connects with its will. */
  #connects(
    node: Node,
    lane: Lane,
    read: SparkplugRead,
    message: MessageArrival,
    report: Report,
  ): void {
    const value = bdSeqOf(read);
    const bdSeq = value === undefined ? undefined : { value, packet: message.number };
    if (bdSeq !== undefined && node.willBdSeq !== undefined) {
      judgeNextWill(bdSeq.value, node.willBdSeq, report);
    }
    node.willBdSeq = bdSeq ?? node.willBdSeq;
    lane.begin(bdSeq);
  }

  #now(
    topic: NodeTopic,
    message: MessageArrival,
    read: SparkplugRead,
    node: Node,
    lane: Lane,
  ): boolean {
    const { type } = topic;
    const report = reportOf(this.#reports, message);
    if (!judgePayload(topic, message, read, report)) return true;
    judgeContents(topic, read, report);
    judgeWillOfBirth(topic, message, lane, report);
    judgeOrder(topic, read, lane, report);
    judgeValues(topic, read, lane, report);
    judgeCommand(topic, read, node.births, report);
    const cause = causeIn(topic, read, lane, node.births);
    node.rebirths.see(topic, message, cause, () => this.#whyElse(message, node), report);
    if (type === 'NBIRTH') this.#begin(node, message);
    const isBirth = type === 'NBIRTH' || type === 'DBIRTH';
    const hasNames = !isBirth || this.#learnNames(topic, node, read, message);
    const isOld = type === 'NDEATH' && lane.isOldDeath(read);
    const isLate = isOld && lane.isLateDeath(read);
    const isLearnt = lane.learn(topic, read, message);
    if (type !== 'NDEATH') tellMessage(this.#book, topic, message, read, cause);
    else if (!isOld) tellDeath(this.#book, topic, message);
    else if (!isLate) tellOtherDeath(this.#book, topic, message);
    return hasNames && isLearnt;
  }

  /** The cause of a rebirth request without a fault of the edge node. */
  #whyElse({ time }: MessageArrival, { births }: Node): RebirthCause {
    if (time - this.#hostBack < HOST_BACK) return 'host-back';
    return births.has(undefined) ? 'unseen' : 'no-birth';
  }

  /** Aliases are reassigned, including those of devices. */
  #begin(node: Node, message: MessageArrival): void {
    const session = hashOf(message.payload);
    // The same NBIRTH on another connection starts no session.
    if (session !== node.session) node.births.clear();
    node.session = session;
  }

  /** Returns false without memory for the names. */
  #learnNames(topic: NodeTopic, node: Node, read: SparkplugRead, message: MessageArrival): boolean {
    const isLearnt = node.births.learn(topic.device, read.metrics);
    // Packets have no numbers while recording is stopped, and count as after all numbered ones.
    const number = message.number || this.#newest + 0.5;
    const isKept = this.#birthsOf(topic)?.learn(number, namedIn(read.metrics)) ?? true;
    return isLearnt && isKept;
  }

  /** The BIRTHs that messages of the node or device are read by; undefined beyond the limit of topics. */
  #birthsOf(topic: NodeTopic): NodeBirths | undefined {
    const data = topicOf(topic, 'DATA');
    const before = this.#reports.told(data);
    if (before instanceof NodeBirths) return before;
    const made = new NodeBirths(this.#birthMemory);
    for (const kind of ['DATA', 'CMD'] as const) this.#reports.reads(topicOf(topic, kind), made);
    return this.#reports.told(data) === made ? made : undefined;
  }
}

const WRONG = {
  type: undefined,
  levels: undefined,
  'device-missing': 'tck-id-topic-structure-namespace-device-id-associated-message-types',
  'device-given': 'tck-id-topic-structure-namespace-device-id-non-associated-message-types',
} as const;

/** undefined if a limit is reached. */
function found<T>(all: NamedEntries<T>, key: string, make: () => T): T | undefined {
  const known = all.get(key);
  if (known !== undefined || all.size >= MOST) return known;
  const made = make();
  return all.set(key, made) ? made : undefined;
}
