/** The displayed tree of fields: the dissection, with the content of the payload below it. */

import { hex } from '@scure/base';
import { append } from '../../../base/append.ts';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { bytes as sizeText } from '../../../i18n/numbers.ts';
import type { Field, FieldValue, PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { ValueMeaning } from '../../../mqtt/tables/valueMeanings.ts';
import type { FormatError, PayloadFormat } from '../../../payload/tree/format.ts';
import type { ValueTree } from '../../../payload/tree/valueTree.ts';

/** Colour of a value. */
export type Tone = 'text' | 'number' | 'word' | 'plain';

export interface OutlineNode {
  /** Position in the tree, e.g. `0.3.1`. */
  readonly key: string;
  /** Wireshark's filter name, or mqttscope's. Inside a payload the path, e.g. `payload.params[0]`. */
  readonly name: string;
  readonly label: string;
  readonly raw: FieldValue;
  /** Value shown next to the label unless it has a meaning. Empty for a group without a value. */
  readonly value: string;
  /** Meaning of a value that does not explain itself. */
  readonly meaning?: ValueMeaning | undefined;
  readonly tone: Tone;
  /** Bytes from the packet's first byte, or from that of its layer. */
  readonly offset: number;
  readonly length: number;
  /** The bits of its byte that it is. */
  readonly mask: number | undefined;
  /** Those bits as digits, highest first; empty without a mask. */
  readonly bits: string;
  /** Section of the standard; empty if there is none (inside a payload). */
  readonly section: string;
  readonly secret: boolean;
  /** A key or index inside the payload, not a field of MQTT. */
  readonly inPayload: boolean;
  /** Inside the payload: the value itself. */
  readonly member?: { readonly tree: ValueTree; readonly row: number };
  /** Payload layer that contains its bytes; absent: the packet. */
  readonly layer?: number | undefined;
  /** For a layer: true if the user chose its format. */
  readonly isChosen?: boolean;
  /** Number of a later packet with this information, so it is a guess. 0: not recorded. */
  readonly later?: number | undefined;
  /** Error in the payload. */
  readonly error?: FormatError | undefined;
  /** Format to load before the whole payload can be shown. */
  readonly missing?: PayloadFormat | undefined;
  readonly children: readonly OutlineNode[];
}

const USER_PROPERTY = 'mqtt.prop.user_property';
const PREVIEW_BYTES = 32;
const LONGEST_MASK = 32;

/** `bytes` are those of the whole packet. With `reveal`, the user chose to see secrets, so none is masked. */
export function outline(
  fields: readonly Field[],
  bytes: Uint8Array,
  reveal = false,
  prefix = '',
): readonly OutlineNode[] {
  return fields.map((field, index) => nodeOf(field, bytes, reveal, `${prefix}${index}`));
}

function nodeOf(field: Field, bytes: Uint8Array, reveal: boolean, key: string): OutlineNode {
  const secret = field.secret === true && !reveal;
  return {
    key,
    name: field.name,
    label: field.label,
    raw: secret ? null : field.value,
    value: secret ? masked(field.length) : valueText(field),
    meaning: secret ? undefined : field.meaning,
    tone: secret ? 'plain' : toneOf(field.value),
    offset: field.offset,
    length: field.length,
    mask: field.mask,
    bits: field.mask === undefined ? '' : maskedBits(bytes[field.offset] ?? 0, field.mask),
    section: field.section,
    secret,
    inPayload: false,
    children: outline(field.children, bytes, reveal, `${key}.`),
  };
}

/** Replaces a node of the tree. */
export function replaced(
  nodes: readonly OutlineNode[],
  other: OutlineNode,
): readonly OutlineNode[] {
  return nodes.map((node) => {
    if (node.key === other.key) return other;
    if (!other.key.startsWith(`${node.key}.`)) return node;
    return { ...node, children: replaced(node.children, other) };
  });
}

function maskedBits(byte: number, mask: number): string {
  const { first, count } = bitSpan(mask);
  return byte
    .toString(2)
    .padStart(8, '0')
    .slice(first, first + count);
}

/** First (leftmost, 0 is the highest bit) and number of a mask's bits. Masks are contiguous. */
export function bitSpan(mask: number): { readonly first: number; readonly count: number } {
  const bits = mask.toString(2).padStart(8, '0');
  return { first: bits.indexOf('1'), count: bits.lastIndexOf('1') - bits.indexOf('1') + 1 };
}

/** Text next to the label. */
export function shownValue({ value, meaning }: OutlineNode, t: Texts['detail']): string {
  return meaning === undefined ? value : visibleText(t.value(meaning));
}

function masked(length: number): string {
  return '•'.repeat(Math.min(length, LONGEST_MASK));
}

function valueText({ name, value, children }: Field): string {
  if (name === USER_PROPERTY) return pairText(children);
  // A byte of flags reads best as a byte; its fields say the rest.
  if (typeof value === 'number' && children.some(({ mask }) => mask !== undefined))
    return `0x${value.toString(16).padStart(2, '0')}`;
  if (value === null) return '';
  if (value instanceof Uint8Array) return bytesText(value);
  return visibleName(String(value));
}

/** Each half by itself: between two others, a blank at the end of one is not seen. */
function pairText(fields: readonly Field[]): string {
  return fields
    .flatMap(({ value }) => (typeof value === 'string' ? [visibleName(value)] : []))
    .join(' = ');
}

/** Bytes as hex. Long values are cut, with the exact size. */
export function bytesText(bytes: Uint8Array): string {
  const shown = hex.encode(bytes.subarray(0, PREVIEW_BYTES)).replace(/..(?=.)/g, '$& ');
  return bytes.length > PREVIEW_BYTES ? `${shown} … (${sizeText(bytes.length)})` : shown;
}

function toneOf(value: FieldValue): Tone {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'word';
  return 'plain';
}

/** Problems by the key of the deepest node with their bytes. For bits that share a byte, their group. */
export function problemsByNode(
  nodes: readonly OutlineNode[],
  problems: readonly PacketProblem[],
): ReadonlyMap<string, readonly PacketProblem[]> {
  const map = new Map<string, PacketProblem[]>();
  for (const problem of problems) {
    const key = deepestHolding(nodes, problem.offset, problem.length);
    if (key !== undefined) append(map, key, problem);
  }
  return map;
}

function deepestHolding(
  nodes: readonly OutlineNode[],
  offset: number,
  length: number,
): string | undefined {
  for (const node of nodes) {
    if (
      node.layer !== undefined ||
      node.length === 0 ||
      node.mask !== undefined ||
      offset < node.offset
    )
      continue;
    if (offset + length > node.offset + node.length) continue;
    return deepestHolding(node.children, offset, length) ?? node.key;
  }
  return undefined;
}
