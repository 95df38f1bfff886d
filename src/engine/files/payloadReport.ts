/** The decoded payload of a packet, as `mqttscope dissect --json` prints it. */
import { hex } from '@scure/base';
import type { Field } from '../../mqtt/dissection.ts';
import { layersOf } from '../../payload/chains/layers.ts';
import { Decimal } from '../../payload/decimal.ts';
import { isMissing, type PayloadFormat } from '../../payload/formats/format.ts';
import type { ValueTree } from '../../payload/valueTree.ts';
import { payloadIn } from '../filter/payloadIn.ts';

export interface PayloadReport {
  /** From the outermost to that of the value. */
  readonly formats: readonly string[];
  /** Absent where the payload has none. */
  readonly value?: unknown;
  /** The first, in the bytes of its layer. */
  readonly fault?: { readonly layer: number; readonly key: string; readonly offset: number };
}

/** As it is written, and what an alias stands for. */
const TOPIC_NAMES: ReadonlySet<string> = new Set(['mqtt.topic_name', 'mqtt.topic']);

/** The topic of a PUBLISH, also behind an alias. */
export function topicIn(fields: readonly Field[]): string | undefined {
  const found = fields.findLast(({ name, value }) => TOPIC_NAMES.has(name) && value !== '');
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** undefined: it is read as it looks. */
export function reportPayload(
  fields: readonly Field[],
  chosen: PayloadFormat | undefined,
): PayloadReport | undefined {
  const payload = payloadIn(fields);
  if (payload === undefined || chosen === undefined) return undefined;
  const layers = layersOf(payload, { chosen });
  if (isMissing(layers)) return undefined;
  const last = layers.at(-1);
  const layer = layers.findIndex(({ fault }) => fault !== undefined);
  const fault = layers[layer]?.fault;
  return {
    formats: layers.map(({ format }) => format.name),
    ...(last?.tree && { value: plain(last.tree, 0) }),
    ...(fault && { fault: { layer, ...fault } }),
  };
}

/** Numbers that JSON readers would round are texts; bytes are hex. */
function plain(tree: ValueTree, row: number): unknown {
  const kind = tree.tape.kind(row);
  if (kind === 'array') return Array.from(tree.childRows(row), (child) => plain(tree, child));
  if (kind === 'object') {
    const members = Array.from(tree.childRows(row), (child): [string, unknown] => [
      String(tree.key(child) ?? ''),
      plain(tree, child),
    ]);
    return Object.fromEntries(members);
  }
  const value = tree.value(row);
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Uint8Array) return hex.encode(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
}
