/** Topic names and topic filters: syntax and matching (4.7, 4.8.2). */

import { utf8Length } from '../../base/utf8.ts';
import type { ProtocolVersion } from './packet.ts';
import type { TopicError } from './topicErrors.ts';

const MAX_BYTES = 65_535;

/** Errors common to both. */
function commonError(topic: string, what: 'topic name' | 'topic filter'): TopicError | undefined {
  if (topic.length === 0) return { key: 'empty', args: { what } };
  if (topic.includes('\u0000')) return { key: 'null-character', args: { what } };
  if (topic.length * 3 > MAX_BYTES && utf8Length(topic) > MAX_BYTES) {
    return { key: 'too-long', args: { what, most: MAX_BYTES } };
  }
  return undefined;
}

/** The error in a topic name to publish to; undefined if it is valid. */
export function topicNameError(name: string): TopicError | undefined {
  const error = commonError(name, 'topic name');
  if (error) return error;
  for (const wildcard of ['#', '+'] as const) {
    if (name.includes(wildcard)) return { key: 'wildcard-in-name', args: { wildcard } };
  }
  return undefined;
}

/**
 * The error in a topic filter; undefined if it is valid. Shared subscriptions exist only in MQTT 5; before,
 * `$share` is an ordinary level.
 */
export function topicFilterError(
  filter: string,
  version: ProtocolVersion = 5,
): TopicError | undefined {
  const error = commonError(filter, 'topic filter');
  if (error) return error;
  if (version === 5 && filter.startsWith('$share/')) return sharedError(filter);
  return wildcardError(filter);
}

function wildcardError(filter: string): TopicError | undefined {
  const hash = filter.indexOf('#');
  if (hash >= 0) {
    if (hash !== filter.length - 1) return { key: 'hash-before-end', args: {} };
    if (hash > 0 && filter[hash - 1] !== '/') {
      return { key: 'part-of-level', args: { wildcard: '#' } };
    }
  }
  for (let plus = filter.indexOf('+'); plus >= 0; plus = filter.indexOf('+', plus + 1)) {
    const before = plus === 0 || filter[plus - 1] === '/';
    const after = plus === filter.length - 1 || filter[plus + 1] === '/';
    if (!before || !after) return { key: 'part-of-level', args: { wildcard: '+' } };
  }
  return undefined;
}

/** `$share/{share name}/{filter}` (4.8.2). */
export interface SharedFilter {
  readonly shareName: string;
  readonly filter: string;
}

/** The parts of a shared subscription's filter; undefined for other filters. */
export function splitShared(filter: string): SharedFilter | undefined {
  if (!filter.startsWith('$share/')) return undefined;
  const slash = filter.indexOf('/', 7);
  if (slash < 0) return undefined;
  return { shareName: filter.slice(7, slash), filter: filter.slice(slash + 1) };
}

const QUEUE = '$queue/';

/**
 * The filter within that of a shared subscription, also as some servers have them before MQTT 5: `$share/{share
 * name}/{filter}` or `$queue/{filter}`. undefined for other filters.
 */
export function innerFilter(filter: string): string | undefined {
  return filter.startsWith(QUEUE) ? filter.slice(QUEUE.length) : splitShared(filter)?.filter;
}

function sharedError(filter: string): TopicError | undefined {
  const shared = splitShared(filter);
  if (!shared || shared.filter === '') return { key: 'share-without-filter', args: {} };
  if (shared.shareName === '') return { key: 'share-without-name', args: {} };
  if (/[+#]/.test(shared.shareName)) return { key: 'wildcard-in-share-name', args: {} };
  return wildcardError(shared.filter);
}

/**
 * True if a topic filter matches a topic name (4.7). A shared subscription matches by its inner filter.
 * Neither is validated; an invalid filter matches by its levels.
 */
export function topicMatches(filter: string, name: string): boolean {
  const pattern = splitShared(filter)?.filter ?? filter;
  // [MQTT-4.7.2-1]
  if (name.startsWith('$') && (pattern.startsWith('#') || pattern.startsWith('+'))) return false;
  let f = 0;
  let n = 0;
  for (;;) {
    const filterEnd = levelEnd(pattern, f);
    if (filterEnd === f + 1 && pattern[f] === '#') return true;
    const nameEnd = levelEnd(name, n);
    const isPlus = filterEnd === f + 1 && pattern[f] === '+';
    if (!isPlus && pattern.slice(f, filterEnd) !== name.slice(n, nameEnd)) return false;
    if (nameEnd === name.length) {
      // `a/#` also matches its parent `a`.
      return filterEnd === pattern.length || pattern.slice(filterEnd) === '/#';
    }
    if (filterEnd === pattern.length) return false;
    f = filterEnd + 1;
    n = nameEnd + 1;
  }
}

function levelEnd(topic: string, from: number): number {
  const slash = topic.indexOf('/', from);
  return slash < 0 ? topic.length : slash;
}
