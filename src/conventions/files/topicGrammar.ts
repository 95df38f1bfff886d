/** Topic forms with named levels: `tele/{device}/{what:STATE|INFO*}`, `a/{rest...}/b`, `a/{query?}`. */
import { percentDecoded } from '../../base/percentDecoded.ts';
import { literalPattern } from '../../base/quoting.ts';
import type { NamedLevel } from '../../engine/conventions/convention.ts';

/** A placeholder in a form; see `FormError` for its limits. */
const PLACE = /\{([A-Za-z][\w-]*)(?::([^{}]*?))?(\.\.\.|\?)?\}/g;
/** Limit of names from a query. */
const MOST_OF_QUERY = 50;
/** Limit of characters in a form. */
const LONGEST = 2000;
const NAME = /\{([^{}]+)\}/g;
/** Limit of characters in a filled-in template. */
const MOST_FILLED = 65_535;

export type FormError =
  | 'long'
  | 'brace'
  | 'two-in-a-level'
  | 'rest-twice'
  | 'query-not-last'
  | 'name-twice'
  | 'wildcard'
  | 'empty';

export interface TopicPattern {
  /** Common beginning of all its topics. */
  readonly beginning: string;
  /** Source of a regular expression for all its topics. */
  readonly source: string;
  /** Template of its topics up to the last of these names; undefined without any of them. */
  readonly upTo: (names: readonly string[]) => string | undefined;
  /** Names of its levels. */
  readonly names: readonly string[];
  /** It has additional names that depend on the topic. */
  readonly hasQuery: boolean;
  /** undefined if a topic of these levels does not match. */
  readonly match: (given: readonly string[]) => readonly NamedLevel[] | undefined;
}

export type ParsedForm =
  | { readonly ok: true; readonly pattern: TopicPattern }
  | { readonly ok: false; readonly error: FormError };

