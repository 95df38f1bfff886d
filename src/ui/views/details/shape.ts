/** What the values of a topic look like: each path with the types, or the few texts, that were seen there. */
import { decodeUtf8 } from '../../../mqtt/utf8.ts';
import { parseJson } from '../../../payload/parseJson.ts';

export interface ShapeLine {
  readonly path: string;
  /** `number`, or `run | idle` where few texts recur. */
  readonly seen: string;
}

/** Lines, levels, and texts of a path that are told apart. */
const MOST_LINES = 40;
const MOST_LEVELS = 4;
const MOST_TEXTS = 4;
/** Characters of a text that may be one of few. */
const LONGEST = 24;

interface Seen {
  readonly types: Set<string>;
  readonly texts: Set<string>;
  count: number;
}

/** @param payloads the newest first; none where they are no JSON objects */
export function shapeOf(payloads: readonly Uint8Array[]): readonly ShapeLine[] {
  const seen = new Map<string, Seen>();
  for (const payload of payloads) {
    const text = decodeUtf8(payload);
    const value = text === undefined ? undefined : parseJson(text);
    if (isObject(value)) note(value, '', 1, seen);
  }
  return [...seen].map(([path, at]) => ({ path, seen: described(at) }));
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function note(value: object, above: string, level: number, seen: Map<string, Seen>): void {
  for (const [name, member] of Object.entries(value)) {
    const path = above + name;
    let at = seen.get(path);
    if (at === undefined) {
      if (seen.size >= MOST_LINES) continue;
      at = { types: new Set(), texts: new Set(), count: 0 };
      seen.set(path, at);
    }
    at.types.add(typeOf(member));
    at.count += 1;
    if (typeof member === 'string' && at.texts.size <= MOST_TEXTS) at.texts.add(member);
    if (isObject(member) && level < MOST_LEVELS) note(member, `${path}.`, level + 1, seen);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Texts that recur say more than that they are texts. */
function described({ types, texts, count }: Seen): string {
  const areFew = texts.size > 0 && texts.size <= MOST_TEXTS && texts.size < count;
  const areShort = [...texts].every((text) => text.length <= LONGEST);
  const named = areFew && areShort;
  return [...types]
    .flatMap((type) => (type === 'string' && named ? [...texts] : [type]))
    .join(' | ');
}
