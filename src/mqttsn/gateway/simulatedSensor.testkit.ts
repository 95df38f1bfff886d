/** A sensor in the simulation: its actions, and the guarantees to check. */

import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { Deadlines } from '../../broker/core/memory/deadlines.ts';
import type { Random } from '../../broker/core/memory/random.ts';
import { SnDevice, type SnDeviceEvent } from '../client/snDevice.ts';

/** Predefined topics. */
export const PREDEFINED: ReadonlyMap<number, string> = new Map([
  [1, 'plant/all'],
  [2, 'plant/alarm'],
]);

interface Sent {
  readonly topic: string;
  readonly text: string;
  readonly qos: 0 | 1 | 2;
  readonly number: number;
  isAcknowledged: boolean;
}

const LEVELS = [0, 1, 2] as const;
const RETRY = 3_000;
/** Seconds. */
const NAP = 20;
const KEEP_ALIVE = 30;

export class SimulatedSensor {
  readonly address: string;
  readonly sent: Sent[] = [];
  readonly received: { readonly topic: string | undefined; readonly text: string }[] = [];
  sleeps = 0;
  readonly name: string;
  readonly hasWill: boolean;
  readonly #isPersistent: boolean;
  readonly #random: Random;
  readonly #clock: Deadlines;
  readonly #device: SnDevice;
  readonly #filters: readonly string[];
  /** Messages above QoS 0 to it while its session lasts. */
  readonly #expected: { readonly number: string; readonly qos: 1 | 2 }[] = [];
  #isSubscribed = false;
  #wantsToBeOnline = false;
  #subscriptions = new Set<string>();

