/** Splits a Jinja template into its tags. A tag ends at its closing braces outside of strings and brackets. */

export interface TemplateToken {
  readonly kind: 'name' | 'number' | 'text' | 'operator';
  readonly text: string;
}

export interface TemplateTag {
  readonly opening: '{{' | '{%';
  readonly tokens: readonly TemplateToken[];
  readonly text: string;
}

export type TemplateTags =
  | { readonly ok: true; readonly tags: readonly TemplateTag[] }
  /** A tag without its end. */
  | { readonly ok: false; readonly unclosed: string }
  /** A tag with a character or bracket that does not belong there. */
  | { readonly ok: false; readonly wrong: string };

const OPENING = /\{\{|\{%|\{#/g;
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}/y;
const END_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
const TOKEN =
  /\s+|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>0[xXoObB][\dA-Fa-f_]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<operator>\*\*|\/\/|==|!=|>=|<=|[-+*/%~<>=.:|,;()[\]{}])/suy;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

export function templateTags(template: string): TemplateTags {
  const tags: TemplateTag[] = [];
  let at = 0;
  for (;;) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(template)?.[0];
    if (opening === undefined) return { ok: true, tags };
    const start = OPENING.lastIndex - 2;
    const raw = endOfRaw(template, start);
    if (raw !== undefined) {
      if (raw === -1) return { ok: false, unclosed: '{% raw %}' };
      at = raw;
    } else if (opening === '{#') {
      const end = template.indexOf('#}', start + 2);
      if (end === -1) return { ok: false, unclosed: '{#' };
      at = end + 2;
    } else {
      const read = readTag(template, start, opening === '{{' ? '}}' : '%}');
      if (read.end === undefined) {
        return read.isCut
          ? { ok: false, unclosed: opening }
          : { ok: false, wrong: template.slice(start) };
      }
      at = read.end;
      const text = template.slice(start, at);
      tags.push({ opening: opening === '{{' ? '{{' : '{%', tokens: read.tokens, text });
    }
  }
}

/** Undefined if no raw block begins there; -1 if it does not end. */
function endOfRaw(template: string, start: number): number | undefined {
  RAW.lastIndex = start;
  if (!RAW.test(template)) return undefined;
  END_RAW.lastIndex = RAW.lastIndex;
  return END_RAW.test(template) ? END_RAW.lastIndex : -1;
}

interface ReadTag {
  /** undefined if the tag is wrong. */
  readonly end: number | undefined;
  readonly isCut: boolean;
  readonly tokens: readonly TemplateToken[];
}

function readTag(template: string, start: number, closing: string): ReadTag {
  const tokens: TemplateToken[] = [];
  const open: string[] = [];
  let at = start + 2;
  if (/[-+]/.test(template[at] ?? '')) at += 1;
  while (at < template.length) {
    const signed = /[-+]/.test(template[at] ?? '') ? 1 : 0;
    if (open.length === 0 && template.startsWith(closing, at + signed)) {
      return { end: at + signed + closing.length, isCut: false, tokens };
    }
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(template);
    if (found === null) return { end: undefined, isCut: false, tokens };
    at = TOKEN.lastIndex;
    const token = tokenOf(found.groups ?? {});
    if (token === undefined) continue;
    const closer = token.kind === 'operator' ? CLOSERS.get(token.text) : undefined;
    if (closer !== undefined) open.push(closer);
    else if (token.kind === 'operator' && /[)\]}]/.test(token.text) && open.pop() !== token.text) {
      return { end: undefined, isCut: false, tokens };
    }
    tokens.push(token);
  }
  return { end: undefined, isCut: true, tokens };
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): TemplateToken | undefined {
  for (const kind of ['name', 'number', 'text', 'operator'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}
