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
  /** Some name stands more than once in an object: what it has is the list of its values, in their order. */
  readonly repeats?: true;
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
  const formats = layers.map(({ format }) => format.name);
  const deep = last?.tree && tooDeep(last.tree);
  if (deep !== undefined) {
    return { formats, fault: { layer: layers.length - 1, key: 'depth', offset: deep } };
  }
  return {
    formats,
    ...(last?.tree && plain(last.tree)),
    ...(fault && { fault: { layer, ...fault } }),
  };
}

/** As formats with a bound of their own have it: to write what is deeper would take more than the stack. */
const DEEPEST = 512;

/** The byte with which the first value begins that is nested too deeply. */
function tooDeep({ tape }: ValueTree): number | undefined {
  const depths = new Int32Array(tape.size);
  for (let row = 1; row < tape.size; row += 1) {
    const depth = (depths[tape.parent(row)] ?? 0) + 1;
    if (depth > DEEPEST) return tape.start(row);
    depths[row] = depth;
  }
  return undefined;
}

/** Numbers that JSON readers would round are texts; bytes are hex; what is no value is as it is written. */
function plain(tree: ValueTree): Pick<PayloadReport, 'value' | 'repeats'> {
  const seen = { repeats: false };
  const members = (row: number): unknown => {
    const byName = new Map<string, unknown[]>();
    for (const child of tree.childRows(row)) {
      const name = String(tree.key(child) ?? '');
      const values = byName.get(name);
      if (values === undefined) byName.set(name, [of(child)]);
      else values.push(of(child));
      if (values !== undefined) seen.repeats = true;
    }
    const named = Array.from(byName, ([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]);
    return Object.fromEntries(named);
  };
  const of = (row: number): unknown => {
    const kind = tree.tape.kind(row);
    if (kind === 'array') return Array.from(tree.childRows(row), of);
    if (kind === 'object') return members(row);
    const value = tree.value(row);
    if (value === undefined) return tree.source(row);
    if (value instanceof Decimal) return value.toString();
    if (value instanceof Uint8Array) return hex.encode(value);
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  };
  const value = of(0);
  return seen.repeats ? { value, repeats: true } : { value };
}
