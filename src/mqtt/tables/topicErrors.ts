/** Errors in topic names and topic filters. */

import { isNumber, isOneOf, type SubjectOf } from '../../base/knownMessage.ts';
import type { Localizable, Words } from '../../base/message.ts';

const what = isOneOf('topic name', 'topic filter');
const wildcard = isOneOf('#', '+');

/** All errors and their arguments. */
export const TOPIC_SHAPES = {
  empty: { what },
  /** U+0000. */
  'null-character': { what },
  /** `most`: bytes of UTF-8. */
  'too-long': { what, most: isNumber },
  'wildcard-in-name': { wildcard },
  'hash-before-end': {},
  'part-of-level': { wildcard },
  'share-without-filter': {},
  'share-without-name': {},
  'wildcard-in-share-name': {},
} as const;

export type TopicErrors = SubjectOf<typeof TOPIC_SHAPES>;

export type TopicError = Localizable<TopicErrors>;

/**
 * English texts, which a broker sends to clients and over its control interface; `i18n` has these and other
 * languages.
 */
export const TOPIC_ERRORS: Words<TopicErrors> = {
  empty: ({ what }) => `A ${what} has at least one character.`,
  'null-character': ({ what }) => `A ${what} must not contain the character U+0000.`,
  'too-long': ({ what, most }) => `A ${what} has at most ${most.toString()} bytes of UTF-8.`,
  'wildcard-in-name': ({ wildcard }) => `A topic name must not contain the wildcard ${wildcard}.`,
  'hash-before-end': () => 'The wildcard # must be the last character.',
  'part-of-level': ({ wildcard }) => `The wildcard ${wildcard} must fill its whole level.`,
  'share-without-filter': () =>
    'A shared subscription needs a topic filter after its share name: $share/{name}/{filter}.',
  'share-without-name': () => 'A share name has at least one character.',
  'wildcard-in-share-name': () => 'A share name must not contain a wildcard.',
};
