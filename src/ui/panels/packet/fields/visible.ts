/** The visible rows of the field tree, in order. */
import { decodeUtf8 } from '../../../../base/utf8.ts';
import { bitSpan, type OutlineNode } from '../../../session/packet/outline.ts';

export interface FieldItem {
  readonly node: OutlineNode;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
}

/** Line of the tree: a field, or the fields that share a byte, drawn as bits if their names fit. */
export type FieldRow =
  | { readonly kind: 'field'; readonly item: FieldItem }
  | { readonly kind: 'bits'; readonly items: readonly FieldItem[] };

/** Label of the first field of an MQTT 5 property. */
const PROPERTY_IDENTIFIER = 'Identifier';

/**
 * Groups that are closed at first, because their own row is sufficient: a text with its length, a property
 * with its identifier (2.2.2.2), an empty list.
 */
export function closedAtFirst(nodes: readonly OutlineNode[]): readonly string[] {
  return nodes.flatMap(({ key, label, children }) => {
    const last = children.at(-1);
    const isText = last !== undefined && (last.label === label || children.length === 1);
    const isPlain = children.every((child) => child.children.length === 0 && !child.inPayload);
    const isProperty = children[0]?.label === PROPERTY_IDENTIFIER;
    return isProperty || (isText && isPlain) ? [key] : closedAtFirst(children);
  });
}

export function visibleRows(
  nodes: readonly OutlineNode[],
  collapsed: ReadonlySet<string>,
): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  collect(nodes, collapsed, 1, rows);
  return rows;
}

function collect(
  nodes: readonly OutlineNode[],
  collapsed: ReadonlySet<string>,
  level: number,
  rows: FieldRow[],
): void {
  let bits: FieldItem[] = [];
  let byte = -1;
  const flush = (): void => {
    if (fitUnderBits(bits)) {
      if (bits.length > 0) rows.push({ kind: 'bits', items: bits });
    } else {
      for (const item of bits) rows.push({ kind: 'field', item });
    }
    bits = [];
  };
  nodes.forEach((node, index) => {
    const expandable = node.children.length > 0;
    const expanded = expandable && !collapsed.has(node.key);
    const item = { node, level, position: index + 1, siblings: nodes.length, expandable, expanded };
    if (node.mask !== undefined) {
      if (node.offset !== byte) flush();
      byte = node.offset;
      bits.push(item);
      return;
    }
    flush();
    rows.push({ kind: 'field', item });
    if (expanded) collect(node.children, collapsed, level + 1, rows);
  });
  flush();
}

interface PayloadRows {
  readonly shown: readonly OutlineNode[];
  /** The payload, if it is neither text nor in a known format, nor secret. */
  readonly binary: OutlineNode | undefined;
  /** The payload, if it is a text that may need more than a row. */
  readonly text: OutlineNode | undefined;
}

/** Bytes of a text that fits into a row of any pane. */
const SHORT_TEXT = 40;
const LINE_FEED = 0x0a;

/** True for a text in no known format, which has no value to chart and no members. */
function isLongText({ tone, children, secret, offset, length }: OutlineNode, bytes: Uint8Array) {
  if (tone !== 'text' || children.length > 0 || secret) return false;
  const own = bytes.subarray(offset, offset + length);
  const isLong = own.length > SHORT_TEXT || own.includes(LINE_FEED);
  return isLong && decodeUtf8(own) !== undefined;
}

/** The members of the payload, scalar keys first, or the payload itself if it has none. */
export function payloadRows(
  nodes: readonly OutlineNode[],
  place: { readonly offset: number; readonly length: number } | undefined,
  bytes: Uint8Array,
): PayloadRows | undefined {
  const own = nodes.find((node) => node.offset === place?.offset && node.length === place.length);
  if (own === undefined || own.length === 0) return undefined;
  const hasMembers = own.children.some(({ inPayload }) => inPayload);
  const isBinary = own.tone === 'plain' && own.children.length === 0 && !own.secret;
  return {
    shown: hasMembers ? scalarsFirst(own.children) : [own],
    binary: isBinary ? own : undefined,
    text: isLongText(own, bytes) ? own : undefined,
  };
}

/** Moves objects and arrays after the other keys of an object. Elements of an array keep their order. */
function scalarsFirst(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  const sorted = nodes.map((node) =>
    node.children.length === 0 ? node : { ...node, children: scalarsFirst(node.children) },
  );
  const isOfObject = nodes.every(({ member }) => member?.tree.key(member.row) !== undefined);
  if (!isOfObject) return sorted;
  const isGroup = ({ children }: OutlineNode): number => Number(children.length > 0);
  return sorted.toSorted((one, other) => isGroup(one) - isGroup(other));
}

export function itemsOf(rows: readonly FieldRow[]): readonly FieldItem[] {
  return rows.flatMap((row) => (row.kind === 'field' ? [row.item] : row.items));
}

/** Pixels of one bit as drawn, and of a letter of its caption, roughly. */
const BIT = 24;
const LETTER = 6;

/** Caption below the bits of a field: its name, or a more informative value. */
export function bitCaption({ label, value, bits }: OutlineNode): string {
  if (bits.length === 1) return label;
  return /^\d+$/.test(value) ? `${label} ${value}` : value;
}

/** Captions fit under their bits; that of the last one may reach beyond. */
function fitUnderBits(items: readonly FieldItem[]): boolean {
  return items.every(
    ({ node }, at) =>
      at === items.length - 1 || bitCaption(node).length * LETTER <= node.bits.length * BIT,
  );
}

/** `..1. ....`: position of a bit field in its byte. */
export function bitPattern({ mask, bits }: OutlineNode): string {
  if (mask === undefined) return '';
  const { first } = bitSpan(mask);
  const all = `${'.'.repeat(first)}${bits}`.padEnd(8, '.');
  return `${all.slice(0, 4)} ${all.slice(4)}`;
}
