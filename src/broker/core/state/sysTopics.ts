/** `$SYS` topics with Mosquitto's names: the broker's own retained values. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import type { MessageSource } from '../contract/message.ts';
import type { Statistics } from '../contract/output.ts';
import type { Deadline, Deadlines } from '../memory/deadlines.ts';
import { ACCOUNT_NAMES, type Ledger } from '../memory/ledger.ts';

/** Values published in addition to the statistics. */
export interface SysFacts extends Statistics {
  /** Connected clients, without refused ones. */
  readonly clients: number;
  /** Maximum at the same time. */
  readonly mostClients: number;
  /** Retained, queued and in-flight messages. */
  readonly storedMessages: number;
  readonly sharedSubscriptions: number;
  readonly ledger: Ledger;
}

export interface SysSources {
  readonly deadlines: Deadlines;
  /** Seconds between two publications; 0: none. */
  readonly interval: number;
  readonly version: string;
  /** Used bytes of the program, if the host knows them. */
  readonly heap: (() => number) | undefined;
  /** By topic without its prefix. */
  readonly hostCounts: (() => readonly (readonly [string, number])[]) | undefined;
  readonly facts: () => SysFacts;
  readonly publish: (source: MessageSource, now: number) => void;
}

const ROOT = '$SYS/broker/';
/** Minimum ms between two computations of load averages on request. */
const SHORTEST = 1000;

/** True for topics that belong to the broker, where clients may not publish. */
export const isSysTopic = (topic: string): boolean => topic === '$SYS' || topic.startsWith('$SYS/');

/** Counters whose change per minute is the load. */
const LOADS: readonly (readonly [string, (facts: SysFacts) => number])[] = [
  ['messages/received', (facts) => facts.packetsReceived],
  ['messages/sent', (facts) => facts.packetsSent],
  ['publish/received', (facts) => facts.messagesReceived],
  ['publish/sent', (facts) => facts.messagesSent],
  ['publish/dropped', dropped],
  ['bytes/received', (facts) => facts.bytesReceived],
  ['bytes/sent', (facts) => facts.bytesSent],
  ['sockets', (facts) => facts.socketsOpened],
  ['connections', (facts) => facts.connectionsAccepted],
];
const MINUTES: readonly number[] = [1, 5, 15];

export class SysTopics {
  readonly #sources: SysSources;
  /** Last published value, by topic without its prefix. */
  readonly #told = new Map<string, string>();
  readonly #loads = new Map<string, number>();
  /** Basis of the last load averages. */
  #before: { readonly facts: SysFacts; readonly time: number } | undefined;
  #began: number | undefined;
  #largestHeap = 0;
  #next: Deadline | undefined;

  constructor(sources: SysSources) {
    this.#sources = sources;
  }

