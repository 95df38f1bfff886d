/** Finds strings with escapes, as C, Python, JavaScript and Go print bytes. */
import type { ByteRun } from './byteRuns.ts';
import { type Digits, unescaped } from './escapes.ts';
import { printedBy } from './linePrefix.ts';

const QUOTED =
  /\b(b?)(["'])((?:\\[\s\S]|(?!\2)[^\\\n])*)\2|(["'])((?:\\[\s\S]|(?!\4)[^\\\n])*)\4/iy;
/** Characters read after quotation marks that nothing closes. */
const MOST_IN_VAIN = 1 << 24;
const HAS_ESCAPE = /\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[ux]\{|\d)/i;
/** Escapes of bytes and characters, without quotation marks. */
const BARE = /^(?:\\x[0-9a-f]{2}|\\[0-3][0-7]{2}|\\\\|[^\\\n"'])*$/i;
const HAS_BARE = /\\(?:x|[0-3][0-7]{2})/i;
const ONLY_HEX = /^\s*(?:\\x[0-9a-f]{2}[\s,;]*)+$/i;
/** strace, the shell and gdb. */
const BEFORE_OCTAL =
  /\b(?:p?(?:read|write)v?\d?|(?:send|recv)(?:to|from|msg)?)\(\d+.{0,60}$|\$(?:\d+ = )?$/;
/** The text of a string within a string has two backslashes for each of its own. */
const DOUBLED = /\\\\(?:x[0-9a-f]{2}|u00[0-9a-f]{2}|[0-7]{3})/i;
const SINGLE = /(?<!\\)(?:\\\\)*\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[0-7]{1,3})/i;
/** The first argument of the shell's `printf`. */
const FORMAT = /^%[bs]$/;
/** Programs print it after a string that they cut. */
const IS_CUT = /^\s*(?:\.\.\.|…)/;

/**
 * Undefined if there are none. Strings next to each other are one.
 * @returns empty if a string is cut or can be read in several ways
 */
export function stringsIn(text: string): ByteRun[] | undefined {
  if (!text.includes('\\')) return undefined;
  if (DOUBLED.test(text) && !SINGLE.test(text)) return stringsIn(innerText(text));
  const runs: { content: string; isBytes: boolean; readonly by: ByteRun['by'] }[] = [];
  const known = new Set<'bytes' | 'octal'>();
  let [isCut, end] = [false, 0];
  for (const { index, 0: whole, 1: prefix = '', 3: first, 5: second } of quotedIn(text)) {
    const content = first ?? second ?? '';
    const before = text.slice(end, index);
    end = index + whole.length;
    if (FORMAT.test(content)) continue;
    if (prefix !== '') known.add('bytes');
    else if (BEFORE_OCTAL.test(before)) known.add('octal');
    const isBytes = HAS_ESCAPE.test(content) || prefix !== '' || BEFORE_OCTAL.test(before);
    const last = runs.at(-1);
    if (last !== undefined && /^[\s\\+]*$/.test(before)) {
      last.content += content;
      last.isBytes ||= isBytes;
    } else {
      const line = before.slice(before.trimEnd().lastIndexOf('\n') + 1);
      runs.push({ content, isBytes, by: printedBy(line) });
    }
    isCut ||= isBytes && (IS_CUT.test(text.slice(end, end + 10)) || content.endsWith('…'));
  }
  // Names, formats and texts in the same code have no escapes. Each packet has a byte that needs one.
  const ofBytes = runs.filter(({ isBytes }) => isBytes);
  if (!ofBytes.some(({ content }) => HAS_ESCAPE.test(content))) return bareIn(text);
  if (isCut) return [];
  const digits: readonly Digits[] | undefined = known.has('octal')
    ? ['octal']
    : known.has('bytes')
      ? ['octal', 'nul']
      : undefined;
  const read = unescaped(
    ofBytes.map(({ content }) => content),
    digits,
  );
  return (read ?? []).flatMap((bytes, at) =>
    bytes.length === 0 ? [] : [{ bytes, by: ofBytes[at]?.by }],
  );
}

/** The strings within strings, as in logs of lines as JSON. */
function innerText(text: string): string {
  const outer = Array.from(quotedIn(text), ([, , , first, , second]) => first ?? second ?? '');
  const inner = outer.filter((content) => DOUBLED.test(content));
  return (inner.length === 0 ? [text] : inner)
    .map((content) => content.replace(/\\([\\"'])/g, '$1'))
    .join('\n');
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

function bareIn(text: string): ByteRun[] | undefined {
  const bare = text.trim();
  if (ONLY_HEX.test(text) || !BARE.test(bare) || !HAS_BARE.test(bare)) return undefined;
  return unescaped([bare], undefined)?.map((bytes) => ({ bytes, by: undefined })) ?? [];
}
