/** Errors in members of commands and fault rules. */

import {
  isAbsentOr,
  isLocalizableOf,
  isNumber,
  isText,
  isTexts,
  type SubjectOf,
} from '../../../base/knownMessage.ts';
import { type Localizable, say, type Words } from '../../../base/message.ts';
import { TOPIC_ERRORS, TOPIC_SHAPES } from '../../../mqtt/tables/topicErrors.ts';

export type FilterCount = 'filters' | 'characters' | 'patterns';

const isFilterCount = (value: unknown): value is FilterCount =>
  value === 'filters' || value === 'characters' || value === 'patterns';

/** All errors with their details. */
export const MEMBER_SHAPES = {
  missing: {},
  unknown: { known: isTexts },
  /** Kind of a command. */
  'unknown-kind': {},
  'too-many': { most: isNumber },
  'not-object': {},
  'not-list': {},
  'not-text': {},
  'text-form': { longest: isNumber },
  'not-truth': {},
  'one-of': { names: isTexts },
  /** `most` undefined: no limit. */
  whole: { least: isNumber, most: isAbsentOr(isNumber) },
  'not-base64': {},
  version: {},
  'id-taken': {},
  'id-form': {},
  'id-reserved': { id: isText },
  chance: {},
  qos: {},
  range: {},
  'range-order': {},
  'reason-code': {},
  'topic-filter': { why: isLocalizableOf(TOPIC_SHAPES) },
  'topic-name': { why: isLocalizableOf(TOPIC_SHAPES) },
  /** A display filter; `column` of the error, from 1. */
  filter: { column: isNumber },
  'filter-later': {},
  /** Limit for all rules together. */
  'too-many-filters': { what: isFilterCount, most: isNumber },
  'no-change': {},
  'no-packet': {},
  'not-a-packet': {},
  'answer-to-client': {},
  'answer-to-what': {},
  'not-answerable': { packet: isText },
  'answer-no-refusal': {},
} as const;

export type MemberErrors = SubjectOf<typeof MEMBER_SHAPES>;

export type MemberError = Localizable<MemberErrors>;

/** English texts; the control interface puts them after the member's path. */
export const MEMBER_ERRORS: Words<MemberErrors> = {
  missing: () => 'is missing',
  unknown: ({ known }) => `is not known; known are ${known.join(', ')}`,
  'unknown-kind': () => 'is not known here',
  'too-many': ({ most }) => `has more than ${most} members`,
  'not-object': () => 'must be an object, { … }',
  'not-list': () => 'must be a list, [ … ]',
  'not-text': () => 'must be text in quotation marks',
  'text-form': ({ longest }) => `must be well-formed and not longer than ${longest} characters`,
  'not-truth': () => 'must be true or false',
  'one-of': ({ names }) => `must be ${names.map((name) => `"${name}"`).join(' or ')}`,
  whole: ({ least, most }) =>
    `must be a whole number, ${most === undefined ? `${least} or above` : `${least} to ${most}`}`,
  'not-base64': () => 'must be Base64',
  version: () => 'must be 1, which is the only version',
  'id-taken': () => 'another rule has the same id',
  'id-form': () => 'must be 1 to 64 letters, digits or any of _ . : -',
  'id-reserved': ({ id }) => `must not be "${id}", which is reserved for events without a rule`,
  chance: () => 'must be a number from 0 to 1',
  qos: () => 'must be 0, 1 or 2',
  range: () => 'must be one number or two, [least, most]',
  'range-order': () => 'must begin with the smaller number',
  'reason-code': () => 'must be a reason code such as "0x97" or 151',
  'topic-filter': ({ why }) => `is not a topic filter: ${say(TOPIC_ERRORS, why)}`,
  'topic-name': ({ why }) => `is not a topic name: ${say(TOPIC_ERRORS, why)}`,
  filter: ({ column }) => `is not a display filter from character ${column} on`,
  'too-many-filters': ({ what, most }) =>
    what === 'filters'
      ? `is one too many: at most ${most} rules may have a filter`
      : `is too long: the filters of all rules may have at most ${most} ${what === 'patterns' ? 'regular expressions' : 'characters'}`,
  'filter-later': () =>
    'tests something that is only known later, such as a problem, a latency or the state of a handshake',
  'no-change': () => 'changes nothing',
  'no-packet': () => 'does not name a packet',
  'not-a-packet': () => 'must be the name of a control packet, such as "PUBACK"',
  'answer-to-client': () => 'must be "from-client", because only clients get answers',
  'answer-to-what': () => 'is missing: which packets should be answered?',
  'not-answerable': ({ packet }) => `${packet} cannot be answered`,
  'answer-no-refusal': () => 'must be 0x80 or above here (a refusal)',
};
