/** Forms of topics with named levels: `tele/{device}/{what:STATE|SENSOR}`, `a/{rest...}/b`, `a/{query?}`. */
import type { NamedLevel } from '../../engine/conventions/convention.ts';

/** What may stand in a form in place of a name: see `FormFault`. */
const PLACE = /\{([A-Za-z][\w-]*)(?::([^{}]*?))?(\.\.\.|\?)?\}/g;
/** Names that are taken from a query. */
const MOST_OF_QUERY = 50;

export type FormFault =
  | 'brace'
  | 'two-in-a-level'
  | 'rest-twice'
  | 'query-not-last'
  | 'name-twice'
  | 'wildcard'
  | 'empty';

export interface TopicPattern {
  /** What all its topics begin with. */
  readonly beginning: string;
  /** What all its topics end with. */
  readonly ending: string;
  /** Names of its levels. */
  readonly names: readonly string[];
  /** It has others, as a topic tells them. */
  readonly hasQuery: boolean;
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
  let hasRest = false;
  let query = false;
  let at = 0;
  for (const place of form.matchAll(PLACE)) {
    const [whole, name = '', choices, rest] = place;
    if (names.includes(name)) return { ok: false, fault: 'name-twice' };
    const end = place.index + whole.length;
    // A topic could be cut into such in very many ways.
    const isFirst = at === 0 || form.slice(at, place.index).includes('/');
    if (!isFirst) return { ok: false, fault: 'two-in-a-level' };
    query = rest === '?';
    if (query && end < form.length) return { ok: false, fault: 'query-not-last' };
    if (rest === '...' && hasRest) return { ok: false, fault: 'rest-twice' };
    hasRest ||= rest === '...';
    names.push(name);
    source += literal(form.slice(at, place.index)) + placed(rest, choices);
    at = end;
  }
  const tail = form.slice(at);
  const plain = form.replaceAll(PLACE, '');
  if (/[{}]/.test(plain)) return { ok: false, fault: 'brace' };
  if (/[+#]/.test(plain)) return { ok: false, fault: 'wildcard' };
  const pattern = new RegExp(`^${source}${literal(tail)}$`, 's');
  const [beginning = ''] = form.split('{', 1);
  const match = query ? withQuery(matching(pattern, names)) : matching(pattern, names);
  return { ok: true, pattern: { beginning, ending: tail, names, hasQuery: query, match } };
}

function matching(pattern: RegExp, names: readonly string[]): TopicPattern['match'] {
  return (topic) => {
    const found = pattern.exec(topic);
    return found === null
      ? undefined
      : names.map((name, index) => ({ name, value: found[index + 1] ?? '' }));
  };
}

function placed(rest: string | undefined, choices: string | undefined): string {
  if (rest === '?') return '(.*)';
  return rest === '...' ? '(.+)' : level(choices);
}

const level = (choices: string | undefined): string =>
  choices === undefined ? '([^/]+)' : `(${choices.split('|').map(literal).join('|')})`;

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** Levels of which the last is written as in URLs. */
function withQuery(match: TopicPattern['match']): TopicPattern['match'] {
  return (topic) => {
    const levels = match(topic);
    const query = levels?.at(-1)?.value ?? '';
    const pairs = query.split('&', MOST_OF_QUERY).filter((pair) => pair !== '');
    return levels && [...levels.slice(0, -1), ...pairs.map(pairLevel)];
  };
}

function pairLevel(pair: string): NamedLevel {
  const [name = '', ...value] = pair.split('=');
  return { name: unescaped(name), value: unescaped(value.join('=')) };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Replaces names in braces; those without a value by nothing. */
export function filled(template: string, valueOf: (name: string) => string | undefined): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_all, name: string) => valueOf(name) ?? '');
}
