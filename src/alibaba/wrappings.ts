/** Quotation marks and blanks that were left around a value, in one list for every value. */

/** @returns the name of a character without a visible form; undefined: it is no blank */
function blankName(character: string): string | undefined {
  const known = NAMES.get(character);
  if (known !== undefined || !/[\s\ufeff\u200b]/.test(character)) return known;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${code.padStart(4, '0')}`;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['\n', 'LF'],
  ['\r', 'CR'],
  ['\t', 'TAB'],
  ['\0', 'NUL'],
]);

/** Names that need no translation: `CR LF`, `“…”`. */
function wrappingName(before: string, after: string): string {
  const names = Array.from(before + after, blankName).filter((name) => name !== undefined);
  return names.length > 0 ? [...new Set(names)].join(' ') : `${before}…${after}`;
}

/** Likeliest first. */
const WRAPPINGS: readonly (readonly [before: string, after: string])[] = [
  ['', '\n'],
  ['', '\r\n'],
  ['', ' '],
  [' ', ''],
  [' ', ' '],
  ['', '\r'],
  ['', '\t'],
  ['', '\0'],
  ['\n', ''],
  ['\ufeff', ''],
  ['', '\u00a0'],
  ['', '\u200b'],
  ['"', '"'],
  ["'", "'"],
  ["b'", "'"],
  ['“', '”'],
];

/** Sizes of C buffers that are used whole, with the zeros after the value. */
const BUFFERS = [64, 100, 128, 200, 256, 512] as const;

export interface Wrapped {
  readonly found: string;
  readonly text: string;
}

/** The value with each wrapping. */
export function wrapped(value: string): readonly Wrapped[] {
  return [
    ...WRAPPINGS.map(([before, after]) => ({
      found: wrappingName(before, after),
      text: before + value + after,
    })),
    ...BUFFERS.map((size) => ({ found: 'NUL', text: value.padEnd(size, '\0') })),
  ];
}

const QUOTED = /^(b?["'`“‘])(.*)(["'`”’])$/su;

/** The value inside blanks and quotation marks; undefined if it has none around it. */
export function unwrapped(text: string): Wrapped | undefined {
  const inner = text.replace(/^[\s\0\ufeff\u200b]+/u, '');
  const bare = inner.replace(/[\s\0\ufeff\u200b]+$/u, '');
  const [, open = '', value = bare, close = ''] = QUOTED.exec(bare) ?? [];
  if (value === text) return undefined;
  if (open !== '') return { found: wrappingName(open, close), text: value };
  const before = text.slice(0, text.length - inner.length);
  return { found: wrappingName(before, inner.slice(bare.length)), text: value };
}
