/** What may be wrong with a topic name or a topic filter. */
import type { Fact, NoArgs, Words } from './fact.ts';

type TopicText = 'topic name' | 'topic filter';
type Wildcard = '#' | '+';

export interface TopicFaults {
  readonly empty: { readonly what: TopicText };
  /** U+0000. */
  readonly 'null-character': { readonly what: TopicText };
  /** `most`: bytes of UTF-8. */
  readonly 'too-long': { readonly what: TopicText; readonly most: number };
  readonly 'wildcard-in-name': { readonly wildcard: Wildcard };
  readonly 'hash-before-end': NoArgs;
  readonly 'part-of-level': { readonly wildcard: Wildcard };
  readonly 'share-without-filter': NoArgs;
  readonly 'share-without-name': NoArgs;
  readonly 'wildcard-in-share-name': NoArgs;
}

export type TopicFault = Fact<TopicFaults>;

/** Rooms that do not tell facts yet make English sentences of it; `words` has these, and others. */
export const TOPIC_FAULTS: Words<TopicFaults> = {
  empty: ({ what }) => `A ${what} has at least one character.`,
  'null-character': ({ what }) => `A ${what} must not hold the character U+0000.`,
  'too-long': ({ what, most }) => `A ${what} has at most ${most.toString()} bytes of UTF-8.`,
  'wildcard-in-name': ({ wildcard }) => `A topic name must not hold the wildcard ${wildcard}.`,
  'hash-before-end': () => 'The wildcard # must be the last character.',
  'part-of-level': ({ wildcard }) => `The wildcard ${wildcard} must fill its whole level.`,
  'share-without-filter': () =>
    'A shared subscription needs a topic filter after its share name: $share/{name}/{filter}.',
  'share-without-name': () => 'A share name has at least one character.',
  'wildcard-in-share-name': () => 'A share name must not hold a wildcard.',
};
