/** Device that is described by its values and signals. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import {
  bytesMessage,
  type DeviceModel,
  fieldOf,
  type MessageOptions,
  type Moment,
  USUAL,
  Wandering,
} from './model.ts';

/** A message of a machine. */
interface Signal extends MessageOptions {
  /** Topic below that of the machine. */
  readonly path: string;
  /** Average milliseconds between two messages; undefined: one on each connection. */
  readonly every?: number;
  /** Names of its values, by default the path. A name without a value counts messages. */
  readonly of?: readonly string[];
  /** By default text; `doubles` are big-endian 64-bit floats. Bytes are sent as they are. */
  readonly format?: 'json' | 'cbor' | 'doubles' | Uint8Array;
}

export interface Machine {
  /** The last level is the name of the machine. */
  readonly topic: string;
  readonly version: ProtocolVersion;
  readonly settings?: Partial<Pick<DeviceModel, keyof typeof USUAL>>;
  /** Middle and reach of each number. A command sets the middle. */
  readonly numbers?: Readonly<Record<string, readonly [middle: number, reach: number]>>;
  /** Words that take turns. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly signals: readonly Signal[];
}

/** Milliseconds until the next word. */
const WORD_TIME = 12_000;

export function modelOf(machine: Machine): DeviceModel {
  const { topic, version, settings, numbers = {}, words = {}, signals } = machine;
  const wanderings = new Map(
    Object.entries(numbers).map(([name, range]) => [name, new Wandering(...range)]),
  );
  let count = 0;

  const read = (name: string, { wall, random }: Moment): number | string => {
    const list = words[name];
    if (list !== undefined) return list[Math.floor(wall / WORD_TIME) % list.length] ?? '';
    return Math.round((wanderings.get(name)?.next(random) ?? count) * 100) / 100;
  };

  const send = ({ path, of = [path], format, ...options }: Signal, moment: Moment) => {
    count += 1;
    const values = of.map((name) => [name, read(name, moment)] as const);
    const payload = format instanceof Uint8Array ? format : written(format, values, count, moment);
    return [bytesMessage(`${topic}/${path}`, payload, options)];
  };

  const obey = (command: unknown) => {
    const changes = [...wanderings].flatMap(([name, number]) => {
      const target = fieldOf(command, name);
      return typeof target === 'number' ? [{ name, number, target }] : [];
    });
    if (changes.length === 0) {
      return { ok: false, error: `Expected a number for ${[...wanderings.keys()].join(' or ')}.` };
    }
    for (const { number, target } of changes) number.middle = target;
    return { ok: true, ...Object.fromEntries(changes.map(({ name, target }) => [name, target])) };
  };

  return {
    ...USUAL,
    name: topic.slice(topic.lastIndexOf('/') + 1),
    version,
    statusTopic: `${topic}/status`,
    routines: signals.flatMap(({ every, ...signal }) =>
      every === undefined ? [] : [{ every, run: (moment: Moment) => send(signal, moment) }],
    ),
    atConnect: (moment) =>
      signals.flatMap((signal) => (signal.every === undefined ? send(signal, moment) : [])),
    obey,
    ...settings,
  };
}

function written(
  format: 'json' | 'cbor' | 'doubles' | undefined,
  values: readonly (readonly [name: string, value: number | string])[],
  count: number,
  { wall }: Moment,
): Uint8Array {
  if (format === 'doubles') {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    for (const [at, [, value]] of values.entries()) view.setFloat64(at * 8, Number(value));
    return new Uint8Array(view.buffer);
  }
  if (format === undefined) return encodeUtf8(values.map(([, value]) => value).join(' '));
  const value = { id: count.toString(), ts: wall, params: Object.fromEntries(values) };
  return format === 'cbor' ? encodeCbor(value) : encodeUtf8(JSON.stringify(value));
}
