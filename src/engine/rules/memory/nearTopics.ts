/** Finds topic names that a topic filter matches, or would match but for one kind of slip (4.7). */

import type { Slip } from '../../findings/findings.ts';

/** Texts are compared after this change. */
const SPELLINGS = {
  exact: (text: string) => text,
  case: (text: string) => text.toLowerCase(),
  slash: (text: string) =>
    text
      .split('/')
      .filter((level) => level !== '')
      .join('/'),
  blank: (text: string) => text.replaceAll(/[\s\u200b]/gu, ''),
};
type Spelling = keyof typeof SPELLINGS;

/** Shapes of filters: levels and places of wildcards. For each, all topics are read once. */
const MOST_SHAPES = 128;
const MOST_LEVELS = 32;
const LEAST_LETTERS = 4;

export interface NamedTopic {
  readonly name: string;
}

export class NearTopics<Topic extends NamedTopic> {
  readonly #topics: readonly Topic[];
  /** By shape, then by the levels without wildcard. */
  readonly #shapes = new Map<string, ReadonlyMap<string, readonly Topic[]>>();

  constructor(topics: readonly Topic[]) {
    this.#topics = topics;
  }

  /** Topics that the filter matches; undefined if there are too many shapes of filters to say. */
  matching(filter: string): readonly Topic[] | undefined {
    return this.#find(filter, 'exact');
  }

  /** Topics that differ from those in one level. */
  differingAt(filter: string, level: number): readonly Topic[] {
    return this.#find(filter, 'exact', level) ?? [];
  }

  /** Topics that it misses by a slip. */
  near(filter: string): ReadonlyMap<Topic, Slip> {
    const found = new Map<Topic, Slip>();
    for (const slip of ['case', 'slash', 'blank'] as const) {
      for (const topic of this.#find(filter, slip) ?? []) found.set(topic, slip);
    }
    const levels = filter.split('/');
    if (levels.length > MOST_LEVELS) return found;
    for (const [at, level] of levels.entries()) {
      if (level.length < LEAST_LETTERS - 1) continue;
      for (const topic of this.differingAt(filter, at)) {
        const other = topic.name.split('/')[at] ?? '';
        if (isLetterOff(level, other)) found.set(topic, 'letter');
      }
    }
    return found;
  }

  /** @param open level that is not compared */
  #find(filter: string, spelling: Spelling, open = -1): readonly Topic[] | undefined {
    const levels = SPELLINGS[spelling](filter).split('/');
    const isOpenEnded = levels.at(-1) === '#';
    if (isOpenEnded) levels.pop();
    if (levels.length > MOST_LEVELS) return undefined;
    const places = levels.flatMap((level, at) => (level !== '+' && at !== open ? [at] : []));
    const shape = `${spelling} ${levels.length} ${isOpenEnded} ${places.join()}`;
    const keyOf = (of: readonly string[]) => places.map((at) => of[at]).join('/');
    let topics = this.#shapes.get(shape);
    if (topics === undefined) {
      if (this.#shapes.size >= MOST_SHAPES) return undefined;
      topics = this.#group(spelling, levels.length, isOpenEnded, keyOf);
      this.#shapes.set(shape, topics);
    }
    return topics.get(keyOf(levels)) ?? [];
  }

  #group(
    spelling: Spelling,
    length: number,
    isOpenEnded: boolean,
    keyOf: (levels: readonly string[]) => string,
  ): ReadonlyMap<string, readonly Topic[]> {
    const groups = new Map<string, Topic[]>();
    for (const topic of this.#topics) {
      const levels = SPELLINGS[spelling](topic.name).split('/');
      if (isOpenEnded ? levels.length < length : levels.length !== length) continue;
      const key = keyOf(levels);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [topic]);
      else group.push(topic);
    }
    return groups;
  }
}

const LETTER = /\p{L}/u;
const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
/** Such levels are numbers of devices: each value may exist. */
const isIdentifier = (text: string): boolean => /\d/u.test(text) && /^[\da-f:_-]+$/iu.test(text);

/** True if a letter is missing or doubled in one of them, or if two neighbours are swapped. */
function isLetterOff(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || lettersIn(long) < LEAST_LETTERS) return false;
  if (isIdentifier(one) || isIdentifier(other)) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const [first = '', second = ''] = long.slice(at);
  if (!LETTER.test(first)) return false;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  return LETTER.test(second) && short.slice(at) === `${second}${first}${long.slice(at + 2)}`;
}
