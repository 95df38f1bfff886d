/** A demo sensor: it measures, publishes and sleeps, and polls for messages now and then. */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { SnDevice, type SnDeviceEvent } from '../client/snDevice.ts';

export interface SensorModel {
  readonly name: string;
  /** Topic of its readings. */
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  /** Seconds between two readings. */
  readonly every: number;
  /** Computes the next reading. */
  readonly read: (random: number, before: number | undefined) => number;
  readonly unit: string;
}

/** ms */
const STEP = 1_000;
const RETRY = 5_000;
const RETRIES = 3;
const BACK_AFTER = 5_000;
/** Seconds. The sensor announces this as its maximum sleep, and wakes earlier. */
const KEEP_ALIVE = 60;
const SLEEP = 60;
/** Seconds between two polls. */
const NAP = 10;

export class DemoSensor {
  readonly #model: SensorModel;
  readonly #random: () => number;
  readonly #device: SnDevice;
  #isRunning = false;
  #isSubscribed = false;
  #value: number | undefined;
  /** The next action and its time. */
  #next: { readonly at: number; readonly act: 'connect' | 'ping' } | undefined;
  #measureAt = 0;

  /** @param random at least 0, below 1 */
  constructor(model: SensorModel, random: () => number) {
    this.#model = model;
    this.#random = random;
    const will = { topic: `${model.topic}/status`, qos: 1, retain: true } as const;
    this.#device = new SnDevice(
      {
        clientId: model.name,
        cleanSession: false,
        keepAlive: KEEP_ALIVE,
        will: { ...will, message: encodeUtf8('offline') },
        retry: RETRY,
        retries: RETRIES,
      },
      (event, now) => this.#take(event, now),
    );
  }

  get wakeAt(): number {
    if (!this.#isRunning) return Number.POSITIVE_INFINITY;
    return Math.min(this.#device.wakeAt ?? Number.POSITIVE_INFINITY, this.#next?.at ?? Infinity);
  }

  /** @param at time of the connection attempt, ms */
  start(at: number): void {
    this.#isRunning = true;
    this.#isSubscribed = false;
    this.#next = { at, act: 'connect' };
  }

  /** Disconnects, so that no will is sent. */
  stop(): void {
    this.#isRunning = false;
    this.#next = undefined;
    this.#device.disconnect();
  }

  receive(bytes: Uint8Array, now: number): void {
    this.#device.receive(bytes, now);
  }

  elapse(now: number): void {
    if (!this.#isRunning) return;
    this.#device.elapse(now);
    const next = this.#next;
    if (next === undefined || now < next.at) return;
    this.#next = undefined;
    if (next.act === 'ping') this.#device.ping(now);
    else this.#device.connect(now);
  }

  takeOutput(): Uint8Array[] {
    return this.#device.takeOutput();
  }

  #take(event: SnDeviceEvent, now: number): void {
    const { name, topic } = this.#model;
    switch (event.kind) {
      case 'connected':
        if (!this.#isSubscribed) {
          this.#device.subscribe(`cmd/${name}/set`, 1, now);
          this.#device.publish(`${topic}/status`, 1, encodeUtf8('online'), true, now);
        }
        this.#isSubscribed = true;
        if (now >= this.#measureAt) this.#measure(now);
        this.#device.sleep(SLEEP, now);
        break;
      case 'asleep': {
        const nap = now + NAP * 1000;
        if (!this.#device.isQuiet) this.#next = { at: now, act: 'connect' };
        else if (nap >= this.#measureAt) this.#next = { at: this.#measureAt, act: 'connect' };
        else this.#next = { at: nap, act: 'ping' };
        break;
      }
      case 'message':
        // The command may reach a sensor that is awake only briefly; its answer leaves when it is active.
        this.#device.publish(`cmd/${name}/ack`, 1, acknowledgement(event.data), false, now);
        break;
      case 'lost':
      case 'refused':
        this.#isSubscribed = false;
        this.#next = { at: now + BACK_AFTER + STEP * this.#random(), act: 'connect' };
        break;
      case 'subscribed':
      case 'acknowledged':
    }
  }

  #measure(now: number): void {
    const { topic, qos, read, unit, every } = this.#model;
    this.#value = read(this.#random(), this.#value);
    const reading = { value: Math.round(this.#value * 10) / 10, unit };
    this.#measureAt = now + every * 1000;
    this.#device.publish(topic, qos, encodeUtf8(JSON.stringify(reading)), false, now);
  }
}

function acknowledgement(command: Uint8Array): Uint8Array {
  const text = decodeUtf8(command);
  return encodeUtf8(JSON.stringify({ ok: true, ...(text !== undefined && { command: text }) }));
}

const drift =
  (least: number, most: number, step: number) =>
  (random: number, before = (least + most) / 2): number =>
    Math.min(most, Math.max(least, before + (2 * random - 1) * step));

export const DEMO_SENSORS: readonly SensorModel[] = [
  {
    name: 'soil-21',
    topic: 'sensors/hz-3/soil-21',
    qos: 1,
    every: 20,
    read: drift(12, 48, 2),
    unit: '%',
  },
  {
    name: 'door-07',
    topic: 'sensors/hz-2/door-07',
    qos: 2,
    every: 30,
    read: (random, before = 0) => before + Math.floor(3 * random),
    unit: 'times',
  },
];
