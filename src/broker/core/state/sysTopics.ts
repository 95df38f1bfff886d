/** `$SYS` topics, named as Mosquitto names them: what the broker tells of itself, retained. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import type { MessageSource } from '../contract/message.ts';
import type { Statistics } from '../contract/output.ts';
import type { Deadline, Deadlines } from '../memory/deadlines.ts';
import { ACCOUNT_NAMES, type Ledger } from '../memory/ledger.ts';

/** What is told, beside the statistics. */
export interface SysFacts extends Statistics {
  /** Clients that are connected, not refused ones. */
  readonly clients: number;
  /** The most at once. */
  readonly mostClients: number;
  /** Retained ones, and those that wait or are in flight. */
  readonly storedMessages: number;
  readonly sharedSubscriptions: number;
  readonly ledger: Ledger;
}

export interface SysSources {
  readonly deadlines: Deadlines;
  /** Seconds between two publications; 0: nothing is published. */
  readonly interval: number;
  readonly version: string;
  /** Bytes that the program has in use, where the host knows. */
  readonly heap: (() => number) | undefined;
  /** By topic without its beginning. */
  readonly hostCounts: (() => readonly (readonly [string, number])[]) | undefined;
  readonly facts: () => SysFacts;
  readonly publish: (source: MessageSource, now: number) => void;
}

const ROOT = '$SYS/broker/';
/** ms between two reckonings of loads, where they are asked for. */
const SHORTEST = 1000;

/** Whether clients must keep out of it: what stands there is the broker's own. */
export const isSysTopic = (topic: string): boolean => topic === '$SYS' || topic.startsWith('$SYS/');

/** What is counted up, of which the load is the change in a minute. */
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
  /** Last published, by topic without its beginning. */
  readonly #told = new Map<string, string>();
  readonly #loads = new Map<string, number>();
  /** What the loads were last reckoned from. */
  #before: { readonly facts: SysFacts; readonly time: number } | undefined;
  #began: number | undefined;
  #largestHeap = 0;
  #next: Deadline | undefined;

  constructor(sources: SysSources) {
    this.#sources = sources;
  }

  /** The first time: publishes now and, from here on, in each interval. */
  begin(now: number): void {
    if (this.#began === undefined) this.#begin(now);
  }

  /** The broker has been down. */
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
    for (const [topic, value] of this.#values(current, now)) this.#tell(topic, value, now);
    this.#reckonLoads(current, now);
    for (const [topic, load] of this.#loads) this.#tell(topic, load.toFixed(2), now);
  }

  /** What would be published now, also where nothing is. Loads need a second asking then. */
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

  /** Averages over 1, 5 and 15 minutes in which what is longer ago counts less and less. */
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

  /** What has not changed is not said again. */
  #tell(topic: string, value: string | number, now: number): void {
    const text = `${value}`;
    if (this.#told.get(topic) === text) return;
    this.#told.set(topic, text);
    const payload = encodeUtf8(text);
    const source = { topic: ROOT + topic, payload, qos: 0, retain: true, properties: [] } as const;
    this.#sources.publish(source, now);
  }
}

/** Bytes, estimated; of the broker's own invention, as Mosquitto has no such limit. */
const memoryOf = ({ accounts, bytes, limit }: Ledger): readonly (readonly [string, number])[] => [
  ['memory/limit', limit],
  ['memory/held', bytes],
  ...ACCOUNT_NAMES.map((name) => [`memory/${name}`, accounts[name].bytes] as const),
];

function dropped(facts: Statistics): number {
  return facts.droppedQueue + facts.droppedSize + facts.droppedSlow;
}
