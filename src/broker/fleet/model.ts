/** What a simulated device is: its connection's settings, and what it says when. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, QoS, Will } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type { Random } from '../core/memory/random.ts';

/** The moment at which a device acts. */
export interface Moment {
  /** Unix milliseconds. */
  readonly wall: number;
  readonly random: Random;
}

/** Something that a device does again and again while it is connected. */
interface Routine {
  /** Milliseconds between two runs, on average. */
  readonly every: number;
  readonly run: (moment: Moment) => readonly MessageSource[];
}

/** An answer to a command, before it becomes a message. */
interface CommandResult {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

export interface DeviceModel {
  /** Unique in the fleet; the client identifier is made of it. */
  readonly name: string;
  readonly version: ProtocolVersion;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  /** Seconds that its session outlives the connection; MQTT 5 only. */
  readonly sessionExpiry: number;
  /** Where its status is retained: `online`, and `offline` by its will. */
  readonly statusTopic: string;
  /** How it begins and ends a connection, in place of the status. */
  readonly ways?: Ways;
  /** Seconds by which its will is delayed; MQTT 5 only. */
  readonly willDelay: number;
  readonly routines: readonly Routine[];
  /** Published at each connection, after the status. */
  readonly atConnect: (moment: Moment) => readonly MessageSource[];
  /** Filters that it subscribes to beside its commands, at QoS 1. */
  readonly listensTo: readonly string[];
  /** QoS of its subscription to `cmd/{name}/set`; undefined: it takes no commands. */
  readonly commandQoS: QoS | undefined;
  /** What it does about a command, the JSON value of the payload. */
  readonly obey: (command: unknown, moment: Moment) => CommandResult;
  /** Milliseconds on average after which it loses its connection without a word; undefined: never. */
  readonly losesConnectionEvery: number | undefined;
}

/** What an ecosystem has a device say of itself. */
interface Ways {
  /** Asked for each CONNECT. */
  readonly will: (moment: Moment) => Omit<Will, 'properties'>;
  /** Published before DISCONNECT. */
  readonly farewell: (moment: Moment) => readonly MessageSource[];
  /** What it publishes because of a message that it listens to. */
  readonly hear: (topic: string, payload: Uint8Array, moment: Moment) => readonly MessageSource[];
}

/** A device with the usual settings, for a model to override. */
export const USUAL = {
  cleanStart: true,
  keepAlive: 30,
  sessionExpiry: 0,
  willDelay: 0,
  atConnect: () => [],
  listensTo: [],
  commandQoS: undefined,
  obey: () => ({ ok: false, error: 'This device takes no commands.' }),
  losesConnectionEvery: undefined,
} as const satisfies Partial<DeviceModel>;

interface Options {
  readonly qos?: QoS;
  readonly retain?: boolean;
  /** Sent by MQTT 5 devices only. */
  readonly properties?: readonly Property[];
}

export const bytesMessage = (
  topic: string,
  payload: Uint8Array,
  { qos = 0, retain = false, properties = [] }: Options = {},
): MessageSource => ({ topic, payload, qos, retain, properties });

export const textMessage = (topic: string, text: string, options?: Options): MessageSource =>
  bytesMessage(topic, encodeUtf8(text), options);

export const jsonMessage = (topic: string, value: unknown, options?: Options): MessageSource =>
  textMessage(topic, JSON.stringify(value), options);

/** Rounded to so many decimals. */
export const rounded = (value: number, decimals: number): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals;

/** A value that wanders around its middle and does not go beyond `reach` from it. */
export class Wandering {
  readonly #reach: number;
  readonly #step: number;
  middle: number;
  #offset = 0;

  constructor(middle: number, reach: number, step: number) {
    this.middle = middle;
    this.#reach = reach;
    this.#step = step;
  }

  next(random: Random): number {
    // Pulled back a little, so that it does not stick to the edge.
    const moved = this.#offset * 0.97 + (random.fraction() * 2 - 1) * this.#step;
    this.#offset = Math.max(-this.#reach, Math.min(this.#reach, moved));
    return this.middle + this.#offset;
  }
}

/** The value behind a name in a JSON object; undefined for anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
