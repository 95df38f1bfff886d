/** Reasons why the broker or its host closes a line of the control interface. */

import { isNumber, type SubjectOf } from '../../../base/knownMessage.ts';
import type { Words } from '../../../base/message.ts';

export const CLOSE_REASON_SHAPES = {
  'hello-first': {},
  'hello-twice': {},
  'hello-form': {},
  'hello-large': {},
  'hello-late': { seconds: isNumber },
  'other-version': { version: isNumber },
  'token-missing': {},
  'token-wrong': {},
  /** After too many wrong tokens. */
  'token-later': { seconds: isNumber },
  /** Unread answers, tap reports, or both. */
  'answers-unread': {},
  'taps-unread': {},
  unread: {},
  /** Limit for lines without a hello. */
  'many-others': {},
  'broker-ends': {},
  'companion-ended': {},
} as const;

const WHERE = 'The companion printed the token when it started, unless it was given with --token.';

/** English texts. Programs should use the fact beside them. */
export const CLOSE_REASONS: Words<SubjectOf<typeof CLOSE_REASON_SHAPES>> = {
  'hello-first': () => 'The first message must be hello.',
  'hello-twice': () => 'hello must be sent only once.',
  'hello-form': () =>
    'The first message must be {"kind": "hello", "version": …, "token": …}, as JSON in a text frame.',
  'hello-large': () => 'Messages before the answer to hello must be small.',
  'hello-late': ({ seconds }) => `No hello came within ${seconds} seconds.`,
  'other-version': ({ version }) => `This is version ${version} of the control interface.`,
  'token-missing': () => `The control interface needs a token. ${WHERE}`,
  'token-wrong': () => `The token is wrong. ${WHERE}`,
  'token-later': ({ seconds }) => `There were too many wrong tokens. Try again in ${seconds} s.`,
  'answers-unread': () => 'Too many answers have not been read.',
  'taps-unread': () => 'The messages of the taps have not been read.',
  unread: () => 'Messages have not been read for too long.',
  'many-others': () => 'Too many others have come without a hello.',
  'broker-ends': () => 'The broker shuts down.',
  'companion-ended': () => 'The companion has ended.',
};
