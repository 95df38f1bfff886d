/** Reads payloads by the list of formats, through wrapping formats to the values. */

import { formatHex } from '../../base/hex.ts';
import { asText, type Preview, previewText } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { visibleText } from '../../base/visibleText.ts';
import {
  type About,
  type Decoded,
  type FormatError,
  graverError,
  isHarmless,
  isMissing,
  type Missing,
  type PayloadFormat,
  type PayloadReader,
  type Unwrapped,
} from '../tree/format.ts';
import { valueAt } from '../tree/valueAt.ts';
import type { ValueTree } from '../tree/valueTree.ts';
import { FORMATS, formatOf, readingOf } from './formats.ts';
import { json } from './json.ts';
import { text } from './text.ts';

/** Limit of unpacked bytes for one layer; the rest is reported as missing. */
const MOST_UNWRAPPED = 4 << 20;
/** Limit of unpacked bytes for a preview, which shows only the beginning. */
const PREVIEWED = 64 << 10;
/** Limit of unpacked bytes over all layers on the way to the values of a payload. */
const MOST_UNWRAPPED_IN_ALL = 16 << 20;
/** Limit of layers, including the innermost and those of a chain. Readers and views share it. */
export const MOST_LAYERS = 24;

export interface Within {
  readonly bytes: Uint8Array;
  /** undefined if the layer is empty. */
  readonly format: PayloadFormat | undefined;
  readonly error: FormatError | undefined;
  /** The format was chosen by the user, not detected. */
  readonly isGiven: boolean;
  /** Bytes of the outer payload that the layer was made from. */
  readonly place: Unwrapped['place'];
}

/** The bytes that a payload of a wrapping format contains; undefined if the format wraps nothing. */
export function unwrapped(
  payload: Uint8Array,
  format: PayloadFormat,
  most = MOST_UNWRAPPED,
): Unwrapped | Missing | undefined {
  if (format.unwrap === undefined) return undefined;
  const unwrap = format.unwrap.found;
  return unwrap === undefined ? { missing: format } : unwrap(payload, most);
}

/** Called with the number of bytes of each unpacked layer. */
type Unpacking = (bytes: number) => void;

/** The same, with the detected format of the content. */
export function within(
  payload: Uint8Array,
  format: PayloadFormat,
  most?: number,
): Within | Missing | undefined {
  const inner = unwrapped(payload, format, most);
  if (inner === undefined || isMissing(inner)) return inner;
  const { bytes, error, format: given, contentType, place } = inner;
  const isGiven = given !== undefined;
  return { bytes, format: given ?? formatOf(bytes, { contentType }), error, isGiven, place };
}

/** Whether the content could not be read at all, so the payload counts only as bytes. */
export function isNothing({ bytes, error }: Pick<Within, 'bytes' | 'error'>): boolean {
  return bytes.length === 0 && error !== undefined;
}

/**
 * The values of bytes read as a format. A text that is a single JSON number or word has that value, unless
 * text was chosen.
 */
export function decodedOf(
  payload: Uint8Array,
  format: PayloadFormat,
  isGiven: boolean,
): Decoded | Missing | undefined {
  const reading = readingOf(format);
  if (isMissing(reading) || reading.decode !== undefined) {
    return isMissing(reading) ? reading : reading.decode?.(payload);
  }
  const isValue = format === text && !isGiven && json.detect?.(payload, true) === 'sure';
  return isValue ? json.decode?.(payload) : undefined;
}

export interface PayloadTree {
  /** From the outermost format to the format of the values. */
  readonly formats: readonly PayloadFormat[];
  /** undefined if any layer is broken: no value of a broken payload counts. */
  readonly tree: ValueTree | undefined;
  /** The first grave error from the outermost layer inwards; its place is in the bytes of that format. */
  readonly error: FormatError | undefined;
}

/**
 * The values of a payload for filters and other uses; undefined if its format has none.
 * @param mostUnwrapped byte limit on the way to the values; a larger payload is broken (`large`)
 */
