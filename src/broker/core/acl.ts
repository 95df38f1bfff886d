/** Access control lists as Mosquitto writes them: rules read from text. What they grant is in `rights.ts`. */
import { topicFilterFault } from '../../mqtt/topics.ts';

export type Access = 'read' | 'write' | 'readwrite' | 'deny';

export interface Rule {
  readonly access: Access;
  /** A topic filter; of a pattern with `%u` and `%c` in it. */
  readonly filter: string;
}

export interface Acl {
  /** For clients without a user name. */
  readonly anonymous: readonly Rule[];
  /** For clients with this user name, as it stands in CONNECT. */
  readonly users: ReadonlyMap<string, readonly Rule[]>;
  /** For all, wherever they stand. */
  readonly patterns: readonly Rule[];
}

export type ParsedAcl =
  | { readonly ok: true; readonly acl: Acl }
  /** `line` counts from 1; `message` is a sentence's end, without its full stop. */
  | { readonly ok: false; readonly line: number; readonly message: string };

type Line =
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'topic' | 'pattern'; readonly rule: Rule }
  | { readonly kind: 'fault'; readonly message: string };

/** Reads what a file of Mosquitto's option `acl_file` holds. */
export function parseAcl(text: string): ParsedAcl {
  const anonymous: Rule[] = [];
  const users = new Map<string, Rule[]>();
  const patterns: Rule[] = [];
  let section = anonymous;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const content = raw.replace(/^ +/, '').replace(/[ \t\v\f\r]+$/, '');
    if (content === '' || content.startsWith('#')) continue;
    const line = parseLine(content);
    if (line.kind === 'fault') return { ok: false, line: index + 1, message: line.message };
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
    return name === ''
      ? { kind: 'fault', message: 'user needs a name behind it' }
      : { kind: 'user', name };
  }
  if (keyword === 'topic' || keyword === 'pattern') return parseRule(keyword, rest);
  return {
    kind: 'fault',
    message: 'a line must begin with topic, pattern, user or #',
  };
}

const ACCESSES: ReadonlyMap<string, Access> = new Map<string, Access>(
  (['read', 'write', 'readwrite', 'deny'] as const).map((access) => [access, access]),
);

function parseRule(kind: 'topic' | 'pattern', text: string): Line {
  const [word, rest] = firstWord(text);
  if (word === '') return { kind: 'fault', message: `${kind} needs a topic filter behind it` };
  // The access may be left out where the filter holds no blank.
  const access = rest === '' ? 'readwrite' : ACCESSES.get(word);
  if (access === undefined) {
    return {
      kind: 'fault',
      message: `what stands between ${kind} and the filter must be read, write, readwrite or deny`,
    };
  }
  const filter = rest === '' ? word : rest;
  if (rest === '' && ACCESSES.has(word)) {
    return { kind: 'fault', message: `${kind} ${word} needs a topic filter behind it` };
  }
  if (filter.startsWith('$share/')) {
    return { kind: 'fault', message: 'rules are about topics, and none begins with $share/' };
  }
  const fault = topicFilterFault(filter, 4);
  if (fault !== undefined) return { kind: 'fault', message: decapitalised(fault) };
  return { kind, rule: { access, filter } };
}

/** The first word, and what follows it and the blanks behind it. */
function firstWord(text: string): readonly [string, string] {
  const start = text.replace(/^ +/, '');
  const blank = start.indexOf(' ');
  if (blank < 0) return [start, ''];
  return [start.slice(0, blank), start.slice(blank).replace(/^ +/, '')];
}

function decapitalised(sentence: string): string {
  return (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');
}