export function topicPattern(form: string): ParsedForm {
  if (form === '') return { ok: false, error: 'empty' };
  if (form.length > LONGEST) return { ok: false, error: 'long' };
  const plain = form.replaceAll(PLACE, '');
  if (/[{}]/.test(plain)) return { ok: false, error: 'brace' };
  if (/[+#]/.test(plain)) return { ok: false, error: 'wildcard' };
  const levels = form.split('/').map(levelOf);
  const error = errorIn(levels);
  if (error !== undefined) return { ok: false, error };
  const names = levels.flatMap(({ name }) => name ?? []);
  const hasQuery = levels.at(-1)?.takes === 'query';
  const [beginning = ''] = form.split('{', 1);
  const source = `^${levels.map(sourceOf).join('/')}$`;
  const match = hasQuery ? withQuery(matching(levels)) : matching(levels);
  return { ok: true, pattern: { beginning, source, upTo: upTo(levels), names, hasQuery, match } };
}

interface Choices {
  readonly texts: ReadonlySet<string>;
  /** Beginnings of further texts. */
  readonly beginnings: readonly string[];
}

/** A choice with `*` at its end is a beginning. */
const choicesOf = (all: readonly string[]): Choices => ({
  texts: new Set(all.filter((one) => !one.endsWith('*'))),
  beginnings: all.flatMap((one) => (one.endsWith('*') ? one.slice(0, -1) : [])),
});

/** Patterns of one form or of several; invalid ones are left out. */
export const patternsOf = (forms: string | readonly string[]): readonly TopicPattern[] =>
  [forms].flat().flatMap((form) => {
    const parsed = topicPattern(form);
    return parsed.ok ? [parsed.pattern] : [];
  });

/** A level of a topic form. It may match several topic levels. */
interface FormLevel {
  readonly before: string;
  readonly after: string;
  /** undefined for plain text. */
  readonly name: string | undefined;
  readonly choices: Choices | undefined;
  readonly takes: 'one' | 'rest' | 'query';
  /** Number of names in it. */
  readonly count: number;
}

function levelOf(text: string): FormLevel {
  const places = [...text.matchAll(PLACE)];
  const [place] = places;
  const [whole = '', name, choices, mark] = place ?? [];
  const from = place?.index ?? text.length;
  return {
    before: text.slice(0, from),
    after: text.slice(from + whole.length),
    name,
    choices: choices === undefined ? undefined : choicesOf(choices.split('|')),
    takes: mark === '...' ? 'rest' : mark === '?' ? 'query' : 'one',
    count: places.length,
  };
}

function errorIn(levels: readonly FormLevel[]): FormError | undefined {
  // A topic could match in very many ways.
  if (levels.some(({ count }) => count > 1)) return 'two-in-a-level';
  // Braces left over, from a choice across several levels.
  if (levels.some(({ before, after }) => /[{}]/.test(before + after))) return 'brace';
  const names = levels.flatMap(({ name }) => name ?? []);
  if (new Set(names).size < names.length) return 'name-twice';
  const query = levels.findIndex(({ takes }) => takes === 'query');
  const isLast = query === levels.length - 1 && levels[query]?.after === '';
  if (query >= 0 && !isLast) return 'query-not-last';
  return levels.filter(({ takes }) => takes !== 'one').length > 1 ? 'rest-twice' : undefined;
}

/** Matches levels from both ends, which takes linear time. */
function matching(levels: readonly FormLevel[]): TopicPattern['match'] {
  const several = levels.findIndex(({ takes }) => takes !== 'one');
  return (given) => {
    if (several < 0) return given.length === levels.length ? valuesOf(levels, given) : undefined;
    const end = given.length - (levels.length - several - 1);
    if (end <= several) return undefined;
    const [first, last] = [given.slice(0, several), given.slice(end)];
    // The levels between them may be very many: they are joined only if these match.
    const areOthers = valuesOf(levels.toSpliced(several, 1), [...first, ...last]) !== undefined;
    if (!areOthers) return undefined;
    return valuesOf(levels, [...first, given.slice(several, end).join('/'), ...last]);
  };
}

/** @param given one topic level for each level of the form */
function valuesOf(
  levels: readonly FormLevel[],
  given: readonly string[],
): readonly NamedLevel[] | undefined {
  const values: NamedLevel[] = [];
  for (const [at, level] of levels.entries()) {
    const value = valueOf(level, given[at] ?? '');
    if (value === undefined) return undefined;
    if (level.name !== undefined) values.push({ name: level.name, value });
  }
  return values;
}

/** undefined if the level does not match. */
function valueOf({ before, after, name, choices, takes }: FormLevel, given: string) {
  if (name === undefined) return given === before ? '' : undefined;
  const { length } = given;
  if (length < before.length + after.length) return undefined;
  if (!given.startsWith(before) || !given.endsWith(after)) return undefined;
  const value = given.slice(before.length, length - after.length);
  if (choices !== undefined) {
    const { texts, beginnings } = choices;
    return texts.has(value) || beginnings.some((one) => value.startsWith(one)) ? value : undefined;
  }
  return value === '' && takes !== 'query' ? undefined : value;
}

function sourceOf({ before, after, name, choices, takes }: FormLevel): string {
  if (name === undefined) return literalPattern(before);
  return literalPattern(before) + valueSource(choices, takes) + literalPattern(after);
}

const VALUE = { one: '[^/]+', rest: '[^]+', query: '[^]*' } as const;

function valueSource(choices: Choices | undefined, takes: FormLevel['takes']): string {
  if (choices === undefined) return VALUE[takes];
  const { texts, beginnings } = choices;
  const any = takes === 'one' ? '[^/]*' : '[^]*';
  const all = [
    ...Array.from(texts, literalPattern),
    ...beginnings.map((one) => literalPattern(one) + any),
  ];
  return `(?:${all.join('|')})`;
}

const upTo =
  (levels: readonly FormLevel[]): TopicPattern['upTo'] =>
  (names) => {
    const last = levels.findLastIndex(({ name }) => name !== undefined && names.includes(name));
    if (last < 0) return undefined;
    const template = ({ before, name, after }: FormLevel) =>
      name === undefined ? before : `${before}{${name}}${after}`;
    return levels
      .slice(0, last + 1)
      .map(template)
      .join('/');
  };

/** Matches a form whose last level is URL-encoded. */
function withQuery(match: TopicPattern['match']): TopicPattern['match'] {
  return (given) => {
    const levels = match(given);
    const query = levels?.at(-1)?.value ?? '';
    const pairs = query.split('&').filter((pair) => pair !== '');
    const rest = pairs.splice(MOST_OF_QUERY).join('&');
    const more = rest === '' ? [] : [{ name: '…', value: rest }];
    return levels && [...levels.slice(0, -1), ...pairs.map(pairLevel), ...more];
  };
}

function pairLevel(pair: string): NamedLevel {
  const [name = '', ...value] = pair.split('=');
  return { name: percentDecoded(name), value: percentDecoded(value.join('=')) };
}

/** Names in braces. */
export const namesIn = (template: string): readonly string[] =>
  [...template.matchAll(NAME)].map(([, name = '']) => name);

/**
 * Replaces names in braces by their values, or by nothing if they have none. A result longer than any topic
 * becomes empty.
 */
export function filled(template: string, valueOf: (name: string) => string | undefined): string {
  let text = '';
  let at = 0;
  for (const { 0: whole, 1: name = '', index } of template.matchAll(NAME)) {
    text += template.slice(at, index) + (valueOf(name) ?? '');
    if (text.length > MOST_FILLED) return '';
    at = index + whole.length;
  }
  return text + template.slice(at);
}
