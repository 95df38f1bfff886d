/** The list of payload formats, in the order of detection and of menus. */
import type { Lazy } from '../../base/lazy.ts';
import { findUtf8Error } from '../../base/utf8.ts';
import { hasBegunJson } from '../json/nearlyJson.ts';
import type { About, Certainty, FormatReading, Missing, PayloadFormat } from '../tree/format.ts';
import { base64, hex } from './binary.ts';
import { bson } from './bson.ts';
import { cbor } from './cbor.ts';
import { cborEmbedded } from './cborEmbedded.ts';
import { charsetOf, gbk, marked } from './charsets.ts';
import { gzip, zlib } from './compressed/deflated.ts';
import { lz4, zstd } from './compressed/packed.ts';
import { csv, tsv, urlEncoded } from './csv/csv.ts';
import { begunText, cutText } from './cutText.ts';
import { confluent } from './framing.ts';
import { json } from './json.ts';
import { jsonSequence } from './jsonSequence.ts';
import { messagePack } from './messagePack.ts';
import { NAMED_FILES } from './namedFiles.ts';
import { base64Text, hexText } from './notations.ts';
import { nulBegun } from './nulBegun.ts';
import { nulEnded } from './nulEnded.ts';
import { PICTURES } from './pictures/pictures.ts';
import { protobuf } from './protobuf/protobuf.ts';
import { text } from './text.ts';
import { ANY_BYTES } from './written.ts';
import { xml } from './xml/xml.ts';

export const FORMATS: readonly PayloadFormat[] = [
  nulEnded,
  nulBegun,
  json,
  jsonSequence,
  xml,
  text,
  marked,
  gbk,
  cutText,
  csv,
  tsv,
  urlEncoded,
  base64Text,
  hexText,
  ...PICTURES,
  ...NAMED_FILES,
  cborEmbedded,
  cbor,
  bson,
  messagePack,
  gzip,
  zlib,
  zstd,
  lz4,
  confluent,
  protobuf,
  begunText,
  hex,
  base64,
];

export function formatNamed(id: string): PayloadFormat {
  return FORMATS.find((format) => format.id === id) ?? ANY_BYTES;
}

/** Loads the code of a format. A failed load is tried again on the next call. */
export async function loadFormat(format: PayloadFormat): Promise<void> {
  await partOf(format)?.load();
}

/** The lazy code of a format. */
export function partOf({ unwrap, readBy }: PayloadFormat): Lazy<unknown> | undefined {
  return unwrap ?? readBy;
}

/** The reader of a format's values, if it has any. */
export function readingOf(format: PayloadFormat): FormatReading | Missing {
  const { readBy } = format;
  return readBy === undefined ? format : (readBy.found ?? { missing: format });
}

/** Loads all formats, for uses that need all of them, such as a filter. */
export async function loadFormats(): Promise<void> {
  await Promise.all(FORMATS.map(loadFormat));
}

function namedBy(contentType: string | undefined): readonly PayloadFormat[] {
  if (contentType === undefined) return [];
  return FORMATS.filter(({ mediaType }) => mediaType?.test(contentType));
}

const isTaken = (certainty: Certainty) => certainty === 'sure' || certainty === 'untried';

/**
 * The format of a payload, as far as the loaded code can determine it. The user's choice has precedence over
 * the bytes. A content type (MQTT 5) counts if the bytes match it and match no other format. undefined for an
 * empty payload.
 */
export function formatOf(payload: Uint8Array, about: About = {}): PayloadFormat | undefined {
  if (payload.length === 0) return undefined;
  if (about.chosen !== undefined) return about.chosen;
  const named = namedBy(about.contentType);
  const found =
    charsetOf(payload, about.contentType) ??
    named.find(({ detect }) => isTaken(detect?.(payload, true))) ??
    FORMATS.find(({ detect }) => isTaken(detect?.(payload, false))) ??
    named.find(({ detect }) => detect?.(payload, true) === 'begun') ??
    ANY_BYTES;
  // JSON with an error has no values, and says where and what the error is.
  return found === text && hasBegunJson(payload) ? json : found;
}

/** The format of a payload, once no unloaded code could change the answer. */
export function certainFormatOf(
  payload: Uint8Array,
  about: About = {},
): PayloadFormat | Missing | undefined {
  const format = formatOf(payload, about);
  if (format === undefined || format === about.chosen) return format;
  const isNamed = namedBy(about.contentType).includes(format);
  return format.detect?.(payload, isNamed) === 'untried' ? { missing: format } : format;
}

/** The formats that can show a payload, including likely ones that it does not quite match. */
export function formatsToShow(payload: Uint8Array, found: PayloadFormat | undefined) {
  // A number is offered as no other format: many numbers look like packed digits.
  const isText = found === text && json.detect?.(payload, true) !== 'sure';
  const isOtherCharset = found === json && findUtf8Error(payload) !== undefined;
  return FORMATS.filter((format) => {
    if (format.shown === 'always' || format === found) return true;
    if (format === cbor && found === cborEmbedded) return true;
    const certainty = format.detect?.(payload, false);
    if (found === ANY_BYTES || found === begunText || isOtherCharset)
      return certainty === 'begun' || certainty === 'guess';
    // A text may be another text format, or wrap something.
    const mayBeText = format.isText === true || format.unwrap !== undefined;
    return isText && mayBeText && certainty === 'guess';
  });
}
