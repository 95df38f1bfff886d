/** Fields of a payload with their bytes, below the payload's own field. */

import { previewText } from '../../../base/text.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { bytes } from '../../../i18n/numbers.ts';
import { type Layer, layersOf, valuesIn } from '../../../payload/chains/layers.ts';
import { formatOf } from '../../../payload/formats/formats.ts';
import { formatPreview } from '../../../payload/formats/reading.ts';
import {
  type About,
  isMissing,
  type Missing,
  type PayloadFormat,
} from '../../../payload/tree/format.ts';
import { placeAmongNamesakes, stepText, type ValueTree } from '../../../payload/tree/valueTree.ts';
import { type OutlineNode, replaced, type Tone } from './outline.ts';

/**
 * Largest payload in bytes that is unfolded, inner payloads included. Larger ones are shown as bytes and in the view
 * Topic.
 */
const LARGEST_UNFOLDED = 256 << 10;
/** Size limit of a preview. Reading a larger payload as a whole takes up to seconds. */
const PREVIEWED = 4 << 10;
/** Levels; deeper ones stay one value. */
const DEEPEST = 48;
/** Characters of a value in its row. */
const VALUE_LENGTH = 400;
const KEY_LENGTH = 200;
const CONTENT_TYPE = 'mqtt.prop.content_type';

