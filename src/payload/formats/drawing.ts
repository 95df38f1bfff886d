/**
 * Decides whether a payload is a picture that can be drawn: a small file may hold more pixels than fit in
 * memory.
 */
import {
  type About,
  type FormatError,
  isMissing,
  type Missing,
  type PayloadFormat,
} from '../tree/format.ts';
import { valueAt } from '../tree/valueAt.ts';
import { formatOf, readingOf } from './formats.ts';
import { isCutOff } from './pictures/pictureEnds.ts';
import { MOST_LAYERS, unwrapped } from './reading.ts';

/** Limit of pixels; each takes four bytes. */
export const MOST_PIXELS = 40_000_000;

interface Sized {
  readonly width: number;
  readonly height: number;
}

export type Drawing =
  | ({ readonly kind: 'drawn'; readonly type: string; readonly isCutOff: boolean } & Sized)
  /** Has more pixels than `MOST_PIXELS`. */
  | ({ readonly kind: 'large' } & Sized)
  /** The header has no valid size. */
  | { readonly kind: 'unsized'; readonly error: FormatError | undefined };

/** undefined if the format is not a picture format. */
export function drawingOf(
  payload: Uint8Array,
  format: PayloadFormat,
): Drawing | Missing | undefined {
  const { picture: type } = format;
  if (type === undefined) return undefined;
  const reading = readingOf(format);
  if (isMissing(reading)) return reading;
  const { tree, error } = reading.decode?.(payload) ?? {};
  const [width, height] = ['width', 'height'].map((name) => tree && valueAt(tree, [name]));
  if (typeof width !== 'number' || typeof height !== 'number' || width * height === 0) {
    return { kind: 'unsized', error };
  }
  if (width * height > MOST_PIXELS) return { kind: 'large', width, height };
  return { kind: 'drawn', type, width, height, isCutOff: isCutOff(payload, type) };
}

/** First characters of JSON and XML. */
const TEXT_BEGINS: ReadonlySet<string> = new Set(['[', '{', '"', '<']);
const BLANKS: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);
/** Number of bytes within which a text must begin. */
const HEAD = 64;
/** Bytes from this value on begin items (CBOR, MessagePack), and no format that wraps another. */
const ITEMS = 0x80;

/** Decides by the first bytes only, because reading a large payload just to reject it takes up to seconds. */
function isNoPicture(payload: Uint8Array): boolean {
  const head = payload.subarray(0, HEAD);
  const first = head.find((byte) => !BLANKS.has(String.fromCharCode(byte))) ?? 0;
  if (TEXT_BEGINS.has(String.fromCharCode(first))) return true;
  const mayWrap = (payload[0] ?? 0) < ITEMS;
  return !mayWrap && formatOf(head)?.picture === undefined;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly format: PayloadFormat;
}

/** The picture that a payload is or wraps, or that the user's chain leads to. */
export function pictureIn(payload: Uint8Array, about: About = {}): Picture | Missing | undefined {
  if (about.chosen === undefined && isNoPicture(payload)) return undefined;
  let bytes = payload;
  let format = formatOf(bytes, about);
  for (let layer = 0; format !== undefined && layer < MOST_LAYERS; ) {
    if (format.picture !== undefined) return { bytes, format };
    const inner = unwrapped(bytes, format);
    if (inner === undefined || isMissing(inner)) return inner;
    // A few bytes may unpack to millions.
    if (inner.format === undefined && isNoPicture(inner.bytes)) return undefined;
    // A chain is not a separate layer: it leads to its first step.
    if (inner.bytes !== bytes) layer += 1;
    ({ bytes, format = formatOf(bytes) } = inner);
  }
  return undefined;
}
