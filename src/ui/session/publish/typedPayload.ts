/** Typed payloads: their formats, bytes and errors. */

import { formatHex } from '../../../base/hex.ts';
import { Lazy } from '../../../base/lazy.ts';
import { textPlace } from '../../../base/textPlace.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { WritableType } from '../../../payload/chains/writtenBy.ts';
import { SPARKPLUG } from '../../../payload/formats/names.ts';
import { ANY_BYTES, WRITTEN } from '../../../payload/formats/written.ts';
import type { Typed, TypedError } from '../../../payload/tree/format.ts';
import { findJsonError } from '../../../payload/tree/jsonScan.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { schemaKind } from './schemaFormat.ts';

/** Id of a payload format that users can type. */
export type Format = string;

/** Formats that need their codec for writing. */
const codecs = new Map(
  WRITTEN.flatMap(({ id, typed }) =>
    typed instanceof Lazy ? [[id, loadedLater(() => typed.load())] as const] : [],
  ),
);

/** Writing by a schema, and its errors. */
const BY_SCHEMA = loadedLater(async () => (await import('./bySchema.ts')).bySchema);

/** The types that a connection's schema files can write. None until their reader is loaded. */
export function typesFor(connectionId: string, kind: string): readonly WritableType[] {
  return BY_SCHEMA.found?.choices(connectionId, kind) ?? [];
}

/** Text form of a format. For formats that cannot be typed, that of bytes. */
export function typedIn(format: Format): Typed {
  if (schemaKind(format) !== undefined) {
    return BY_SCHEMA.found?.typedFor(format) ?? ANY_BYTES.typed;
  }
  const typed = WRITTEN.find(({ id }) => id === format)?.typed;
  return (typed instanceof Lazy ? typed.found : typed) ?? ANY_BYTES.typed;
}

/** Runs once the codec is loaded. No form uses a format before. */
export function withFormat(format: Format, run: () => void): void {
  const codec = codecs.get(format);
  if (schemaKind(format) !== undefined) BY_SCHEMA.with(run);
  else if (codec === undefined) run();
  // Its errors are schema errors.
  else if (format === SPARKPLUG.id) BY_SCHEMA.with(() => codec.with(run));
  else codec.with(run);
}

/** Runs once all of them are loaded, so that any can be chosen next. */
export function withFormats(run: () => void, formats = WRITTEN): void {
  const [first, ...rest] = formats;
  if (first === undefined) run();
  else withFormat(first.id, () => withFormats(run, rest));
}

export type Words = FirstTexts['publish']['errors'];

export type PayloadResult =
  | { readonly bytes: Uint8Array; readonly error?: never }
  | { readonly bytes?: never; readonly error: string };

/** Cached, because one drawing of the form asks several times. */
let last: { readonly text: string; readonly typed: Typed; readonly result: Parsed } | undefined;

type Parsed = ReturnType<Typed['parse']>;

/** Payload of a text in a format, or the error. */
export function parsedIn(format: Format, text: string): Parsed {
  const typed = typedIn(format);
  if (last?.text !== text || last.typed !== typed)
    last = { text, typed, result: typed.parse(text) };
  return last.result;
}

export function payloadOf(text: string, format: Format, words: Words): PayloadResult {
  const result = parsedIn(format, text);
  return result.ok ? { bytes: result.bytes } : { error: faultWords(result.error, words) };
}

export function faultWords(error: TypedError, words: Words): string {
  if (error.kind === 'surrogate') return words.surrogate;
  const { line, column } = error;
  switch (error.kind) {
    case 'notation':
      return words.bytes(line, column, firstTexts().typed.bytesError(error.why));
    case 'json':
      return words.notJson(line, column, firstTexts().typed.jsonError(error.why));
    case 'number':
      return words.number(line, column);
    case 'text':
      return words.surrogateAt(line, column);
    case 'misfit':
      return words.bytes(line, column, BY_SCHEMA.found?.words(error.why) ?? '');
  }
}

/** `{{…}}` of any template language. An object in JSON begins with a quotation mark instead. */
const PLACEHOLDER = /\{\{\s*[a-z_][^{}]*\}\}/gi;

/**
 * Whether a written text is JSON, with a note if it is not although it was meant to be: by its format, or by its
 * first character. Placeholders count as values.
 */
export function judgeJson(
  text: string,
  format: Format,
  words: Pick<Words, 'json'>,
): { readonly isJson: boolean; readonly note?: string | undefined } {
  if (text === '') return { isJson: false };
  const error = jsonError(encodeUtf8(text), words);
  if (error === undefined) return { isJson: true };
  const values = text.replaceAll(PLACEHOLDER, ({ length }) => '1'.repeat(length));
  const isMeant = typedIn(format).json !== undefined || /^\s*[[{]/.test(values);
  if (!isMeant) return { isJson: false };
  return { isJson: false, note: values === text ? error : jsonError(encodeUtf8(values), words) };
}

/** Error in a JSON text. It can be sent anyway, byte for byte. */
export function jsonError(bytes: Uint8Array, words: Pick<Words, 'json'>): string | undefined {
  const error = findJsonError(bytes);
  if (error === undefined) return undefined;
  const { line, column } = textPlace(bytes, error.offset);
  return words.json(line, column, firstTexts().typed.jsonError({ key: error.key, args: {} }));
}

/** The same bytes in another notation if it is exact, otherwise in hex. */
export function inFormat(
  bytes: Uint8Array,
  format: Format,
): { readonly payload: string; readonly format: Format; readonly loadedAsHex: boolean } {
  const text = typedIn(format).print(bytes);
  return text === undefined
    ? { payload: formatHex(bytes), format: ANY_BYTES.id, loadedAsHex: format !== ANY_BYTES.id }
    : { payload: text, format, loadedAsHex: false };
}