/** Bytes that a payload wraps. */
export interface PayloadLayer {
  /** Name in its format. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface WithPayload {
  readonly nodes: readonly OutlineNode[];
  readonly layers: readonly PayloadLayer[];
}

/**
 * The tree with a summary in the payload's row, and below it the members of an object or array, or its
 * layers.
 */
export function withPayload(
  nodes: readonly OutlineNode[],
  { bytes, payload }: Pick<PacketDetail, 'bytes' | 'payload'>,
  chosen?: PayloadFormat,
): WithPayload {
  const none = { nodes, layers: [] };
  if (payload === undefined || payload.length === 0) return none;
  const own = nodes.find(
    ({ offset, length }) => offset === payload.offset && length === payload.length,
  );
  if (own === undefined || own.children.length > 0) return none;
  const payloadBytes = bytes.subarray(own.offset, own.offset + own.length);
  const about = { contentType: contentTypeIn(nodes), chosen };
  const found = layersIn(payloadBytes, about);
  const layers = isMissing(found) ? [] : found;
  const made =
    layers.length > 1 || chosen !== undefined
      ? inLayers(own, layers, chosen?.later)
      : inWords(own, payloadBytes, about, isMissing(found) ? found : found[0]);
  return {
    nodes: replaced(nodes, made),
    layers: layers.slice(1).map((layer) => ({ name: layer.format.name, bytes: layer.bytes })),
  };
}

/** Empty if nothing can be unfolded. */
function layersIn(payload: Uint8Array, about: About): readonly Layer[] | Missing {
  return payload.length > LARGEST_UNFOLDED ? [] : layersOf(payload, about, LARGEST_UNFOLDED);
}

/** A row for each layer with its values below. Filters use the values of the last layer. */
function inLayers(
  own: OutlineNode,
  layers: readonly Layer[],
  later: number | undefined,
): OutlineNode {
  const found = valuesIn(layers);
  const children = layers.map((layer, index) => {
    const { format, bytes, tree, error, isChosen } = layer;
    // Payloads that filters cannot find have no name.
    const name = index === layers.length - 1 && tree === found ? 'payload' : '';
    const inPacket = index === 0;
    const place = placeFrom(inPacket ? own.offset : 0);
    const key = `${own.key}.${index}`;
    const inner = inPacket ? undefined : index;
    const node = {
      ...own,
      key,
      name,
      label: format.name,
      ...place(0, bytes.length),
      layer: inner,
      isChosen,
      ...(inPacket && later !== undefined && { later }),
      inPayload: true,
      error,
    };
    if (tree === undefined || tree.tape.children(0) === 0) {
      const text = tree?.source(0, VALUE_LENGTH) ?? previewText(bytes, VALUE_LENGTH).text;
      return { ...node, value: visibleText(text.slice(0, VALUE_LENGTH)) };
    }
    const members = new Members(tree, place, inner);
    const value = count(tree.tape.kind(0), tree.tape.children(0));
    return { ...node, value, children: members.of(0, { key, path: name }, 1) };
  });
  const value = layers.map(({ format }) => format.name).join(', ');
  const error = layers.find((layer) => layer.error !== undefined)?.error;
  return { ...own, value, tone: 'plain', children, error };
}

/** Content type of an MQTT 5 PUBLISH. */
function contentTypeIn(nodes: readonly OutlineNode[]): string | undefined {
  for (const { name, raw, children } of nodes) {
    const found = name === CONTENT_TYPE && typeof raw === 'string' ? raw : contentTypeIn(children);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param found the one layer of the payload, as far as it is unfolded */
function inWords(
  own: OutlineNode,
  payload: Uint8Array,
  about: About,
  found: Layer | Missing | undefined,
): OutlineNode {
  // A payload that wraps nothing consists only of its bytes.
  const read = isMissing(found) || found?.wraps === true ? undefined : found;
  if (read?.tree !== undefined && read.tree.tape.children(0) > 0) {
    const { tree, format, error } = read;
    const members = new Members(tree, placeFrom(own.offset), undefined);
    const path = valuesIn([read]) === undefined ? '' : 'payload';
    const children = members.of(0, { key: own.key, path }, 1);
    return { ...own, value: format.name, tone: 'plain', children, error };
  }
  const line = formatPreview(beginningOf(payload), VALUE_LENGTH, {
    ...about,
    size: payload.length,
  });
  const { text, complete, size, binary } = line ?? previewText(payload, VALUE_LENGTH);
  if (binary || (line === undefined && hasControls(payload))) return own;
  const value = complete ? text : `${text}… (${bytes(size)})`;
  const missing = isMissing(found) ? found.missing : line?.missing;
  return { ...own, value, tone: 'text', error: read?.error, missing };
}

/** Beginning of a large payload. For a picture that its first bytes identify, all of it. */
function beginningOf(payload: Uint8Array): Uint8Array {
  if (payload.length <= LARGEST_UNFOLDED) return payload;
  const beginning = payload.subarray(0, PREVIEWED);
  return formatOf(beginning)?.picture === undefined ? beginning : payload;
}

/** Bytes that no text holds: all controls but tab, line feed and carriage return, at its beginning. */
function hasControls(payload: Uint8Array): boolean {
  return payload
    .subarray(0, VALUE_LENGTH)
    .some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

type Place = (start: number, end: number) => Pick<OutlineNode, 'offset' | 'length'>;

const placeFrom =
  (base: number): Place =>
  (start, end) => ({ offset: base + start, length: end - start });

class Members {
  readonly #tree: ValueTree;
  readonly #place: Place;
  readonly #layer: number | undefined;

  constructor(tree: ValueTree, place: Place, layer: number | undefined) {
    this.#tree = tree;
    this.#place = place;
    this.#layer = layer;
  }

  of(
    row: number,
    parent: Pick<OutlineNode, 'key'> & { readonly path: string },
    depth: number,
  ): readonly OutlineNode[] {
    return [...this.#tree.childRows(row)].map((child, index) =>
      this.#member(child, index, parent, depth),
    );
  }

  #member(
    row: number,
    index: number,
    parent: Pick<OutlineNode, 'key'> & { readonly path: string },
    depth: number,
  ): OutlineNode {
    const tree = this.#tree;
    const { tape } = tree;
    const name = tree.key(row);
    const place = `${parent.key}.${index}`;
    // Fields that filters cannot address have no name.
    const among = name === undefined ? undefined : placeAmongNamesakes(tree, row);
    const nth = among === undefined ? '' : stepText(among);
    const path = parent.path === '' ? '' : `${parent.path}${stepText(name ?? index)}${nth}`;
    const { offset, length } = this.#place(tree.memberStart(row), tape.end(row));
    const kind = tape.kind(row);
    const opened = tape.children(row) > 0 && depth < DEEPEST;
    return {
      key: place,
      name: path,
      raw: null,
      label:
        (typeof name === 'string' ? visibleText(name.slice(0, KEY_LENGTH)) : `[${name ?? index}]`) +
        nth,
      value: opened
        ? count(kind, tape.children(row))
        : visibleText(tree.source(row, VALUE_LENGTH).slice(0, VALUE_LENGTH)),
      tone: toneOf(kind),
      offset,
      length,
      layer: this.#layer,
      mask: undefined,
      bits: '',
      section: '',
      secret: false,
      inPayload: true,
      member: { tree, row },
      children: opened ? this.of(row, { key: place, path }, depth + 1) : [],
    };
  }
}

function count(kind: string, children: number): string {
  return kind === 'array' ? `[${children}]` : `{${children}}`;
}

function toneOf(kind: string): Tone {
  if (kind === 'string') return 'text';
  if (kind === 'number') return 'number';
  if (kind === 'bytes') return 'plain';
  return kind === 'object' || kind === 'array' ? 'plain' : 'word';
}
