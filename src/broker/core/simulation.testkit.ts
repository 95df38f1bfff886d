/**
 * Test kit: deterministic simulation with random clients over an unreliable network in virtual time.
 * Afterwards it checks the guarantees: QoS 2 exactly once, QoS 1 at least once, order kept, wills sent on
 * time, nothing left over.
 */

import { decodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { LOCAL_PEER, subscription } from './broker.testkit.ts';
import { Broker } from './broker.ts';
import { MqttClient } from './client.ts';
import type { Hooks } from './contract/hooks.ts';
import { Hoarders } from './hoarders.testkit.ts';
import { Deadlines } from './memory/deadlines.ts';
import { Random } from './memory/random.ts';
import type { Pace } from './memory/timeSlice.ts';
import { Network } from './network.testkit.ts';
import { brokenPromises } from './promises.testkit.ts';
import {
  type ClientPlan,
  type Sent,
  SHARED_FILTER,
  SHARED_TOPIC,
  SimulatedClient,
} from './simulatedClient.testkit.ts';
import type { NewSession } from './state/sessions.ts';

const TOPICS = ['a', 'a/b', 'a/b/c', 'd/e', '$d/e', '__proto__', SHARED_TOPIC] as const;
const FILTERS = ['a', 'a/b', 'a/#', '+/b', '#', 'a/+/c', '$d/+', '__proto__', '+'] as const;
const VERSIONS = [3, 4, 5] as const satisfies readonly ProtocolVersion[];
const LEVELS = [0, 1, 2] as const satisfies readonly QoS[];
/** Client that reads retained messages. */
const READER = 'reader';
/** Milliseconds of virtual time. */
const STORM = 30_000;
const TIMEOUT = 300_000;

/** Enough for all participants and their undetected dead connections; not for hoarders. */
const ENOUGH = { connectionBytes: 40_000, sessionBytes: 60_000, subscriptionBytes: 40_000 };

/** Topic where a single client publishes retained messages. */
const ownTopic = ({ plan }: SimulatedClient) => `own/${plan.name}`;

export interface Outcome {
  readonly seed: number;
  /** Empty: all guarantees were kept. */
  readonly broken: readonly string[];
  readonly messages: number;
  readonly cuts: number;
  /** Limits reached, of memory and others. */
  readonly limits: readonly string[];
}

/**
 * @param MadeOf the broker class
 * @param storm ms during which all clients publish and connections break
 * @param inspect called with the clients at the end; returns the errors
 */
export function simulate(
  seed: number,
  newSession?: NewSession,
  MadeOf: typeof Broker = Broker,
  inspect: Inspection = () => [],
  storm = STORM,
): Outcome {
  return new Simulation(seed, newSession, MadeOf).run(inspect, storm);
}

type Inspection = (clients: readonly SimulatedClient[], now: number) => readonly string[];

/** Work per time slice, from a single step to everything; the same for the same seed. */
function strainedPace(random: Random): Pace | undefined {
  const most = random.pick([1, 3, 20, Number.POSITIVE_INFINITY]);
  if (most === Number.POSITIVE_INFINITY) return undefined;
  return {
    begin: () => 1 + random.below(most),
    more: () => 0,
    few: random.pick([0, 1, 4, 256]),
  };
}

class Simulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #clock = new Deadlines();
  readonly #broker: Broker;
  readonly #network: Network;
  readonly #watcher: SimulatedClient;
  readonly #clients: readonly SimulatedClient[];
  readonly #broken: string[] = [];
  /** Messages refused for lack of memory, by topic: before MQTT 5 their client is not notified. */
  readonly #refused = new Map<string, number>();
  /** Limits reached. */
  readonly #limits = new Set<string>();
  readonly #hoarders: Hoarders | undefined;
  #now = 0;
  #cuts = 0;

  constructor(seed: number, newSession: NewSession | undefined, MadeOf: typeof Broker) {
    this.#seed = seed;
    this.#random = new Random(seed);
    const failed = (where: string, error: unknown) => {
      this.#broken.push(`The broker failed in ${where}: ${String(error)}`);
    };
    const limits = {
      receiveMaximum: this.#random.pick([2, 10, 65_535]),
      inFlight: this.#random.pick([1, 3, 1000]),
      inputSlice: this.#random.pick([7, 1000]),
    };
    const strain = new Random(seed + 1_000_000_000);
    const pace = strainedPace(strain);
    // A full queue drops and counts messages, as long as the broker stays the same.
    const held =
      MadeOf === Broker && strain.chance(0.3)
        ? {
            heldBytes: strain.pick([2000, 10_000]),
            queuedBytes: strain.pick([1000, 5000, 1_000_000]),
            queuedMessages: strain.pick([2, 10, 1000]),
            memory: strain.pick([200_000, 100_000_000]),
            retainedBytes: strain.pick([500, 2000, 100_000]),
            ...(strain.chance(0.5) && ENOUGH),
          }
        : {};
    const patience = new Random(seed);
    const isSlowHost = patience.chance(0.3);
    /** Some hosts decide later which clients may connect. */
    const authenticate: Hooks['authenticate'] = ({ clientId }, _peer, connection) => {
      if (!isSlowHost || clientId === READER || patience.chance(0.3)) return 'ok';
      const due = this.#now + patience.fraction() * patience.pick([5, 500]);
      this.#clock.set(due, (now) => {
        this.#broker.decide(connection, 'ok', now);
        this.#network.collect(now);
      });
      return 'later';
    };
    this.#broker = new MadeOf(
      {
        seed,
        ...(pace && { pace }),
        limits: { ...limits, ...held },
        hooks: { failed, authenticate },
        events: (event) => {
          if (event.kind === 'limit') this.#limits.add(event.limit);
          if (event.kind !== 'refusal' || event.of !== 'publish') return;
          this.#refused.set(event.topic, (this.#refused.get(event.topic) ?? 0) + 1);
        },
      },
      newSession,
    );
    const isHoarded = 'sessionBytes' in held;
    this.#hoarders = isHoarded ? new Hoarders(this.#broker, strain) : undefined;
    this.#network = new Network(this.#broker, this.#random, this.#clock);
    this.#watcher = this.#client({
      name: 'watcher',
      version: 4,
      isPersistent: true,
      filters: [{ filter: 'will/+', qos: 2 }],
      keepAlive: 0,
      willDelay: 0,
      receiveMaximum: undefined,
      topicAliasMaximum: 0,
      isReliable: true,
    });
    const count = 2 + this.#random.below(5);
    this.#clients = Array.from({ length: count }, (_, at) => this.#client(this.#plan(at)));
  }

  run(inspect: Inspection, storm: number): Outcome {
    const everybody = [this.#watcher, ...this.#clients];
    for (const client of everybody) client.connect(this.#now);
    this.#until('Not all clients came in.', () => everybody.every((client) => client.isQuiet));
    this.#storm(storm);
    this.#hoarders?.leave(this.#now);
    this.#until('Not everything was acknowledged.', () =>
      everybody.every((client) => client.isQuiet),
    );
    this.#settle(everybody);
    this.#broken.push(...this.#excused(brokenPromises(this.#clients, topicMatches)));
    this.#broken.push(...inspect(everybody, this.#now));
    this.#cleanUp();
    const messages = this.#clients.reduce((sum, { sent }) => sum + sent.length, 0);
    const limits = [...this.#limits];
    return { seed: this.#seed, broken: this.#broken, messages, cuts: this.#cuts, limits };
  }

  /** Removes complaints about messages dropped for lack of memory; each was counted. */
  #excused(broken: readonly string[]): readonly string[] {
    const { droppedQueue } = this.#broker.statistics;
    // A dropped QoS 1 message may be sent again and then arrives late.
    const isLost = (line: string): boolean =>
      /^At least once|^Shared: nobody|^Order: .* at QoS 1\.$/.test(line);
    const lost = broken.filter(isLost);
    const refused = [...this.#refused.values()].reduce((sum, count) => sum + count, 0);
    // Each of these may be missing for every client.
    const excused = droppedQueue + refused * this.#clients.length;
    return lost.length > excused ? broken : broken.filter((line) => !isLost(line));
  }

  #plan(at: number): ClientPlan {
    const random = this.#random;
    const isPersistent = random.chance(0.75);
    const filters = new Set<string>(
      Array.from({ length: random.below(4) }, () => random.pick(FILTERS)),
    );
    // A group member whose session ends takes messages with it.
    if (isPersistent && random.chance(0.5)) filters.add(SHARED_FILTER);
    return {
      name: at === 0 ? '__proto__' : `client ${at}`,
      version: random.pick(VERSIONS),
      isPersistent,
      // A SUBSCRIBE needs at least one filter.
      filters: ['none', ...filters].map((filter) => ({ filter, qos: random.pick(LEVELS) })),
      keepAlive: random.pick([0, 4, 20]),
      willDelay: random.pick([0, 0, 2, 5]),
      receiveMaximum: random.pick([undefined, 1, 3]),
      topicAliasMaximum: random.pick([0, 2, 10]),
      isReliable: random.chance(0.2),
    };
  }

  #client(plan: ClientPlan): SimulatedClient {
    return new SimulatedClient(plan, this.#network, this.#clock, this.#random);
  }

  /** All clients publish; connections break, are taken over, and are given up. */
  #storm(duration: number): void {
    const random = this.#random;
    const end = this.#now + duration;
    const pace = random.pick([30, 150, 600]);
    while (this.#now < end) {
      this.#elapse(this.#now + random.fraction() * 2 * pace);
      this.#hoard();
      const client = this.#clients[random.below(this.#clients.length)];
      if (client === undefined) continue;
      if (random.chance(0.85)) {
        this.#publish(client);
      } else if (!client.plan.isReliable) {
        this.#cuts += 1;
        // Messages in flight make cuts interesting.
        for (let burst = random.below(6); burst > 0; burst -= 1) this.#publish(client);
        this.#elapse(this.#now + random.fraction() * 2 * this.#network.latency);
        if (random.chance(0.8)) client.cut(this.#now);
        else client.disconnect(this.#now, random.chance(0.3));
      }
    }
  }

  #hoard(): void {
    if (this.#hoarders === undefined) return;
    this.#hoarders.act(this.#now);
    this.#network.collect(this.#now);
  }

  #publish(client: SimulatedClient): void {
    const random = this.#random;
    if (random.chance(0.1)) client.publish(ownTopic(client), 1, true, this.#now);
    else client.publish(random.pick(TOPICS), random.pick(LEVELS), random.chance(0.1), this.#now);
  }

  /** Disconnects all clients; nothing of them may remain. */
  #cleanUp(): void {
    for (const client of [...this.#clients, this.#watcher]) {
      client.wantsToBeOnline = false;
      client.disconnect(this.#now);
    }
    this.#elapse(this.#now + 60_000);
    for (const client of this.#clients) client.settleWill(this.#now);
    this.#checkWills();
    this.#checkRetained();
    for (const client of [...this.#clients, this.#watcher]) {
      client.wantsToBeOnline = true;
      client.connect(this.#now, true);
    }
    this.#elapse(this.#now + 2000);
    for (const client of [...this.#clients, this.#watcher]) {
      client.wantsToBeOnline = false;
      client.giveUp(this.#now);
    }
    this.#elapse(this.#now + 60_000);
    for (const topic of [...TOPICS, ...this.#clients.map(ownTopic)]) {
      const clearing = { topic, payload: new Uint8Array(), qos: 0, retain: true } as const;
      this.#broker.publish({ ...clearing, properties: [] }, this.#now);
    }
    this.#checkEmptiness();
  }

  #checkWills(): void {
    for (const { plan, wills, failures } of this.#clients) {
      const seen = this.#watcher.received.filter((text) => text === `will/${plan.name} gone`);
      const most = seen.length + this.#broker.statistics.droppedQueue;
      if (seen.length > wills || wills > most) {
        this.#broken.push(`${plan.name}: ${wills} wills were due, ${seen.length} came.`);
      }
      for (const failure of failures) this.#broken.push(`${plan.name}: ${failure}`);
    }
  }

  /** The retained message must be the topic's last accepted message. */
  #checkRetained(): void {
    for (const client of this.#clients) {
      const topic = ownTopic(client);
      const own = client.sent.filter((sent) => sent.topic === topic);
      const last = own.at(-1);
      if (last === undefined || !client.plan.isPersistent) continue;
      const kept = this.#retained(topic);
      const textOf = ({ sequence }: Sent) => `${client.plan.name} ${sequence}`;
      const place = own.findIndex((sent) => textOf(sent) === kept);
      const isKnown = kept === undefined || place >= 0;
      const newer = own.length - 1 - place;
      if (isKnown && newer <= (this.#refused.get(topic) ?? 0)) continue;
      this.#broken.push(`Retained: "${kept}" and not "${textOf(last)}".`);
    }
  }

  #retained(topic: string): string | undefined {
    let kept: string | undefined;
    const reader = new MqttClient(
      { version: 5, clientId: READER, cleanStart: true, keepAlive: 0 },
      (event) => {
        if (event.kind === 'message') kept = decodeUtf8(event.packet.payload);
      },
    );
    const connection = this.#broker.open(LOCAL_PEER, this.#now);
    const exchange = (): void => {
      for (const step of reader.takeOutput()) {
        if (step.kind === 'send') this.#broker.receive(connection, step.bytes, this.#now);
      }
      do {
        this.#broker.elapse(this.#now);
        for (const output of this.#broker.takeOutput()) {
          if (output.kind === 'send') reader.receive(output.bytes, this.#now);
        }
      } while ((this.#broker.wakeAt ?? Infinity) <= this.#now);
    };
    reader.opened(this.#now);
    exchange();
    reader.subscribe([subscription({ filter: topic, qos: 0 })], this.#now);
    exchange();
    reader.disconnect(this.#now);
    exchange();
    this.#broker.close(connection, this.#now);
    return kept;
  }

  #checkEmptiness(): void {
    const { connections, sessions, subscriptions, retained, heldBytes, memoryBytes } =
      this.#broker.statistics;
    const left = {
      connections,
      sessions,
      subscriptions,
      retained,
      heldBytes,
      memoryBytes,
      pipes: this.#network.size,
    };
    for (const [what, count] of Object.entries(left)) {
      if (count !== 0) this.#broken.push(`${count} ${what} left behind.`);
    }
    if (this.#broker.wakeAt !== undefined) this.#broken.push('A timer was left behind.');
  }

  /** Runs until nothing more happens, including pending wills. */
  #settle(everybody: readonly SimulatedClient[]): void {
    const count = () => everybody.reduce((sum, { received }) => sum + received.length, 0);
    const end = this.#now + TIMEOUT;
    for (let before = -1; before !== count(); ) {
      if (this.#now > end) {
        this.#broken.push('Messages keep coming.');
        return;
      }
      before = count();
      this.#elapse(this.#now + 20_000);
    }
  }

  #until(complaint: string, isReached: () => boolean): void {
    const end = this.#now + TIMEOUT;
    while (!isReached()) {
      if (this.#now >= end) {
        this.#broken.push(complaint);
        return;
      }
      this.#elapse(this.#now + 500);
    }
  }

  /** Advances virtual time from event to event. */
  #elapse(end: number): void {
    for (;;) {
      const due = Math.min(this.#clock.next ?? Infinity, this.#broker.wakeAt ?? Infinity);
      if (due > end) break;
      this.#now = Math.max(this.#now, due);
      this.#broker.elapse(this.#now);
      this.#network.collect(this.#now);
      this.#clock.elapse(this.#now);
    }
    this.#now = end;
  }
}
