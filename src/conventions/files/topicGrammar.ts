/** Forms of topics with named levels: `tele/{device}/{what:STATE|SENSOR}`, `a/{rest...}`. */
import type { NamedLevel } from '../../engine/conventions/convention.ts';

/** What may stand in a form in place of a name: see `FormFault`. */
const PLACE = /\{([A-Za-z][\w-]*)(?::([^{}]*))?(\.\.\.)?\}/g;

type FormFault = 'brace' | 'rest-not-last' | 'name-twice' | 'wildcard' | 'empty';

export interface TopicPattern {
  /** What all its topics begin with. */
  readonly beginning: string;
  /** Names of its levels. */
  readonly names: readonly string[];
  /** undefined: the topic has another form. */
  readonly match: (topic: string) => readonly NamedLevel[] | undefined;
}

export type ParsedForm =
  | { readonly ok: true; readonly pattern: TopicPattern }
  | { readonly ok: false; readonly fault: FormFault };

export function topicPattern(form: string): ParsedForm {
  if (form === '') return { ok: false, fault: 'empty' };
  const names: string[] = [];
  let source = '';
  let at = 0;
  for (const place of form.matchAll(PLACE)) {
    const [whole, name = '', choices, rest] = place;
    if (names.includes(name)) return { ok: false, fault: 'name-twice' };
    const end = place.index + whole.length;
    if (rest !== undefined && end < form.length) return { ok: false, fault: 'rest-not-last' };
    names.push(name);
    source += literal(form.slice(at, place.index)) + (rest === undefined ? level(choices) : '(.+)');
    at = end;
  }
  const tail = form.slice(at);
  const plain = form.replaceAll(PLACE, '');
  if (/[{}]/.test(plain)) return { ok: false, fault: 'brace' };
  if (/[+#]/.test(plain)) return { ok: false, fault: 'wildcard' };
  const pattern = new RegExp(`^${source}${literal(tail)}$`, 's');
  const [beginning = ''] = form.split('{', 1);
  return { ok: true, pattern: { beginning, names, match: matching(pattern, names) } };
}

function matching(pattern: RegExp, names: readonly string[]): TopicPattern['match'] {
  return (topic) => {
    const found = pattern.exec(topic);
    return found === null
      ? undefined
      : names.map((name, index) => ({ name, value: found[index + 1] ?? '' }));
  };
}

const level = (choices: string | undefined): string =>
  choices === undefined ? '([^/]+)' : `(${choices.split('|').map(literal).join('|')})`;

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** Replaces names in braces; those without a value by nothing. */
export function filled(template: string, valueOf: (name: string) => string | undefined): string {
  return template.replaceAll(/\{([A-Za-z][\w-]*)\}/g, (_all, name: string) => valueOf(name) ?? '');
}
