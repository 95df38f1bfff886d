/** Builds steps that pick one value of a payload for the next step. */
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import { formatOf, loadFormats, partOf, readingOf } from '../formats/formats.ts';
import {
  type FormatError,
  graverError,
  isMissing,
  type PayloadFormat,
  type Unwrap,
  type Unwrapped,
} from '../tree/format.ts';
import { rowAt } from '../tree/valueAt.ts';
import { stepText, type ValuePath, type ValueTree } from '../tree/valueTree.ts';

const NONE = new Uint8Array();

export function hasValues(format: PayloadFormat): boolean {
  return format.decode !== undefined || format.readBy !== undefined;
}

/** Reads like `format`, but wraps the value at a path. */
export function picking(format: PayloadFormat, path: ValuePath): PayloadFormat {
  const unwrap = (payload: Uint8Array, most: number): Unwrapped => {
    const inner = format.unwrap?.found?.(payload, most);
    if (inner?.format === undefined) return pickedBy(format, path, payload);
    const made = pickedBy(inner.format, path, inner.bytes);
    return { ...made, error: graverError(inner.error, made.error), place: inner.place };
  };
  const name = format.name + path.map(stepText).join('');
  return { ...format, name, isText: false, unwrap: loadedWith(format, unwrap) };
}

function pickedBy(format: PayloadFormat, path: ValuePath, payload: Uint8Array): Unwrapped {
  const reading = readingOf(format);
  if (isMissing(reading)) return { bytes: NONE, error: { key: 'chain', offset: 0 } };
  const { tree, error } = reading.decode?.(payload) ?? {};
  if (tree === undefined) return declined(error ?? { key: 'head', offset: 0 });
  const made = picked(payload, tree, path, format.isText === true);
  return { ...made, error: graverError(made.error, error) };
}

/** Picks from the detected format of the payload. */
export function pickingFromAny(path: ValuePath): PayloadFormat {
  const unwrap = (payload: Uint8Array, most: number): Unwrapped => {
    const format = formatOf(payload);
    if (format === undefined || !hasValues(format)) return declined({ key: 'path', offset: 0 });
    return (
      picking(format, path).unwrap?.found?.(payload, most) ?? declined({ key: 'path', offset: 0 })
    );
  };
  const part = new Lazy(async () => {
    await loadFormats();
    return unwrap;
  });
  return { id: 'path', name: path.map(stepText).join(''), extension: '.bin', unwrap: part };
}

/** Passes the bytes on unchanged. */
export function passing(format: PayloadFormat): PayloadFormat {
  const writtenAs = format.isText === true ? 'text' : undefined;
  return { ...format, isText: false, unwrap: Lazy.of((bytes) => ({ bytes, writtenAs })) };
}

function loadedWith(format: PayloadFormat, unwrap: Unwrap): Lazy<Unwrap> {
  const part = partOf(format);
  if (part === undefined || part.found !== undefined) return Lazy.of(unwrap);
  return new Lazy(async () => {
    await part.load();
    return unwrap;
  });
}

const declined = (error: FormatError): Unwrapped => ({ bytes: NONE, error });

/** The text of a string, the bytes of a byte string, and for other values their encoded bytes. */
function picked(
  payload: Uint8Array,
  tree: ValueTree,
  path: ValuePath,
  isOfText: boolean,
): Unwrapped {
  const row = rowAt(tree, path);
  if (row === undefined) return declined({ key: 'path', offset: 0 });
  const place = { start: tree.tape.start(row), end: tree.tape.end(row) };
  const value = tree.value(row);
  if (value === null) return declined({ key: 'kind', offset: place.start });
  if (typeof value === 'string') {
    if (hasLoneSurrogate(value)) return declined({ key: 'utf8', offset: place.start });
    return { bytes: encodeUtf8(value), place, writtenAs: 'text' };
  }
  if (value instanceof Uint8Array) return { bytes: value, place };
  if (value !== undefined) {
    return { bytes: encodeUtf8(tree.source(row)), place, writtenAs: 'value' };
  }
  // A CBOR object stays CBOR, and bytes stay bytes; a JSON value is text.
  const writtenAs = isOfText ? 'value' : undefined;
  return { bytes: payload.subarray(place.start, place.end), place, writtenAs };
}
