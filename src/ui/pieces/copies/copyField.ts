/** Copies of a field: its value, its bytes, or a display filter for packets with the same value. */

import { hex } from '@scure/base';
import { quote } from '../../../base/quoting.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { parseFilter } from '../../../engine/filter/syntax/parse.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { filterExpressionFor } from '../../session/filter/expressionFor.ts';
import { nodeAt, parentKey } from '../../session/packet/links.ts';
import { type OutlineNode, shownValue } from '../../session/packet/outline.ts';

type Member = NonNullable<OutlineNode['member']>;

/** The whole value, even if only a part is displayed. Text is unchanged, and binary data is hex. */
export function fieldValue(node: OutlineNode, bytes: Uint8Array, t: Texts['detail']): string {
  if (node.secret) return '*'.repeat(node.length);
  if (node.member !== undefined) return memberValue(node.member);
  const { raw } = node;
  if (typeof raw === 'string') return raw;
  if (raw instanceof Uint8Array) return decodeUtf8(raw) ?? hex.encode(raw);
  return shownValue(node, t) || fieldHex(node, bytes);
}

/** The bytes of a field. For a flag, its whole byte. */
export function fieldHex(node: OutlineNode, bytes: Uint8Array): string {
  return hex.encode(bytes.subarray(node.offset, node.offset + node.length));
}

/** Text without quotes; other values as in the source. */
function memberValue({ tree, row }: Member): string {
  const value = tree.value(row);
  return typeof value === 'string' ? value : tree.source(row);
}

/** Undefined if the filter language has no name for it. Fields inside a property use the property. */
export function fieldFilter(nodes: readonly OutlineNode[], key: string): string | undefined {
  const node = nodeAt(nodes, key);
  if (node === undefined || node.secret) return undefined;
  if (node.inPayload && node.name === '') return undefined;
  if (node.member !== undefined) return memberFilter(node.name, node.member);
  const parent = parentKey(key);
  const around = parent === undefined ? undefined : nodeAt(nodes, parent);
  return around !== undefined && isProperty(around)
    ? fieldFilter(nodes, around.key)
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
  // A group that only holds fields is not a value to compare with.
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

/** Filter for an object, an array or another value that filters cannot compare: tests for its existence. */
function memberFilter(name: string, { tree, row }: Member): string | undefined {
  const value = tree.value(row);
  if (value === undefined || value instanceof Uint8Array) return valid(name);
  if (typeof value === 'string') return filterExpressionFor(name, value);
  // The number as written, or its value if the filter language cannot read that notation.
  return valid(`${name} == ${tree.source(row)}`) ?? valid(`${name} == ${String(value)}`);
}

function valid(expression: string): string | undefined {
  return parseFilter(expression).error === undefined ? expression : undefined;
}
