/** What a JSON payload says, as fields below the payload's own, each with its bytes. */
import type { PacketDetail } from '../../engine/window.ts';
import { type JsonTree, jsonTree } from '../../payload/jsonTree.ts';
import { graft, type OutlineNode, type Tone } from './outline.ts';

/** Bytes up to which a payload is unfolded; beyond, its bytes and the view Topic show it. */
export const LARGEST_UNFOLDED = 1 << 20;
/** Levels; deeper ones stay one value. */
const DEEPEST = 48;
/** Characters of a value in its row. */
const VALUE_LENGTH = 400;

/** The tree with the keys of a JSON object or array grafted below the payload. */
export function withPayload(
  nodes: readonly OutlineNode[],
  { bytes, payload }: PacketDetail,
): readonly OutlineNode[] {
  if (payload === undefined || payload.length === 0 || payload.length > LARGEST_UNFOLDED)
    return nodes;
  const own = nodes.find(
    ({ offset, length }) => offset === payload.offset && length === payload.length,
  );
  if (own === undefined || own.children.length > 0) return nodes;
  const result = jsonTree(bytes.subarray(payload.offset, payload.offset + payload.length));
  if (!result.ok || result.tree.node(0).children === 0) return nodes;
  return graft(nodes, own.key, members(result.tree, 0, `${own.key}.`, payload.offset, 1));
}

function members(
  tree: JsonTree,
  row: number,
  prefix: string,
  base: number,
  depth: number,
): readonly OutlineNode[] {
  return [...tree.childRows(row)].map((child, index) => {
    const { kind, start, end, key, keyStart, children } = tree.node(child);
    const place = `${prefix}${index}`;
    const from = keyStart < 0 ? start : keyStart - 1;
    const opened = children > 0 && depth < DEEPEST;
    return {
      key: place,
      label: key ?? `[${index}]`,
      value: opened ? count(kind, children) : tree.source(child).slice(0, VALUE_LENGTH),
      tone: toneOf(kind),
      offset: base + from,
      length: end - from,
      mask: undefined,
      bits: '',
      section: '',
      secret: false,
      inPayload: true,
      children: opened ? members(tree, child, `${place}.`, base, depth + 1) : [],
    };
  });
}

function count(kind: string, children: number): string {
  return kind === 'array' ? `[${children}]` : `{${children}}`;
}

function toneOf(kind: string): Tone {
  if (kind === 'string') return 'text';
  if (kind === 'number') return 'number';
  return kind === 'object' || kind === 'array' ? 'plain' : 'word';
}
