/** What a JSON payload says, as fields below the payload's own, each with its bytes. */
import { quote } from '../../engine/filter/tokens.ts';
import type { PacketDetail } from '../../engine/window.ts';
import { type JsonTree, jsonTree } from '../../payload/jsonTree.ts';
import { previewText } from '../../payload/text.ts';
import { visibleText } from '../../payload/visibleText.ts';
import { type OutlineNode, replaced, type Tone } from './outline.ts';

/** Bytes up to which a payload is unfolded; beyond, its bytes and the view Topic show it. */
const LARGEST_UNFOLDED = 256 << 10;
/** Levels; deeper ones stay one value. */
const DEEPEST = 48;
/** Characters of a value in its row. */
const VALUE_LENGTH = 400;
const KEY_LENGTH = 200;

/** The tree with the payload's row in words, and below it the keys of a JSON object or array. */
export function withPayload(
  nodes: readonly OutlineNode[],
  { bytes, payload }: Pick<PacketDetail, 'bytes' | 'payload'>,
): readonly OutlineNode[] {
  if (payload === undefined || payload.length === 0) return nodes;
  const own = nodes.find(
    ({ offset, length }) => offset === payload.offset && length === payload.length,
  );
  if (own === undefined || own.children.length > 0) return nodes;
  return replaced(nodes, inWords(own, bytes.subarray(own.offset, own.offset + own.length)));
}

function inWords(own: OutlineNode, payload: Uint8Array): OutlineNode {
  const json = payload.length > LARGEST_UNFOLDED ? undefined : jsonTree(payload);
  if (json?.ok === true && json.tree.node(0).children > 0) {
    const children = members(json.tree, 0, { key: own.key, path: 'payload' }, own.offset, 1);
    return { ...own, value: 'JSON', tone: 'plain', children };
  }
  const { text, complete, size, binary } = previewText(payload, VALUE_LENGTH);
  if (binary || hasControls(payload)) return own;
  return { ...own, value: complete ? text : `${text}… (${size} B)`, tone: 'text' };
}

/** Bytes that no text holds: all controls but tab, line feed and carriage return, at its beginning. */
function hasControls(payload: Uint8Array): boolean {
  return payload
    .subarray(0, VALUE_LENGTH)
    .some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function members(
  tree: JsonTree,
  row: number,
  parent: Pick<OutlineNode, 'key'> & { readonly path: string },
  base: number,
  depth: number,
): readonly OutlineNode[] {
  return [...tree.childRows(row)].map((child, index) => {
    const { kind, start, end, key, keyStart, children } = tree.node(child);
    const place = `${parent.key}.${index}`;
    const path = `${parent.path}${step(key, index)}`;
    const from = keyStart < 0 ? start : keyStart - 1;
    const opened = children > 0 && depth < DEEPEST;
    return {
      key: place,
      name: path,
      raw: null,
      label: key === undefined ? `[${index}]` : visibleText(key.slice(0, KEY_LENGTH)),
      value: opened
        ? count(kind, children)
        : visibleText(tree.source(child).slice(0, VALUE_LENGTH)),
      tone: toneOf(kind),
      offset: base + from,
      length: end - from,
      mask: undefined,
      bits: '',
      section: '',
      secret: false,
      inPayload: true,
      valueOffset: base + start,
      children: opened ? members(tree, child, { key: place, path }, base, depth + 1) : [],
    };
  });
}

/** As a display filter writes it. */
function step(key: string | undefined, index: number): string {
  if (key === undefined) return `[${index}]`;
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${quote(key)}]`;
}

function count(kind: string, children: number): string {
  return kind === 'array' ? `[${children}]` : `{${children}}`;
}

function toneOf(kind: string): Tone {
  if (kind === 'string') return 'text';
  if (kind === 'number') return 'number';
  return kind === 'object' || kind === 'array' ? 'plain' : 'word';
}
