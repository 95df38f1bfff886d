/** What passes between the app and a worker for messages that are answered by rules. */
import type { FilterError } from '../../engine/filter/syntax/fault.ts';
import type { RuleStop } from '../../profiles/settings/answerRule.ts';
import type { FillFault } from '../templates/templateSource.ts';
import type { PublishOutcome } from './publishOutcome.ts';

export type AnswerCommand =
  /** From now on these rules, as they are stored; those that did not change go on as they were. */
  | { readonly kind: 'answer-by'; readonly rules: unknown }
  /** A rule that was stopped goes on, also if it and somebody else answer one another. */
  | { readonly kind: 'answer-again'; readonly id: string };

/** The rules as they stand, a few times a second at most. */
export interface AnswerEvent {
  readonly kind: 'answering';
  readonly status: AnswerStatus;
}

export interface AnswerStatus {
  /** Of those that are on. */
  readonly rules: readonly RuleStatus[];
  /** Newest first. */
  readonly log: readonly Answered[];
  /** Messages that came too fast to be looked at. */
  readonly missed: number;
}

export interface RuleStatus {
  readonly id: string;
  readonly answered: number;
  /** More in a second than its limit, or than the network takes. */
  readonly leftOut: number;
  readonly failed: number;
  readonly stopped: WhyStopped | undefined;
  /** Messages that its display filter could not check within its budget; absent: none. */
  readonly givenUp?: number;
  /** Its display filter cannot be read. */
  readonly error: FilterError | undefined;
}

/** `packet`: the message for which; absent: it was stopped before, and what was captured then may be gone. */
export type WhyStopped = RuleStop & { readonly packet?: number };

export interface Answered {
  /** Id of the rule. */
  readonly rule: string;
  /** ms since 1970. */
  readonly at: number;
  /** Number of the message's PUBLISH. */
  readonly packet: number;
  /** Of the answer; of one that could not be made, of the message. */
  readonly topic: string;
  readonly outcome: PublishOutcome | { readonly kind: 'not-made'; readonly why: FillFault };
}