export function payloadTree(
  payload: Uint8Array,
  about: About = {},
  mostUnwrapped = MOST_UNWRAPPED_IN_ALL,
  unpacking?: Unpacking,
): PayloadTree | Missing | undefined {
  const formats: PayloadFormat[] = [];
  let error: FormatError | undefined;
  let bytes = payload;
  let format = formatOf(bytes, about);
  let isGiven = format === about.chosen;
  let left = mostUnwrapped;
  for (let layer = 0; format !== undefined && layer < MOST_LAYERS && left > 0; ) {
    formats.push(format);
    const inner = within(bytes, format, Math.min(left, MOST_UNWRAPPED));
    if (isMissing(inner)) return inner;
    if (inner === undefined) {
      const decoded = decodedOf(bytes, format, isGiven);
      if (isMissing(decoded)) return decoded;
      return decoded && soundTree(formats, decoded.tree, graverError(error, decoded.error));
    }
    if (!isChainItself(inner, bytes)) {
      layer += 1;
      left -= inner.bytes.length;
      unpacking?.(inner.bytes.length);
    }
    ({ bytes, format, isGiven } = inner);
    error = graverError(error, inner.error);
  }
  return error && soundTree(formats, undefined, error);
}

function soundTree(
  formats: readonly PayloadFormat[],
  tree: ValueTree | undefined,
  error: FormatError | undefined,
): PayloadTree {
  const isBroken = error !== undefined && !isHarmless(error);
  return { formats, tree: isBroken ? undefined : tree, error };
}

/** A chain leads to its first step and is not a layer. */
export function isChainItself(inner: Within, payload: Uint8Array): boolean {
  return inner.isGiven && inner.bytes === payload;
}

interface PreviewOptions extends About {
  /** Size of the whole payload, if only its beginning is available. */
  readonly size?: number;
}

/** `missing`: code to load for a better preview; the text then consists of the format names up to there. */
export interface PayloadPreview extends Preview {
  readonly missing?: PayloadFormat | undefined;
}

/** A one-line preview: the beginning of a text, or the digits of bytes in no known format. */
export function payloadPreview(
  payload: Uint8Array,
  limit: number,
  options: PreviewOptions = {},
): PayloadPreview {
  const { size = payload.length } = options;
  return formatPreview(payload, limit, options) ?? { ...previewText(payload, limit), size };
}

/** A one-line preview with the format's name; undefined for text and for bytes of no known format. */
export function formatPreview(
  payload: Uint8Array,
  limit: number,
  { size = payload.length, ...about }: PreviewOptions = {},
): PayloadPreview | undefined {
  const isCut = size > payload.length;
  const found = formatOf(payload, about);
  const cut = found?.unwrap === undefined && isCut ? begunIn(payload) : undefined;
  const line = lineOf(payload, cut ?? found, limit, 0);
  if (line === undefined) return undefined;
  const { text, missing } = line;
  const complete = !isCut && missing === undefined && text.length <= limit;
  const shown = { text: visibleText(text.slice(0, limit)), complete, size, binary: false };
  return missing === undefined ? shown : { ...shown, missing };
}

/** The format that the beginning suggests, if the rest of the payload is not available. */
function begunIn(payload: Uint8Array): PayloadFormat | undefined {
  return FORMATS.find(({ detect }) => detect?.(payload, false) === 'begun');
}

type Line = Pick<PayloadPreview, 'text' | 'missing'>;

/** undefined for text and for bytes of no known format. May be a little longer than `limit`. */
function lineOf(
  payload: Uint8Array,
  format: PayloadFormat | undefined,
  limit: number,
  layer: number,
): Line | undefined {
  if (format === undefined || format.isText === true) return undefined;
  // The last layer is not opened.
  if (format.unwrap !== undefined && layer + 1 >= MOST_LAYERS) return { text: format.name };
  const inner = within(payload, format, PREVIEWED);
  if (inner === undefined) return lineOfValues(payload, format, limit);
  if (isMissing(inner)) return { text: format.name, missing: inner.missing };
  const { bytes, isGiven } = inner;
  const innerLayer = isChainItself(inner, payload) ? layer : layer + 1;
  if (isGiven)
    return isNothing(inner) ? undefined : lineOfGiven(bytes, inner.format, limit, innerLayer);
  const line: Line =
    lineOf(bytes, inner.format, limit, innerLayer) ?? previewText(bytes, limit + 1);
  return { text: `${format.name} ${line.text}`, missing: line.missing };
}

