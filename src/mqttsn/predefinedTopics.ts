/** Reads predefined topics from a file: an id and a topic on each line. */
import { topicNameError } from '../mqtt/tables/topics.ts';

/**
 * Errors of a line: not an id and a topic, an invalid or reserved id, an invalid topic name, a repeated id.
 */
export type PredefinedTopicError = 'form' | 'number' | 'topic' | 'twice';

export type ParsedTopics =
  | { readonly ok: true; readonly topics: ReadonlyMap<number, string> }
  /** `line`: counted from 1. */
  | { readonly ok: false; readonly line: number; readonly error: PredefinedTopicError };

/** 0 and 0xFFFF are reserved (5.3.11). */
const LAST_ID = 0xfffe;

/** Ignores empty lines and lines that begin with `#` and a blank. */
export function parsePredefinedTopics(text: string): ParsedTopics {
  const topics = new Map<number, string>();
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const read = line.trim();
    if (read === '' || /^#(?:\s|$)/.test(read)) continue;
    const entry = entryOf(read);
    const error = typeof entry === 'string' ? entry : topics.has(entry[0]) ? 'twice' : undefined;
    if (typeof entry === 'string' || error !== undefined) {
      return { ok: false, line: at + 1, error: error ?? 'form' };
    }
    topics.set(...entry);
  }
  return { ok: true, topics };
}

/** In the readable format, sorted by id. */
export const writePredefinedTopics = (topics: ReadonlyMap<number, string>): string =>
  [...topics]
    .toSorted(([a], [b]) => a - b)
    .map(([id, topic]) => `${id} ${topic}\n`)
    .join('');

function entryOf(line: string): readonly [id: number, topic: string] | PredefinedTopicError {
  const parts = /^(\S+)\s+(.+)$/.exec(line);
  if (parts === null) return 'form';
  const [, number = '', topic = ''] = parts;
  const id = /^\d{1,5}$/.test(number) ? Number(number) : 0;
  if (id === 0 || id > LAST_ID) return 'number';
  return topicNameError(topic) === undefined ? [id, topic] : 'topic';
}