  constructor(at: number, random: Random, clock: Deadlines) {
    this.address = `10.0.0.${at + 1}:5000`;
    this.name = `sensor-${at}`;
    this.hasWill = random.chance(0.5);
    this.#random = random;
    this.#clock = clock;
    this.#isPersistent = random.chance(0.7);
    this.#filters = [`to/${at}/+`, 'plant/all', 'ab'].slice(0, 1 + random.below(3));
    const will = { qos: 1, retain: false, topic: `gone/${this.name}` } as const;
    this.#device = new SnDevice(
      {
        clientId: this.name,
        cleanSession: !this.#isPersistent,
        keepAlive: KEEP_ALIVE,
        ...(this.hasWill && { will: { ...will, message: encodeUtf8('gone') } }),
        predefined: PREDEFINED,
        retry: RETRY,
        retries: 5,
      },
      (event, now) => this.#take(event, now),
    );
  }

  get wakeAt(): number {
    return this.#device.wakeAt ?? Number.POSITIVE_INFINITY;
  }

  get isQuiet(): boolean {
    return this.#device.state === 'active' && this.#device.isQuiet && this.#isSubscribed;
  }

  switchOn(now: number): void {
    this.#wantsToBeOnline = true;
    this.#device.connect(now);
  }

  /** Performs a random action. */
  act(now: number): void {
    const random = this.#random;
    const { state } = this.#device;
    if (state === 'active' && random.chance(0.7)) this.#publish(now);
    else if (state === 'active' && random.chance(0.3) && this.#isSubscribed) this.#nap(now);
    else if (state === 'asleep' && random.chance(0.2)) this.#device.connect(now);
    else if (state === 'active' && random.chance(0.05)) this.#die(now);
  }

  /** Becomes active from any state. */
  comeBack(now: number): void {
    this.#wantsToBeOnline = true;
    if (this.#device.state === 'off' || this.#device.state === 'asleep') this.#device.connect(now);
  }

  leave(): void {
    this.#wantsToBeOnline = false;
    this.#device.disconnect();
  }

  receive(bytes: Uint8Array, now: number): void {
    this.#device.receive(bytes, now);
  }

  elapse(now: number): void {
    this.#device.elapse(now);
  }

  takeOutput(): Uint8Array[] {
    return this.#device.takeOutput();
  }

  heardTopic(random: Random): string {
    const filter = random.pick(['x', ...this.#filters]);
    return filter.replace('+', random.pick(['a', 'b', 'c']));
  }

  /** A message was published that it must receive if its session is known to have the subscription. */
  expect(topic: string, number: string, qos: 0 | 1 | 2): void {
    const filter = this.#filters.find(
      (one) => one === topic || one.replace('+', '') === topic.slice(0, -1),
    );
    if (qos === 0 || filter === undefined || !this.#isPersistent) return;
    if (this.#subscriptions.has(filter)) this.#expected.push({ number, qos });
  }

  brokenPromises(seen: readonly { readonly topic: string; readonly text: string }[]): string[] {
    const broken: string[] = [];
    for (const { topic, text, qos, isAcknowledged } of this.sent) {
      const copies = seen.filter((one) => one.text === text);
      if (copies.some((one) => one.topic !== topic)) broken.push(`${text} came under ${topic}.`);
      const atMostOnce = qos === 2 && copies.length > 1;
      if (atMostOnce) broken.push(`At most once: ${text} came ${copies.length} times.`);
      if (isAcknowledged && copies.length === 0) broken.push(`At least once: ${text} is missing.`);
    }
    for (const { topic, text } of this.received) {
      if (topic !== undefined && !text.startsWith(`${topic} `)) {
        broken.push(`${this.name}: "${text}" came under ${topic}.`);
      }
    }
    for (const { number, qos } of this.#expected) {
      const copies = this.received.filter(({ text }) => text.split(' ')[1] === number).length;
      if (copies === 0) broken.push(`${this.name} missed message ${number} at QoS ${qos}.`);
      if (qos === 2 && copies > 1) broken.push(`${this.name} got message ${number} twice.`);
    }
    return broken;
  }

  #take(event: SnDeviceEvent, now: number): void {
    switch (event.kind) {
      case 'connected':
        if (!this.#isPersistent) this.#isSubscribed = false;
        if (this.#isSubscribed) return;
        for (const filter of this.#filters) this.#device.subscribe(filter, 2, now);
        return;
      case 'subscribed':
        this.#subscriptions.add(event.filter);
        this.#isSubscribed = this.#filters.every((filter) => this.#subscriptions.has(filter));
        return;
      case 'acknowledged': {
        const sent = this.sent.find(({ number }) => number === event.number);
        if (sent !== undefined) sent.isAcknowledged = true;
        return;
      }
      case 'message':
        this.received.push({ topic: event.topic, text: decodeUtf8(event.data) ?? '' });
        return;
      case 'asleep':
        this.sleeps += 1;
        this.#clock.set(now + (0.2 + this.#random.fraction()) * NAP * 1000, (then) => {
          if (this.#device.state === 'asleep') this.#device.ping(then);
        });
        return;
      case 'lost':
      case 'refused':
        this.#clock.set(now + 1_000, (then) => {
          if (this.#wantsToBeOnline && this.#device.state === 'off') this.#device.connect(then);
        });
        return;
    }
  }

  #publish(now: number): void {
    const qos = this.#random.pick(LEVELS);
    const topic = this.#random.pick([
      `from/${this.name}`,
      `from/${this.name}/b`,
      'plant/alarm',
      'cd',
    ]);
    const text = `${this.name} ${this.sent.length}`;
    const number = this.#device.publish(topic, qos, encodeUtf8(text), false, now);
    this.sent.push({ topic, text, qos, number, isAcknowledged: false });
  }

  #nap(now: number): void {
    this.#device.sleep(NAP, now);
  }

  /** Loses its power for some time. */
  #die(now: number): void {
    this.#device.switchOff();
    this.#clock.set(now + this.#random.fraction() * 4 * KEEP_ALIVE * 1000, (then) => {
      if (this.#wantsToBeOnline && this.#device.state === 'off') this.#device.connect(then);
    });
  }
}
