/** Payloads of other formats that are typed as JSON. */

import { sameBytes } from '../../base/bytes.ts';
import type { Localizable } from '../../base/message.ts';
import { textPlace } from '../../base/textPlace.ts';
import { encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import type { CborLikeWriter } from '../tree/cborLikeWriter.ts';
import type { Typed, TypedError, TypedResult } from '../tree/format.ts';
import { type ItemSyntax, readItems } from '../tree/itemReading.ts';
import { ItemTree } from '../tree/itemTree.ts';
import type { JsonErrors } from '../tree/jsonErrors.ts';
import { type JsonTree, jsonTree } from './jsonTree.ts';

/** Limit of digits for a number, because conversion takes quadratic time. */
const LONGEST_NUMBER = 400;
const WHOLE = /^-?\d+$/;

/** @param begin starts an empty payload */
export function typedAsJson(begin: () => CborLikeWriter, syntax: ItemSyntax): Typed {
  const parse = (text: string): TypedResult => encodeJson(text, begin());
  return {
    of: 'text',
    json: 'needed',
    stays: true,
    parse,
    print(bytes) {
      const text = bytes.length === 0 ? '' : jsonOf(bytes, syntax);
      const again = text === undefined ? undefined : parse(text);
      return again?.ok === true && sameBytes(again.bytes, bytes) ? text : undefined;
    },
  };
}

/** Linear in the text except for its longest numbers. An empty text makes an empty payload. */
function encodeJson(text: string, writer: CborLikeWriter): TypedResult {
  const read = readTyped(text);
  if (!('tree' in read)) return read;
  const { tree } = read;
  for (let row = 0; row < tree.size; row += 1) {
    const kind = writeValue(tree, row, writer);
    if (kind === undefined) continue;
    const place = textPlace(tree.bytes, tree.memberStart(row));
    return { ok: false, error: { kind, ...place } };
  }
  return { ok: true, bytes: writer.result() };
}

/** The values of the typed text, or a result without values: an empty payload or an error. */
export function readTyped(text: string): TypedResult | { readonly tree: JsonTree } {
  if (hasLoneSurrogate(text)) return { ok: false, error: { kind: 'surrogate' } };
  const bytes = encodeUtf8(text);
  if (bytes.length === 0) return { ok: true, bytes };
  const read = jsonTree(bytes);
  if (read.ok) return { tree: read.tree };
  if (read.key === 'utf8') return { ok: false, error: { kind: 'surrogate' } };
  const why: Localizable<JsonErrors> = { key: read.key, args: {} };
  return { ok: false, error: { kind: 'json', ...textPlace(bytes, read.offset), why } };
}

/** Writes a value with its key; its children follow. @returns the error if the format cannot hold it */
function writeValue(
  tree: JsonTree,
  row: number,
  writer: CborLikeWriter,
): (TypedError & { kind: 'number' | 'text' })['kind'] | undefined {
  const key = tree.key(row);
  if (key !== undefined) {
    if (hasLoneSurrogate(key)) return 'text';
    writer.text(key);
  }
  switch (tree.tape.kind(row)) {
    case 'object':
      writer.map(tree.tape.children(row));
      return undefined;
    case 'array':
      writer.list(tree.tape.children(row));
      return undefined;
    case 'string': {
      const text = tree.string(row) ?? '';
      if (hasLoneSurrogate(text)) return 'text';
      writer.text(text);
      return undefined;
    }
    case 'number':
      return writeNumber(tree.source(row), writer) ? undefined : 'number';
    case 'true':
      writer.simple(true);
      return undefined;
    case 'false':
      writer.simple(false);
      return undefined;
    case 'null':
      writer.simple(null);
      return undefined;
    // Not possible in JSON.
    case 'bytes':
    case 'other':
      return undefined;
  }
}

/** A number without a point is whole. */
function writeNumber(source: string, writer: CborLikeWriter): boolean {
  if (WHOLE.test(source) && source !== '-0') {
    return source.length <= LONGEST_NUMBER && writer.integer(BigInt(source));
  }
  const value = Number(source);
  if (!Number.isFinite(value)) return false;
  writer.float(value);
  return true;
}

/** JSON of the same meaning, accepted only if it encodes to the same bytes. */
function jsonOf(bytes: Uint8Array, syntax: ItemSyntax): string | undefined {
  const { tape, error } = readItems(bytes, syntax);
  if (error !== undefined) return undefined;
  return new ItemTree(bytes, tape, syntax).source(0);
}
