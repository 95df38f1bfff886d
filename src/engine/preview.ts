/** The beginning of a value, as it is shown beside its topic. */
import { decodeUtf8 } from '../mqtt/utf8.ts';

/** Characters. */
const LONGEST = 80;

/**
 * Text as it is, with what cannot be seen made visible, and the exact size where it is folded;
 * only the size where it is not text.
 */
export function previewOf(payload: Uint8Array): string {
  if (payload.length === 0) return '<empty>';
  const text = hasBinaryControls(payload) ? undefined : decodeUtf8(payload);
  if (text === undefined) return `<${payload.length} B binary>`;
  let shown = '';
  let characters = 0;
  for (const character of text) {
    if (characters === LONGEST) return `${shown}… (${payload.length} B)`;
    shown += visible(character);
    characters += 1;
  }
  return shown;
}

/** Control characters that no text holds: all but tab, line feed, form feed and carriage return. */
function hasBinaryControls(payload: Uint8Array): boolean {
  for (const byte of payload) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d)
      return true;
  }
  return false;
}

/**
 * Control and formatting characters, such as those that turn the direction of what follows; not
 * the joiners, which scripts and emoji are written with.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function visible(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCharCode(0x2400 + point);
  if (point === 0x7f) return '\u2421';
  return UNSEEN.test(character) ? `\\u{${point.toString(16)}}` : character;
}
