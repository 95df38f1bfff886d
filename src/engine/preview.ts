/** The beginning of a value, as it is shown beside its topic. */
import { decodeUtf8 } from '../mqtt/utf8.ts';
import { detectPayload, isReadable } from '../payload/detect.ts';
import { visibleText } from '../payload/visibleText.ts';

/** Characters. */
const LONGEST = 80;

/** Text on one line, and the exact size where it is folded; only the size where it is not text. */
export function previewOf(payload: Uint8Array): string {
  if (payload.length === 0) return '<empty>';
  // JSON may hold what other text does not; it is read in full only where that decides.
  const isText = isReadable(payload) || detectPayload(payload) === 'json';
  const text = isText ? decodeUtf8(payload) : undefined;
  if (text === undefined) return `<${payload.length} B binary>`;
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