function lineOfValues(payload: Uint8Array, format: PayloadFormat, limit: number): Line | undefined {
  const reading = readingOf(format);
  if (isMissing(reading)) return { text: format.name, missing: reading.missing };
  if (reading.decode === undefined) {
    if (format.detect === undefined) return undefined;
    return { text: `${format.name} ${previewText(payload, limit + 1).text}` };
  }
  const { tree } = reading.decode(payload);
  return tree && { text: `${format.name} ${tree.source(0, limit + 1)}` };
}

/** Names only the result of the chosen steps, not each step. */
function lineOfGiven(
  bytes: Uint8Array,
  format: PayloadFormat | undefined,
  limit: number,
  layer: number,
): Line {
  return lineOf(bytes, format, limit, layer) ?? previewText(bytes, limit + 1);
}

/**
 * Builds a reader of the value at a path, for payloads of any format or of a chosen one. Misses wrapped
 * content until all formats are loaded (`loadFormats`).
 */
export function payloadReader(
  steps: readonly (string | number)[],
): (
  payload: Uint8Array,
  chosen?: PayloadFormat,
  unpacking?: Unpacking,
) => ReturnType<PayloadReader> {
  const readers = FORMATS.flatMap((format) => readerOf(format, steps) ?? []);
  const wrappings = FORMATS.filter(({ unwrap }) => unwrap !== undefined);
  const read = (
    payload: Uint8Array,
    layer: number,
    left: number,
    unpacking: Unpacking | undefined,
  ): ReturnType<PayloadReader> => {
    for (const reader of readers) {
      const value = reader(payload);
      if (value !== undefined) return value;
    }
    if (layer + 1 >= MOST_LAYERS || left <= 0) return undefined;
    const wrapping = wrappings.find(({ detect }) => detect?.(payload, false) === 'sure');
    const inner = wrapping?.unwrap?.found?.(payload, Math.min(left, MOST_UNWRAPPED));
    if (inner === undefined) return undefined;
    unpacking?.(inner.bytes.length);
    if (inner.error !== undefined && !isHarmless(inner.error)) return undefined;
    return read(inner.bytes, layer + 1, left - inner.bytes.length, unpacking);
  };
  return (payload, chosen, unpacking) => {
    if (chosen === undefined) return read(payload, 0, MOST_UNWRAPPED_IN_ALL, unpacking);
    const found = payloadTree(payload, { chosen }, MOST_UNWRAPPED_IN_ALL, unpacking);
    if (found === undefined || isMissing(found)) return undefined;
    return found.tree && valueAt(found.tree, steps);
  };
}

function readerOf(
  format: PayloadFormat,
  steps: readonly (string | number)[],
): PayloadReader | undefined {
  const { detect } = format;
  const reading = readingOf(format);
  if (isMissing(reading) || reading.decode === undefined) return undefined;
  const { decode, reader } = reading;
  if (reader !== undefined) return reader(steps);
  return (payload) => {
    if (detect?.(payload, false) !== 'sure') return undefined;
    const { tree } = decode(payload);
    return tree && valueAt(tree, steps);
  };
}

/** The text that is copied for a payload shown in a format. */
export function copiedText(payload: Uint8Array, format: PayloadFormat): string | Missing {
  if (format.isText === true) return decodeUtf8(payload) ?? formatHex(payload);
  const inner = within(payload, format);
  if (isMissing(inner)) return inner;
  if (inner !== undefined && isNothing(inner)) return asText(payload) ?? formatHex(payload);
  if (inner?.format !== undefined) return copiedText(inner.bytes, inner.format);
  const reading = readingOf(format);
  if (isMissing(reading)) return reading;
  return reading.layOut?.(payload)?.text ?? formatHex(payload);
}
