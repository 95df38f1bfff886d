/** Parses access control lists in Mosquitto's format. `rights.ts` evaluates them. */

import type { Localizable, NoArgs } from '../../base/message.ts';
import { withoutEnd } from '../../base/withoutEnd.ts';
import type { TopicError } from '../../mqtt/tables/topicErrors.ts';
import { topicFilterError } from '../../mqtt/tables/topics.ts';

export type Access = 'read' | 'write' | 'readwrite' | 'deny';

export interface Rule {
  readonly access: Access;
  /** A topic filter; patterns contain `%u` and `%c`. */
  readonly filter: string;
}

export interface Acl {
  /** For clients without a user name. */
  readonly anonymous: readonly Rule[];
  /** For clients with this user name, spelled like in CONNECT. */
  readonly users: ReadonlyMap<string, readonly Rule[]>;
  /** For all clients, regardless of the section. */
  readonly patterns: readonly Rule[];
}

export type ParsedAcl =
  | { readonly ok: true; readonly acl: Acl }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number; readonly error: Localizable<AclErrors> };

export interface AclErrors {
  readonly 'unknown-keyword': NoArgs;
  readonly 'no-user-name': NoArgs;
  /** `after`: the words without a filter. */
  readonly 'no-filter': { readonly after: string };
  readonly 'unknown-access': { readonly keyword: 'topic' | 'pattern' };
  readonly shared: NoArgs;
  readonly 'not-a-filter': { readonly why: TopicError };
}

type Line =
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'topic' | 'pattern'; readonly rule: Rule }
  | { readonly kind: 'fault'; readonly error: Localizable<AclErrors> };

/** Parses a file of Mosquitto's option `acl_file`. */
export function parseAcl(text: string): ParsedAcl {
  const anonymous: Rule[] = [];
  const users = new Map<string, Rule[]>();
  const patterns: Rule[] = [];
  let section = anonymous;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const content = withoutEnd(raw.replace(/^ +/, ''), ' \t\v\f\r');
    if (content === '' || content.startsWith('#')) continue;
    const line = parseLine(content);
    if (line.kind === 'fault') return { ok: false, line: index + 1, error: line.error };
    if (line.kind === 'user') {
      section = users.get(line.name) ?? [];
      users.set(line.name, section);
    } else {
      (line.kind === 'pattern' ? patterns : section).push(line.rule);
    }
  }
  return { ok: true, acl: { anonymous, users, patterns } };
}

function parseLine(line: string): Line {
  const [keyword, rest] = firstWord(line);
  if (keyword === 'user') {
    const name = rest.trim();
    return name === '' ? wrong({ key: 'no-user-name', args: {} }) : { kind: 'user', name };
  }
  if (keyword === 'topic' || keyword === 'pattern') return parseRule(keyword, rest);
  return wrong({ key: 'unknown-keyword', args: {} });
}

const ACCESSES: ReadonlyMap<string, Access> = new Map<string, Access>(
  (['read', 'write', 'readwrite', 'deny'] as const).map((access) => [access, access]),
);

function parseRule(kind: 'topic' | 'pattern', text: string): Line {
  const [word, rest] = firstWord(text);
  if (word === '') return wrong({ key: 'no-filter', args: { after: kind } });
  // The access word is optional if the filter contains no blank.
  const access = rest === '' ? 'readwrite' : ACCESSES.get(word);
  if (access === undefined) return wrong({ key: 'unknown-access', args: { keyword: kind } });
  const filter = rest === '' ? word : rest;
  if (rest === '' && ACCESSES.has(word)) {
    return wrong({ key: 'no-filter', args: { after: `${kind} ${word}` } });
  }
  if (filter.startsWith('$share/')) return wrong({ key: 'shared', args: {} });
  const why = topicFilterError(filter, 4);
  if (why !== undefined) return wrong({ key: 'not-a-filter', args: { why } });
  return { kind, rule: { access, filter } };
}

/** Splits off the first word and the blanks after it. */
function firstWord(text: string): readonly [string, string] {
  const start = text.replace(/^ +/, '');
  const blank = start.indexOf(' ');
  if (blank < 0) return [start, ''];
  return [start.slice(0, blank), start.slice(blank).replace(/^ +/, '')];
}

function wrong(error: Localizable<AclErrors>): Line {
  return { kind: 'fault', error };
}