  /** Publishes now and then in each interval. */
  begin(now: number): void {
    if (this.#began === undefined) this.#begin(now);
  }

  /** The broker was down. */
  beginAnew(now: number): void {
    if (this.#began !== undefined) this.#begin(now);
  }

  #begin(now: number): void {
    this.#sources.deadlines.cancel(this.#next);
    this.#told.clear();
    this.#loads.clear();
    this.#before = undefined;
    this.#began = now;
    if (this.#sources.interval > 0) this.#tick(now);
  }

  #tick(now: number): void {
    const { deadlines, facts, interval } = this.#sources;
    this.#next = deadlines.set(now + interval * 1000, (then) => this.#tick(then));
    const current = facts();
    for (const [topic, value] of this.#values(current, now)) this.#publishValue(topic, value, now);
    this.#reckonLoads(current, now);
    for (const [topic, load] of this.#loads) this.#publishValue(topic, load.toFixed(2), now);
  }

  /** Returns the current values, also if nothing is published. Load averages then need a second query. */
  current(now: number): readonly { readonly topic: string; readonly value: string }[] {
    const { facts, interval } = this.#sources;
    const current = facts();
    const isDue = this.#before === undefined || now - this.#before.time >= SHORTEST;
    if (interval === 0 && isDue) this.#reckonLoads(current, now);
    const values = this.#values(current, now).map(([topic, value]) => [topic, `${value}`] as const);
    const loads = [...this.#loads].map(([topic, load]) => [topic, load.toFixed(2)] as const);
    return [...values, ...loads].map(([topic, value]) => ({ topic: ROOT + topic, value }));
  }

  #values(facts: SysFacts, now: number): readonly (readonly [string, string | number])[] {
    const away = facts.sessions - facts.clients;
    return [
      ['version', `mqttscope version ${this.#sources.version}`],
      ['uptime', `${Math.floor((now - (this.#began ?? now)) / 1000)} seconds`],
      ['clients/total', facts.sessions],
      ['clients/connected', facts.clients],
      ['clients/active', facts.clients],
      ['clients/disconnected', away],
      ['clients/inactive', away],
      ['clients/maximum', facts.mostClients],
      ['clients/expired', facts.sessionsExpired],
      ['messages/received', facts.packetsReceived],
      ['messages/sent', facts.packetsSent],
      ['publish/messages/received', facts.messagesReceived],
      ['publish/messages/sent', facts.messagesSent],
      ['publish/messages/dropped', dropped(facts)],
      ['publish/bytes/received', facts.payloadBytesReceived],
      ['publish/bytes/sent', facts.payloadBytesSent],
      ['bytes/received', facts.bytesReceived],
      ['bytes/sent', facts.bytesSent],
      ['subscriptions/count', facts.subscriptions],
      ['shared_subscriptions/count', facts.sharedSubscriptions],
      ['retained messages/count', facts.retained],
      ['messages/stored', facts.storedMessages],
      ['store/messages/count', facts.storedMessages],
      ['store/messages/bytes', facts.heldBytes],
      ['connections/refused/broker', facts.connectionsRefused],
      ['connections/refused/connect', facts.connectTimeouts],
      ...(this.#sources.hostCounts?.() ?? []),
      ...memoryOf(facts.ledger),
      ...this.#heap(),
    ];
  }

  #heap(): readonly (readonly [string, number])[] {
    const heap = this.#sources.heap?.();
    if (heap === undefined) return [];
    this.#largestHeap = Math.max(this.#largestHeap, heap);
    return [
      ['heap/current', heap],
      ['heap/maximum', this.#largestHeap],
    ];
  }

  /** Exponentially weighted averages over 1, 5 and 15 minutes. */
  #reckonLoads(facts: SysFacts, time: number): void {
    const before = this.#before;
    this.#before = { facts, time };
    if (before === undefined) return;
    const seconds = (time - before.time) / 1000;
    for (const [name, count] of LOADS) {
      const perMinute = ((count(facts) - count(before.facts)) * 60) / seconds;
      for (const minutes of MINUTES) {
        const topic = `load/${name}/${minutes}min`;
        const kept = Math.exp(-seconds / (60 * minutes));
        const load = perMinute + kept * ((this.#loads.get(topic) ?? 0) - perMinute);
        this.#loads.set(topic, load);
      }
    }
  }

  /** Unchanged values are not published again. */
  #publishValue(topic: string, value: string | number, now: number): void {
    const text = `${value}`;
    if (this.#told.get(topic) === text) return;
    this.#told.set(topic, text);
    const payload = encodeUtf8(text);
    const source = { topic: ROOT + topic, payload, qos: 0, retain: true, properties: [] } as const;
    this.#sources.publish(source, now);
  }
}

/** Estimated bytes; our own topics, because Mosquitto has no such limit. */
const memoryOf = ({ accounts, bytes, limit }: Ledger): readonly (readonly [string, number])[] => [
  ['memory/limit', limit],
  ['memory/held', bytes],
  ...ACCOUNT_NAMES.map((name) => [`memory/${name}`, accounts[name].bytes] as const),
];

function dropped(facts: Statistics): number {
  return facts.droppedQueue + facts.droppedSize + facts.droppedSlow;
}
