/** Links fields and bytes: the field of a byte, and the bytes highlighted for a field. */
import type { ByteRange } from '../../../base/bytes.ts';
import type { OutlineNode } from './outline.ts';

export function nodeAt(nodes: readonly OutlineNode[], key: string): OutlineNode | undefined {
  const node = nodes.find((each) => each.key === key || key.startsWith(`${each.key}.`));
  if (!node || node.key === key) return node;
  return nodeAt(node.children, key);
}

export function parentKey(key: string): string | undefined {
  const end = key.lastIndexOf('.');
  return end < 0 ? undefined : key.slice(0, end);
}

function holds(node: OutlineNode, byte: number): boolean {
  return byte >= node.offset && byte < node.offset + node.length;
}

/** The fields with bytes in a layer: the packet, or an inner payload. */
function nodesIn(nodes: readonly OutlineNode[], layer: number | undefined): readonly OutlineNode[] {
  if (layer === undefined) return nodes.filter((node) => node.layer === undefined);
  return nodes.flatMap((node) => (node.layer === layer ? [node] : nodesIn(node.children, layer)));
}

/** The deepest field with this byte of a layer. If several fields share its bits, their group. */
export function deepestAt(
  nodes: readonly OutlineNode[],
  byte: number,
  layer?: number,
): OutlineNode | undefined {
  const holders = nodesIn(nodes, layer).filter((node) => holds(node, byte));
  const [only] = holders;
  if (!only || holders.length > 1) return undefined;
  return deepestAt(only.children, byte, layer) ?? sharesBits(only, byte) ?? only;
}

/** A group with more bytes than this cannot represent the byte; its first bit field does. */
function sharesBits(group: OutlineNode, byte: number): OutlineNode | undefined {
  if (group.length === 1) return undefined;
  return group.children.find((child) => child.mask !== undefined && holds(child, byte));
}

/** Bytes to highlight for a selected field, and more faintly those of its group. */
export function litRanges(
  nodes: readonly OutlineNode[],
  key: string | undefined,
): { readonly own: ByteRange | undefined; readonly around: ByteRange | undefined } {
  if (key === undefined) return { own: undefined, around: undefined };
  const parent = parentKey(key);
  const own = nodeAt(nodes, key);
  const around = parent === undefined ? undefined : nodeAt(nodes, parent);
  return { own, around: around?.layer === own?.layer ? around : undefined };
}
