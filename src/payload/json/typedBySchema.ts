/** Payloads that are typed as JSON and written by a schema. */
import { base64 } from '@scure/base';
import { sameBytes } from '../../base/bytes.ts';
import { Decimal } from '../../base/decimal.ts';
import { textPlace } from '../../base/textPlace.ts';
import type { Decoded, Typed, TypedResult } from '../tree/format.ts';
import { lineStart } from '../tree/notation.ts';
import { SchemaError } from '../tree/schemaErrors.ts';
import type { ValueTree } from '../tree/valueTree.ts';
import { JsonInput } from './jsonInput.ts';
import { readTyped } from './typedJson.ts';

interface BySchema {
  /** Throws `SchemaError`. */
  readonly write: (input: JsonInput) => Uint8Array;
  readonly decode?: (payload: Uint8Array) => Decoded;
}

/** An empty text makes an empty payload. */
export function typedBySchema({ write, decode }: BySchema): Typed {
  const parse = (text: string): TypedResult => {
    const read = readTyped(text);
    if (!('tree' in read)) return read;
    try {
      return { ok: true, bytes: write(new JsonInput(read.tree)) };
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      const place = textPlace(read.tree.bytes, read.tree.memberStart(error.row));
      return { ok: false, error: { kind: 'misfit', ...place, why: error.why } };
    }
  };
  return {
    of: 'text',
    json: 'needed',
    stays: true,
    parse,
    print(bytes) {
      if (bytes.length === 0) return '';
      const { tree, error } = decode?.(bytes) ?? {};
      if (tree === undefined || error !== undefined) return undefined;
      const text = jsonOf(tree, 0, 0);
      const again = parse(text);
      return again.ok && sameBytes(again.bytes, bytes) ? text : undefined;
    },
  };
}

/**
 * Keeps the order and repeated names. Bytes become Base64, numbers outside the range of a double become text.
 */
function jsonOf(tree: ValueTree, row: number, depth: number): string {
  const kind = tree.tape.kind(row);
  if (kind !== 'object' && kind !== 'array') return JSON.stringify(leafOf(tree, row)) ?? 'null';
  const inner = Array.from(tree.childRows(row), (child) => {
    const key = kind === 'object' ? `${JSON.stringify(String(tree.key(child) ?? ''))}: ` : '';
    return `${lineStart(depth + 1)}${key}${jsonOf(tree, child, depth + 1)}`;
  });
  const [open, close] = kind === 'object' ? ['{', '}'] : ['[', ']'];
  return inner.length === 0
    ? `${open}${close}`
    : `${open}${inner.join(',')}${lineStart(depth)}${close}`;
}

function leafOf(tree: ValueTree, row: number): string | number | boolean | null | undefined {
  const value = tree.value(row);
  if (value instanceof Uint8Array) return base64.encode(value);
  if (value instanceof Decimal) return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return Object.is(value, -0) ? '-0' : value;
}
