/**
 * Example messages of each built-in convention, for tests and for the captures in the documentation. Those of
 * the files in this folder are in `testdata`, with the devices and requests that they show.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseHex } from '../../base/hex.ts';
import { ALIBABA } from '../alibaba/alibaba.testkit.ts';
import type { Said } from '../files/talk.testkit.ts';
import { HOME_ASSISTANT } from '../homeAssistant/homeAssistant.testkit.ts';
import { SPARKPLUG } from '../sparkplug/sparkplug.testkit.ts';
import { TASMOTA } from '../tasmota/tasmota.testkit.ts';

export interface Example {
  /** The client identifier of the recorded connection. */
  readonly client: string;
  readonly messages: readonly Said[];
  /** Devices in the example. */
  readonly devices: readonly string[];
}

/** An entry of test data. Bytes of a payload are `{ "hex": … }`. */
interface Entry {
  readonly client: string;
  readonly messages: readonly (readonly [
    direction: Said[0],
    topic: string,
    payload: string | object,
    retained?: 'retained',
  ])[];
  readonly devices: readonly { readonly id: string }[];
  readonly pairs: readonly unknown[];
}

const FOLDER = path.join(import.meta.dirname, 'testdata');
const MEMBERS = ['client', 'messages', 'devices', 'pairs'];

/** By convention id. */
export const ENTRIES: ReadonlyMap<string, Entry> = new Map(
  readdirSync(FOLDER).map((name) => {
    const entry: unknown = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));
    if (!isEntry(entry)) throw new Error(`${name} is no example.`);
    return [path.parse(name).name, entry] as const;
  }),
);

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && MEMBERS.every((name) => name in value);
}

/** The messages in a convention's test data. */
export const messagesOf = (id: string): readonly Said[] =>
  (ENTRIES.get(id)?.messages ?? []).map(([direction, topic, payload, retained]) =>
    retained === undefined
      ? [direction, topic, bytesOf(payload)]
      : [direction, topic, bytesOf(payload), retained],
  );

function bytesOf(payload: Said[2]): Said[2] {
  if (typeof payload === 'string' || !('hex' in payload)) return payload;
  const parsed = parseHex(String(payload.hex));
  return parsed.ok ? parsed.bytes : payload;
}

/** By convention id. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  alibaba: {
    client: 'lamp|securemode=2,signmethod=hmacsha256|',
    messages: ALIBABA,
    devices: ['a1B2c3D4e5F/lamp'],
  },
  sparkplug: {
    client: 'me',
    messages: SPARKPLUG,
    devices: ['plant/press', 'plant/press/motor', 'plant/press/station', 'STATE/scada'],
  },
  'home-assistant': {
    client: 'me',
    messages: HOME_ASSISTANT,
    devices: ['door7', '0AFFD2', 'Home Assistant'],
  },
  tasmota: { client: 'me', messages: TASMOTA, devices: ['plug1'] },
  ...Object.fromEntries(
    Array.from(ENTRIES, ([id, { client, devices }]) => [
      id,
      { client, messages: messagesOf(id), devices: devices.map((device) => device.id) },
    ]),
  ),
};
