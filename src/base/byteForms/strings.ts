/** Finds strings with escapes, as C, Python, JavaScript and Go print bytes. */
import { encodeUtf8 } from '../utf8.ts';
import { addBytes } from './addBytes.ts';
import type { ByteRun } from './byteRuns.ts';
import { printedBy } from './linePrefix.ts';

const QUOTED =
  /\b(b?)(["'])((?:\\[\s\S]|(?!\2)[^\\\n])*)\2|(["'])((?:\\[\s\S]|(?!\4)[^\\\n])*)\4/iy;
/** Characters read after quotation marks that nothing closes. */
const MOST_IN_VAIN = 1 << 24;
const ESCAPE =
  /\\(?:x([0-9a-f]{1,2})|u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|([0-7]{1,3})|([\s\S]))|([^\\]+)/gi;
const HAS_ESCAPE = /\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{|[0-7]{1,3})/i;
/** Only such bytes, without quotation marks. */
const BARE = /^(?:\\x[0-9a-f]{2}|[^\\\n"'])*$/i;
const ONLY_HEX = /^\s*(?:\\x[0-9a-f]{2}[\s,;]*)+$/i;
const NAMED: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
};

/** Empty if there are none. Strings next to each other are one. */
export function stringsIn(text: string): ByteRun[] {
  if (!text.includes('\\') && !/\bb["']/.test(text)) return [];
  const runs: { bytes: number[]; by: ByteRun['by'] }[] = [];
  let hasEscape = false;
  let end = 0;
  for (const { index, 0: whole, 1: prefix = '', 3: first, 5: second } of quotedIn(text)) {
    const content = first ?? second ?? '';
    const before = text.slice(end, index);
    hasEscape ||= HAS_ESCAPE.test(content) || prefix !== '';
    const bytes = unescaped(content);
    const last = runs.at(-1);
    if (last !== undefined && /^[\s\\+]*$/.test(before)) addBytes(last.bytes, bytes);
    else runs.push({ bytes, by: printedBy(before.slice(before.trimEnd().lastIndexOf('\n') + 1)) });
    end = index + whole.length;
  }
  if (hasEscape) {
    return runs.flatMap(({ bytes, by }) =>
      bytes.length === 0 ? [] : [{ bytes: Uint8Array.from(bytes), by }],
    );
  }
  return bareIn(text);
}

/** Ends at the budget, because each mark without a partner reads the rest of its line. */
function* quotedIn(text: string): Generator<RegExpExecArray> {
  let [end, inVain] = [0, 0];
  for (const { index } of text.matchAll(/\bb["']|["']/gi)) {
    if (index < end) continue;
    QUOTED.lastIndex = index;
    const found = QUOTED.exec(text);
    if (found !== null) {
      end = QUOTED.lastIndex;
      yield found;
      continue;
    }
    const lineEnd = text.indexOf('\n', index);
    inVain += (lineEnd < 0 ? text.length : lineEnd) - index;
    if (inVain > MOST_IN_VAIN) return;
  }
}

function bareIn(text: string): ByteRun[] {
  if (ONLY_HEX.test(text)) return [];
  const bare = text.trim();
  return BARE.test(bare) && /\\x/i.test(bare)
    ? [{ bytes: Uint8Array.from(unescaped(bare)), by: undefined }]
    : [];
}

function unescaped(text: string): number[] {
  const bytes: number[] = [];
  for (const [, hex, point, unit, octal, named, plain] of text.matchAll(ESCAPE)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (unit !== undefined || point !== undefined) {
      const code = Number.parseInt(unit ?? point ?? '', 16);
      // JavaScript and JSON print a byte as the character with its number.
      if (code <= 0xff) bytes.push(code);
      else addBytes(bytes, encodeUtf8(String.fromCodePoint(Math.min(code, 0x10ffff))));
    } else if (plain !== undefined) addBytes(bytes, encodeUtf8(plain));
    else if (named !== undefined && named !== '\n') {
      const code = NAMED[named];
      if (code === undefined) addBytes(bytes, encodeUtf8(named));
      else bytes.push(code);
    }
  }
  return bytes;
}
