/** Reaction of a server, and its verdict against the standard. */

import type { Summary } from '../../mqtt/dissect/describe.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import type { RequiredReaction } from './requiredReaction.ts';

export interface Answer {
  /** undefined: unreadable. */
  readonly type: PacketType | undefined;
  /** The first code that reports an error, otherwise the first code; undefined: there is none. */
  readonly code: number | undefined;
  /** Summary of the rest; never contains a secret. */
  readonly summary: Summary;
  /** Number in the capture; undefined: not recorded. */
  readonly packet: number | undefined;
  /** µs after the bytes were sent. */
  readonly after: number;
}

export interface Reaction {
  /** Possible answers to the sent bytes. */
  readonly answers: readonly Answer[];
  /** The server closed the connection. */
  readonly closed:
    | { readonly after: number; readonly code: number; readonly reason: string }
    | undefined;
  /** µs during which the server was watched. */
  readonly watched: number;
}

/** Each with its reason. */
export type Verdict =
  | {
      readonly outcome: 'as-wanted';
      readonly why: 'closed' | 'closed-with-other-code' | 'refused' | 'answered' | 'free';
    }
  | {
      readonly outcome: 'otherwise';
      /** `not-told`: it closed the connection without the required CONNACK. */
      readonly why: 'accepted' | 'kept' | 'not-told' | 'closed-instead';
    }
  | { readonly outcome: 'nothing'; readonly why: 'nothing' };

const isRefusal = ({ type, code }: Answer): boolean => type === 'connack' && code !== 0;
const isFarewell = (answer: Answer): boolean => answer.type === 'disconnect' || isRefusal(answer);

export function judge(wanted: RequiredReaction, reaction: Reaction): Verdict {
  switch (wanted.kind) {
    case 'free':
    case 'unsaid':
    case 'none':
      return { outcome: 'as-wanted', why: 'free' };
    case 'answer':
      return judgeAnswer(wanted.type, reaction);
    case 'close':
    case 'refuse':
      return judgeEnd(wanted, reaction);
  }
}

function judgeAnswer(type: PacketType, { answers, closed }: Reaction): Verdict {
  if (answers.some((answer) => answer.type === type)) {
    return { outcome: 'as-wanted', why: 'answered' };
  }
  const isOver = closed !== undefined || answers.some(isFarewell);
  return isOver
    ? { outcome: 'otherwise', why: 'closed-instead' }
    : { outcome: 'nothing', why: 'nothing' };
}

function judgeEnd(
  wanted: Extract<RequiredReaction, { readonly kind: 'close' | 'refuse' }>,
  { answers, closed }: Reaction,
): Verdict {
  const farewell = answers.find(isFarewell);
  // Before the refusal, it may have answered a packet that it should not answer.
  if (answers.some(({ type, code }) => type === 'connack' && code === 0)) {
    return { outcome: 'otherwise', why: 'accepted' };
  }
  if (wanted.kind === 'close' && wanted.orAnswer !== undefined) {
    const { type, code } = wanted.orAnswer;
    if (answers.some((answer) => answer.type === type && answer.code === code)) {
      return { outcome: 'as-wanted', why: 'refused' };
    }
  }
  if (closed === undefined && farewell === undefined) {
    return answers.length > 0
      ? { outcome: 'otherwise', why: 'kept' }
      : { outcome: 'nothing', why: 'nothing' };
  }
  if (wanted.kind === 'refuse') {
    return farewell !== undefined && isRefusal(farewell)
      ? { outcome: 'as-wanted', why: 'refused' }
      : { outcome: 'otherwise', why: 'not-told' };
  }
  const isOther =
    wanted.code !== undefined && farewell !== undefined && farewell.code !== wanted.code;
  return { outcome: 'as-wanted', why: isOther ? 'closed-with-other-code' : 'closed' };
}
