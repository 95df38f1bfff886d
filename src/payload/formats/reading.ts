/** Payloads read by the list of formats: through what only wraps them, to the values that they say. */

import { formatHex } from '../../base/hex.ts';
import { asText, type Preview, previewText } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { visibleText } from '../../base/visibleText.ts';
import {
  type About,
  type Decoded,
  type FormatFault,
  graverFault,
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

/** Bytes that are unpacked of what a payload wraps; its rest is told to be there. */
const MOST_UNWRAPPED = 4 << 20;
/** Of which only the beginning is shown. */
const PREVIEWED = 64 << 10;
/** Of a payload for its values, on the way through all that wraps them. */
const MOST_UNWRAPPED_IN_ALL = 16 << 20;
/** Of a payload, the innermost and those of a chain included: the same to whatever reads or shows it. */
export const MOST_LAYERS = 24;

export interface Within {
  readonly bytes: Uint8Array;
  /** undefined: nothing is within. */
  readonly format: PayloadFormat | undefined;
  readonly fault: FormatFault | undefined;
  /** The format is what a person chose, and not what the bytes look like. */
  readonly isGiven: boolean;
  /** Bytes of the payload that it was made of. */
  readonly place: Unwrapped['place'];
}

/** The bytes that a payload of a format that wraps others holds; undefined: it wraps none. */
export function unwrapped(
  payload: Uint8Array,
  format: PayloadFormat,
  most = MOST_UNWRAPPED,
): Unwrapped | Missing | undefined {
  if (format.unwrap === undefined) return undefined;
  return format.unwrap.found?.(payload, most) ?? { missing: format };
}

/** Called with the bytes of each layer that was unpacked. */
type Unpacking = (bytes: number) => void;

/** The same, with what they look like. */
export function within(
  payload: Uint8Array,
  format: PayloadFormat,
  most?: number,
): Within | Missing | undefined {
  const inner = unwrapped(payload, format, most);
  if (inner === undefined || isMissing(inner)) return inner;
  const { bytes, fault, format: given, place } = inner;
  const isGiven = given !== undefined;
  return { bytes, format: given ?? formatOf(bytes), fault, isGiven, place };
}

/** Where nothing came of what a payload was taken for, it is only its bytes. */
export function isNothing({ bytes, fault }: Pick<Within, 'bytes' | 'fault'>): boolean {
  return bytes.length === 0 && fault !== undefined;
}

/**
 * The values of what is read as a format; of a text that is a number or a word of JSON, that value, where the text
 * was not asked for.
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
  /** From the outermost to that of the values. */
  readonly formats: readonly PayloadFormat[];
  /** undefined where a fault of any layer says that it is broken: of such a payload no value is counted on. */
  readonly tree: ValueTree | undefined;
  /** The first grave one that a reader meets, from the outermost on; its place is in the bytes of that format. */
  readonly fault: FormatFault | undefined;
}

/**
 * The values of a payload, as filters and all else find them; undefined where its format has none.
 * @param mostUnwrapped bytes on the way to its values: with more it is broken (`large`)
 */
export function payloadTree(
  payload: Uint8Array,
  about: About = {},
  mostUnwrapped = MOST_UNWRAPPED_IN_ALL,
  unpacking?: Unpacking,
): PayloadTree | Missing | undefined {
  const formats: PayloadFormat[] = [];
  let fault: FormatFault | undefined;
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
      return decoded && soundTree(formats, decoded.tree, graverFault(fault, decoded.fault));
    }
    if (!isChainItself(inner, bytes)) {
      layer += 1;
      left -= inner.bytes.length;
      unpacking?.(inner.bytes.length);
    }
    ({ bytes, format, isGiven } = inner);
    fault = graverFault(fault, inner.fault);
  }
  return fault && soundTree(formats, undefined, fault);
}

function soundTree(
  formats: readonly PayloadFormat[],
  tree: ValueTree | undefined,
  fault: FormatFault | undefined,
): PayloadTree {
  const isBroken = fault !== undefined && !isHarmless(fault);
  return { formats, tree: isBroken ? undefined : tree, fault };
}

/** A chain leads to its first step, and is no layer. */
export function isChainItself(inner: Within, payload: Uint8Array): boolean {
  return inner.isGiven && inner.bytes === payload;
}

interface PreviewOptions extends About {
  /** Bytes of the whole payload, of which only the beginning may be at hand. */
  readonly size?: number;
}

/** `missing`: more can be said once this is loaded; the text are the names of formats up to it. */
export interface PayloadPreview extends Preview {
  readonly missing?: PayloadFormat | undefined;
}

/** One line of a payload: of a text its beginning, of bytes that say nothing their digits. */
export function payloadPreview(
  payload: Uint8Array,
  limit: number,
  options: PreviewOptions = {},
): PayloadPreview {
  const { size = payload.length } = options;
  return formatPreview(payload, limit, options) ?? { ...previewText(payload, limit), size };
}

/** One line, led by the format's name; undefined for text, and for bytes that say nothing. */
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

/** The format that a payload begins as, where its rest is not at hand. */
function begunIn(payload: Uint8Array): PayloadFormat | undefined {
  return FORMATS.find(({ detect }) => detect?.(payload, false) === 'begun');
}

type Line = Pick<PayloadPreview, 'text' | 'missing'>;

/** undefined for text, and for bytes that say nothing. At most a little longer than `limit`. */
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
  const tree = reading.decode?.(payload).tree;
  return tree && { text: `${format.name} ${tree.source(0, limit + 1)}` };
}

/** Of the steps that a person chose only what they lead to is named. */
function lineOfGiven(
  bytes: Uint8Array,
  format: PayloadFormat | undefined,
  limit: number,
  layer: number,
): Line {
  return lineOf(bytes, format, limit, layer) ?? previewText(bytes, limit + 1);
}

/**
 * Reads the value at a path of whatever payload has one, or of one that a person chose how to read. Misses
 * what is wrapped unless all formats are loaded (`loadFormats`).
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
    if (inner.fault !== undefined) return undefined;
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

/** What a person copies who looks at a payload in a format. */
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
