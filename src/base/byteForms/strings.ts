/** Reads strings with `\x…` escapes, as C, Python, JavaScript and Rust print bytes. */

import { joined } from '../bytes.ts';
import { encodeUtf8 } from '../utf8.ts';
import type { ByteRun } from './byteRuns.ts';
import { printedBy } from './byteRuns.ts';

interface Literal {
  /** Places of the quotation marks. */
  readonly open: number;
  readonly close: number;
}

const HEX_ESCAPE = /\\x[0-9a-f]{2}/i;
/** Without quotation marks, the beginning is certain only near an escape: two bytes may be printable. */
const BARE = /^.{0,2}\\x[0-9a-f]{2}/i;
const ESCAPE = /\\x([0-9a-f]{2})|\\(0(?!\d)|[^\dx])|([^\\]+|\\)/gi;
const NAMED: Readonly<Record<string, number>> = {
  '0': 0,
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 0x22,
  "'": 0x27,
  '\\': 0x5c,
};
/** A program has replaced bytes that are not UTF-8. */
const REPLACED = '\ufffd';
/** Programs print it in or after a string that they cut. */
const IS_CUT = /^\s*(?:\.\.\.|…)/;

/**
 * Undefined if there are none. Strings next to each other are one.
 * @returns empty if a string is cut or has other escapes
 */
export function stringsIn(text: string): ByteRun[] | undefined {
  if (!HEX_ESCAPE.test(text)) return undefined;
  const strings: { content: string; readonly by: ByteRun['by'] }[] = [];
  let end = 0;
  for (const { open, close } of literalsIn(text)) {
    const before = text.slice(end, open);
    const content = text.slice(open + 1, close);
    end = close + 1;
    const last = strings.at(-1);
    if (last !== undefined && before.trim() === '') last.content += content;
    else {
      const line = before.slice(before.trimEnd().lastIndexOf('\n') + 1);
      strings.push({ content, by: printedBy(line) });
    }
    const isCut = content.endsWith('…') || IS_CUT.test(text.slice(end, end + 10));
    if (isCut && HEX_ESCAPE.test(content)) return [];
  }
  // Names and texts in the same code have no escapes. Each packet has a byte that needs one.
  const ofBytes = strings.filter(({ content }) => HEX_ESCAPE.test(content));
  if (ofBytes.length === 0) {
    const bare = text.trim();
    if (!BARE.test(bare) || bare.includes('\n')) return undefined;
    ofBytes.push({ content: bare, by: undefined });
  }
  const runs = ofBytes.map(({ content, by }) => ({ bytes: unescaped(content), by }));
  return runs.every((run): run is ByteRun => run.bytes !== undefined) ? runs : [];
}

/** A string ends in its line. */
function* literalsIn(text: string): Generator<Literal> {
  let open: number | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '\n') open = undefined;
    else if (open === undefined) open = /["'`]/.test(character) ? at : undefined;
    else if (character === text.charAt(open)) {
      yield { open, close: at };
      open = undefined;
    }
  }
}

/** Undefined if an escape has different meanings in different languages, such as `\16`, or none. */
function unescaped(text: string): Uint8Array | undefined {
  if (text.includes(REPLACED)) return undefined;
  const parts: Uint8Array[] = [];
  for (const [, hex, name, plain] of text.matchAll(ESCAPE)) {
    if (plain === '\\') return undefined;
    if (plain !== undefined) parts.push(encodeUtf8(plain));
    else {
      const byte = hex === undefined ? NAMED[name ?? ''] : Number.parseInt(hex, 16);
      if (byte === undefined) return undefined;
      parts.push(Uint8Array.of(byte));
    }
  }
  return joined(parts);
}
