/** A payload as its format shows it: unwrapped, as lines of values, a picture, text or bytes. */

import { asText } from '../../../base/text.ts';
import { formatOf, readingOf } from '../../../payload/formats/formats.ts';
import { isNothing, MOST_LAYERS, type Within, within } from '../../../payload/formats/reading.ts';
import {
  type FormatError,
  isHarmless,
  isMissing,
  type PayloadFormat,
} from '../../../payload/tree/format.ts';
import { LARGEST_COMPARED } from './changes.ts';
import { type LaidOutLines, laidOutLines } from './lines.ts';
import { type PlottableLine, plottableLines } from './plottableLines.ts';
import { scalarsFirst } from './scalarsFirst.ts';

/** Largest payload in bytes with chartable lines, which require a second read. */
const LARGEST_CHARTED = 1 << 20;
const NO_LINES: ReadonlyMap<number, PlottableLine> = new Map();

/** A format with its name. */
export type NamedFormat = Pick<PayloadFormat, 'id' | 'name'>;

/** Layer that only wraps its content. */
interface ShownLayer {
  /** Format and size of the content, if shown. Undefined if there is none or the user chose the format. */
  readonly within: { readonly format: NamedFormat | undefined; readonly size: number } | undefined;
  readonly error: FormatError | undefined;
}

export type ShownEnd =
  | {
      readonly kind: 'lines';
      readonly lines: LaidOutLines;
      /** Payload from which the lines were made. */
      readonly payload: Uint8Array;
      /** Charts and columns find these values: they are read as the topic's are, and nothing is broken. */
      readonly areFound: boolean;
      readonly charted: ReadonlyMap<number, PlottableLine>;
      readonly error: FormatError | undefined;
    }
  | {
      readonly kind: 'text' | 'bytes';
      readonly payload: Uint8Array;
      /** Why it is not laid out. */
      readonly error?: FormatError | undefined;
      /** The differences are in bytes other than these. */
      readonly isOther?: true;
    }
  /** Format of the list. */
  | { readonly kind: 'picture'; readonly payload: Uint8Array; readonly format: string }
  | { readonly kind: 'nothing' };

export interface ShownValue {
  /** From the outermost. */
  readonly layers: readonly ShownLayer[];
  readonly end: ShownEnd;
  /** Format to load for a more detailed value. */
  readonly missing?: PayloadFormat | undefined;
}

interface Place {
  readonly payload: Uint8Array;
  readonly format: PayloadFormat;
  readonly areFound: boolean;
}

/** @param areFound the formats that charts and columns use */
export function shownValue(
  payload: Uint8Array,
  format: PayloadFormat,
  areFound: boolean,
): ShownValue {
  const layers: ShownLayer[] = [];
  let at: Place = { payload, format, areFound };
  while (layers.length < MOST_LAYERS) {
    const inner = within(at.payload, at.format);
    // Shows the bytes until the decompressor is loaded, or if it cannot be loaded.
    if (isMissing(inner)) return { layers, end: other(at.payload), ...inner };
    if (inner === undefined) return { layers, ...endOf(at) };
    if (isNothing(inner)) {
      layers.push({ within: undefined, error: inner.error });
      return { layers, ...declined(at.payload) };
    }
    layers.push(layerOf(inner));
    if (inner.format === undefined) return { layers, end: { kind: 'nothing' } };
    const isSound = inner.error === undefined || isHarmless(inner.error);
    at = { payload: inner.bytes, format: inner.format, areFound: at.areFound && isSound };
  }
  return { layers, end: { kind: 'bytes', payload: at.payload } };
}

const layerOf = ({ bytes, format, error, isGiven }: Within): ShownLayer => ({
  within: isGiven ? undefined : { format: named(format), size: bytes.length },
  error,
});

const named = (format: PayloadFormat | undefined): NamedFormat | undefined =>
  format && { id: format.id, name: format.name };

const other = (payload: Uint8Array): ShownEnd => ({ kind: 'bytes', payload, isOther: true });

/** The assumed format failed, so the format is detected from the bytes. */
function declined(payload: Uint8Array): Pick<ShownValue, 'end' | 'missing'> {
  const looks = formatOf(payload);
  return looks === undefined || looks.unwrap !== undefined
    ? { end: other(payload) }
    : endOf({ payload, format: looks, areFound: false });
}

function endOf({ payload, format, areFound }: Place): Pick<ShownValue, 'end' | 'missing'> {
  const reading = readingOf(format);
  if (isMissing(reading)) return { end: other(payload), ...reading };
  if (format.picture !== undefined) return { end: { kind: 'picture', payload, format: format.id } };
  const { layOut, decode } = reading;
  const kind = format.isText === true ? 'text' : 'bytes';
  if (layOut === undefined) return { end: { kind, payload } };
  const isRead = payload.length <= LARGEST_COMPARED;
  const laidOut = isRead ? layOut(payload) : undefined;
  if (laidOut === undefined) {
    const error = isRead ? decode?.(payload).error : undefined;
    return { end: { kind: asText(payload) === undefined ? kind : 'text', payload, error } };
  }
  const { error } = laidOut;
  const lines = laidOutLines(format.id === 'json' ? scalarsFirst(laidOut) : laidOut);
  const isSound = areFound && (error === undefined || isHarmless(error));
  const isCharted = isSound && payload.length <= LARGEST_CHARTED;
  const tree = isCharted ? decode?.(payload).tree : undefined;
  const charted = tree === undefined ? NO_LINES : plottableLines(tree, lines.offsets);
  return { end: { kind: 'lines', lines, payload, areFound: isSound, charted, error } };
}
