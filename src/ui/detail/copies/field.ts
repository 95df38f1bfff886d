/** A field as text to copy: its value, its bytes, a display filter that lets through packets with the same. */
import { hex } from '@scure/base';
import { parseFilter } from '../../../engine/filter/parse.ts';
import { quote } from '../../../engine/filter/tokens.ts';
import { decodeUtf8 } from '../../../mqtt/utf8.ts';
import { filterExpressionFor } from '../../filter/expressionFor.ts';
import { nodeAt, parentKey } from '../links.ts';
import type { OutlineNode } from '../outline.ts';

/** The whole value, however much of it is shown: texts as they are, bytes that are no text as hex. */
export function fieldValue(node: OutlineNode, bytes: Uint8Array): string {
  if (node.secret) return '*'.repeat(node.length);
  if (node.inPayload) return jsonValue(node, bytes);
  const { raw } = node;
  if (typeof raw === 'string') return raw;
  if (raw instanceof Uint8Array) return decodeUtf8(raw) ?? hex.encode(raw);
  return node.value === '' ? fieldHex(node, bytes) : node.value;
}

/** The bytes that a field lies in; of a flag, its whole byte. */
export function fieldHex(node: OutlineNode, bytes: Uint8Array): string {
  return hex.encode(bytes.subarray(node.offset, node.offset + node.length));
}

function jsonSource(node: OutlineNode, bytes: Uint8Array): string {
  const from = node.valueOffset ?? node.offset;
  return decodeUtf8(bytes.subarray(from, node.offset + node.length)) ?? '';
}

/** A string without its quotation marks; everything else as it is written. */
function jsonValue(node: OutlineNode, bytes: Uint8Array): string {
  const source = jsonSource(node, bytes);
  if (!source.startsWith('"')) return source;
  const text: unknown = JSON.parse(source);
  return typeof text === 'string' ? text : source;
}

/** undefined where the filter language has no name for it. Fields inside a property speak for the property. */
export function fieldFilter(
  nodes: readonly OutlineNode[],
  key: string,
  bytes: Uint8Array,
): string | undefined {
  const node = nodeAt(nodes, key);
  if (node === undefined || node.secret) return undefined;
  if (node.inPayload) return jsonFilter(node, bytes);
  const parent = parentKey(key);
  const around = parent === undefined ? undefined : nodeAt(nodes, parent);
  return around !== undefined && isProperty(around)
    ? fieldFilter(nodes, around.key, bytes)
    : ownFilter(node);
}

const USER_PROPERTY = 'mqtt.prop.user_property';
/** The group between the content type and its text. */
const CONTENT_TYPE = 'mqtt.property.content_type';

function isProperty({ name }: OutlineNode): boolean {
  return name.startsWith('mqtt.prop.') || name === CONTENT_TYPE;
}

function ownFilter(node: OutlineNode): string | undefined {
  if (node.name === USER_PROPERTY) return userPropertyFilter(node);
  // A group that only holds fields is no value to compare with.
  const named = node.raw === null ? undefined : filterExpressionFor(node.name, node.raw);
  if (named !== undefined) return named;
  const same = node.children.find(({ label }) => label === node.label);
  return same && ownFilter(same);
}

function userPropertyFilter({ children }: OutlineNode): string | undefined {
  const text = (name: string): string | undefined => {
    const raw = children.find((child) => child.name === name)?.raw;
    return typeof raw === 'string' ? raw : undefined;
  };
  const [name, value] = [text('mqtt.prop_key'), text('mqtt.prop_value')];
  if (name === undefined || value === undefined) return undefined;
  return filterExpressionFor(`user[${quote(name)}]`, value);
}

function jsonFilter(node: OutlineNode, bytes: Uint8Array): string | undefined {
  const first = bytes[node.valueOffset ?? node.offset];
  // Of an object or array, however large: that it is there.
  const isContainer = first === 0x7b || first === 0x5b;
  const source = isContainer ? '' : jsonSource(node, bytes);
  if (source.startsWith('"')) return filterExpressionFor(node.name, jsonValue(node, bytes));
  const expression = isContainer ? node.name : `${node.name} == ${source}`;
  return parseFilter(expression).error === undefined ? expression : undefined;
}
