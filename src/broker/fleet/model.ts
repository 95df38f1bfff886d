/** Model of a simulated device: its connection settings and its messages. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, QoS, Will } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type { Random } from '../core/memory/random.ts';

/** The time at which a device acts. */
export interface Moment {
  /** Unix milliseconds. */
  readonly wall: number;
  readonly random: Random;
}

/** A repeated action of a connected device. */
interface Routine {
  /** Average milliseconds between two runs. */
  readonly every: number;
  readonly run: (moment: Moment) => readonly MessageSource[];
}

/** An answer to a command, before it becomes a message. */
interface CommandResult {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

export interface DeviceModel {
  /** Unique in the fleet; the client identifier contains it. */
  readonly name: string;
  readonly version: ProtocolVersion;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  /** Session expiry interval in seconds; MQTT 5 only. */
  readonly sessionExpiry: number;
  /** Topic of its retained status: `online`, and `offline` by its will. */
  readonly statusTopic: string;
  /** Replaces the status at the begin and end of a connection. */
  readonly ways?: Ways;
  /** Will delay in seconds; MQTT 5 only. */
  readonly willDelay: number;
  readonly routines: readonly Routine[];
  /** Published on each connection, after the status. */
  readonly atConnect: (moment: Moment) => readonly MessageSource[];
  /** Additional subscriptions, at QoS 1. */
  readonly listensTo: readonly string[];
  /** QoS of its subscription to `cmd/{name}/set`; undefined: it takes no commands. */
  readonly commandQoS: QoS | undefined;
  /** Executes a command, given as the JSON value of the payload. */
  readonly obey: (command: unknown, moment: Moment) => CommandResult;
  /** Average milliseconds until it loses its connection without DISCONNECT; undefined: never. */
  readonly losesConnectionEvery: number | undefined;
}

/** Status messages of an ecosystem. */
interface Ways {
  /** Called for each CONNECT. */
  readonly will: (moment: Moment) => Omit<Will, 'properties'>;
  /** Published before DISCONNECT. */
  readonly farewell: (moment: Moment) => readonly MessageSource[];
  /** Messages that it publishes in response to a received one. */
  readonly hear: (topic: string, payload: Uint8Array, moment: Moment) => readonly MessageSource[];
}

/** Usual settings, for a model to override. */
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

export interface MessageOptions {
  readonly qos?: QoS;
  readonly retain?: boolean;
  /** Sent only by MQTT 5 devices. */
  readonly properties?: readonly Property[];
}

export const bytesMessage = (
  topic: string,
  payload: Uint8Array,
  { qos = 0, retain = false, properties = [] }: MessageOptions = {},
): MessageSource => ({ topic, payload, qos, retain, properties });

export const textMessage = (topic: string, text: string, options?: MessageOptions): MessageSource =>
  bytesMessage(topic, encodeUtf8(text), options);

export const jsonMessage = (
  topic: string,
  value: unknown,
  options?: MessageOptions,
): MessageSource => textMessage(topic, JSON.stringify(value), options);

/** A value that moves randomly around its middle, mostly within `reach`. */
export class Wandering {
  readonly #step: number;
  /** The value follows a new middle gradually. */
  middle: number;
  #value: number;

  constructor(middle: number, reach: number) {
    this.middle = middle;
    this.#value = middle;
    this.#step = reach / 10;
  }

  next(random: Random): number {
    this.#value += (this.middle - this.#value) * 0.03 + (random.fraction() * 2 - 1) * this.#step;
    return this.#value;
  }
}

/** A member of a JSON object; undefined for anything else. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
