/**
 * Deterministic simulation in virtual time: sensors that sleep, fail and return, over a network that loses,
 * duplicates and reorders datagrams, with a real broker and the gateway. Each run checks the guarantees: QoS
 * 2 exactly once, QoS 1 at least once, nothing under a wrong topic, wills sent when due, no leftovers.
 */

import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { LOCAL_PEER, subscription } from '../../broker/core/broker.testkit.ts';
import { Broker } from '../../broker/core/broker.ts';
import { MqttClient } from '../../broker/core/client.ts';
import { Deadlines } from '../../broker/core/memory/deadlines.ts';
import { Random } from '../../broker/core/memory/random.ts';
import { Gateway } from './gateway.ts';
import type { GatewayEvent, GatewayOptions, SnPlace } from './gatewayOptions.ts';
import { PREDEFINED, SimulatedSensor } from './simulatedSensor.testkit.ts';

export interface Outcome {
  readonly seed: number;
  /** Empty if all guarantees hold. */
  readonly broken: readonly string[];
  readonly fromSensors: number;
  readonly toSensors: number;
  readonly lost: number;
  readonly doubled: number;
  readonly sleeps: number;
  readonly wills: number;
}

/** Milliseconds of virtual time. */
const STORM = 60_000;
const TIMEOUT = 900_000;
const TIMES = { retry: 3_000, retries: 4, late: 2_000, connecting: 30_000 };
const LEVELS = [0, 1, 2] as const;

type MakeGateway = (options: GatewayOptions) => Gateway;

export function simulate(
  seed: number,
  make: MakeGateway = (options) => new Gateway(options),
): Outcome {
  return new Simulation(seed, make).run();
}

class Simulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #clock = new Deadlines();
  readonly #broker: Broker;
  readonly #gateway: Gateway;
  readonly #sensors: readonly SimulatedSensor[];
  readonly #broken: string[] = [];
  /** Connections of the broker by lines of the gateway, and the reverse. */
  readonly #connections = new Map<number, number>();
  readonly #lines = new Map<number, number>();
  readonly #watcher: MqttClient;
  readonly #watcherConnection: number;
  /** Messages to the watcher: topic and text. */
  readonly #seen: { readonly topic: string; readonly text: string }[] = [];
  readonly #joined = new Set<string>();
  /** Number of times that each client was given up. */
  readonly #givenUp = new Map<string, number>();
  #now = 0;
  #charged = 0;
  #loss: number;
  #doubling: number;
  readonly #latency: number;
  #lost = 0;
  #doubled = 0;
  #published = 0;

  constructor(seed: number, make: MakeGateway) {
    this.#seed = seed;
    this.#random = new Random(seed);
    const random = this.#random;
    this.#loss = random.pick([0, 0.05, 0.2]);
    this.#doubling = random.pick([0, 0.05, 0.2]);
    this.#latency = random.pick([1, 50, 800]);
    this.#broker = new Broker({
      seed,
      hooks: { failed: (where, error) => this.#broken.push(`${where} failed: ${String(error)}`) },
    });
    this.#gateway = make({
      gatewayId: 1,
      ownClientId: 'gateway',
      predefined: PREDEFINED,
      times: TIMES,
      events: (event) => this.#told(event),
      limits: { receiveMaximum: random.pick([1, 3, 16]) },
      memory: {
        fits: () => true,
        add: (bytes) => {
          this.#charged += bytes;
        },
      },
    });
    this.#watcher = new MqttClient(
      { version: 5, clientId: 'watcher', cleanStart: true, keepAlive: 0 },
      (event) => {
        if (event.kind !== 'message') return;
        const { topic, payload } = event.packet;
        this.#seen.push({ topic, text: decodeUtf8(payload) ?? '' });
      },
    );
    this.#watcherConnection = this.#broker.open(LOCAL_PEER, this.#now);
    const count = 1 + random.below(4);
    this.#sensors = Array.from(
      { length: count },
      (_, at) => new SimulatedSensor(at, random, this.#clock),
    );
  }

  run(): Outcome {
    this.#watcher.opened(this.#now);
    this.#settle();
    this.#watcher.subscribe([subscription({ filter: '#', qos: 2 })], this.#now);
    this.#settle();
    for (const sensor of this.#sensors) sensor.switchOn(this.#now);
    const end = this.#now + STORM;
    while (this.#now < end) {
      this.#elapse(this.#now + this.#random.fraction() * 2_000);
      if (this.#random.chance(0.4)) this.#publishTo(this.#random.pick(LEVELS));
      const sensor = this.#sensors[this.#random.below(this.#sensors.length)];
      sensor?.act(this.#now);
    }
    this.#calmDown();
    this.#checkMessages();
    this.#cleanUp();
    this.#checkWills();
    return {
      seed: this.#seed,
      broken: this.#broken,
      fromSensors: this.#sensors.reduce((sum, { sent }) => sum + sent.length, 0),
      toSensors: this.#sensors.reduce((sum, { received }) => sum + received.length, 0),
      lost: this.#lost,
      doubled: this.#doubled,
      sleeps: this.#sensors.reduce((sum, { sleeps }) => sum + sleeps, 0),
      wills: [...this.#givenUp.values()].reduce((sum, count) => sum + count, 0),
    };
  }

  /** From the watcher to a topic of the sensors. */
  #publishTo(qos: 0 | 1 | 2): void {
    const sensor = this.#sensors[this.#random.below(this.#sensors.length)];
    if (sensor === undefined) return;
    this.#published += 1;
    const topic = sensor.heardTopic(this.#random);
    const payload = encodeUtf8(`${topic} ${this.#published} qos${qos}`);
    const message = { topic, payload, qos, retain: false, properties: [] };
    this.#watcher.publish(message, this.#now);
    for (const other of this.#sensors) other.expect(topic, `${this.#published}`, qos);
    this.#settle();
  }

  /** The network is reliable from now on; all sensors return and receive waiting messages. */
  #calmDown(): void {
    this.#loss = 0;
    this.#doubling = 0;
    const isDone = (): boolean => this.#sensors.every((sensor) => sensor.isQuiet);
    const end = this.#now + TIMEOUT;
    while (!isDone() && this.#now < end) {
      for (const sensor of this.#sensors) sensor.comeBack(this.#now);
      this.#elapse(this.#now + 1_000);
    }
    if (!isDone()) this.#broken.push('Not everything was acknowledged.');
    for (let before = -1; before !== this.#arrived && this.#now < end; ) {
      before = this.#arrived;
      this.#elapse(this.#now + 10_000);
    }
  }

  /** Expects a will for each client that was given up, and none for a disconnected one. */
  #checkWills(): void {
    for (const sensor of this.#sensors) {
      const due = sensor.hasWill ? (this.#givenUp.get(sensor.name) ?? 0) : 0;
      const seen = this.#seen.filter(({ topic }) => topic === `gone/${sensor.name}`).length;
      if (seen !== due) this.#broken.push(`${sensor.name}: ${due} wills were due, ${seen} came.`);
    }
  }

  #told(event: GatewayEvent): void {
    const { clientId } = event;
    if (event.kind === 'joined') this.#joined.add(clientId);
    if (event.kind !== 'left' || !this.#joined.delete(clientId)) return;
    if (event.why === 'disconnect') return;
    this.#givenUp.set(clientId, (this.#givenUp.get(clientId) ?? 0) + 1);
  }

  get #arrived(): number {
    const come = this.#sensors.reduce((sum, { received }) => sum + received.length, 0);
    return come + this.#seen.length;
  }

  #checkMessages(): void {
    for (const sensor of this.#sensors) {
      this.#broken.push(...sensor.brokenPromises(this.#seen));
    }
  }

  /** Disconnects all: nothing may remain, and no will is sent. */
  #cleanUp(): void {
    for (const sensor of this.#sensors) sensor.leave();
    this.#collect();
    this.#elapse(this.#now + 60_000);
    const { clients, wakeAt } = this.#gateway;
    if (clients > 0) this.#broken.push(`${clients} clients left behind.`);
    if (this.#charged !== 0) this.#broken.push(`${this.#charged} bytes left behind.`);
    this.#elapse(this.#now + 60_000);
    if (wakeAt !== undefined && this.#gateway.wakeAt !== undefined) {
      this.#broken.push('A timer was left behind.');
    }
  }

  /** Exchanges pending output until there is none. */
  #settle(): void {
    for (let isBusy = true; isBusy; ) {
      isBusy = false;
      for (const step of this.#watcher.takeOutput()) {
        isBusy = true;
        if (step.kind === 'send') {
          this.#broker.receive(this.#watcherConnection, step.bytes, this.#now);
        }
      }
      for (const output of this.#gateway.takeOutput()) {
        isBusy = true;
        if (output.kind === 'datagram') this.#toSensor(output.to, output.bytes);
        else this.#toBroker(output);
      }
      for (const output of this.#broker.takeOutput()) {
        isBusy = true;
        this.#fromBroker(output);
      }
    }
  }

  #toBroker(output: Exclude<ReturnType<Gateway['takeOutput']>[number], { kind: 'datagram' }>) {
    const { line } = output;
    if (output.kind === 'open') {
      const connection = this.#broker.open(LOCAL_PEER, this.#now);
      this.#connections.set(line, connection);
      this.#lines.set(connection, line);
      return;
    }
    const connection = this.#connections.get(line);
    if (connection === undefined) return;
    if (output.kind === 'send') this.#broker.receive(connection, output.bytes, this.#now);
    else this.#broker.close(connection, this.#now);
  }

  #fromBroker(output: ReturnType<Broker['takeOutput']>[number]): void {
    if (output.connection === this.#watcherConnection) {
      if (output.kind === 'send') this.#watcher.receive(output.bytes, this.#now);
      return;
    }
    const line = this.#lines.get(output.connection);
    if (line === undefined) return;
    if (output.kind === 'send') {
      this.#gateway.received(line, output.bytes, this.#now);
    } else {
      this.#gateway.closed(line);
      this.#broker.close(output.connection, this.#now);
    }
  }

  #toSensor({ address }: SnPlace, bytes: Uint8Array): void {
    const sensor = this.#sensors.find((one) => one.address === address);
    this.#carry(bytes, (copy, now) => sensor?.receive(copy, now));
  }

  /** Loses and duplicates some, each with its own delay. */
  #carry(bytes: Uint8Array, arrive: (bytes: Uint8Array, now: number) => void): void {
    if (this.#random.chance(this.#loss)) {
      this.#lost += 1;
      return;
    }
    const isDoubled = this.#random.chance(this.#doubling);
    if (isDoubled) this.#doubled += 1;
    for (let copy = isDoubled ? 2 : 1; copy > 0; copy -= 1) {
      const due = this.#now + this.#random.fraction() * this.#latency;
      this.#clock.set(due, (now) => {
        this.#now = now;
        arrive(bytes.slice(), now);
      });
    }
  }

  #collect(): void {
    this.#settle();
    for (const sensor of this.#sensors) {
      const from = { address: sensor.address, machine: 'a' };
      for (const bytes of sensor.takeOutput()) {
        this.#carry(bytes, (copy, now) => {
          this.#gateway.datagram(from, copy, now);
        });
      }
    }
  }

  /** Advances virtual time from event to event. */
  #elapse(end: number): void {
    for (;;) {
      this.#collect();
      const due = Math.min(
        this.#clock.next ?? Infinity,
        this.#broker.wakeAt ?? Infinity,
        this.#gateway.wakeAt ?? Infinity,
        ...this.#sensors.map((sensor) => sensor.wakeAt),
      );
      if (due > end) break;
      this.#now = Math.max(this.#now, due);
      this.#clock.elapse(this.#now);
      this.#broker.elapse(this.#now);
      this.#gateway.elapse(this.#now);
      for (const sensor of this.#sensors) sensor.elapse(this.#now);
    }
    this.#now = end;
  }
}
