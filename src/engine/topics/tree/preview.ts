/** Preview of a value beside its topic. */
import type { Localizable, NoArgs } from '../../../base/message.ts';
import { isReadable } from '../../../base/text.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { formatOf } from '../../../payload/formats/formats.ts';
import { formatPreview, payloadPreview } from '../../../payload/formats/reading.ts';
import type { About } from '../../../payload/tree/format.ts';

/** Maximum characters. */
const LONGEST = 80;

/** Kinds of previews. Texts are on one line. */
export interface PreviewKinds {
  readonly whole: { readonly text: string };
  /** Keys with their values. */
  readonly keys: { readonly text: string };
  /** `bytes`: total size. */
  readonly folded: { readonly text: string; readonly bytes: number };
  /** `format`: id of a format that has to be loaded for more than the names of formats. */
  readonly waiting: { readonly text: string; readonly bytes: number; readonly format: string };
  /** Bytes without a known format. */
  readonly binary: { readonly bytes: number };
  readonly empty: NoArgs;
}

export type Preview = Localizable<PreviewKinds>;

/** @param longest maximum characters */
export function previewOf(payload: Uint8Array, about: About = {}, longest = LONGEST): Preview {
  const bytes = payload.length;
  if (bytes === 0) return { key: 'empty', args: {} };
  const chosen = about.chosen && valuesOf(payload, about, longest);
  if (chosen !== undefined) return chosen;
  const { contentType } = about;
  // JSON may contain characters that plain text may not; it is only parsed if that decides.
  const isText = isReadable(payload) || formatOf(payload, { contentType })?.isText === true;
  const text = isText ? decodeUtf8(payload) : undefined;
  if (text === undefined) return valuesOf(payload, { contentType }, longest) ?? binary(bytes);
  // A character may have two UTF-16 units.
  const characters = Array.from(text.slice(0, 2 * longest + 2));
  if (characters.length <= longest) return { key: 'whole', args: { text: visibleText(text) } };
  // Removes joiners at the cut.
  const shown = characters
    .slice(0, longest)
    .join('')
    .replace(/[\u200c\u200d]$/, '');
  return { key: 'folded', args: { text: visibleText(shown), bytes } };
}

export const keysPreview = (text: string): Preview => ({ key: 'keys', args: { text } });

/** Maximum bytes of a payload that is read completely for a list row. */
const READ = 64 << 10;

/** Preview for a list row: reads only the beginning of a long payload. */
export function beginningOf(payload: Uint8Array, about: About = {}): Preview {
  const bytes = payload.length;
  if (bytes <= READ || about.chosen !== undefined) return previewOf(payload, about);
  const line = payloadPreview(payload.subarray(0, READ), LONGEST, { size: bytes, ...about });
  const { text, missing, binary: isBinary } = line;
  if (missing !== undefined) return { key: 'waiting', args: { text, bytes, format: missing.id } };
  return isBinary ? binary(bytes) : { key: 'folded', args: { text, bytes } };
}

const binary = (bytes: number): Preview => ({ key: 'binary', args: { bytes } });

/** undefined: the payload has no values, or is text. */
function valuesOf(payload: Uint8Array, about: About, longest: number): Preview | undefined {
  const bytes = payload.length;
  const line = formatPreview(payload, longest, about);
  if (line === undefined) return undefined;
  const { text, missing } = line;
  if (missing !== undefined) return { key: 'waiting', args: { text, bytes, format: missing.id } };
  return line.complete
    ? { key: 'whole', args: { text } }
    : { key: 'folded', args: { text, bytes } };
}
