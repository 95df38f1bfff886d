/** A capture with conventions. Tests add messages one by one, and each advances the clock by 1 ms. */
import '../../engine/messages/conventionBooksAtOnce.ts';
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Capture } from '../../engine/capture/capture.ts';
import type { Convention } from '../../engine/conventions/convention.ts';
import { Conventions } from '../../engine/conventions/conventions.ts';
import type { DeviceDetail, DeviceRow } from '../../engine/devices/deviceRows.ts';
import type { Direction } from '../../engine/log/columns/direction.ts';
import type { RequestPair } from '../../engine/requestResponse/pair.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { ownConventions } from '../ownFiles.ts';
import { SHIPPED } from '../shipped.ts';
import { TASMOTA_HEAD } from '../tasmota/convention.ts';
import type { ConventionFile } from './conventionFile.ts';
import { fileConvention } from './fileConvention.ts';
import { fileMeaning, headOf, type MoreByKind } from './fileMeaning.ts';

/** A message; `retained` as a new subscriber receives it. */
export type Said = readonly [
  direction: Direction,
  topic: string,
  payload: string | object | Uint8Array,
  retained?: 'retained',
];

export const payloadOf = (payload: Said[2]): Uint8Array =>
  payload instanceof Uint8Array
    ? payload
    : encodeUtf8(typeof payload === 'string' ? payload : JSON.stringify(payload));

const ALL = { first: 0, count: 1000 };

/** A convention from a file, completely loaded; a built-in one is recognized as in the program. */
export function wholeConvention(file: ConventionFile, more?: MoreByKind): Convention {
  const heads = [TASMOTA_HEAD, ...SHIPPED.map(({ head }) => head)];
  const shipped = heads.find(({ id }) => id === file.convention);
  return fileConvention(shipped ?? headOf(file), Lazy.of(fileMeaning(file, more)));
}

export class Talk {
  readonly capture: Capture;
  /** µs */
  time = 0;
  readonly #stream: number;
  #looked = 0;

  constructor(...conventions: readonly Convention[]) {
    this.capture = new Capture({
      conventions: new Conventions(conventions, Lazy.of(ownConventions)),
      originWallClock: 0,
    });
    this.#stream = this.capture.openStream(4);
  }

  /** Signs the client in. */
  connect(clientId: string): void {
    const protocol = { protocolName: 'MQTT', protocolLevel: 4, cleanStart: true } as const;
    const connect = { type: 'connect', ...protocol, keepAlive: 60, clientId } as const;
    this.capture.packet(this.#stream, 'out', this.time, encode({ ...connect, properties: [] }, 4));
  }

  /** @returns the number of its packet */
  say(
    direction: Direction,
    topic: string,
    payload: string | object | Uint8Array,
    retain = false,
  ): number {
    this.time += 1_000;
    const message = {
      dup: false,
      qos: 0,
      retain,
      topic,
      payload: payloadOf(payload),
      properties: [],
    } as const;
    const packet = encode({ type: 'publish', ...message }, 4);
    return this.capture.packet(this.#stream, direction, this.time, packet);
  }

  sayAll(all: readonly Said[]): void {
    for (const [direction, topic, payload, retained] of all)
      this.say(direction, topic, payload, retained !== undefined);
  }

  devices(): readonly DeviceRow[] {
    const request = { ...ALL, show: 'all', search: '', order: 'name' } as const;
    // Lists are refreshed once a second.
    this.#looked += 1_000_000;
    const now = this.time + this.#looked;
    return this.capture.window({ devices: request }, now).devices?.rows ?? [];
  }

  device(convention: string, id: string): DeviceDetail | undefined {
    const device = { convention, id, parts: ALL };
    return this.capture.window({ device }, this.time).device ?? undefined;
  }

  /** Values of the device's parts by name. */
  values(convention: string, id: string): Readonly<Record<string, string | undefined>> {
    const rows = this.device(convention, id)?.parts.rows ?? [];
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  /** @param heard filters of the client's subscriptions */
  pairs(convention: string, heard?: readonly string[]): readonly RequestPair[] {
    const pairs = { convention, ...ALL, show: 'all', search: '', heard } as const;
    return this.capture.window({ pairs }, this.time).pairs?.rows ?? [];
  }

  /** The convention's kind for the messages of a topic. */
  kindOf(topic: string): string | undefined {
    return this.capture.conventions.senseOf(topic)?.kind;
  }
}
