/** The beginning of a value, as it is shown beside its topic. */
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { formatOf } from '../../payload/formats/formats.ts';
import { formatPreview } from '../../payload/formats/reading.ts';
import { isReadable } from '../../payload/text.ts';
import { visibleText } from '../../payload/visibleText.ts';

/** Characters. */
const LONGEST = 80;

/** On one line, and the exact size where it is folded; of bytes that say nothing only the size. */
export function previewOf(payload: Uint8Array, contentType?: string): string {
  if (payload.length === 0) return '<empty>';
  // JSON may hold what other text does not; it is read in full only where that decides.
  const isText = isReadable(payload) || formatOf(payload, contentType)?.isText === true;
  const text = isText ? decodeUtf8(payload) : undefined;
  if (text === undefined) return notText(payload, contentType);
  // A character may be two units of the string.
  const characters = Array.from(text.slice(0, 2 * LONGEST + 2));
  if (characters.length <= LONGEST) return visibleText(text);
  // What a joiner at the cut joined is not there.
  const shown = characters
    .slice(0, LONGEST)
    .join('')
    .replace(/[\u200c\u200d]$/, '');
  return `${visibleText(shown)}… (${payload.length} B)`;
}

function notText(payload: Uint8Array, contentType: string | undefined): string {
  const line = formatPreview(payload, LONGEST, { contentType });
  if (line === undefined) return `<${payload.length} B binary>`;
  return line.complete ? line.text : `${line.text}… (${payload.length} B)`;
}
