/** The value at a path in a JSON payload. */
import { decodeUtf8, encodeUtf8 } from '../../mqtt/utf8.ts';
import { Decimal, holdsLongNumber } from '../../payload/decimal.ts';
import { jsonTree } from '../../payload/jsonTree.ts';
import { parseJson } from '../../payload/parseJson.ts';
import { findBytes } from './byteSearch.ts';

type Scalar = number | string | boolean | null;

const BACKSLASH = Uint8Array.of(0x5c);

/** An object or an array: it is there, and equals nothing. */
export const CONTAINER = Symbol('container');

/** @param steps names of members and numbers of elements; digits as a name find an element too */
export function jsonReader(
  steps: readonly (string | number)[],
): (payload: Uint8Array) => Scalar | Decimal | typeof CONTAINER | undefined {
  const longest = steps
    .filter((step) => typeof step === 'string')
    .reduce((a, b) => (b.length > a.length ? b : a), '');
  const wanted = encodeUtf8(longest);
  return (payload) => {
    // Reading JSON costs far more than seeing that the name is not in it.
    const mayHold = findBytes(payload, wanted) || (longest !== '' && findBytes(payload, BACKSLASH));
    if (!mayHold || !looksLikeJson(payload, steps.length > 0)) return undefined;
    const text = decodeUtf8(payload);
    // A payload that is no JSON has no values: nothing is lost.
    const root = text === undefined ? undefined : parseJson(text);
    const value = root === undefined ? undefined : valueAt(root, steps);
    const isExact = typeof value !== 'number' || text === undefined || !holdsLongNumber(text);
    return isExact ? value : (longNumberAt(payload, steps) ?? value);
  };
}

function looksLikeJson(payload: Uint8Array, isContainer: boolean): boolean {
  let at = 0;
  while (at < payload.length && (payload[at] ?? 0) <= 0x20) at += 1;
  const first = payload[at];
  return isContainer ? first === 0x7b || first === 0x5b : first !== undefined;
}

function valueAt(
  root: unknown,
  steps: readonly (string | number)[],
): Scalar | typeof CONTAINER | undefined {
  let value = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^\d+$/.test(String(step))) return undefined;
    if (typeof step === 'number' && !Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  if (typeof value === 'object') return value === null ? null : CONTAINER;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? value : undefined;
}

/** The number that `valueAt` found, as it is written; undefined where a double holds all of it. */
function longNumberAt(
  payload: Uint8Array,
  steps: readonly (string | number)[],
): Decimal | undefined {
  const read = jsonTree(payload);
  if (!read.ok) return undefined;
  const { tree } = read;
  let row = 0;
  for (const step of steps) {
    const children = [...tree.childRows(row)];
    const isArray = tree.tape.kind(row) === 'array';
    // Of repeated names the last one counts, as it does for `parseJson`.
    const next = isArray
      ? children[Number(step)]
      : children.findLast((child) => tree.key(child) === String(step));
    if (next === undefined) return undefined;
    row = next;
  }
  const source = tree.source(row);
  return tree.tape.kind(row) === 'number' && holdsLongNumber(source)
    ? new Decimal(source)
    : undefined;
}
